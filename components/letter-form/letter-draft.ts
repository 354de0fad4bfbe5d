import type { CreateOutgoing } from '../../server/contract/letters.js';
import type { Derajat, Sifat } from '../../server/contract/vocabulary.js';
import type { RecordInput } from '../internal/office-client.js';

export type LetterDirection = 'incoming' | 'outgoing';

/** What the reader has put in, for either direction; nothing of it is lost when the server refuses. */
export interface LetterDraft {
  readonly number: string;
  readonly sender: string;
  /** Local dates; empty while they are not whole. */
  readonly letterDate: string;
  readonly receivedDate: string;
  readonly subject: string;
  readonly addressee: string;
  readonly kindId: string;
  readonly classification: string;
  readonly attachments: string;
  readonly derajat: Derajat;
  readonly sifat: Sifat;
  /** Position to which it goes at once; empty: recorded only. */
  readonly routeTo: string;
  /** Positions that sign, first to last. */
  readonly signers: readonly string[];
}

/** What is likely to be the same for the next letter. */
export function nextDraft({ kindId, routeTo, receivedDate }: LetterDraft): LetterDraft {
  return { ...emptyDraft, kindId, routeTo, receivedDate };
}

/** A field of the form, by its name and the id of its control. */
export type DraftField = keyof LetterDraft;

export const emptyDraft: LetterDraft = {
  number: '',
  sender: '',
  letterDate: '',
  receivedDate: '',
  subject: '',
  addressee: '',
  kindId: '',
  classification: '',
  attachments: '',
  derajat: 'biasa',
  sifat: 'biasa',
  routeTo: '',
  signers: [],
};

type NeededField =
  | 'number'
  | 'sender'
  | 'letterDate'
  | 'receivedDate'
  | 'subject'
  | 'addressee'
  | 'kindId'
  | 'classification'
  | 'signers';
/** Why a field is not good yet, by the name of its sentence. */
export type Fault = `missing-${NeededField}` | 'future' | 'before-letter';
export type Faults = Partial<Readonly<Record<DraftField, Fault>>>;

/** Most positions that may sign one letter; the server's own limit. */
export const mostSigners = 6;

const needed: Readonly<Record<LetterDirection, readonly NeededField[]>> = {
  incoming: ['number', 'sender', 'letterDate', 'receivedDate', 'subject', 'kindId'],
  outgoing: ['subject', 'addressee', 'kindId', 'classification', 'signers'],
};

/**
 * What is still missing, in the order of the screen.
 *
 * @param today local date in the tenant's zone
 */
export function faultsIn(draft: LetterDraft, direction: LetterDirection, today: string): Faults {
  const faults: Partial<Record<DraftField, Fault>> = {};
  for (const name of needed[direction]) {
    const value = draft[name];
    if (typeof value === 'string' ? value.trim() === '' : value.length === 0)
      faults[name] = `missing-${name}`;
  }
  if (direction === 'incoming') {
    const { letterDate, receivedDate } = draft;
    if (receivedDate > today) faults.receivedDate = 'future';
    else if (receivedDate !== '' && letterDate > receivedDate) faults.letterDate = 'before-letter';
  }
  return faults;
}

export function toRecord(draft: LetterDraft, evenIfDuplicate: boolean): RecordInput {
  const attachments = inOneLine(draft.attachments);
  return {
    kindId: draft.kindId,
    sender: inOneLine(draft.sender),
    number: inOneLine(draft.number),
    letterDate: draft.letterDate,
    receivedDate: draft.receivedDate,
    subject: inOneLine(draft.subject),
    sifat: draft.sifat,
    derajat: draft.derajat,
    ...(draft.classification === '' ? {} : { classification: draft.classification }),
    ...(attachments === '' ? {} : { attachments }),
    ...(draft.routeTo === '' ? {} : { routeTo: draft.routeTo }),
    evenIfDuplicate,
  };
}

export function toOutgoing(draft: LetterDraft, replyTo: string): CreateOutgoing {
  return {
    kindId: draft.kindId,
    subject: inOneLine(draft.subject),
    addressee: inOneLine(draft.addressee),
    sifat: draft.sifat,
    derajat: draft.derajat,
    classification: draft.classification,
    ...(replyTo === '' ? {} : { replyTo }),
    signers: [...draft.signers],
  };
}

/** A tab that came with a pasted text would be refused as a control character. */
function inOneLine(text: string): string {
  return text.replace(/\p{Cc}+/gu, ' ').trim();
}

/** Puts a signer in or takes it out; a new one signs last. */
export function withSigner(signers: readonly string[], id: string): readonly string[] {
  if (signers.includes(id)) return signers.filter((each) => each !== id);
  return signers.length < mostSigners ? [...signers, id] : signers;
}

/** Swaps a signer with the one before (−1) or after (1) it. */
export function movedSigner(signers: readonly string[], id: string, by: -1 | 1): readonly string[] {
  const at = signers.indexOf(id);
  const other = signers[at + by];
  if (at < 0 || other === undefined) return signers;
  return signers.map((each) => (each === id ? other : each === other ? id : each));
}
