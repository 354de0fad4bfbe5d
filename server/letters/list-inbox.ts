import type { Counters, InboxPage, InboxQuery, InboxRow } from '../contract/letters.js';
import type { Db, DeskCounterRow } from '../database/index.js';
import { lastSeq } from '../ledger/index.js';
import { addDays, localDate, workingDaysLate } from '../platform/local-date.js';
import { Problem } from '../platform/problem.js';
import { look, type DeskScope } from '../tenants/index.js';
import { listHolidayDates } from './choices.table.js';
import { listCounters } from './desk-items.table.js';
import {
  countLetters,
  countTabs,
  listChangedItems,
  listItems,
  listSeqsSince,
  type After,
  type Wanted,
} from './inbox.table.js';
import { toInboxRow, toTombstone, type Today } from './inbox-row.js';

const pageSize = 30;
/** Acts that one delta carries at most; the rest comes with the next, since `seq` says how far this one goes. */
const actsPerDelta = 100;
const mostWords = 8;

/**
 * A desk's list, newest first, one row per letter of a tab, or of the whole desk where it is searched or filtered: a page,
 * or with `since` what changed after that seq. A letter that is not in this list any more comes once more as `gone`; rows
 * are told apart by `letterId`.
 *
 * @throws {Problem} `request-invalid` for a cursor that is none of ours
 */
export function listInbox(scope: DeskScope, query: InboxQuery): Promise<InboxPage> {
  const after = query.cursor === undefined ? undefined : readCursor(query.cursor);
  return look(scope, async (db) => {
    const { tenantId, actor } = scope;
    const today = {
      date: localDate(scope.now, scope.zone),
      holidays: new Set(await listHolidayDates(db, tenantId)),
    };
    const wanted: Wanted = {
      tab: query.tab,
      filter: query.filter,
      words: (query.q ?? '')
        .split(/\s+/)
        .filter((word) => word !== '')
        .slice(0, mostWords),
      openOnly: scope.portalId !== undefined,
      today: today.date,
      lateUntil: lateUntil(today),
    };
    const part =
      query.since === undefined
        ? await pageOf(db, scope, wanted, today, after)
        : await deltaOf(db, scope, wanted, today, Number(query.since));
    return {
      ...part,
      counters: countersOf(await listCounters(db, tenantId, actor.positionId), today),
      tabs: await countTabs(db, tenantId, actor.positionId),
      total: await countLetters(db, tenantId, actor.positionId, wanted),
      at: scope.now.toISOString(),
    };
  });
}

type Part = Pick<InboxPage, 'rows' | 'seq'> & { cursor?: string };

async function pageOf(
  db: Db,
  scope: DeskScope,
  wanted: Wanted,
  today: Today,
  after: After | undefined,
): Promise<Part> {
  const items = await listItems(db, scope.tenantId, scope.actor.positionId, wanted, {
    limit: pageSize + 1,
    ...(after ? { after } : {}),
  });
  const shown = items.slice(0, pageSize);
  const last = shown.at(-1);
  return {
    rows: shown.map((item) => toInboxRow(scope, item, today)),
    seq: await lastSeq(scope),
    ...(items.length > pageSize && last ? { cursor: cursorOf({ sortKey: last.sort_key, id: last.id }) } : {}),
  };
}

async function deltaOf(db: Db, scope: DeskScope, wanted: Wanted, today: Today, since: number): Promise<Part> {
  const { tenantId, actor } = scope;
  const seqs = await listSeqsSince(db, tenantId, actor.positionId, since, actsPerDelta + 1);
  const until = seqs.length > actsPerDelta ? (seqs[actsPerDelta - 1] ?? since) : await lastSeq(scope);
  const changed = new Map(
    (await listChangedItems(db, tenantId, actor.positionId, since, until)).map((item) => [
      item.letter_id,
      item,
    ]),
  );
  if (changed.size === 0) return { rows: [], seq: until };
  const letterIds = [...changed.keys()];
  const here = new Map(
    (await listItems(db, tenantId, actor.positionId, wanted, { letterIds, limit: letterIds.length })).map(
      (item) => [item.letter_id, item],
    ),
  );
  const rows: InboxRow[] = [...changed].map(([letterId, item]) => {
    const now = here.get(letterId);
    return now ? toInboxRow(scope, now, today) : toTombstone(item);
  });
  return { rows, seq: until };
}

/** Counters are kept per due date, so that "late" needs no job at midnight. */
function countersOf(rows: readonly DeskCounterRow[], { date, holidays }: Today): Counters {
  const sum = (name: DeskCounterRow['name'], of: (day: string) => boolean = () => true) =>
    rows.reduce((total, row) => (row.name === name && of(row.day) ? total + row.count : total), 0);
  return {
    unread: sum('unread'),
    sign: sum('sign'),
    dueToday: sum('due', (day) => day === date),
    late: sum('due', (day) => workingDaysLate(day, date, holidays) > 0),
    open: sum('open'),
  };
}

/** The newest due date that is late: what was due on Friday is not late on Saturday. */
function lateUntil({ date, holidays }: Today): string {
  let due = addDays(date, -1);
  while (workingDaysLate(due, date, holidays) === 0) due = addDays(due, -1);
  return due;
}

function cursorOf({ sortKey, id }: After): string {
  return Buffer.from(`${sortKey} ${id}`).toString('base64url');
}

function readCursor(cursor: string): After {
  const [, sortKey, id] =
    /^([\d:.TZ-]{24}) ([0-9a-f-]{36})$/.exec(Buffer.from(cursor, 'base64url').toString()) ?? [];
  if (sortKey === undefined || id === undefined) throw new Problem('request-invalid', { where: 'cursor' });
  return { sortKey, id };
}
