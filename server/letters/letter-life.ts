import type { LetterStatus } from '../contract/vocabulary.js';
import type { LetterRow } from '../database/index.js';
import { Problem } from '../platform/problem.js';

/** What happens to a letter; each moves it by the one table below. */
export type LetterEvent =
  | 'route'
  | 'dispose'
  | 'recall-all'
  | 'follow-up'
  | 'no-disposition'
  | 'close'
  | 'return'
  | 'file'
  | 'approve'
  | 'number'
  | 'await-signature'
  | 'dispatch'
  | 'sign'
  | 'sign-last'
  | 'stay-uncertain'
  | 'give-back'
  | 'refuse'
  | 'withdraw'
  | 'replace';

/** From which a signed letter comes out of force. */
const outOfForce = { withdraw: 'withdrawn', replace: 'replaced' } as const;

/** The lives of design.md §4 as one pure table: status → event → status. What is not here cannot happen. */
const lives: Readonly<Partial<Record<LetterStatus, Readonly<Partial<Record<LetterEvent, LetterStatus>>>>>> = {
  // Incoming
  recorded: { route: 'routed', return: 'returned', 'no-disposition': 'done' },
  // Not closed from here: that no disposition is needed is said by its own act.
  routed: { route: 'routed', dispose: 'disposed', 'no-disposition': 'done', return: 'returned' },
  disposed: { dispose: 'disposed', 'recall-all': 'routed', 'follow-up': 'followed-up', close: 'done' },
  'followed-up': { dispose: 'followed-up', 'follow-up': 'followed-up', close: 'done' },
  // Outgoing
  draft: { file: 'draft', approve: 'approved', number: 'numbered' },
  approved: { number: 'numbered' },
  numbered: { 'await-signature': 'awaiting-signature' },
  'awaiting-signature': { dispatch: 'signing', refuse: 'refused' },
  signing: {
    sign: 'awaiting-signature',
    'sign-last': 'signed',
    'stay-uncertain': 'uncertain',
    'give-back': 'awaiting-signature',
  },
  // Its maker has read why. The number stays in the register, and is not given again.
  refused: { close: 'cancelled' },
  signed: outOfForce,
  sent: outOfForce,
  read: outOfForce,
  filed: outOfForce,
  uncertain: { sign: 'awaiting-signature', 'sign-last': 'signed', 'give-back': 'awaiting-signature' },
};

/** Statuses as an office says them, for sentences. */
const spoken: Readonly<Partial<Record<LetterStatus, string>>> = {
  recorded: 'dicatat',
  routed: 'diteruskan',
  disposed: 'didisposisi',
  'followed-up': 'ditindaklanjuti',
  done: 'selesai',
  returned: 'dikembalikan',
  draft: 'konsep',
  numbered: 'bernomor',
  'awaiting-signature': 'menunggu tanda tangan',
  signing: 'sedang ditandatangani',
  signed: 'bertanda tangan',
  uncertain: 'belum pasti',
  refused: 'ditolak penanda tangan',
  cancelled: 'dibatalkan',
  withdrawn: 'dicabut',
  replaced: 'diganti',
};

/** The status of a row, as the closed word that it is: only acts of the table above write one. */
export function statusOf(letter: Pick<LetterRow, 'status'>): LetterStatus {
  return letter.status as LetterStatus;
}

/** Signed by all, and neither withdrawn nor replaced. */
export function isInForce(status: LetterStatus): boolean {
  return nextStatus(status, 'withdraw') !== undefined;
}

/** Where `event` leads from `status`, or undefined where it cannot happen. */
export function nextStatus(status: LetterStatus, event: LetterEvent): LetterStatus | undefined {
  return lives[status]?.[event];
}

/** @throws {Problem} `letter-status-wrong` */
export function moveOn(status: LetterStatus, event: LetterEvent): LetterStatus {
  const next = nextStatus(status, event);
  if (!next) throw new Problem('letter-status-wrong', { status: spoken[status] ?? status });
  return next;
}
