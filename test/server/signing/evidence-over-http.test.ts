import { serve, type ServerType } from '@hono/node-server';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import {
  bytesSource,
  revocationClient,
  signPdf,
  toPem,
  verifyWithRevocation,
  type Certificate,
  type KeySigner,
} from '../../../server/pdf/index.js';
import { revokeCertificate, tenantAuthority } from '../../../server/signing/index.js';
import { findSigningKey } from '../../../server/signing/signing-keys.table.js';
import { unlockKey } from '../../../server/signing/unlock-key.js';
import { verifyCommand } from '../../../server/verify-command.js';
import { letterPdf } from '../../support/letter-pdf.js';
import { madeOffice, type MadeOffice } from '../../support/made-office.js';
import { enrol, numbered, outgoingLetter, refusal, signAs } from '../../support/outgoing-letter.js';
import { joined } from '../../support/signed-parts.js';

const passphrase = 'perahu putih di Tanah Merah 4';
const hour = 3_600_000;
/** The command looks at the clock on the wall, so that what happens here has happened before. */
const wall = Date.now();

let made: MadeOffice;
let server: ServerType;
let host = '';
let folder = '';
let root: Certificate;
let signer: KeySigner<void>;
/** Signed two hours ago, with a time-stamp and no evidence. */
let signedBefore: Uint8Array;
/** What the server was asked, and the ends of paths that answer nothing today. */
const asked: string[] = [];
const shut = new Set<string>();

/** A letter that the official signs at the office's present instant; the office's own rules are not asked. */
async function signedNow(): Promise<Uint8Array> {
  const base = letterPdf();
  const { timestamps } = await tenantAuthority(await made.commandScope(), made.office);
  const how = { at: made.now(), name: 'Kepala Dinas', timestamp: timestamps };
  return joined(base, await signPdf(bytesSource(base), signer, how));
}

/** The sum and the one signature, as somebody elsewhere finds them who asks the hosts of `allow`. */
async function judged(bytes: Uint8Array, allow: readonly string[] = [host]) {
  const { verdict, trusted, signatures } = await verifyWithRevocation(bytesSource(bytes), {
    trust: { anchors: [root] },
    now: made.now(),
    requireRevocation: true,
    client: revocationClient({ allow }),
  });
  expect(signatures).toHaveLength(1);
  return { ...signatures[0], verdict, trusted };
}

beforeAll(async () => {
  // The port is known before anything is enrolled, as certificates name the address of their server for good.
  server = serve({
    fetch: (request) => {
      const { pathname } = new URL(request.url);
      asked.push(`${request.method} ${pathname}`);
      const isShut = [...shut].some((end) => pathname.endsWith(end));
      return isShut ? new Response(null, { status: 503 }) : made.app.fetch(request);
    },
    port: 0,
    hostname: '127.0.0.1',
  });
  await new Promise((resolve) => server.once('listening', resolve));
  host = `127.0.0.1:${String((server.address() as AddressInfo).port)}`;
  made = await madeOffice({}, undefined, `http://${host}`);
  made.setClock(new Date(wall - 2 * hour).toISOString());
  expect((await enrol(made, 'head', passphrase)).status).toBe(201);
  folder = await mkdtemp(join(tmpdir(), 'noken-evidence-'));
  const scope = await made.commandScope();
  root = (await tenantAuthority(scope, made.office)).root;
  await writeFile(join(folder, 'root.pem'), toPem(root));
  const key = await made.store.read((db) => findSigningKey(db, made.tenantId, made.officials.head));
  if (!key) throw new Error('not enrolled');
  signer = await unlockKey(scope, key, Buffer.from(passphrase), 'evidence-over-http');
  signedBefore = await signedNow();
  made.setClock(hour);
}, 180_000);
afterAll(async () => {
  server.close();
  await rm(folder, { recursive: true });
  await made.close();
});
beforeEach(() => {
  asked.length = 0;
  shut.clear();
});

const ocsp = 'POST /v1/ca/keerom-uji/ocsp';
const crl = 'GET /v1/ca/keerom-uji/crl';
const rootCrl = 'GET /v1/ca/keerom-uji/root.crl';
const good = { verdict: 'intact', trusted: true, trust: 'trusted', level: 'B-T', problems: [] };

