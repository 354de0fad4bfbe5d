import { sql, type RawBuilder, type SqlBool } from 'kysely';
import type { InboxQuery, InboxTab } from '../contract/letters.js';
import type { Db, DeskItemRow, LetterRow } from '../database/index.js';

/** A row of the list: why the letter is here, and what the list shows of it. */
export type ListedItem = DeskItemRow &
  Pick<
    LetterRow,
    | 'direction'
    | 'status'
    | 'subject'
    | 'sender'
    | 'number'
    | 'agenda_number'
    | 'sifat'
    | 'derajat'
    | 'document_sha256'
  > & { readonly tab: InboxTab };

/** Which rows a list wants. All of it is decided before, so that the queries below only say it. */
export interface Wanted {
  readonly tab: InboxTab;
  readonly filter: InboxQuery['filter'];
  /** Words that all must be found. */
  readonly words: readonly string[];
  /** Restricted letters are found by agenda number alone: their subject would show itself by being found. */
  readonly openOnly: boolean;
  readonly today: string;
  /** Newest due date that is late today. */
  readonly lateUntil: string;
}

/** Keyset: the last row of the page before. */
export interface After {
  readonly sortKey: string;
  readonly id: string;
}

const tabs: Readonly<Record<InboxTab, (item: string) => RawBuilder<SqlBool>>> = {
  in: (item) => is(item, `$.reason in ('registrar', 'route') and $.state = 'open'`),
  disposition: (item) => is(item, `$.reason = 'disposition' and $.state = 'open'`),
  sign: (item) => is(item, `$.reason in ('sign', 'paraf') and $.state in ('open', 'idle')`),
  copy: (item) => is(item, `$.reason = 'copy' and $.state in ('open', 'idle')`),
  sent: (item) => is(item, `$.reason in ('registrar', 'route', 'disposition') and $.state = 'idle'`),
  done: (item) => is(item, `$.state = 'done'`),
};

/** SQL of ours with `$` as the table's name; nothing that anybody typed. */
function is(item: string, condition: string): RawBuilder<SqlBool> {
  return sql<SqlBool>`(${sql.raw(condition.replaceAll('$', item))})`;
}

/** On which tab a row lies. Every row that is not a tombstone lies on exactly one. */
function tabOf(item: string): RawBuilder<InboxTab> {
  const cases = Object.entries(tabs).map(([tab, lies]) => sql`when ${lies(item)} then ${tab}`);
  return sql<InboxTab>`case ${sql.join(cases, sql` `)} end`;
}

/** Work comes before what is kept in sight, and that before what is finished. */
function liveness(item: string): RawBuilder<number> {
  const state = sql.ref(`${item}.state`);
  return sql<number>`case ${state} when 'open' then 2 when 'idle' then 1 else 0 end`;
}

function wantedItem(item: string, wanted: Wanted): RawBuilder<SqlBool> {
  const { tab, filter, words, today, lateUntil } = wanted;
  const due = sql.ref(`${item}.due`);
  const live = is(item, `$.state = 'open'`);
  const filters = {
    unread: is(item, `$.unread = 1 and $.state in ('open', 'idle')`),
    sign: is(item, `$.waits_for = 'sign' and $.state = 'open'`),
    'due-today': sql<SqlBool>`(${due} = ${today} and ${live})`,
    late: sql<SqlBool>`(${due} <= ${lateUntil} and ${live})`,
  };
  // A counter counts the whole desk, so what it filters is found there, whatever the tab. So is what is searched for: who
  // asks for a letter does not know where it lies by now. What left the desk is not found, as it is not anywhere else.
  if (filter) return filters[filter];
  return words.length > 0 ? is(item, `$.state != 'gone'`) : tabs[tab](item);
}

/** Every word somewhere in subject, number, sender or agenda number, as it is typed: `%` and `_` are signs like others. */
function wantedLetter(words: readonly string[], openOnly: boolean): RawBuilder<SqlBool> {
  const each = words.map((word) => {
    const like = `%${word.toLowerCase().replace(/[\\%_]/g, '\\$&')}%`;
    const fields = ['subject', 'number', 'sender'].map(
      (field) => sql`lower(${sql.ref(`letter.${field}`)}) like ${like} escape '\\'`,
    );
    const open = openOnly ? sql`letter.sifat = 'biasa' and` : sql``;
    return sql`((${open} (${sql.join(fields, sql` or `)})) or cast(letter.agenda_number as text) = ${word})`;
  });
  return sql<SqlBool>`(${sql.join(each, sql` and `)})`;
}

