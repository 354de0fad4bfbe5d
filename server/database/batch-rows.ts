import type { Flag, Identified, Owned } from './row.js';

/** Letters that an official signs under one passphrase. What became of each says its intent. */
export interface SignBatchRow extends Identified {
  official_id: string;
  appointment_id: string;
  position_id: string;
  portal_id: string | null;
  /** The one site whose page may frame it. */
  origin: string;
  state: 'open' | 'running' | 'stopped' | 'done' | 'cancelled';
  affirmed_at: string | null;
  /** Where it stopped, null where that is no letter's doing. */
  stop_letter_id: string | null;
  /** JSON `{code, params}` of a `Problem`. */
  stop_problem: string | null;
  /** Whoever has its passphrase, or had it: one press of the button in one process. */
  holder: string | null;
  /** Until when it surely has it; it says so anew from time to time. */
  held_until: string | null;
  created_at: string;
  expires_at: string;
  ended_at: string | null;
}

export interface SignBatchItemRow extends Owned {
  batch_id: string;
  letter_id: string;
  /** From 1. */
  ordinal: number;
  /** Null where none could be opened; another one after a failure. */
  intent_id: string | null;
  /** What is shown and signed, and nothing else. */
  document_sha256: string;
  pages: number;
  /** JSON: page numbers that were in view, ascending. */
  seen: string;
  left_out: Flag;
  /** JSON `{code, params}` of a `Problem`. */
  problem: string | null;
  /** Nothing was signed, and it can be tried again. */
  may_retry: Flag;
}
