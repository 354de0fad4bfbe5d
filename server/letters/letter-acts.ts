import type { Act } from '../contract/letters.js';
import type { Grant } from '../contract/vocabulary.js';
import type { DeskItemRow, LetterRow } from '../database/index.js';
import { nextStatus, statusOf } from './letter-life.js';
import { mayGiveFile } from './upload-at-desk.js';

export interface Doer {
  readonly positionId: string;
  readonly grants: readonly Grant[];
  /** Helps at somebody else's desk: everything but signing. */
  readonly secretary: boolean;
  /** Signed the letter or keeps the register of its unit. */
  readonly withdraws: boolean;
}

/** A refused letter is brought to its end by the desk that made it. */
export function isRefusedOf(letter: LetterRow, positionId: string): boolean {
  return letter.status === 'refused' && letter.created_position_id === positionId;
}

/**
 * What a desk may do with a letter now, as a pure table over status, rows and grants. It is what a screen offers; each
 * act checks for itself and refuses everything else.
 */
export function actsOf(letter: LetterRow, items: readonly DeskItemRow[], doer: Doer): Act[] {
  const status = statusOf(letter);
  const open = items.filter(({ state }) => state === 'open');
  const waitsFor = (wish: string) => open.some(({ waits_for }) => waits_for === wish);
  const has = (reason: DeskItemRow['reason'], list = items) => list.some((item) => item.reason === reason);
  const incoming = letter.direction === 'incoming';
  const created = letter.created_position_id === doer.positionId;
  const running = items.some(({ reason, state }) => reason === 'route' && state !== 'done');
  const may: Readonly<Record<Act, boolean>> = {
    upload: mayGiveFile(letter, doer.positionId),
    route: incoming && created && nextStatus(status, 'route') !== undefined,
    dispose: incoming && nextStatus(status, 'dispose') !== undefined && (running || has('disposition', open)),
    'no-disposition': running && nextStatus(status, 'no-disposition') !== undefined,
    'follow-up': has('disposition', open) && nextStatus(status, 'follow-up') !== undefined,
    return: has('disposition', open),
    close: (running || isRefusedOf(letter, doer.positionId)) && nextStatus(status, 'close') !== undefined,
    number:
      !incoming &&
      created &&
      letter.document_sha256 !== null &&
      nextStatus(status, 'number') !== undefined &&
      letter.number === null,
    sign: waitsFor('sign') && status === 'awaiting-signature',
    refuse: waitsFor('sign') && nextStatus(status, 'refuse') !== undefined,
    withdraw: doer.withdraws && nextStatus(status, 'withdraw') !== undefined,
    reply:
      incoming && !['recorded', 'returned'].includes(status) && items.some(({ reason }) => reason !== 'copy'),
  };
  return (Object.keys(may) as Act[]).filter((act) => {
    if (act === 'sign' || act === 'refuse')
      return may[act] && doer.grants.includes('sign') && !doer.secretary;
    return may[act] && doer.grants.includes('act');
  });
}
