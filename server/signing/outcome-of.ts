import type { Signed } from '../contract/signing.js';
import { look } from '../tenants/index.js';
import { findSignatureOfIntent } from './signatures.table.js';
import type { SigningFacts } from './signing-facts.js';

/** What became of an intent; undefined while nothing did. */
export async function outcomeOf(facts: SigningFacts): Promise<Signed | undefined> {
  const { scope, intent, letter } = facts;
  const row = await look(scope, (db) => findSignatureOfIntent(db, scope.tenantId, intent.id));
  const common = {
    letterId: letter.id,
    ...(letter.number === null ? {} : { number: letter.number }),
    ...(letter.code === null ? {} : { code: letter.code }),
  };
  const signatures = facts.signers.filter((signer) => signer.state === 'signed').length;
  if (intent.state === 'uncertain') return { state: 'uncertain', signatures, ...common };
  if (!row) return undefined;
  const { signed_at: signedAt, level } = row;
  const anew = row.rewritten === 1 ? ({ rewritten: true } as const) : {};
  return { state: 'signed', signedAt, verdict: 'intact', level, ...anew, signatures, ...common };
}
