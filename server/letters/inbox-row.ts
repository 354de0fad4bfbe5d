import type { InboxRow } from '../contract/letters.js';
import type { Derajat, Sifat } from '../contract/vocabulary.js';
import type { DeskItemRow, LetterRow } from '../database/index.js';
import { workingDaysLate } from '../platform/local-date.js';
import type { Scope } from '../tenants/index.js';
import type { ListedItem } from './inbox.table.js';
import { isRestricted } from './letter-at-desk.js';
import { statusOf } from './letter-life.js';

/** The tenant's day, for what is due. */
export interface Today {
  readonly date: string;
  readonly holidays: ReadonlySet<string>;
}

/** A row as a list shows it. In a portal a restricted letter shows agenda number, age and badge, and nothing else. */
export function toInboxRow(scope: Scope, item: ListedItem, today: Today): InboxRow {
  const restricted = isRestricted(scope, item);
  const owed = item.state === 'open' ? item.due : null;
  return {
    itemId: item.id,
    letterId: item.letter_id,
    direction: item.direction,
    status: statusOf(item),
    reason: item.reason,
    tab: item.tab,
    restricted,
    ...(restricted
      ? {}
      : {
          subject: item.subject,
          sender: item.sender,
          ...(item.number === null ? {} : { number: item.number }),
        }),
    ...(item.agenda_number === null ? {} : { agenda: String(item.agenda_number) }),
    sifat: item.sifat as Sifat,
    derajat: item.derajat as Derajat,
    unread: item.unread === 1,
    ...(item.due === null ? {} : { due: item.due }),
    lateDays: owed === null ? 0 : workingDaysLate(owed, today.date, today.holidays),
    ...(item.waits_for === null || item.state !== 'open'
      ? {}
      : { waitsFor: item.waits_for as NonNullable<InboxRow['waitsFor']> }),
    hasFile: item.document_sha256 !== null,
    ...(item.progress_of === 0 ? {} : { progress: { done: item.progress_done, of: item.progress_of } }),
    arrivedAt: item.arrived_at,
    gone: false,
    seq: item.seq,
  };
}

/**
 * Says that a letter left a list. It may have left the desk altogether, so nothing is told that the desk did not know:
 * neither subject nor where the letter stands now.
 */
export function toTombstone(
  item: DeskItemRow & Pick<LetterRow, 'direction' | 'sifat' | 'derajat'>,
): InboxRow {
  return {
    itemId: item.id,
    letterId: item.letter_id,
    direction: item.direction,
    status: item.direction === 'outgoing' ? 'draft' : 'recorded',
    reason: item.reason,
    restricted: false,
    sifat: item.sifat as Sifat,
    derajat: item.derajat as Derajat,
    unread: false,
    lateDays: 0,
    hasFile: false,
    arrivedAt: item.arrived_at,
    gone: true,
    seq: item.seq,
  };
}
