import type { Kysely } from 'kysely';
import { KeyRefusal, readCertificate, toPem, type Certificate } from '../pdf/index.js';
import { newId } from '../platform/ids.js';
import { createTable } from './create-table.js';
import { byId, identified, owned, type Table } from './table-plan.js';

const tables: Readonly<Record<string, Table>> = {
  certificates: {
    columns: {
      ...identified,
      role: 'text',
      issuer: 'text',
      official_id: 'text?',
      serial: 'text',
      subject: 'text',
      not_before: 'text',
      not_after: 'text',
      state: 'text',
      revoked_at: 'text?',
      reason: 'text?',
      replaced_by: 'text?',
      certificate: 'text',
      created_at: 'text',
    },
    key: byId,
    unique: [['tenant_id', 'serial']],
    references: { official_id: 'officials' },
  },
  revocation_lists: {
    columns: {
      ...owned,
      issuer: 'text',
      number: 'integer',
      entries: 'integer',
      this_update: 'text',
      next_update: 'text',
      list: 'text',
    },
    key: ['tenant_id', 'issuer'],
  },
};

/** What the tables looked like when this was written; a later migration may change them. */
interface Before {
  authorities: { tenant_id: string; role: string; certificate: string; created_at: string };
  signing_keys: {
    tenant_id: string;
    id: string;
    official_id: string;
    certificate_chain: string;
    retired_at: string | null;
    created_at: string;
  };
  certificates: Record<string, string | null>;
}

/**
 * Each certificate that a local authority issued becomes a row, those of before too: else a responder would not know
 * them.
 */
export async function certificates(db: Kysely<unknown>): Promise<void> {
  for (const [name, table] of Object.entries(tables)) await createTable(db, name, table);
  for (const columns of [
    ['tenant_id', 'official_id'],
    ['tenant_id', 'issuer', 'state'],
  ])
    // prettier-ignore
    await db.schema
      .createIndex(`certificates_by_${columns.slice(1).join('_')}`)
      .on('certificates')
      .columns(columns)
      .execute();
  await takeOver(db as Kysely<Before>);
}

async function takeOver(db: Kysely<Before>): Promise<void> {
  const authorities = await db
    .selectFrom('authorities')
    .select(['tenant_id', 'role', 'certificate', 'created_at'])
    .where('role', '<>', 'root')
    .execute();
  for (const { tenant_id, role, certificate, created_at } of authorities) {
    const issuer = role === 'issuing' ? 'root' : 'issuing';
    await insert(db, certificate, {
      tenant_id,
      role,
      issuer,
      official_id: null,
      state: 'issued',
      created_at,
    });
  }
  const keys = await db
    .selectFrom('signing_keys')
    .select(['tenant_id', 'id', 'official_id', 'certificate_chain', 'retired_at', 'created_at'])
    .orderBy('id')
    .execute();
  for (const { tenant_id, official_id, certificate_chain, retired_at, created_at } of keys) {
    const state = retired_at === null ? 'issued' : 'replaced';
    const row = { tenant_id, role: 'signer', issuer: 'issuing', official_id, state, created_at };
    await insert(db, certificate_chain, row);
  }
}

/** One that cannot be read could not be signed with either, and is left behind. */
async function insert(db: Kysely<Before>, pem: string, row: Before['certificates']): Promise<void> {
  let certificate: Certificate;
  try {
    certificate = readCertificate(pem);
  } catch (error) {
    if (error instanceof KeyRefusal) return;
    throw error;
  }
  const created = new Date(row['created_at'] ?? 0);
  await db
    .insertInto('certificates')
    .values({
      ...row,
      id: newId(created),
      serial: certificate.serialHex,
      subject: certificate.subjectName,
      not_before: certificate.notBefore.toISOString(),
      not_after: certificate.notAfter.toISOString(),
      revoked_at: null,
      reason: null,
      replaced_by: null,
      certificate: toPem(certificate),
    })
    .execute();
}
