import type { BsreCode } from './bsre-code.js';

/**
 * Whether a signature may exist. `not-signed` only where the gateway refused, or nothing of what was asked left this
 * machine. About everything else nobody here can know: `unknown`, and no second request without a person's decision.
 */
export type BsreOutcome = 'not-signed' | 'unknown';

export interface BsreFailureFacts {
  readonly outcome: BsreOutcome;
  /** Status of the answer, where one came. */
  readonly http?: number | undefined;
  /** BSrE's own number, where the answer carried one. */
  readonly statusCode?: number | undefined;
  /** What the gateway answered, at most 4 KB, with everything secret masked. Empty where nothing came. */
  readonly raw?: string | undefined;
  /** The gateway's own sentence for people, masked. */
  readonly said?: string | undefined;
  /** Under which the gateway keeps a signed file for download (v1). */
  readonly documentId?: string | undefined;
  /** The code follows from a number that nobody has seen the gateway use so. */
  readonly synthetic?: boolean | undefined;
  /** What happened, for the log: never content, masked. */
  readonly detail?: string | undefined;
}

/** How a call to the gateway failed. Holds nothing secret: passphrase, code, file, credential and NIK are masked. */
export class BsreFailure extends Error {
  override readonly name = 'BsreFailure';
  readonly outcome: BsreOutcome;
  readonly http: number | undefined;
  readonly statusCode: number | undefined;
  readonly raw: string;
  readonly said: string | undefined;
  readonly documentId: string | undefined;
  readonly synthetic: boolean;

  constructor(
    readonly code: BsreCode,
    facts: BsreFailureFacts,
  ) {
    super(facts.detail ? `${code}: ${facts.detail}` : code);
    this.outcome = facts.outcome;
    this.http = facts.http;
    this.statusCode = facts.statusCode;
    this.raw = facts.raw ?? '';
    this.said = facts.said;
    this.documentId = facts.documentId;
    this.synthetic = facts.synthetic ?? false;
  }
}

/** A request that is refused here, before anything of it is sent. */
export function unsent(
  code: 'not-offered' | 'request-invalid' | 'placement-outside' | 'placement-uncertain',
  detail: string,
): BsreFailure {
  return new BsreFailure(code, { outcome: 'not-signed', detail });
}
