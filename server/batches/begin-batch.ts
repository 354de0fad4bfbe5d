import type { BatchBegun } from '../contract/sign-batches.js';
import type { LetterRow, SignBatchItemRow, SignBatchRow } from '../database/index.js';
import { writeDown } from '../ledger/index.js';
import { letterAtDesk } from '../letters/index.js';
import { openPdf } from '../pdf/index.js';
import { newId } from '../platform/ids.js';
import { Problem } from '../platform/problem.js';
import { openIntent, resolveLetter } from '../signing/index.js';
import { once, type DeskScope, type Office } from '../tenants/index.js';
import { batchAddresses } from './batch-addresses.js';
import { keepProblem } from './kept-problem.js';
import { insertBatchItems } from './sign-batch-items.table.js';
import { insertSignBatch } from './sign-batches.table.js';

/** Two hundred letters take a morning to read. */
const hours = 8;

interface Chosen {
  readonly letter: LetterRow;
  /** 0 where the file cannot be opened. */
  readonly pages: number;
}

/**
 * Opens the way to the frame of many letters: an intent for each, bound to the document that will be shown.
 *
 * Of letters that somebody else has dealt with meanwhile it is said why; the others go on without them.
 *
 * @param letterIds in the order in which they are read and signed
 * @throws {Problem} `grant-missing`, `signing-not-delegated`, `letter-not-found`, `restricted-in-portal`;
 *   `batch-unsignable` where none of them awaits this official's signature
 */
export async function beginBatch(
  scope: DeskScope,
  office: Office,
  letterIds: readonly string[],
  key?: string,
): Promise<BatchBegun> {
  if (!scope.grants.includes('sign')) throw new Problem('grant-missing', { grant: 'sign' });
  if (scope.actor.onBehalfOf !== undefined) throw new Problem('signing-not-delegated');
  const chosen: Chosen[] = [];
  for (const letterId of letterIds) chosen.push(await choose(scope, office, letterId));
  const request = { signMany: [...letterIds], desk: scope.actor.positionId };
  return once(scope, { key, request }, async (work) => {
    const batch = newBatch(scope, office);
    await insertSignBatch(work.db, batch);
    const items: SignBatchItemRow[] = [];
    for (const one of chosen) items.push(await newItem(scope, office, batch, one, items.length + 1));
    if (items.every((item) => item.intent_id === null)) throw new Problem('batch-unsignable');
    await insertBatchItems(work.db, items);
    writeDown(work, scope, { kind: 'batch.begun', subject: batch.id, data: { letters: items.length } });
    return { batchId: batch.id, ...batchAddresses(office, batch.id), expiresAt: batch.expires_at };
  });
}

async function choose(scope: DeskScope, office: Office, letterId: string): Promise<Chosen> {
  await letterAtDesk(scope, letterId);
  await resolveLetter(scope, office, letterId);
  const { letter } = await letterAtDesk(scope, letterId);
  return { letter, pages: await pagesOf(scope, letter) };
}

async function pagesOf(scope: DeskScope, letter: LetterRow): Promise<number> {
  if (letter.document_sha256 === null) return 0;
  const source = await scope.documents.open(scope.tenantId, letter.document_sha256);
  try {
    return await (await openPdf(source)).pageCount();
  } catch {
    // What is wrong with it says the preflight of that letter, in words.
    return 0;
  }
}

function newBatch(scope: DeskScope, office: Office): SignBatchRow {
  return {
    tenant_id: scope.tenantId,
    id: newId(scope.now),
    official_id: scope.actor.officialId,
    appointment_id: scope.actor.appointmentId,
    position_id: scope.actor.positionId,
    portal_id: scope.portalId ?? null,
    origin: scope.origin ?? office.publicUrl,
    state: 'open',
    affirmed_at: null,
    stop_letter_id: null,
    stop_problem: null,
    holder: null,
    held_until: null,
    created_at: scope.now.toISOString(),
    expires_at: new Date(scope.now.getTime() + hours * 3_600_000).toISOString(),
    ended_at: null,
  };
}

async function newItem(
  scope: DeskScope,
  office: Office,
  batch: SignBatchRow,
  { letter, pages }: Chosen,
  ordinal: number,
): Promise<SignBatchItemRow> {
  const item: SignBatchItemRow = {
    tenant_id: batch.tenant_id,
    batch_id: batch.id,
    letter_id: letter.id,
    ordinal,
    intent_id: null,
    document_sha256: letter.document_sha256 ?? '',
    pages,
    seen: '[]',
    left_out: 0,
    problem: null,
    may_retry: 0,
  };
  try {
    const plan = { letterId: letter.id, expiresAt: batch.expires_at, batchId: batch.id };
    const intent = await openIntent(scope, office, plan);
    return { ...item, intent_id: intent.id, document_sha256: intent.document_sha256 };
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    return { ...item, problem: keepProblem(error) };
  }
}
