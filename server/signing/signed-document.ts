import type { SigningProvider } from '../database/index.js';
import type { AddedSignature } from './add-signature.js';

/** The signature of a person in a letter's file. */
export interface SignedDocument extends AddedSignature {
  readonly provider: SigningProvider;
  /** It does not begin with the bytes that were shown: the provider wrote the file anew. */
  readonly rewritten: boolean;
}
