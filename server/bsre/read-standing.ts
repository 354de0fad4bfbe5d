import { bsreStates } from '../contract/bsre-state-words.js';
import { integerIn, jsonObject, objectIn, textIn } from './answer-fields.js';

/** BSrE's own words for a person's certificate; `UNKNOWN` is ours, for a word that is none of them. */
export type BsreState = (typeof bsreStates)[number] | 'UNKNOWN';

/** Whether a person can sign now. */
export interface BsreStanding {
  readonly state: BsreState;
  /** Only with `ISSUE`. */
  readonly maySign: boolean;
  readonly statusCode: number | undefined;
  /** The gateway's sentence, masked. */
  readonly said: string | undefined;
  /** The answer, masked. */
  readonly raw: string;
  /** What was on the gateway's clock, in ISO 8601; undefined where it did not say. */
  readonly clock: string | undefined;
}

const BY_NUMBER: Readonly<Record<number, BsreState>> = {
  1111: 'ISSUE',
  1110: 'NOT_REGISTERED',
  2011: 'NOT_REGISTERED',
  2021: 'NO_CERTIFICATE',
};

/** @returns undefined where the text tells no state at all */
export function readStanding(text: string): Omit<BsreStanding, 'raw' | 'clock'> | undefined {
  const fields = jsonObject(text);
  const inner = objectIn(fields, 'data');
  const word = textIn(fields, 'status', 'userStatus') ?? textIn(inner, 'status', 'userStatus');
  const statusCode = integerIn(fields, 'status_code') ?? integerIn(inner, 'status_code');
  const byNumber = BY_NUMBER[statusCode ?? 0];
  if (word === undefined && byNumber === undefined) return undefined;
  const state = agreed(word === undefined ? byNumber : stateOf(word), byNumber);
  const said = textIn(fields, 'message', 'error') ?? textIn(inner, 'message');
  return { state, maySign: state === 'ISSUE', statusCode, said };
}

function stateOf(word: string): BsreState {
  const plain = word.toUpperCase().replace(/[\s-]+/g, '_');
  return bsreStates.find((state) => state === plain) ?? 'UNKNOWN';
}

/** Word and number that speak of different people tell nothing. */
function agreed(byWord: BsreState | undefined, byNumber: BsreState | undefined): BsreState {
  if (byNumber === undefined || byWord === byNumber) return byWord ?? 'UNKNOWN';
  return 'UNKNOWN';
}
