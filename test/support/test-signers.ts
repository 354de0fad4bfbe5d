import { execFileSync } from 'node:child_process';
import { createPrivateKey } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readCertificate } from '../../server/pdf/core/certificate.js';
import { type KeySigner, privateKeySigner } from '../../server/pdf/sign/key-signer.js';

const kinds = {
  rsa: ['-newkey', 'rsa:2048'],
  ec: ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256'],
} as const;

/** A signer with a key and a self-signed certificate that openssl has just made: nothing of it is kept. */
export function testSigner(name: string, kind: keyof typeof kinds = 'rsa'): KeySigner<void> {
  const folder = mkdtempSync(join(tmpdir(), 'noken-signer-'));
  try {
    const key = join(folder, 'key.pem');
    const certificate = join(folder, 'certificate.pem');
    const usage = 'keyUsage=critical,digitalSignature,nonRepudiation';
    const request = [
      'req',
      '-x509',
      ...kinds[kind],
      '-nodes',
      '-days',
      '30',
      '-subj',
      `/CN=${name}`,
      '-addext',
      usage,
    ];
    execFileSync('openssl', [...request, '-keyout', key, '-out', certificate], { stdio: 'ignore' });
    return privateKeySigner(
      createPrivateKey(readFileSync(key)),
      readCertificate(readFileSync(certificate, 'utf8')),
    );
  } finally {
    rmSync(folder, { recursive: true });
  }
}
