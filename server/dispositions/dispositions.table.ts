import type { Db, DispositionNodeRow, DispositionRow, FollowUpRow } from '../database/index.js';

export async function insertDisposition(
  db: Db,
  row: DispositionRow,
  nodes: readonly DispositionNodeRow[],
): Promise<void> {
  await db.insertInto('dispositions').values(row).execute();
  await db.insertInto('disposition_nodes').values(nodes).execute();
}

export function listDispositions(db: Db, tenantId: string, letterId: string): Promise<DispositionRow[]> {
  return db
    .selectFrom('dispositions')
    .selectAll()
    .where('tenant_id', '=', tenantId)
    .where('letter_id', '=', letterId)
    .orderBy('id')
    .execute();
}

export function listNodes(db: Db, tenantId: string, letterId: string): Promise<DispositionNodeRow[]> {
  return db
    .selectFrom('disposition_nodes')
    .selectAll()
    .where('tenant_id', '=', tenantId)
    .where('letter_id', '=', letterId)
    .orderBy('id')
    .execute();
}

export function findNode(db: Db, tenantId: string, nodeId: string): Promise<DispositionNodeRow | undefined> {
  return db
    .selectFrom('disposition_nodes')
    .selectAll()
    .where('tenant_id', '=', tenantId)
    .where('id', '=', nodeId)
    .executeTakeFirst();
}

export function findDisposition(
  db: Db,
  tenantId: string,
  dispositionId: string,
): Promise<DispositionRow | undefined> {
  return db
    .selectFrom('dispositions')
    .selectAll()
    .where('tenant_id', '=', tenantId)
    .where('id', '=', dispositionId)
    .executeTakeFirst();
}

/** Compare and set on the state that was seen: a recall and a first reading cannot both win. */
export async function updateNode(
  db: Db,
  seen: DispositionNodeRow,
  change: Partial<Omit<DispositionNodeRow, 'tenant_id' | 'id'>>,
): Promise<boolean> {
  const result = await db
    .updateTable('disposition_nodes')
    .set(change)
    .where('tenant_id', '=', seen.tenant_id)
    .where('id', '=', seen.id)
    .where('state', '=', seen.state)
    .executeTakeFirst();
  return result.numUpdatedRows === 1n;
}

export async function insertFollowUp(db: Db, row: FollowUpRow): Promise<void> {
  await db.insertInto('follow_ups').values(row).execute();
}

export function listFollowUps(db: Db, tenantId: string, letterId: string): Promise<FollowUpRow[]> {
  return db
    .selectFrom('follow_ups')
    .selectAll()
    .where('tenant_id', '=', tenantId)
    .where('letter_id', '=', letterId)
    .orderBy('id')
    .execute();
}

/** The newest nodes that a position sent, with the letter's kind and sender: what its habits are read from. */
export function listHabits(db: Db, tenantId: string, fromPositionId: string, limit: number) {
  return db
    .selectFrom('disposition_nodes as node')
    .innerJoin('dispositions as disposition', (join) =>
      join
        .onRef('disposition.tenant_id', '=', 'node.tenant_id')
        .onRef('disposition.id', '=', 'node.disposition_id'),
    )
    .innerJoin('letters as letter', (join) =>
      join.onRef('letter.tenant_id', '=', 'node.tenant_id').onRef('letter.id', '=', 'node.letter_id'),
    )
    .select(['node.position_id', 'node.instructions', 'letter.kind_id', 'letter.sender'])
    .where('node.tenant_id', '=', tenantId)
    .where('disposition.from_position_id', '=', fromPositionId)
    .where('node.is_copy', '=', 0)
    .where('node.state', '!=', 'recalled')
    .orderBy('node.id', 'desc')
    .limit(limit)
    .execute();
}

export function listInstructions(db: Db, tenantId: string) {
  return db
    .selectFrom('instructions')
    .select('text')
    .where('tenant_id', '=', tenantId)
    .where('active', '=', 1)
    .orderBy('sort')
    .execute();
}

export function listHolidays(db: Db, tenantId: string) {
  return db.selectFrom('holidays').select('date').where('tenant_id', '=', tenantId).orderBy('date').execute();
}
