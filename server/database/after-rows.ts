import type { Identified, Owned } from './row.js';

/** The archive time-stamp of a signed letter: one that waits, or the one that it has. */
export interface ArchiveStampRow extends Owned {
  letter_id: string;
  state: 'waiting' | 'stamped';
  /** The letter's file when this row was last touched. */
  document_sha256: string;
  /** When it is due: the first try, the next after a failure, or the renewal. */
  next_at: string;
  /** Tries in a row that failed. */
  tries: number;
  /** Why the last one failed, as a code. */
  problem: string | null;
  stamped_at: string | null;
  /** When the certificate of its newest time-stamp ends. */
  ends_at: string | null;
}

/** Something that a person is told at their desk until they have seen it or it is over. */
export interface NoticeRow extends Identified {
  /** An official's id, or `admin` for whoever administers the tenant. */
  audience: string;
  kind: 'certificate-ending';
  /** Serial number of the certificate. */
  about: string;
  /** Days before the end from which it is told: 60, 30 or 7. */
  level: number;
  ends_at: string;
  created_at: string;
  seen_at: string | null;
  /** When what it tells was no longer so: renewed, revoked, expired, or told more urgently. */
  ended_at: string | null;
}
