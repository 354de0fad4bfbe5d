import type { Uncertainty } from '../contract/signing.js';
import type { SignIntentRow } from '../database/index.js';
import { letterAtDesk } from '../letters/index.js';
import { officialNames } from '../people/index.js';
import { Problem } from '../platform/problem.js';
import { look, type DeskScope, type Office } from '../tenants/index.js';
import { resolveLetter } from './reconcile-signing.js';
import { listUnsettled } from './sign-intents.table.js';
import { listSigningAnswers } from './signing-answers.table.js';

/** The one intent of a letter of which nobody knows the outcome. @throws {Problem} `signing-certain` */
export async function uncertainIntent(scope: DeskScope, letterId: string): Promise<SignIntentRow> {
  const [intent] = await look(scope, (db) => listUnsettled(db, scope.tenantId, 'uncertain', letterId));
  if (!intent) throw new Problem('signing-certain');
  return intent;
}

/** Whether this desk decides: it is the signer's own, whoever holds it today, and nobody who only helps there. */
export function mayDecide(scope: DeskScope, intent: Pick<SignIntentRow, 'position_id'>): boolean {
  return (
    scope.actor.positionId === intent.position_id &&
    scope.actor.onBehalfOf === undefined &&
    scope.grants.includes('sign')
  );
}

/**
 * What is known about a signature of which the outcome is not: who asked, when, and everything that the provider said.
 * What the provider can still answer for was asked before, so a letter may turn out to be certain.
 *
 * @throws {Problem} `letter-not-found`, `restricted-in-portal`, `signing-certain`
 */
export async function showUncertainty(
  scope: DeskScope,
  office: Office,
  letterId: string,
): Promise<Uncertainty> {
  await letterAtDesk(scope, letterId);
  await resolveLetter(scope, office, letterId);
  const intent = await uncertainIntent(scope, letterId);
  const answers = await look(scope, (db) => listSigningAnswers(db, scope.tenantId, intent.id));
  const names = await officialNames(scope, [intent.official_id]);
  return {
    intentId: intent.id,
    official: names.get(intent.official_id) ?? '–',
    provider: intent.provider,
    affirmedAt: intent.affirmed_at ?? intent.created_at,
    dispatchedAt: intent.dispatched_at ?? intent.created_at,
    documentSha256: intent.document_sha256,
    ...(intent.provider_document === null ? {} : { providerDocument: intent.provider_document }),
    answers: answers.map((row) => ({
      at: row.at,
      outcome: row.outcome,
      ...(row.code === null ? {} : { code: row.code }),
      ...(row.http === null ? {} : { http: row.http }),
      ...(row.status_code === null ? {} : { statusCode: row.status_code }),
      ...(row.said === null ? {} : { said: row.said }),
      raw: row.raw,
      ...(row.document_sha256 === null ? {} : { documentSha256: row.document_sha256 }),
    })),
    mayDecide: mayDecide(scope, intent),
  };
}
