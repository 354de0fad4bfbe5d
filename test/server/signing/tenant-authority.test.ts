import { createPrivateKey } from 'node:crypto';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ensureAuthority, trialIssuers, trialRoots } from '../../../server/signing/index.js';
import { toPem } from '../../../server/pdf/index.js';
import { madeOffice, type MadeOffice } from '../../support/made-office.js';
import { run } from '../../support/pdf-oracles.js';

let made: MadeOffice;
let folder = '';
beforeAll(async () => {
  made = await madeOffice();
  folder = await mkdtemp(join(tmpdir(), 'noken-tsa-'));
});
afterAll(async () => {
  await rm(folder, { recursive: true });
  await made.close();
});

test('an authority is made once, also by two starts at once, and says in every name that it is a trial', async () => {
  const scope = await made.commandScope();
  await Promise.all([ensureAuthority(scope, made.office), ensureAuthority(scope, made.office)]);
  await ensureAuthority(scope, made.office);
  const rows = await made.store.read((db) => db.selectFrom('authorities').selectAll().execute());
  expect(rows.map(({ role }) => role).sort()).toEqual(['issuing', 'ocsp', 'root', 'timestamp']);
  for (const { certificate } of [...(await trialRoots(made.store)), ...(await trialIssuers(made.store))])
    expect(certificate.subjectName).toContain('UJI COBA');
  // What lies in the rows is no key to whoever has only the rows.
  for (const { sealed_key } of rows)
    expect(() =>
      createPrivateKey({ key: Buffer.from(sealed_key, 'base64url'), format: 'der', type: 'pkcs8' }),
    ).toThrow();
}, 60_000);

test('there is none in official mode', async () => {
  await made.store.write((db) =>
    db
      .updateTable('tenants')
      .set({ legal_mode: 'official' })
      .where('tenant_id', '=', made.otherTenantId)
      .execute(),
  );
  const scope = await made.commandScope(made.otherTenantId);
  await expect(ensureAuthority(scope, made.office)).rejects.toMatchObject({
    code: 'official-mode-local-key',
  });
});

test('openssl asks for a time-stamp over HTTP and finds it right', async () => {
  await writeFile(join(folder, 'letter'), 'isi surat');
  const query = [
    'ts',
    '-query',
    '-data',
    join(folder, 'letter'),
    '-sha256',
    '-cert',
    '-out',
    join(folder, 'query'),
  ];
  expect((await run('openssl', query)).code).toBe(0);
  const ask = (tenant: string, type: string, body: Uint8Array) =>
    made.app.request(`/v1/tsa/${tenant}`, {
      method: 'POST',
      headers: { 'content-type': type },
      body: Uint8Array.from(body),
    });
  const request = await readFile(join(folder, 'query'));
  const reply = await ask('keerom-uji', 'application/timestamp-query', request);
  expect(reply.headers.get('content-type')).toBe('application/timestamp-reply');
  await writeFile(join(folder, 'reply'), Buffer.from(await reply.arrayBuffer()));
  const roots = await trialRoots(made.store);
  const root = roots.find(({ tenantId }) => tenantId === made.tenantId);
  const [issuer] = (await trialIssuers(made.store)).filter(({ tenantId }) => tenantId === made.tenantId);
  await writeFile(join(folder, 'root.pem'), root ? toPem(root.certificate) : '');
  await writeFile(join(folder, 'issuing.pem'), issuer ? toPem(issuer.certificate) : '');
  const verified = await run('openssl', [
    ...['ts', '-verify', '-data', join(folder, 'letter'), '-in', join(folder, 'reply')],
    ...['-CAfile', join(folder, 'root.pem'), '-untrusted', join(folder, 'issuing.pem')],
    ...['-attime', String(Math.floor(made.now().getTime() / 1000) + 60)],
  ]);
  expect(verified.output).toContain('Verification: OK');

  expect((await ask('tidak-ada', 'application/timestamp-query', request)).status).toBe(404);
  expect((await ask('keerom-uji', 'application/json', request)).status).toBe(404);
  expect((await ask('keerom-uji', 'application/timestamp-query', new Uint8Array(5000))).status).toBe(413);
  expect((await ask('keerom-uji', 'application/timestamp-query', Buffer.from('sampah'))).status).toBe(200);
});

test('openssl reads why a time-stamp is refused, and a forged reply does not verify', async () => {
  await writeFile(join(folder, 'letter'), 'isi surat');
  const ask = async (...more: string[]) => {
    const query = ['ts', '-query', '-data', join(folder, 'letter'), ...more, '-out', join(folder, 'query')];
    expect((await run('openssl', query)).code).toBe(0);
    const reply = await made.app.request('/v1/tsa/keerom-uji', {
      method: 'POST',
      headers: { 'content-type': 'application/timestamp-query' },
      body: Uint8Array.from(await readFile(join(folder, 'query'))),
    });
    await writeFile(join(folder, 'reply'), Buffer.from(await reply.arrayBuffer()));
    return (await run('openssl', ['ts', '-reply', '-in', join(folder, 'reply'), '-text'])).output;
  };
  expect(await ask('-sha1')).toMatch(/Status: Rejected[\s\S]+unrecognized or unsupported algorithm/i);
  expect(await ask('-sha256', '-tspolicy', '1.2.3.4')).toMatch(/Status: Rejected[\s\S]+policy/i);
  expect(await ask('-sha512', '-cert')).toContain('Status: Granted');

  await writeFile(join(folder, 'letter'), 'isi surat yang lain');
  const [root] = (await trialRoots(made.store)).filter(({ tenantId }) => tenantId === made.tenantId);
  await writeFile(join(folder, 'root.pem'), root ? toPem(root.certificate) : '');
  const [issuer] = (await trialIssuers(made.store)).filter(({ tenantId }) => tenantId === made.tenantId);
  await writeFile(join(folder, 'issuing.pem'), issuer ? toPem(issuer.certificate) : '');
  const forged = await run('openssl', [
    ...['ts', '-verify', '-data', join(folder, 'letter'), '-in', join(folder, 'reply')],
    ...['-CAfile', join(folder, 'root.pem'), '-untrusted', join(folder, 'issuing.pem')],
    ...['-attime', String(Math.floor(made.now().getTime() / 1000) + 60)],
  ]);
  expect(forged.output).toContain('Verification: FAILED');
  expect(forged.output).toContain('message imprint mismatch');
});
