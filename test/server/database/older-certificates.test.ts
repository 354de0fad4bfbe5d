import Sqlite from 'better-sqlite3';
import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openSqliteStore } from '../../../server/database/index.js';
import { readCertificates } from '../../../server/pdf/index.js';
import { readOcspResponse } from '../../../server/pdf/core/ocsp-response.js';
import { tenantAuthority } from '../../../server/signing/index.js';
import { madeOffice, type MadeOffice } from '../../support/made-office.js';
import { enrol } from '../../support/outgoing-letter.js';

let made: MadeOffice;
beforeAll(async () => {
  made = await madeOffice({}, randomBytes(32));
  for (const passphrase of ['papeda hangat sore hari', 'sagu bakar di tepi Tami'])
    expect((await enrol(made, 'head', passphrase)).status).toBe(201);
}, 120_000);
afterAll(() => made.close());

/** What a database looked like before there were rows of certificates. */
function turnBack(): void {
  const database = new Sqlite(join(made.folder, 'noken.db'));
  database.exec(`
    drop table certificates;
    drop table revocation_lists;
    delete from authorities where role = 'ocsp';
    delete from kysely_migration where name = '0003-certificates';
  `);
  database.close();
}

test('certificates of before become rows, and an authority of before answers for them', async () => {
  turnBack();
  const store = await openSqliteStore(join(made.folder, 'noken.db'));
  const office = { ...made.office, store };
  const list = () => store.read((db) => db.selectFrom('certificates').selectAll().orderBy('id').execute());
  const rows = await list();
  expect(rows.map(({ role, issuer, state }) => [role, issuer, state]).sort()).toEqual([
    ['issuing', 'root', 'issued'],
    ['signer', 'issuing', 'issued'],
    ['signer', 'issuing', 'replaced'],
    ['timestamp', 'issuing', 'issued'],
  ]);
  const { certificate_chain } = await store.read((db) =>
    db.selectFrom('signing_keys').selectAll().where('retired_at', 'is', null).executeTakeFirstOrThrow(),
  );
  const [leaf] = readCertificates(certificate_chain);
  if (!leaf) throw new Error('No certificate.');
  expect(rows.find(({ serial }) => serial === leaf.serialHex)).toMatchObject({
    official_id: made.officials.head,
    state: 'issued',
    not_after: leaf.notAfter.toISOString(),
  });

  const scope = { ...(await made.commandScope()), store };
  const authority = await tenantAuthority(scope, office);
  const { ocsps } = await authority.revocation.evidence(leaf, authority.issuing.certificate);
  expect(readOcspResponse(ocsps[0] ?? new Uint8Array()).singles[0]?.status).toBe('good');
  expect((await authority.crl('issuing')).number).toBe(1);
  // The responder was made once, and is itself a row.
  expect((await list()).filter(({ role }) => role === 'ocsp')).toHaveLength(1);
  await store.close();
}, 60_000);
