import type { CapacityRuleRow } from '../database/index.js';
import { writeDown } from '../ledger/index.js';
import { look, work, type Scope } from '../tenants/index.js';
import { listCapacityRules, putCapacityRule, type NamedRule } from './capacity-rules.table.js';
import { kindIdOf } from './letter-kinds.table.js';

export type CapacityRule = Pick<CapacityRuleRow, 'capacity' | 'rule'> & {
  /** Short name of the kind of letter. */
  readonly code: string;
};

/** The rules that are settled; what is not among them is open. */
export function capacityRulesOf(scope: Scope): Promise<NamedRule[]> {
  return look(scope, (db) => listCapacityRules(db, scope.tenantId));
}

/**
 * Settles rules, all or none; those that are not named stay as they are.
 *
 * @throws {RangeError} names the first kind that this tenant has not
 */
export function setCapacityRules(scope: Scope, rules: readonly CapacityRule[]): Promise<void> {
  return work(scope, async (work) => {
    for (const { code, capacity, rule } of rules) {
      const kind_id = await kindIdOf(work.db, scope.tenantId, code);
      if (kind_id === undefined) throw new RangeError(code);
      await putCapacityRule(work.db, { tenant_id: scope.tenantId, kind_id, capacity, rule });
    }
    writeDown(work, scope, {
      kind: 'tenant.capacities-set',
      subject: scope.tenantId,
      data: { rules: rules.map(({ code, capacity, rule }) => `${code},${capacity},${rule}`) },
    });
  });
}
