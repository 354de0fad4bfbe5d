import Sqlite from 'better-sqlite3';
import { Kysely, Migrator, SqliteDialect } from 'kysely';
import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openSqliteStore } from '../../../server/database/index.js';
import { migrations } from '../../../server/database/migrations.js';
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

/** The same office in a database as it was before there were rows of certificates, whatever migrations followed. */
async function olderDatabase(): Promise<string> {
  const path = join(made.folder, 'older.db');
  const database = new Sqlite(path);
  database.pragma('foreign_keys = off');
  const db = new Kysely<unknown>({ dialect: new SqliteDialect({ database }) });
  const migrator = new Migrator({ db, provider: { getMigrations: () => Promise.resolve(migrations) } });
  expect((await migrator.migrateTo('0002-months')).error).toBeUndefined();
  database.exec(`attach '${join(made.folder, 'noken.db')}' as newer`);
  const tables = database
    .prepare(`select name from sqlite_master where type = 'table' and name not like 'kysely%'`)
    .pluck()
    .all() as string[];
  for (const table of tables) {
    const columns = database
      .prepare(`select name from pragma_table_info('${table}')`)
      .pluck()
      .all()
      .join(', ');
    database.exec(`insert into ${table} (${columns}) select ${columns} from newer.${table}`);
  }
  database.exec(`delete from authorities where role = 'ocsp'`);
  await db.destroy();
  return path;
}

test('certificates of before become rows, and an authority of before answers for them', async () => {
  const store = await openSqliteStore(await olderDatabase());
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
