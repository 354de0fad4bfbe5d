import type { BatchItem, BatchProgress, SignBatch } from '../contract/sign-batches.js';
import type { Language } from '../contract/problems.js';
import type { SignPreflight } from '../contract/signing.js';
import { appointmentById, capacityTitle, officialById, positionById } from '../people/index.js';
import { Problem } from '../platform/problem.js';
import { placeInLine, showIntent, whoHelps } from '../signing/index.js';
import type { Office } from '../tenants/index.js';
import { batchFacts, lettersToSign, progressOf, type BatchFacts } from './batch-facts.js';
import { isOfAll } from './checks-of-all.js';
import { mendIntents } from './mend-intents.js';
import type { BatchLetter } from './sign-batch-items.table.js';

/**
 * What the frame of a batch shows, and what it finds again after a cut. It says no more than the token that began the batch
 * may read.
 *
 * @throws {Problem} `batch-not-found`
 */
export async function showBatch(office: Office, batchId: string, language: Language): Promise<SignBatch> {
  let facts = await batchFacts(office, batchId);
  if (await mendIntents(office, facts)) facts = await batchFacts(office, batchId);
  const { scope, tenant, batch, letters } = facts;
  const { items, ...progress } = progressOf(facts, language, placeInLine(batchId));
  const act = await actOf(office, facts, language);
  const official = await officialById(scope, batch.official_id);
  return {
    batchId,
    origin: batch.origin,
    server: office.publicUrl,
    trial: tenant.legal_mode === 'trial',
    expiresAt: batch.expires_at,
    official: official?.name ?? '–',
    capacity: act?.capacity ?? (await ownTitle(facts)),
    whoHelps: await whoHelps(scope),
    helpUrl: `${office.publicUrl}/help/${tenant.slug}/`,
    zone: scope.zone,
    ...(act ? { act } : {}),
    ...progress,
    items: letters.map((letter, i): BatchItem => ({
      ...toItem(letter),
      ...(items[i] ?? { state: 'refused' }),
    })),
  };
}

/** @throws {Problem} `batch-not-found` */
export async function showProgress(
  office: Office,
  batchId: string,
  language: Language,
): Promise<BatchProgress> {
  return progressOf(await batchFacts(office, batchId), language, placeInLine(batchId));
}

function toItem(letter: BatchLetter): Omit<BatchItem, 'state'> {
  return {
    letterId: letter.letter_id,
    ...(letter.intent_id === null ? {} : { intentId: letter.intent_id }),
    number: letter.number ?? '',
    subject: letter.subject,
    ...(letter.letter_date === null ? {} : { date: letter.letter_date }),
    pages: letter.pages,
    sha256: letter.document_sha256,
    seen: JSON.parse(letter.seen) as number[],
  };
}

/** The preflight of the first letter that can be looked at, with the checks that hold for all. */
async function actOf(
  office: Office,
  { letters }: BatchFacts,
  language: Language,
): Promise<SignPreflight | undefined> {
  for (const { intent_id: intentId, intent_state: state } of lettersToSign(letters)) {
    if (intentId === null || state !== 'open') continue;
    try {
      const act = await showIntent(office, intentId, language);
      const checks = act.checks.filter(isOfAll);
      return { ...act, checks, signable: !checks.some(({ code }) => code !== undefined) };
    } catch (error) {
      // That letter has left the desk; the run will say so.
      if (!(error instanceof Problem)) throw error;
    }
  }
  return undefined;
}

async function ownTitle({ scope, batch }: BatchFacts): Promise<string> {
  const position = await positionById(scope, batch.position_id);
  const appointment = await appointmentById(scope, batch.appointment_id);
  return position && appointment ? capacityTitle(appointment.capacity, position.title) : '–';
}
