import { generateKeyPairSync } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import {
  createAuthority,
  fileSource,
  issueSigningCertificate,
  privateKeySigner,
  signPdf,
} from '../server/pdf/index.js';

/**
 * Signs the file that it is given and tells how many kilobytes more it held at the most than before, when it was ready
 * and idle. Linux forgets an earlier peak when it is told to (proc(5), `clear_refs`).
 */
const [file = ''] = process.argv.slice(2);
const now = new Date();
const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
const authority = await createAuthority({ name: 'Pengukuran', legalMode: 'trial', now });
const certificate = await issueSigningCertificate({
  ...{ authority, publicKey, commonName: 'Yohana Contoh', notBefore: now },
  notAfter: new Date(now.getTime() + 86_400_000),
});
const signer = privateKeySigner(privateKey, certificate, [authority.issuing.certificate]);
const source = await fileSource(file);

writeFileSync('/proc/self/clear_refs', '5');
const idle = kilobytes('VmRSS');
const placement = { page: 1, rect: { x: 340, y: 200 } };
await signPdf(source, signer, { at: now, name: 'Yohana Contoh', placement });
console.log(kilobytes('VmHWM') - idle);
await source.close();

function kilobytes(field: string): number {
  return Number(new RegExp(`${field}:\\s+(\\d+)`, 'u').exec(readFileSync('/proc/self/status', 'utf8'))?.[1]);
}
