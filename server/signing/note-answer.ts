import { newId } from '../platform/ids.js';
import type { SigningAnswerRow } from '../database/index.js';
import { writeDown } from '../ledger/index.js';
import { work, type Scope } from '../tenants/index.js';
import { insertSigningAnswer, listSigningAnswers } from './signing-answers.table.js';
import { updateSignIntent } from './sign-intents.table.js';
import type { SigningFacts } from './signing-facts.js';

/** What a provider said, before anybody judges it. */
export type ProviderAnswer = Pick<SigningAnswerRow, 'outcome' | 'raw'> &
  Partial<
    Pick<SigningAnswerRow, 'code' | 'http' | 'status_code' | 'said' | 'provider_document' | 'document_sha256'>
  >;

/**
 * Keeps an answer as evidence, in a row and in the ledger, at once when it came: whatever happens to this process then,
 * the next one finds it. BSrE demands of who uses it that each answer is logged.
 *
 * @param scope of whoever asked: the official, or the job that asks later
 */
export async function noteAnswer(
  scope: Scope,
  { intent }: Pick<SigningFacts, 'intent'>,
  answer: ProviderAnswer,
): Promise<void> {
  const row: Omit<SigningAnswerRow, 'ordinal'> = {
    tenant_id: scope.tenantId,
    id: newId(scope.now),
    intent_id: intent.id,
    at: scope.now.toISOString(),
    outcome: answer.outcome,
    code: answer.code ?? null,
    http: answer.http ?? null,
    status_code: answer.status_code ?? null,
    said: answer.said ?? null,
    raw: answer.raw,
    provider_document: answer.provider_document ?? null,
    document_sha256: answer.document_sha256 ?? null,
  };
  await work(scope, async (work) => {
    const before = await listSigningAnswers(work.db, scope.tenantId, intent.id);
    await insertSigningAnswer(work.db, { ...row, ordinal: before.length + 1 });
    await updateSignIntent(work.db, intent, ['dispatched', 'uncertain'], {
      answered_at: row.at,
      ...(row.provider_document !== null && { provider_document: row.provider_document }),
    });
    const { code, http, status_code: statusCode, raw, document_sha256: document } = row;
    const told = { code, http, statusCode, document };
    writeDown(work, scope, {
      kind: 'signing.answered',
      subject: intent.letter_id,
      data: {
        intent: intent.id,
        outcome: row.outcome,
        ...Object.fromEntries(Object.entries(told).filter(([, value]) => value !== null)),
        raw,
      },
    });
  });
}
