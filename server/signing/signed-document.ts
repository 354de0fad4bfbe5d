import type { SigningProvider } from '../database/index.js';
import type { AddedSignature } from './add-signature.js';

/** A signed file that was judged and stored. Nothing names it yet. */
export interface SignedDocument extends AddedSignature {
  readonly provider: SigningProvider;
  /** It does not begin with the bytes that were shown: the provider wrote the file anew. */
  readonly rewritten: boolean;
}
