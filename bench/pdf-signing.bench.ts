import { createHash, generateKeyPairSync, sign, webcrypto } from 'node:crypto';
import { CryptoKeySigner, PDF } from '@libpdf/core';
import {
  bytesSource,
  createAuthority,
  issueSigningCertificate,
  privateKeySigner,
  signPdf,
} from '../server/pdf/index.js';
import { letterPdf } from '../test/support/letter-pdf.js';
import type { Bench, BenchResult } from './bench-result.js';
import { processorTime } from './processor-time.js';

const limitName = 'RSA-2048 and SHA-256 by node:crypto';
const peerName = '@libpdf/core';

/** Processor time of one signature on a letter of 200 kB, against what the arithmetic alone costs, and a peer. */
export const pdfSigning: Bench = {
  name: 'pdf-signing',
  async run() {
    const letter = letterOf(200_000);
    const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
    const now = new Date();
    const authority = await createAuthority({ name: 'Pengukuran', legalMode: 'trial', now });
    const notAfter = new Date(now.getTime() + 86_400_000 * 30);
    const certificate = await issueSigningCertificate({
      authority,
      publicKey,
      commonName: 'Yohana Contoh',
      notBefore: now,
      notAfter,
    });
    const chain = [authority.issuing.certificate];

    const limit = await processorTime(() => {
      const digest = createHash('sha256').update(letter).digest();
      sign('sha256', digest, privateKey);
    }, 200);

    const signer = privateKeySigner(privateKey, certificate, chain);
    const source = bytesSource(letter);
    const placement = { page: 1, rect: { x: 340, y: 200 } };
    const appearance = {
      capacity: ['Plh. KEPALA DINAS KOMUNIKASI DAN INFORMATIKA'],
      name: 'Yohana Contoh',
      rank: 'Pembina (IV/a)',
      nip: '19800101 200501 1 001',
      trial: true,
    };
    const visible = await processorTime(
      () => signPdf(source, signer, { at: now, name: 'Yohana Contoh', placement, appearance }),
      300,
    );
    const unseen = await processorTime(
      () => signPdf(source, signer, { at: now, name: 'Yohana Contoh' }),
      300,
    );

    const pkcs8 = privateKey.export({ format: 'der', type: 'pkcs8' });
    const key = await webcrypto.subtle.importKey(
      'pkcs8',
      pkcs8,
      { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256' },
      false,
      ['sign'],
    );
    const peerSigner = new CryptoKeySigner(
      key,
      certificate.der,
      'RSA',
      'RSASSA-PKCS1-v1_5',
      chain.map(({ der }) => der),
    );
    const peer = await processorTime(
      async () => (await PDF.load(letter)).sign({ signer: peerSigner, signingTime: now }),
      20,
    );

    const name = `a signature with a visible box on ${Math.round(letter.length / 1000)} kB`;
    const result = (value: number, of: string, versus: string, base: number): BenchResult => ({
      name: of,
      value,
      unit: 'ms CPU',
      versus,
      ratio: value / base,
    });
    return [
      { name: limitName, value: limit, unit: 'ms CPU' },
      { name: `${peerName}, no visible box`, value: peer, unit: 'ms CPU' },
      result(visible, name, limitName, limit),
      result(visible, name, peerName, peer),
      result(unseen, 'a signature that is not seen', limitName, limit),
    ];
  },
};

/** A letter with some objects and a large one that does not repeat, as a scan does not. */
function letterOf(bytes: number): Uint8Array {
  const small = Array.from({ length: 60 }, (_, index) => `<< /Type /Note /Number ${index} >>`);
  const noise = createHash('shake256', { outputLength: (bytes - 6_000) / 2 })
    .update('noken')
    .digest('hex');
  const scan = `<< /Type /XObject /Subtype /Image /Width 1 /Height 1 /Length ${noise.length} >>\nstream\n${noise}\nendstream`;
  return letterPdf({ objects: [...small, scan] });
}
