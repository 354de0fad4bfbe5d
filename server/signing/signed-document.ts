import type { SigningProvider } from '../database/index.js';
import type { SignatureReport } from '../pdf/index.js';

/** A signed file that was judged and stored. Nothing names it yet. */
export interface SignedDocument {
  readonly provider: SigningProvider;
  readonly sha256: string;
  /** Bytes. */
  readonly size: number;
  readonly pages: number;
  /** Signatures in the file, the new one counted. */
  readonly signatures: number;
  /** Our own report on the new one. */
  readonly mine: SignatureReport;
  /** Why it has no evidence with it (code); left out where it has. */
  readonly evidenceGap?: string;
  /** It does not begin with the bytes that were shown: the provider wrote the file anew. */
  readonly rewritten: boolean;
}
