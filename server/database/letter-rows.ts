import type { Flag, Identified, Owned } from './row.js';

export interface NumberSeriesRow extends Identified {
  unit_id: string;
  /** `agenda`, or the letter kinds it numbers (`letters`). */
  purpose: string;
  /** Tokens: {keamanan} {klasifikasi} {urut} {unit} {bulanRomawi} {tahun} {jenis}. */
  template: string;
  pad: number;
  reset: 'yearly' | 'monthly' | 'never';
}

export interface NumberCounterRow extends Owned {
  series_id: string;
  /** `2026`, `2026-11` or `-`. */
  period: string;
  last: number;
}

export interface NumberRow extends Identified {
  series_id: string;
  period: string;
  ordinal: number;
  text: string;
  state: 'reserved' | 'used' | 'void';
  letter_id: string | null;
  at: string;
}

export interface LetterKindRow extends Identified {
  code: string;
  name: string;
  group_name: string;
  direction: 'incoming' | 'outgoing' | 'both';
  sort: number;
  active: Flag;
}

/** Whether who only acts for a holder may sign letters of a kind. */
export interface CapacityRuleRow extends Owned {
  kind_id: string;
  capacity: 'plt' | 'plh' | 'pj' | 'pjs';
  rule: 'allow' | 'warn' | 'refuse';
}

export interface ClassificationRow extends Owned {
  code: string;
  parent_code: string | null;
  name: string;
}

export interface InstructionRow extends Identified {
  text: string;
  sort: number;
  active: Flag;
}

export interface HolidayRow extends Owned {
  date: string;
  name: string;
}

export interface LetterRow extends Identified {
  direction: 'incoming' | 'outgoing' | 'internal';
  status: string;
  kind_id: string;
  sifat: string;
  derajat: string;
  classification_code: string | null;
  subject: string;
  /** Incoming: who wrote it. Outgoing: the unit's name. */
  sender: string;
  addressee: string | null;
  number: string | null;
  letter_date: string | null;
  received_date: string | null;
  attachments: string | null;
  /** Number and sender of an incoming letter without case, spaces and punctuation: what a duplicate shares. */
  match_key: string | null;
  /** The unit in whose register it stands. */
  unit_id: string;
  agenda_number: number | null;
  agenda_year: number | null;
  reply_to_id: string | null;
  /** 26 characters of Crockford base32; unique over all tenants. */
  code: string | null;
  /** SHA-256 of the file as it stands; null until it has arrived. */
  document_sha256: string | null;
  created_position_id: string;
  created_official_id: string;
  created_at: string;
  closed_at: string | null;
  close_reason: string | null;
  /** The letter that took its place. */
  replaced_by_id: string | null;
  /** Grows with every act; an act names the one it saw. */
  version: number;
  /** Official who changed it last, for the one who comes second. */
  changed_by: string;
}

export interface LetterDocumentRow extends Identified {
  letter_id: string;
  sha256: string;
  role: 'original' | 'stamped' | 'signed' | 'archived' | 'follow-up';
  name: string;
  size: number;
  pages: number;
  signatures: number;
  official_id: string | null;
  at: string;
}

export interface UploadRow extends Identified {
  letter_id: string;
  position_id: string;
  official_id: string;
  purpose: 'letter' | 'follow-up';
  name: string;
  size: number;
  /** Bytes received and kept. */
  received: number;
  document_id: string | null;
  created_at: string;
  expires_at: string;
}

export interface FileTicketRow extends Owned {
  ticket_hash: string;
  letter_id: string;
  position_id: string;
  official_id: string;
  what: 'document' | 'sheet' | 'slip' | 'evidence';
  document_id: string | null;
  /** The save at which the file is wanted, counted from 1; null for the file as it is. */
  revision: number | null;
  disposition: 'inline' | 'attachment';
  expires_at: string;
  used_at: string | null;
}

/** Who may see a letter, and what their list shows: a letter is visible to a position exactly if it has such a row. */
export interface DeskItemRow extends Identified {
  position_id: string;
  letter_id: string;
  reason: 'registrar' | 'route' | 'disposition' | 'copy' | 'paraf' | 'sign';
  /** `open` asks for an act, `idle` is kept in sight, `done` is finished, `gone` is a tombstone that shows nothing. */
  state: 'open' | 'idle' | 'done' | 'gone';
  waits_for: string | null;
  unread: Flag;
  read_at: string | null;
  due: string | null;
  /** The node of the tree that brought it, for disposition and copy. */
  node_id: string | null;
  /** How many receivers with a duty are done, of how many this desk has disposed to; 0 of 0 where it has not. */
  progress_done: number;
  progress_of: number;
  /** Newest first within a desk: derajat does not sort, arrival does. */
  sort_key: string;
  arrived_at: string;
  ended_at: string | null;
  /** Seq of the ledger row with which it changed last: what a delta asks for. */
  seq: number;
}

/** Maintained with `desk_items`, never counted. `day` is a due date for `due`, else empty. */
export interface DeskCounterRow extends Owned {
  position_id: string;
  name: 'unread' | 'sign' | 'due' | 'open';
  day: string;
  count: number;
}

export interface DispositionRow extends Identified {
  letter_id: string;
  /** The node whose holder disposes further; null at the root. */
  parent_node_id: string | null;
  from_position_id: string;
  official_id: string;
  capacity: string;
  note: string | null;
  due: string | null;
  at: string;
}

export interface DispositionNodeRow extends Identified {
  disposition_id: string;
  letter_id: string;
  position_id: string;
  /** JSON list of sentences. */
  instructions: string;
  is_copy: Flag;
  state: 'sent' | 'read' | 'in-progress' | 'done' | 'recalled' | 'returned';
  due: string | null;
  sent_at: string;
  read_at: string | null;
  read_by: string | null;
  done_at: string | null;
  recalled_at: string | null;
  returned_at: string | null;
  return_reason: string | null;
}

export interface FollowUpRow extends Identified {
  letter_id: string;
  node_id: string;
  position_id: string;
  official_id: string;
  text: string;
  document_id: string | null;
  at: string;
}
