import { createHash } from 'node:crypto';
import { canonicalJson, type Json } from '../platform/canonical-json.js';
import { Problem } from '../platform/problem.js';
import { work, type Work } from './doors.js';
import { findIdempotencyKey, insertIdempotencyKey } from './idempotency-keys.table.js';
import type { Scope } from './scope.js';

/** What the caller sent along: the key it chose and what it asked for. */
export interface OnceKey {
  readonly key: string | undefined;
  readonly request: Json;
}

/**
 * Does an act once per `Idempotency-Key`: the second time the first answer comes back and nothing is done.
 *
 * The key, the act and its answer are one transaction. Without a key the act is simply done.
 *
 * @throws {Problem} `idempotency-key-reused` when the key came with another request
 */
export function once<T extends Json>(
  scope: Scope,
  { key, request }: OnceKey,
  act: (work: Work) => Promise<T>,
): Promise<T> {
  if (key === undefined) return work(scope, act);
  const requestHash = createHash('sha256').update(canonicalJson(request)).digest('hex');
  const actor = scope.actor.kind === 'official' ? scope.actor.officialId : scope.actor.kind;
  return work(scope, async (work) => {
    const before = await findIdempotencyKey(work.db, scope.tenantId, actor, key);
    if (before) {
      if (before.request_hash !== requestHash) throw new Problem('idempotency-key-reused');
      return JSON.parse(before.response) as T;
    }
    const answer = await act(work);
    await insertIdempotencyKey(work.db, {
      tenant_id: scope.tenantId,
      actor,
      key,
      request_hash: requestHash,
      response: JSON.stringify(answer),
      at: scope.now.toISOString(),
    });
    return answer;
  });
}
