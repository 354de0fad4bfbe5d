import type { ClassificationRow, Db, LetterKindRow } from '../database/index.js';

const mostClassifications = 3_000;

export function listKinds(db: Db, tenantId: string): Promise<LetterKindRow[]> {
  return db
    .selectFrom('letter_kinds')
    .selectAll()
    .where('tenant_id', '=', tenantId)
    .where('active', '=', 1)
    .orderBy('sort')
    .orderBy('id')
    .execute();
}

export function findKind(db: Db, tenantId: string, kindId: string): Promise<LetterKindRow | undefined> {
  return db
    .selectFrom('letter_kinds')
    .selectAll()
    .where('tenant_id', '=', tenantId)
    .where('id', '=', kindId)
    .executeTakeFirst();
}

export function listClassifications(db: Db, tenantId: string): Promise<ClassificationRow[]> {
  return db
    .selectFrom('classifications')
    .selectAll()
    .where('tenant_id', '=', tenantId)
    .orderBy('code')
    .limit(mostClassifications)
    .execute();
}

export function findClassification(
  db: Db,
  tenantId: string,
  code: string,
): Promise<ClassificationRow | undefined> {
  return db
    .selectFrom('classifications')
    .selectAll()
    .where('tenant_id', '=', tenantId)
    .where('code', '=', code)
    .executeTakeFirst();
}

export async function listHolidayDates(db: Db, tenantId: string): Promise<string[]> {
  const rows = await db.selectFrom('holidays').select('date').where('tenant_id', '=', tenantId).execute();
  return rows.map(({ date }) => date);
}

/** How often a desk has routed to each position. */
export function countRoutes(db: Db, tenantId: string, positionId: string) {
  return db
    .selectFrom('desk_items as item')
    .innerJoin('letters as letter', (join) =>
      join.onRef('letter.tenant_id', '=', 'item.tenant_id').onRef('letter.id', '=', 'item.letter_id'),
    )
    .select((eb) => ['item.position_id', eb.fn.countAll<number>().as('times')])
    .where('item.tenant_id', '=', tenantId)
    .where('item.reason', '=', 'route')
    .where('letter.created_position_id', '=', positionId)
    .groupBy('item.position_id')
    .execute();
}

/** Who writes to a register most, at most `limit`; in the open only what is not restricted. */
export async function listSenders(
  db: Db,
  tenantId: string,
  unitId: string,
  openOnly: boolean,
  limit: number,
): Promise<string[]> {
  let query = db
    .selectFrom('letters')
    .select('sender')
    .where('tenant_id', '=', tenantId)
    .where('unit_id', '=', unitId)
    .where('direction', '=', 'incoming');
  if (openOnly) query = query.where('sifat', '=', 'biasa');
  const rows = await query
    .groupBy('sender')
    .orderBy((eb) => eb.fn.countAll(), 'desc')
    .orderBy('sender')
    .limit(limit)
    .execute();
  return rows.map(({ sender }) => sender);
}
