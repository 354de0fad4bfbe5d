import type { ArchiveStampRow } from '../database/index.js';
import type { SealAuthority, SealAuthorityOf } from '../ledger/index.js';
import { KeyRefusal, PdfRefusal, SignFileRefusal } from '../pdf/index.js';
import { Problem } from '../platform/problem.js';
import { allTenants, look, scopeFor, work, type Office, type Scope } from '../tenants/index.js';
import { ArchiveRefusal } from './archive-refusal.js';
import {
  insertStamp,
  listDueStamps,
  listOvertaken,
  listUnqueued,
  moveStamp,
} from './archive-stamps.table.js';
import { stampLetter } from './stamp-letter.js';

/** Whoever signed last may still look, send or withdraw before the file changes under them. */
const quiet = 10 * 60_000;
/** After the first failure, doubled with each further one up to a day. */
const firstWait = 15 * 60_000;
const longestWait = 86_400_000;
/** Of one tenant in one run, so that the next tenant gets its turn. */
const atOnce = 50;

/** What one run did. */
export interface ArchiveRun {
  readonly queued: number;
  readonly stamped: number;
  readonly failed: number;
}

/**
 * Queues letters that are signed through, and stamps those that are due, one after another. What a killed process left
 * behind is still due; a letter that has its stamp is not stamped twice.
 */
export async function stampArchives(office: Office, authorityOf: SealAuthorityOf): Promise<ArchiveRun> {
  const total = { queued: 0, stamped: 0, failed: 0 };
  for (const tenant of await allTenants(office.store)) {
    const run = await stampArchive(scopeFor(office, tenant, { kind: 'job' }), office, authorityOf);
    total.queued += run.queued;
    total.stamped += run.stamped;
    total.failed += run.failed;
    if (run.stamped + run.failed > 0) office.log.info('archive-stamped', { tenant: tenant.slug, ...run });
  }
  return total;
}

/** The same for one tenant. */
export async function stampArchive(
  scope: Scope,
  office: Office,
  authorityOf: SealAuthorityOf,
): Promise<ArchiveRun> {
  const queued = await queueSigned(scope);
  const due = await look(scope, (db) => listDueStamps(db, scope.tenantId, scope.now.toISOString(), atOnce));
  const run = { queued, stamped: 0, failed: 0 };
  let authority: SealAuthority | undefined;
  for (const row of due) {
    try {
      authority ??= await authorityOf(scope);
      await stampLetter({ ...scope, now: office.now() }, { office, authority }, row);
      run.stamped++;
    } catch (error) {
      run.failed++;
      office.log.failure('archive-not-stamped', error, { letter: row.letter_id, tries: row.tries + 1 });
      await putOff(scope, office, row, codeOf(error));
    }
  }
  return run;
}

async function queueSigned(scope: Scope): Promise<number> {
  const unqueued = await look(scope, (db) => listUnqueued(db, scope.tenantId, 1000));
  const overtaken = await look(scope, (db) => listOvertaken(db, scope.tenantId, 1000));
  if (unqueued.length + overtaken.length === 0) return 0;
  const next_at = new Date(scope.now.getTime() + quiet).toISOString();
  await work(scope, async ({ db }) => {
    // What came after a time-stamp is covered by none, so it counts for nothing that the last one still lasts.
    for (const row of overtaken)
      await moveStamp(db, row, { state: 'waiting', next_at, tries: 0, ends_at: null });
    for (const { letter_id, document_sha256, signed_at } of unqueued)
      await insertStamp(db, {
        tenant_id: scope.tenantId,
        letter_id,
        state: 'waiting',
        document_sha256,
        next_at: new Date(Date.parse(signed_at) + quiet).toISOString(),
        tries: 0,
        problem: null,
        stamped_at: null,
        ends_at: null,
      });
  });
  return unqueued.length + overtaken.length;
}

async function putOff(scope: Scope, office: Office, row: ArchiveStampRow, problem: string): Promise<void> {
  const wait = Math.min(firstWait * 2 ** row.tries, longestWait);
  const next_at = new Date(office.now().getTime() + wait).toISOString();
  await work(scope, async ({ db }) => {
    await moveStamp(db, row, { next_at, tries: row.tries + 1, problem });
  });
}

function codeOf(error: unknown): string {
  const known = [ArchiveRefusal, Problem, PdfRefusal, KeyRefusal, SignFileRefusal].some(
    (kind) => error instanceof kind,
  );
  return known ? (error as { code: string }).code : 'unexpected';
}