function itemsOf(db: Db, tenantId: string, positionId: string) {
  return db
    .selectFrom('desk_items as item')
    .innerJoin('letters as letter', (join) =>
      join.onRef('letter.tenant_id', '=', 'item.tenant_id').onRef('letter.id', '=', 'item.letter_id'),
    )
    .where('item.tenant_id', '=', tenantId)
    .where('item.position_id', '=', positionId);
}

function wantedItems(db: Db, tenantId: string, positionId: string, wanted: Wanted) {
  const found = itemsOf(db, tenantId, positionId).where(wantedItem('item', wanted));
  return wanted.words.length === 0 ? found : found.where(wantedLetter(wanted.words, wanted.openOnly));
}

/** One row per letter: of those that are wanted, the one that still asks for most, then the newest. Newest first. */
export function listItems(
  db: Db,
  tenantId: string,
  positionId: string,
  wanted: Wanted,
  { after, letterIds, limit }: { after?: After; letterIds?: readonly string[]; limit: number },
): Promise<ListedItem[]> {
  let query = wantedItems(db, tenantId, positionId, wanted).where((eb) =>
    eb.not(
      eb.exists(
        eb
          .selectFrom('desk_items as better')
          .select('better.id')
          .whereRef('better.tenant_id', '=', 'item.tenant_id')
          .whereRef('better.letter_id', '=', 'item.letter_id')
          .whereRef('better.position_id', '=', 'item.position_id')
          .where(
            sql<SqlBool>`(${liveness('better')}, better.sort_key, better.id) > (${liveness('item')}, item.sort_key, item.id)`,
          )
          .where(wantedItem('better', wanted)),
      ),
    ),
  );
  if (after) query = query.where(sql<SqlBool>`(item.sort_key, item.id) < (${after.sortKey}, ${after.id})`);
  if (letterIds) query = query.where('item.letter_id', 'in', letterIds);
  return query
    .selectAll('item')
    .select(tabOf('item').as('tab'))
    .select([
      'letter.direction',
      'letter.status',
      'letter.subject',
      'letter.sender',
      'letter.number',
      'letter.agenda_number',
      'letter.sifat',
      'letter.derajat',
      'letter.document_sha256',
    ])
    .orderBy('item.sort_key', 'desc')
    .orderBy('item.id', 'desc')
    .limit(limit)
    .execute();
}

export async function countLetters(
  db: Db,
  tenantId: string,
  positionId: string,
  wanted: Wanted,
): Promise<number> {
  const { count } = await wantedItems(db, tenantId, positionId, wanted)
    .select((eb) => eb.fn.count<number>('item.letter_id').distinct().as('count'))
    .executeTakeFirstOrThrow();
  return Number(count);
}

/** Letters on each tab, in one pass over the desk's rows. */
export async function countTabs(
  db: Db,
  tenantId: string,
  positionId: string,
): Promise<Record<InboxTab, number>> {
  const count = (tab: InboxTab) =>
    sql<number>`count(distinct case when ${tabs[tab]('item')} then item.letter_id end)`.as(tab);
  const row = await db
    .selectFrom('desk_items as item')
    .where('item.tenant_id', '=', tenantId)
    .where('item.position_id', '=', positionId)
    .select([count('in'), count('disposition'), count('sign'), count('copy'), count('sent'), count('done')])
    .executeTakeFirstOrThrow();
  return {
    in: Number(row.in),
    disposition: Number(row.disposition),
    sign: Number(row.sign),
    copy: Number(row.copy),
    sent: Number(row.sent),
    done: Number(row.done),
  };
}

/** The first seqs after `since` at which anything on this desk changed, oldest first. */
export async function listSeqsSince(
  db: Db,
  tenantId: string,
  positionId: string,
  since: number,
  limit: number,
): Promise<number[]> {
  const rows = await db
    .selectFrom('desk_items')
    .select('seq')
    .distinct()
    .where('tenant_id', '=', tenantId)
    .where('position_id', '=', positionId)
    .where('seq', '>', since)
    .orderBy('seq')
    .limit(limit)
    .execute();
  return rows.map(({ seq }) => seq);
}

/** Rows that changed after `since` and up to `until`, tombstones with them, with what a tombstone may still say. */
export function listChangedItems(db: Db, tenantId: string, positionId: string, since: number, until: number) {
  return itemsOf(db, tenantId, positionId)
    .selectAll('item')
    .select(['letter.direction', 'letter.sifat', 'letter.derajat'])
    .where('item.seq', '>', since)
    .where('item.seq', '<=', until)
    .orderBy('item.seq')
    .orderBy('item.id')
    .execute();
}
