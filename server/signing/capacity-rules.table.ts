import type { CapacityRuleRow, Db } from '../database/index.js';

/** A rule with the kind as people know it. */
export interface NamedRule extends Pick<CapacityRuleRow, 'capacity' | 'rule'> {
  readonly code: string;
  readonly name: string;
}

function namedRules(db: Db, tenantId: string) {
  return db
    .selectFrom('capacity_rules as rule')
    .innerJoin('letter_kinds as kind', (join) =>
      join.onRef('kind.tenant_id', '=', 'rule.tenant_id').onRef('kind.id', '=', 'rule.kind_id'),
    )
    .select(['kind.code', 'kind.name', 'rule.capacity', 'rule.rule'])
    .where('rule.tenant_id', '=', tenantId);
}

/** The rule of one kind for one capacity; undefined where it is open. */
export function findCapacityRule(
  db: Db,
  tenantId: string,
  { kind_id, capacity }: Pick<CapacityRuleRow, 'kind_id' | 'capacity'>,
): Promise<NamedRule | undefined> {
  return namedRules(db, tenantId)
    .where('rule.kind_id', '=', kind_id)
    .where('rule.capacity', '=', capacity)
    .executeTakeFirst();
}

export function listCapacityRules(db: Db, tenantId: string): Promise<NamedRule[]> {
  return namedRules(db, tenantId)
    .orderBy('kind.sort')
    .orderBy('kind.code')
    .orderBy('rule.capacity')
    .execute();
}

export async function putCapacityRule(db: Db, row: CapacityRuleRow): Promise<void> {
  await db
    .insertInto('capacity_rules')
    .values(row)
    .onConflict((oc) => oc.columns(['tenant_id', 'kind_id', 'capacity']).doUpdateSet({ rule: row.rule }))
    .execute();
}
