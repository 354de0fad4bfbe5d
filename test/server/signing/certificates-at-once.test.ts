import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { certifyOfficial, keepCertificate } from '../../../server/signing/certify-official.js';
import { ensureAuthority, tenantAuthority } from '../../../server/signing/index.js';
import { tenantOf, work } from '../../../server/tenants/index.js';
import { madeOffice, type MadeOffice } from '../../support/made-office.js';
import { run } from '../../support/pdf-oracles.js';

const script = fileURLToPath(new URL('../../support/issuing-process.ts', import.meta.url));
const master = randomBytes(32).toString('hex');
const { publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });

let made: MadeOffice;
beforeAll(async () => {
  made = await madeOffice({}, Buffer.from(master, 'hex'));
  await ensureAuthority(await made.commandScope(), made.office);
}, 60_000);
afterAll(() => made.close());

const rows = () =>
  made.store.read((db) =>
    db.selectFrom('certificates').selectAll().where('official_id', '=', made.officials.head).execute(),
  );

test('fifty certificates from two processes at once: no serial number twice, none lost', async () => {
  const pem = Buffer.from(publicKey.export({ type: 'spki', format: 'pem' })).toString('base64');
  const parameters = ['--import', 'tsx', script, made.folder, master, made.officials.head, pem, '25'];
  const ended = await Promise.all([1, 2].map(() => run(process.execPath, parameters)));
  const told = ended.flatMap(({ output }) => JSON.parse(output) as string[]);
  expect(told).toHaveLength(50);
  expect(new Set(told).size).toBe(50);
  const kept = await rows();
  expect(kept.map(({ serial }) => serial).sort()).toEqual(told.toSorted());
  // One of them is the last: all others were replaced, each by one that is there.
  expect(kept.filter(({ state }) => state === 'issued')).toHaveLength(1);
  for (const { replaced_by } of kept.filter(({ state }) => state === 'replaced'))
    expect(told).toContain(replaced_by);
}, 120_000);

test('a serial number that is there already fails the whole act', async () => {
  const scope = await made.commandScope();
  const authority = await tenantAuthority(scope, made.office);
  const official = { name: 'Contoh' };
  const certificate = await certifyOfficial(scope, official, await tenantOf(scope), authority, publicKey);
  const keep = () => work(scope, (work) => keepCertificate(work, scope, made.officials.head, certificate));
  await keep();
  const before = await rows();
  await expect(keep()).rejects.toThrow(/UNIQUE/);
  expect(await rows()).toEqual(before);
});
