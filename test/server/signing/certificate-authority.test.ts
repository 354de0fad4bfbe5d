import { serve, type ServerType } from '@hono/node-server';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readCertificate, toPem, type Certificate } from '../../../server/pdf/index.js';
import { revokeCertificate, tenantAuthority } from '../../../server/signing/index.js';
import { madeOffice, type MadeOffice, type Person } from '../../support/made-office.js';
import { enrol, refusal } from '../../support/outgoing-letter.js';
import { run } from '../../support/pdf-oracles.js';

const hour = 3_600_000;
let made: MadeOffice;
let server: ServerType;
let address = '';
let folder = '';
const path = (name: string) => join(folder, name);
const openssl = (...parameters: string[]) => run('openssl', parameters);

/** The one certificate of a person, as the rows have it. */
async function certificateOf(person: Person): Promise<Certificate> {
  const row = await made.store.read((db) =>
    db
      .selectFrom('certificates')
      .selectAll()
      .where('official_id', '=', made.officials[person])
      .orderBy('id', 'desc')
      .executeTakeFirstOrThrow(),
  );
  return readCertificate(row.certificate);
}

beforeAll(async () => {
  made = await madeOffice();
  // openssl looks at the clock on the wall.
  made.setClock(new Date().toISOString());
  folder = await mkdtemp(join(tmpdir(), 'noken-authority-'));
  server = serve({ fetch: made.app.fetch, port: 0, hostname: '127.0.0.1' });
  await new Promise((resolve) => server.once('listening', resolve));
  address = `http://127.0.0.1:${String((server.address() as AddressInfo).port)}/v1/ca/keerom-uji`;
  for (const person of ['head', 'regent'] as const)
    expect((await enrol(made, person, 'papeda hangat sore hari')).status).toBe(201);
  const { root, issuing } = await tenantAuthority(await made.commandScope(), made.office);
  await writeFile(path('root'), toPem(root));
  await writeFile(path('issuing'), toPem(issuing.certificate));
  for (const person of ['head', 'regent'] as const)
    await writeFile(path(person), toPem(await certificateOf(person)));
}, 180_000);
afterAll(async () => {
  server.close();
  await rm(folder, { recursive: true });
  await made.close();
});

const asks = (...which: string[]) =>
  openssl(
    ...['ocsp', '-issuer', path('issuing'), ...which, '-url', `${address}/ocsp`],
    ...['-CAfile', path('root'), '-verify_other', path('issuing')],
  );

/** What openssl says of a certificate by the two lists that the server gives. */
async function judgedByLists(name: string): Promise<string> {
  for (const list of ['crl', 'root.crl']) {
    const answer = await fetch(`${address}/${list}`);
    expect(answer.headers.get('content-type')).toBe('application/pkix-crl');
    await writeFile(path('der'), Buffer.from(await answer.arrayBuffer()));
    await openssl('crl', '-inform', 'DER', '-in', path('der'), '-out', path(list));
  }
  const { output } = await openssl(
    ...['verify', '-crl_check_all', '-CAfile', path('root'), '-untrusted', path('issuing')],
    ...['-CRLfile', path('crl'), '-CRLfile', path('root.crl'), path(name)],
  );
  return output;
}

test('an enrolled certificate points at this server, which gives its issuers', async () => {
  const certificate = await certificateOf('head');
  const at = `${made.publicUrl}/v1/ca/keerom-uji`;
  expect(certificate).toMatchObject({
    ocspUrls: [`${at}/ocsp`],
    crlUrls: [`${at}/crl`],
    caIssuerUrls: [`${at}/issuing.cer`],
  });
  const { root, issuing } = await tenantAuthority(await made.commandScope(), made.office);
  expect(issuing.certificate).toMatchObject({
    crlUrls: [`${at}/root.crl`],
    caIssuerUrls: [`${at}/root.cer`],
  });
  for (const [name, expected] of [
    ['root.cer', root],
    ['issuing.cer', issuing.certificate],
  ] as const) {
    const answer = await fetch(`${address}/${name}`);
    expect(answer.headers.get('content-type')).toBe('application/pkix-cert');
    expect(answer.headers.get('cache-control')).toBe('public, max-age=86400');
    expect(Buffer.compare(Buffer.from(await answer.arrayBuffer()), expected.der)).toBe(0);
  }
});

test('openssl asks over HTTP: good, then revoked at once, and unknown for what was never issued', async () => {
  const before = await asks('-cert', path('head'));
  expect(before.output).toMatch(/Response verify OK[\s\S]+head: good/);
  expect(before.output).not.toContain('WARNING');
  expect((await asks('-no_nonce', '-serial', '0x1234')).output).toMatch(/verify OK[\s\S]+0x1234: unknown/);
  expect(await judgedByLists('head')).toContain('head: OK');

  const { serialHex } = await certificateOf('head');
  const shown = serialHex.toUpperCase().replace(/..(?=.)/g, '$&:');
  await revokeCertificate(await made.commandScope(), shown, 'key-compromise');
  const after = await asks('-no_nonce', '-cert', path('head'), '-cert', path('regent'));
  expect(after.output).toMatch(/Response verify OK[\s\S]+head: revoked[\s\S]+Reason: keyCompromise/);
  expect(after.output).toContain('regent: good');
  expect(await judgedByLists('head')).toContain('certificate revoked');
  expect(await judgedByLists('regent')).toContain('regent: OK');
});