test('the certificate names the server that is there, and its file brings no evidence', async () => {
  expect(signer.certificate.ocspUrls).toEqual([`http://${host}/v1/ca/keerom-uji/ocsp`]);
  expect(signer.certificate.crlUrls).toEqual([`http://${host}/v1/ca/keerom-uji/crl`]);
  expect(Buffer.from(signedBefore).includes('/DSS')).toBe(false);
});

test('a host that nobody allowed is not asked, and the report says that nothing is known', async () => {
  const { port } = new URL(`http://${host}`);
  for (const allow of [[], ['127.0.0.1'], [`localhost:${port}`], ['127.0.0.1:1']])
    expect(await judged(signedBefore, allow)).toMatchObject({
      verdict: 'intact',
      trusted: false,
      trust: 'unknown',
      problems: expect.arrayContaining(['revocation-not-checked']) as unknown,
    });
  expect(asked).toEqual([]);
});

test('by OCSP alone it is good', async () => {
  shut.add('/crl');
  expect(await judged(signedBefore)).toMatchObject(good);
  expect(new Set(asked)).toEqual(new Set([ocsp, rootCrl]));
});

test('by the lists alone it is good', async () => {
  shut.add('/ocsp');
  expect(await judged(signedBefore)).toMatchObject(good);
  expect(new Set(asked)).toEqual(new Set([ocsp, crl, rootCrl]));
});

test('by neither it is not known', async () => {
  shut.add('/ocsp').add('/crl');
  expect(await judged(signedBefore)).toMatchObject({
    trusted: false,
    trust: 'unknown',
    problems: ['revocation-unknown'],
  });
});

test('once revoked, what was stamped before stands, and what is signed after does not', async () => {
  const letter = await outgoingLetter(made, ['head']);
  await numbered(made, letter);
  await revokeCertificate(await made.commandScope(), signer.certificate.serialHex, 'key-compromise');
  made.setClock(hour / 2);
  const signedAfter = await signedNow();
  made.setClock(new Date(wall).toISOString());
  for (const closed of ['/crl', '/ocsp']) {
    shut.clear();
    shut.add(closed);
    expect(await judged(signedBefore)).toMatchObject({
      ...good,
      problems: ['certificate-revoked-later'],
      timestamp: atSecond(wall - 2 * hour),
    });
    expect(await judged(signedAfter)).toMatchObject({
      verdict: 'intact',
      trusted: false,
      trust: 'revoked',
      problems: ['certificate-revoked'],
      timestamp: atSecond(wall - hour / 2),
    });
  }
  // The office itself signs nothing more with it, so that the file above was made with the key alone.
  expect(await refusal(signAs(made, 'head', letter.letterId, passphrase))).toMatchObject({
    code: 'certificate-revoked',
  });

  shut.clear();
  await told('before.pdf', signedBefore, [
    'intact, trusted (all-signatures-right)',
    '(certificate-revoked-later)',
  ]);
  await told('after.pdf', signedAfter, ['intact, issuer not trusted', '(certificate-revoked)']);
}, 60_000);

function atSecond(at: number): unknown {
  return expect.stringContaining(new Date(at).toISOString().slice(0, 19));
}

/** `noken verify --online` says each of `parts`; without `--online` it knows nothing of it and asks nobody. */
async function told(name: string, bytes: Uint8Array, parts: readonly string[]): Promise<void> {
  const file = join(folder, name);
  await writeFile(file, bytes);
  const command = async (...more: string[]) => {
    const lines: string[] = [];
    const terminal = {
      out: (line: string) => void lines.push(line),
      err: (line: string) => void lines.push(line),
    };
    expect(await verifyCommand(['--trust', folder, ...more, file], terminal)).toBe(0);
    return lines.join('\n');
  };
  asked.length = 0;
  const online = await command('--online', '--allow', host);
  for (const part of parts) expect(online).toContain(part);
  expect(asked).toEqual(expect.arrayContaining([ocsp]));
  asked.length = 0;
  expect(await command()).toContain('(revocation-not-checked)');
  expect(await command('--online', '--allow', '127.0.0.1')).toContain('(revocation-not-checked)');
  expect(asked).toEqual([]);
}
