import type { DeskItemRow } from '../database/index.js';
import { seqOfThisAct } from '../ledger/index.js';
import { newId } from '../platform/ids.js';
import type { Scope, Work } from '../tenants/index.js';
import {
  addToCounter,
  findDeskItem,
  insertDeskItem,
  listDeskItemsOfLetter,
  stampDeskItems,
  updateDeskItem,
} from './desk-items.table.js';

/** What a desk is to get. */
export interface NewDeskItem {
  readonly positionId: string;
  readonly letterId: string;
  readonly reason: DeskItemRow['reason'];
  /** `open` asks for an act; `idle` keeps the letter in sight. */
  readonly state: 'open' | 'idle';
  readonly waitsFor?: string;
  readonly due?: string;
  readonly nodeId?: string;
  readonly unread: boolean;
}

/** What may change about a row; the rest never does. */
export type DeskItemChange = Partial<
  Pick<DeskItemRow, 'state' | 'waits_for' | 'unread' | 'due' | 'progress_done' | 'progress_of'>
>;

const touched = new WeakMap<Work, Set<string>>();

/**
 * Puts a letter on a desk: from then on, and only by such a row, the position can see it.
 *
 * Counters move with the row, in the same transaction. The act that calls this also writes a fact down.
 */
export async function putOnDesk(work: Work, scope: Scope, item: NewDeskItem): Promise<string> {
  const id = newId(scope.now);
  const at = scope.now.toISOString();
  const row: DeskItemRow = {
    tenant_id: scope.tenantId,
    id,
    position_id: item.positionId,
    letter_id: item.letterId,
    reason: item.reason,
    state: item.state,
    waits_for: item.waitsFor ?? null,
    unread: item.unread ? 1 : 0,
    read_at: null,
    due: item.due ?? null,
    node_id: item.nodeId ?? null,
    progress_done: 0,
    progress_of: 0,
    sort_key: at,
    arrived_at: at,
    ended_at: null,
    seq: 0,
  };
  await insertDeskItem(work.db, row);
  await count(work, row, 1);
  touch(work, scope, id);
  return id;
}

/** Changes a row and its counters. A row that is gone stays gone. */
export async function changeDeskItem(
  work: Work,
  scope: Scope,
  itemId: string,
  change: DeskItemChange,
): Promise<void> {
  const before = await findDeskItem(work.db, scope.tenantId, itemId);
  if (!before || before.state === 'gone') return;
  const at = scope.now.toISOString();
  const ended = change.state === 'done' || change.state === 'gone';
  const after: DeskItemRow = {
    ...before,
    ...change,
    read_at: before.unread === 1 && change.unread === 0 ? at : before.read_at,
    ended_at: ended ? at : before.ended_at,
  };
  await updateDeskItem(work.db, scope.tenantId, itemId, after);
  await count(work, before, -1);
  await count(work, after, 1);
  touch(work, scope, itemId);
}

/** Changes every row by which a desk (or, without `positionId`, any desk) has a letter and that `which` picks. */
export async function changeDeskItems(
  work: Work,
  scope: Scope,
  of: { readonly letterId: string; readonly positionId?: string },
  which: (item: DeskItemRow) => boolean,
  change: DeskItemChange,
): Promise<void> {
  for (const item of await listDeskItemsOfLetter(work.db, scope.tenantId, of.letterId, of.positionId)) {
    if (which(item)) await changeDeskItem(work, scope, item.id, change);
  }
}

/** Marks every row of a letter as changed, so that a delta brings its new facts to all desks that have it. */
export async function touchLetter(work: Work, scope: Scope, letterId: string): Promise<void> {
  for (const item of await listDeskItemsOfLetter(work.db, scope.tenantId, letterId))
    touch(work, scope, item.id);
}

/** What a row adds to its desk's counters. */
function figures(row: DeskItemRow): (readonly ['unread' | 'sign' | 'due' | 'open', string])[] {
  if (row.state === 'gone' || row.state === 'done') return [];
  const figures: (readonly ['unread' | 'sign' | 'due' | 'open', string])[] = [];
  if (row.unread === 1) figures.push(['unread', '']);
  if (row.state === 'open') {
    figures.push(['open', '']);
    if (row.waits_for === 'sign') figures.push(['sign', '']);
    if (row.due !== null) figures.push(['due', row.due]);
  }
  return figures;
}

async function count(work: Work, row: DeskItemRow, by: 1 | -1): Promise<void> {
  for (const [name, day] of figures(row)) {
    await addToCounter(work.db, {
      tenant_id: row.tenant_id,
      position_id: row.position_id,
      name,
      day,
      count: by,
    });
  }
}

/** The seq is known only when the facts are written, so rows are stamped just before them. */
function touch(work: Work, scope: Scope, itemId: string): void {
  const ids = touched.get(work) ?? new Set<string>();
  touched.set(work, ids);
  ids.add(itemId);
  work.atEnd('desk-items', 500, async () => {
    await stampDeskItems(work.db, scope.tenantId, [...ids], await seqOfThisAct(work, scope));
  });
}