describe('OCSP over HTTP', () => {
  async function question(): Promise<Buffer> {
    const parameters = ['-no_nonce', '-issuer', path('issuing'), '-cert', path('regent')];
    await openssl('ocsp', ...parameters, '-reqout', path('request'));
    return readFile(path('request'));
  }
  const post = (body: Uint8Array, type = 'application/ocsp-request') =>
    fetch(`${address}/ocsp`, { method: 'POST', headers: { 'content-type': type }, body: Buffer.from(body) });

  test('is asked by GET too, and such an answer may be kept', async () => {
    const base64 = (await question()).toString('base64');
    for (const asked of [encodeURIComponent(base64), base64]) {
      const answer = await fetch(`${address}/ocsp/${asked}`);
      expect(answer.status).toBe(200);
      expect(answer.headers.get('content-type')).toBe('application/ocsp-response');
      expect(answer.headers.get('cache-control')).toMatch(/^public, max-age=3600/);
      await writeFile(path('response'), Buffer.from(await answer.arrayBuffer()));
      const { output } = await openssl(
        ...['ocsp', '-no_nonce', '-issuer', path('issuing'), '-cert', path('regent')],
        ...['-respin', path('response'), '-CAfile', path('root'), '-verify_other', path('issuing')],
      );
      expect(output).toMatch(/Response verify OK[\s\S]+regent: good/);
    }
    const posted = await post(await question());
    expect(posted.headers.get('cache-control')).toBe('no-store');
  });

  test('is refused in its own words, and by the door what is no question of its kind', async () => {
    const malformed = Buffer.from([0x30, 3, 0x0a, 1, 1]);
    const nonsense = await post(Buffer.from('sampah'));
    expect(Buffer.from(await nonsense.arrayBuffer())).toEqual(malformed);
    const crooked = await fetch(`${address}/ocsp/%%%`);
    expect(crooked.headers.get('cache-control')).toBe('no-store');
    expect(Buffer.from(await crooked.arrayBuffer())).toEqual(malformed);
    expect(await refusal(post(Buffer.alloc(5000)))).toMatchObject({ status: 413, code: 'request-too-large' });
    expect(await refusal(post(await question(), 'text/plain'))).toMatchObject({ status: 404 });
    const elsewhere = address.replace('keerom-uji', 'tidak-ada');
    for (const name of ['crl', 'root.cer', 'ocsp/MAo='])
      expect(await refusal(fetch(`${elsewhere}/${name}`))).toMatchObject({ code: 'route-not-found' });
    // Nothing else stands open below the authority.
    expect((await fetch(`${address}/officials`)).status).toBe(401);
  });
});

describe('a revocation list over HTTP', () => {
  const number = async (list = 'crl') => {
    const answer = await fetch(`${address}/${list}`);
    return Number(answer.headers.get('etag')?.replaceAll('"', ''));
  };

  test('is the same until half its life is gone or something was revoked', async () => {
    const first = await number();
    expect(await number()).toBe(first);
    const held = await fetch(`${address}/crl`, { headers: { 'if-none-match': `"${String(first)}"` } });
    expect(held.status).toBe(304);
    expect(held.headers.get('cache-control')).toMatch(/^public, max-age=3600/);

    const now = made.now().toISOString();
    made.setClock(3.4 * 24 * hour);
    expect(await number()).toBe(first);
    made.setClock(0.2 * 24 * hour);
    expect(await number()).toBe(first + 1);
    made.setClock(now);

    expect((await enrol(made, 'sekda', 'burung mambruk pagi hari')).status).toBe(201);
    expect(await number()).toBe(first + 1);
    await revokeCertificate(
      await made.commandScope(),
      (await certificateOf('sekda')).serialHex,
      'superseded',
    );
    expect(await number()).toBe(first + 2);
    // Ten at once make one list, not ten.
    await revokeCertificate(
      await made.commandScope(),
      (await certificateOf('regent')).serialHex,
      'unspecified',
    );
    const many = await Promise.all(Array.from({ length: 10 }, () => number()));
    expect(new Set(many)).toEqual(new Set([first + 3]));
    expect(await number('root.crl')).toBe(1);
  }, 60_000);
});

test('evidence for our own signatures comes without HTTP', async () => {
  const authority = await tenantAuthority(await made.commandScope(), made.office);
  const certificate = await certificateOf('regent');
  const { ocsps, crls } = await authority.revocation.evidence(certificate, authority.issuing.certificate);
  expect([ocsps.length, crls.length]).toEqual([1, 0]);
  const above = await authority.revocation.evidence(authority.issuing.certificate, authority.root);
  expect([above.ocsps.length, above.crls.length]).toEqual([0, 1]);
});

test('nothing is answered for a tenant in official mode', async () => {
  await made.store.write((db) =>
    db
      .updateTable('tenants')
      .set({ legal_mode: 'official' })
      .where('tenant_id', '=', made.otherTenantId)
      .execute(),
  );
  const official = address.replace('keerom-uji', 'tetangga-uji');
  for (const name of ['crl', 'root.crl', 'root.cer', 'issuing.cer', 'ocsp/MAo='])
    expect(await refusal(fetch(`${official}/${name}`))).toMatchObject({ code: 'official-mode-local-key' });
});
