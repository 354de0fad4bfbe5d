import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { toPem, type Certificate } from '../../server/pdf/core/certificate.js';
import type { Holder } from './certificate-maker.js';
import { run } from './pdf-oracles.js';

/** A PKCS #12 as openssl makes it, of few rounds, so that many can be opened. */
export async function sealedP12(
  { key, certificate }: Holder,
  passphrase: string,
  chain: readonly Certificate[] = [],
): Promise<Uint8Array> {
  const folder = await mkdtemp(join(tmpdir(), 'noken-p12-'));
  try {
    const [keyFile, certificateFile, out] = ['key', 'certificate', 'out'].map((name) =>
      join(folder, name),
    ) as [string, string, string];
    await writeFile(keyFile, key.export({ type: 'pkcs8', format: 'pem' }));
    // The first certificate is the key's, the others go along.
    await writeFile(certificateFile, [certificate, ...chain].map(toPem).join(''));
    const { code, output } = await run('openssl', [
      ...['pkcs12', '-export', '-inkey', keyFile, '-in', certificateFile, '-out', out],
      ...['-passout', `pass:${passphrase}`, '-iter', '10'],
    ]);
    if (code !== 0) throw new Error(output);
    return await readFile(out);
  } finally {
    await rm(folder, { recursive: true });
  }
}
