import type { SigningProvider } from '../database/index.js';
import type { SignedDocument } from './signed-document.js';
import type { SigningFacts } from './signing-facts.js';

/** Makes one person's signature under one letter, once it is dispatched: by a key of ours, or by asking outside. */
export interface LetterProvider {
  readonly name: SigningProvider;
  /** Spends what a try costs, before anything is dispatched. @throws {Problem} where none is left */
  take?(facts: SigningFacts): Promise<void>;
  /**
   * @throws {NotSigned} nothing was signed, and nothing can have been
   * @throws {OutcomeUnknown} a signature may exist
   * @throws anything else: by a key of ours nothing was kept; of a provider outside nothing is known
   */
  make(facts: SigningFacts): Promise<SignedDocument>;
}

/** Nobody signed; `cause` says why, and is what the caller is told. */
export class NotSigned extends Error {
  override readonly name = 'NotSigned';

  constructor(override readonly cause: unknown) {
    super('nothing was signed', { cause });
  }
}

/** Nobody here can know whether a signature exists. */
export class OutcomeUnknown extends Error {
  override readonly name = 'OutcomeUnknown';

  constructor(
    /** A code for the ledger. */
    readonly reason: string,
    options?: ErrorOptions,
  ) {
    super(`unknown outcome: ${reason}`, options);
  }
}
