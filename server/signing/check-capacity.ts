import type { Language } from '../contract/problems.js';
import type { PreflightCheck } from '../contract/signing.js';
import { capacityTitle } from '../people/index.js';
import { Problem } from '../platform/problem.js';
import { look } from '../tenants/index.js';
import { findCapacityRule, type NamedRule } from './capacity-rules.table.js';
import { preflightWords } from './preflight-words.js';
import type { SigningFacts } from './signing-facts.js';

/**
 * What the government has settled for letters of this kind under who acts for a holder (domain.md §1.3–1.4): nothing to
 * say, a warning, or a refusal. A definitive holder is never asked.
 */
export async function checkCapacity(facts: SigningFacts, language: Language): Promise<PreflightCheck[]> {
  const rule = await ruleFor(facts);
  if (rule?.rule !== 'warn') return [];
  const words = preflightWords[language];
  const acting = shortOf(facts);
  return [
    {
      check: 'capacity',
      ok: false,
      title: words.actingWarned(rule.name, acting),
      detail: words.actingMeaning,
    },
  ];
}

/** The refusal, for the preflight and again within the dispatch. */
export async function capacityProblem(facts: SigningFacts): Promise<Problem | undefined> {
  const rule = await ruleFor(facts);
  if (rule?.rule !== 'refuse') return undefined;
  return new Problem('capacity-closed', { kind: rule.name, capacity: shortOf(facts) });
}

async function ruleFor({ scope, letter, appointment }: SigningFacts): Promise<NamedRule | undefined> {
  const { capacity } = appointment;
  if (capacity === 'definitive') return undefined;
  return look(scope, (db) => findCapacityRule(db, scope.tenantId, { kind_id: letter.kind_id, capacity }));
}

/** `Plh.` */
function shortOf({ appointment }: SigningFacts): string {
  return capacityTitle(appointment.capacity, '').trim();
}
