import type { Db, SignIntentRow } from '../database/index.js';
import { writeDown } from '../ledger/index.js';
import { scopeFor, tenantById, work, type Office } from '../tenants/index.js';
import { findSignIntent } from './sign-intents.table.js';
import { Problem } from '../platform/problem.js';

/** What is strange about how a portal's page treats the frame. */
export type FrameNotice = 'covered' | 'wrong-message' | 'second-load';

/**
 * Writes down, once for each intent, what the frame noticed about the page around it. It says what, and nothing of what
 * was there: evidence for whoever asks later whether a portal was hacked.
 *
 * @throws {Problem} `intent-not-found`
 */
export async function noticeFrame(office: Office, intentId: string, what: FrameNotice): Promise<void> {
  await keep(office, intentId, what, what);
}

/**
 * Counts that the frame's page was given out. The second time, as a frame or as a window, is noticed: a reload by the
 * official looks the same, so that it bars nothing.
 *
 * @throws {Problem} `intent-not-found`
 */
export async function noteLoad(office: Office, intentId: string, as: 'frame' | 'window'): Promise<void> {
  if (!(await keep(office, intentId, `loaded-${as}`))) await noticeFrame(office, intentId, 'second-load');
}

/** True when it was not there before. */
async function keep(office: Office, intentId: string, what: string, told?: FrameNotice): Promise<boolean> {
  const intent = await office.store.read((db) => findSignIntent(db, intentId));
  const tenant = intent && (await tenantById(office.store, intent.tenant_id));
  if (!tenant) throw new Problem('intent-not-found');
  const scope = scopeFor(office, tenant, { kind: 'public' }, { origin: intent.origin });
  return work(scope, async (work) => {
    if (!(await insertNotice(work.db, intent, what, scope.now.toISOString()))) return false;
    const data = { intent: intent.id, ...(told === undefined ? {} : { what: told }) };
    if (told !== undefined)
      writeDown(work, scope, { kind: 'frame.noticed', subject: intent.letter_id, data });
    return true;
  });
}

async function insertNotice(db: Db, intent: SignIntentRow, what: string, at: string): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await db
    .insertInto('frame_notices')
    .values({ tenant_id: intent.tenant_id, intent_id: intent.id, what, at })
    .onConflict((oc) => oc.columns(['tenant_id', 'intent_id', 'what']).doNothing())
    .executeTakeFirst();
  return (numInsertedOrUpdatedRows ?? 0n) > 0n;
}
