import type { Db, UnitRow } from '../database/index.js';
import type { MonthBounds } from './month-bounds.js';

export function listUnits(
  db: Db,
  tenantId: string,
): Promise<Pick<UnitRow, 'id' | 'parent_id' | 'code' | 'kind' | 'name'>[]> {
  return db
    .selectFrom('units')
    .select(['id', 'parent_id', 'code', 'kind', 'name'])
    .where('tenant_id', '=', tenantId)
    .orderBy('sort')
    .orderBy('id')
    .execute();
}

/** Units in whose register a letter stands, of whatever month. */
export async function listUnitsWithLetters(db: Db, tenantId: string): Promise<string[]> {
  const rows = await db
    .selectFrom('units')
    .select('units.id')
    .where('units.tenant_id', '=', tenantId)
    .where((eb) =>
      eb.exists(
        eb
          .selectFrom('letters')
          .select('letters.id')
          .whereRef('letters.tenant_id', '=', 'units.tenant_id')
          .whereRef('letters.unit_id', '=', 'units.id'),
      ),
    )
    .execute();
  return rows.map(({ id }) => id);
}

/** When the oldest letter was recorded, UTC ISO. */
export async function firstLetterAt(db: Db, tenantId: string): Promise<string | undefined> {
  const row = await db
    .selectFrom('letters')
    .select('created_at')
    .where('tenant_id', '=', tenantId)
    .orderBy('created_at')
    .limit(1)
    .executeTakeFirst();
  return row?.created_at;
}

export async function listHolidays(db: Db, tenantId: string): Promise<string[]> {
  const rows = await db.selectFrom('holidays').select('date').where('tenant_id', '=', tenantId).execute();
  return rows.map(({ date }) => date);
}

export interface UnitCount {
  readonly unit_id: string;
  readonly count: number;
}

/** Incoming letters by the month in which they were recorded. */
export function countIncoming(db: Db, tenantId: string, { start, end }: MonthBounds): Promise<UnitCount[]> {
  return db
    .selectFrom('letters')
    .select((eb) => ['unit_id', eb.fn.countAll<number>().as('count')])
    .where('tenant_id', '=', tenantId)
    .where('created_at', '>=', start)
    .where('created_at', '<', end)
    .where('direction', '=', 'incoming')
    .groupBy('unit_id')
    .execute();
}

/** Outgoing letters by the month of their date, which they get with their number: a draft is none yet. */
export function countOutgoing(
  db: Db,
  tenantId: string,
  { firstDate, nextDate }: MonthBounds,
): Promise<UnitCount[]> {
  return db
    .selectFrom('letters')
    .select((eb) => ['unit_id', eb.fn.countAll<number>().as('count')])
    .where('tenant_id', '=', tenantId)
    .where('letter_date', '>=', firstDate)
    .where('letter_date', '<', nextDate)
    .where('direction', '=', 'outgoing')
    .where('number', 'is not', null)
    .groupBy('unit_id')
    .execute();
}

/** Receivers with a duty, in the unit of the receiving desk, by the month in which it was sent. */
export function countDuties(db: Db, tenantId: string, { start, end }: MonthBounds): Promise<UnitCount[]> {
  return db
    .selectFrom('disposition_nodes as node')
    .innerJoin('positions as position', (join) =>
      join.onRef('position.tenant_id', '=', 'node.tenant_id').onRef('position.id', '=', 'node.position_id'),
    )
    .select((eb) => ['position.unit_id', eb.fn.countAll<number>().as('count')])
    .where('node.tenant_id', '=', tenantId)
    .where('node.sent_at', '>=', start)
    .where('node.sent_at', '<', end)
    .where('node.is_copy', '=', 0)
    .where('node.state', '!=', 'recalled')
    .groupBy('position.unit_id')
    .execute();
}

/**
 * Of those, the ones that may be late, counted together where they ended together: due before `today` and still owed, or
 * ended no earlier than the UTC day of their due date. Whether they are late is a question of working days.
 *
 * A duty ends when it is done, or with its letter; one that was returned is owed no more.
 */
export function countPastDue(db: Db, tenantId: string, { start, end }: MonthBounds, today: string) {
  return db
    .selectFrom('disposition_nodes as node')
    .innerJoin('positions as position', (join) =>
      join.onRef('position.tenant_id', '=', 'node.tenant_id').onRef('position.id', '=', 'node.position_id'),
    )
    .innerJoin('letters as letter', (join) =>
      join.onRef('letter.tenant_id', '=', 'node.tenant_id').onRef('letter.id', '=', 'node.letter_id'),
    )
    .select((eb) => [
      'position.unit_id',
      'node.due',
      eb.fn.coalesce('node.done_at', 'letter.closed_at').as('ended_at'),
      eb.fn.countAll<number>().as('count'),
    ])
    .where('node.tenant_id', '=', tenantId)
    .where('node.sent_at', '>=', start)
    .where('node.sent_at', '<', end)
    .where('node.is_copy', '=', 0)
    .where('node.state', 'not in', ['recalled', 'returned'])
    .where('node.due', '<', today)
    .where((eb) => {
      const ended = eb.fn.coalesce('node.done_at', 'letter.closed_at');
      return eb.or([eb(ended, 'is', null), eb(ended, '>', eb.ref('node.due'))]);
    })
    .groupBy(['position.unit_id', 'node.due', 'ended_at'])
    .execute();
}

/** Signatures in the unit of the desk that signed, by the month of their time. */
export function countSignatures(db: Db, tenantId: string, { start, end }: MonthBounds): Promise<UnitCount[]> {
  return db
    .selectFrom('signatures as signature')
    .innerJoin('signers as signer', (join) =>
      join
        .onRef('signer.tenant_id', '=', 'signature.tenant_id')
        .onRef('signer.id', '=', 'signature.signer_id'),
    )
    .innerJoin('positions as position', (join) =>
      join
        .onRef('position.tenant_id', '=', 'signer.tenant_id')
        .onRef('position.id', '=', 'signer.position_id'),
    )
    .select((eb) => ['position.unit_id', eb.fn.countAll<number>().as('count')])
    .where('signature.tenant_id', '=', tenantId)
    .where('signature.signed_at', '>=', start)
    .where('signature.signed_at', '<', end)
    .groupBy('position.unit_id')
    .execute();
}
