import { mkdtemp, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Command } from '../../server/command.js';
import { toPem } from '../../server/pdf/core/certificate.js';
import { letterPdf } from './letter-pdf.js';
import { opensslRevocation } from './openssl-revocation.js';
import { run } from './pdf-oracles.js';
import { certifiedSigner, testAuthority, testTimestamps } from './test-authority.js';

/** What a person at a terminal has: a key file, roots and evidence in folders, an authority for time-stamps by HTTP. */
export interface CommandDesk {
  readonly folder: string;
  readonly p12: string;
  readonly passphraseFile: string;
  readonly trust: string;
  readonly evidence: string;
  readonly tsa: string;
  readonly close: () => void;
}

export async function commandDesk(): Promise<CommandDesk> {
  const folder = await mkdtemp(join(tmpdir(), 'noken-desk-'));
  const at = (name: string) => join(folder, name);
  const { root, issuing, timestamping } = await testAuthority();
  const signer = await certifiedSigner('rsa-sha256', 'Kepala Dinas');
  await writeFile(at('key.pem'), signer.key.export({ type: 'pkcs8', format: 'pem' }));
  await writeFile(at('cert.pem'), toPem(signer.certificate));
  await writeFile(at('chain.pem'), toPem(issuing.certificate));
  await writeFile(at('passphrase'), 'kata sandi contoh\n');
  const made = await run('openssl', [
    ...['pkcs12', '-export', '-inkey', at('key.pem'), '-in', at('cert.pem'), '-certfile', at('chain.pem')],
    ...['-passout', `file:${at('passphrase')}`, '-out', at('key.p12')],
  ]);
  if (made.code !== 0) throw new Error(made.output);
  await writeFile(at('surat.pdf'), letterPdf());

  for (const name of ['trust', 'evidence']) await run('mkdir', [at(name)]);
  await writeFile(at('trust/root.pem'), toPem(root.certificate));
  const source = opensslRevocation({ issuers: [root, issuing] });
  for (const [certificate, issuer] of [
    [signer.certificate, issuing.certificate],
    [timestamping.certificate, issuing.certificate],
    [issuing.certificate, root.certificate],
  ] as const) {
    const { ocsps, crls } = await source.evidence(certificate, issuer);
    for (const der of ocsps) await writeFile(at(`evidence/${certificate.serialHex}.ocsp`), der);
    for (const der of crls) await writeFile(at(`evidence/${certificate.serialHex}.crl`), der);
  }

  const authority = await testTimestamps();
  const server = createServer((request, response) => {
    const pieces: Buffer[] = [];
    request.on('data', (piece: Buffer) => pieces.push(piece));
    request.on('end', () => {
      void authority.answer(Buffer.concat(pieces)).then((answer) => {
        response.writeHead(200, { 'content-type': 'application/timestamp-reply' }).end(answer);
      });
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    ...{ folder, p12: at('key.p12'), passphraseFile: at('passphrase'), trust: at('trust') },
    ...{ evidence: at('evidence'), tsa: `http://127.0.0.1:${port}/` },
    close: () => void server.close(),
  };
}

/** Runs a command in this process, with what it wrote. */
export async function typed(command: Command, args: readonly string[]) {
  const out: string[] = [];
  const err: string[] = [];
  const terminal = { out: (line: string) => void out.push(line), err: (line: string) => void err.push(line) };
  return { exit: await command(args, terminal), out, err };
}
