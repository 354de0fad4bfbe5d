import { createContext } from '@lit/context';
import type {
  Dispose,
  Disposed,
  DispositionChoices,
  FollowUp,
  ReportFollowUp,
  Trail,
} from '../../server/contract/dispositions.js';
import type {
  CloseLetter,
  CreateOutgoing,
  Duplicate,
  InboxPage,
  InboxQuery,
  LetterChoices,
  LetterView,
  Numbered,
  OutgoingCreated,
  Recorded,
  RecordLetter,
  RefuseLetter,
  RouteLetter,
  Ticket,
  TicketRequest,
  UploadState,
  WithdrawLetter,
} from '../../server/contract/letters.js';
import type { Monitoring, MonitoringQuery } from '../../server/contract/month-figures.js';
import type { Notices } from '../../server/contract/notices.js';
import type { Desk, Me } from '../../server/contract/portal-session.js';
import type { BatchBegun, UnendedBatches } from '../../server/contract/sign-batches.js';
import type { Decide, SignIntent, Uncertainty } from '../../server/contract/signing.js';
import type { Verification } from '../../server/contract/verification.js';
import type { OfficeReport } from './office-problem.js';

/** Both in bytes. */
export interface Progress {
  readonly done: number;
  /** Absent while the server has not said it. */
  readonly of?: number | undefined;
}

export interface CallOptions {
  readonly signal?: AbortSignal | undefined;
}

/** `key` makes a second sending harmless: make it once with `newKey()` when the form opens, not per press. */
export interface ActOptions extends CallOptions {
  readonly key?: string | undefined;
}

export interface TransferOptions extends CallOptions {
  readonly onProgress?: ((progress: Progress) => void) | undefined;
}

export interface UploadOptions extends TransferOptions {
  readonly purpose: 'letter' | 'follow-up';
  /** Goes on with an upload begun earlier, from where the server has it. */
  readonly uploadId?: string | undefined;
  /** Told as soon as the server knows the upload, so that it can be resumed later. */
  readonly onBegun?: ((uploadId: string) => void) | undefined;
}

export interface RangeOptions extends TransferOptions {
  /** First and last byte, both inclusive. */
  readonly range?: readonly [first: number, last: number] | undefined;
  /** The file as it was at this save, counted from 1. Left out: as it is. */
  readonly revision?: number | undefined;
}

/** Bytes of a file; `total` is the size of the whole file where only a range was asked for. */
export interface FileBytes {
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly total: number;
}

export type InboxQueryInput = Partial<InboxQuery>;
export type MonitoringQueryInput = Partial<MonitoringQuery>;
/** The optional choices of the contract left out are filled by the server. */
export type RecordInput = Omit<RecordLetter, 'evenIfDuplicate'> & { readonly evenIfDuplicate?: boolean };
export type DisposeInput = Omit<Dispose, 'recipients'> & {
  readonly recipients: readonly {
    readonly positionId: string;
    readonly instructions: readonly string[];
    readonly copy?: boolean;
  }[];
};

/**
 * What an element may ask of the server. `<noken-session>` gives one; a test or a story gives a fake.
 * Every method rejects with an `OfficeProblem`, or with an `AbortError` when its signal was aborted, and nothing else.
 */
export interface OfficeClient {
  /** Noken's own origin, for links out of the portal. */
  readonly server: string;

  me(options?: CallOptions): Promise<Me>;
  /** Asks the portal for a new session, after the old one expired. */
  renew(): Promise<void>;

  // Reads: several within 30 ms travel as one request.
  inbox(positionId: string, query?: InboxQueryInput, options?: CallOptions): Promise<InboxPage>;
  letter(positionId: string, letterId: string, options?: CallOptions): Promise<LetterView>;
  trail(positionId: string, letterId: string, options?: CallOptions): Promise<Trail>;
  dispositionChoices(
    positionId: string,
    letterId: string,
    options?: CallOptions,
  ): Promise<DispositionChoices>;
  letterChoices(positionId: string, options?: CallOptions): Promise<LetterChoices>;
  duplicates(
    positionId: string,
    like: { readonly number: string; readonly sender: string } | { readonly sha256: string },
    options?: CallOptions,
  ): Promise<readonly Duplicate[]>;
  monitoring(query?: MonitoringQueryInput, options?: CallOptions): Promise<Monitoring>;
  /** What the reader should do about their certificate. */
  notices(positionId: string, options?: CallOptions): Promise<Notices>;
  /** Batches of this official at this desk that were begun and have not ended, newest first. */
  unendedBatches(positionId: string, options?: CallOptions): Promise<UnendedBatches>;

  // Acts
  closeNotice(positionId: string, noticeId: string, options?: ActOptions): Promise<void>;
  record(positionId: string, letter: RecordInput, options?: ActOptions): Promise<Recorded>;
  createOutgoing(positionId: string, letter: CreateOutgoing, options?: ActOptions): Promise<OutgoingCreated>;
  route(positionId: string, letterId: string, to: RouteLetter, options?: ActOptions): Promise<void>;
  /** To be called when page one has been in view for two seconds, never by selection alone. */
  markRead(positionId: string, letterId: string, options?: CallOptions): Promise<void>;
  dispose(
    positionId: string,
    letterId: string,
    disposition: DisposeInput,
    options?: ActOptions,
  ): Promise<Disposed>;
  recall(positionId: string, nodeId: string, options?: ActOptions): Promise<void>;
  followUp(
    positionId: string,
    letterId: string,
    report: ReportFollowUp,
    options?: ActOptions,
  ): Promise<FollowUp>;
  close(positionId: string, letterId: string, closing: CloseLetter, options?: ActOptions): Promise<void>;
  noDisposition(
    positionId: string,
    letterId: string,
    closing: CloseLetter,
    options?: ActOptions,
  ): Promise<void>;
  /** Returns a disposition to whoever sent it. */
  giveBack(
    positionId: string,
    letterId: string,
    nodeId: string,
    reason: string,
    options?: ActOptions,
  ): Promise<void>;
  number(positionId: string, letterId: string, version: number, options?: ActOptions): Promise<Numbered>;
  beginSigning(
    positionId: string,
    letterId: string,
    version: number,
    options?: ActOptions,
  ): Promise<SignIntent>;
  /** Many letters under one passphrase, at most 200, in the order in which they are read and signed. */
  beginBatch(positionId: string, letterIds: readonly string[], options?: ActOptions): Promise<BatchBegun>;

  /** The signer whose turn it is does not sign. */
  refuse(positionId: string, letterId: string, refusal: RefuseLetter, options?: ActOptions): Promise<void>;
  /** What is known of a signature of which the outcome is not; `signing-certain` where it is. */
  uncertainty(positionId: string, letterId: string, options?: CallOptions): Promise<Uncertainty>;
  /** A person's word that nothing was signed: only then is anything sent again. */
  decideUnsigned(
    positionId: string,
    letterId: string,
    decision: Omit<Decide, 'decision'>,
    options?: CallOptions,
  ): Promise<void>;
  /** The file that the provider signed, from wherever somebody has it. */
  bringSigned(positionId: string, letterId: string, file: File, options?: TransferOptions): Promise<void>;

  withdraw(
    positionId: string,
    letterId: string,
    withdrawal: WithdrawLetter,
    options?: ActOptions,
  ): Promise<void>;

  // Files
  upload(positionId: string, letterId: string, file: File, options: UploadOptions): Promise<UploadState>;
  document(
    positionId: string,
    letterId: string,
    documentId: string,
    options?: RangeOptions,
  ): Promise<FileBytes>;
  ticket(
    positionId: string,
    letterId: string,
    request: TicketRequest,
    options?: CallOptions,
  ): Promise<Ticket>;
  /** Judges a file of a letter; an empty `documentId` means the letter itself. */
  letterVerification(
    positionId: string,
    letterId: string,
    documentId: string,
    options?: CallOptions,
  ): Promise<Verification>;
  monitoringCsv(query?: MonitoringQueryInput, options?: CallOptions): Promise<FileBytes>;

  // Verification needs no session.
  verifyFile(file: File, options?: TransferOptions): Promise<Verification>;
  verifyCode(code: string, options?: CallOptions): Promise<Verification>;
}

/** Who sits here, at which desk, and whether the server can be reached. */
export interface Office {
  readonly me?: Me | undefined;
  readonly desk?: Desk | undefined;
  readonly online: boolean;
  /** Set while there is no session: it could not be made, or it ended. */
  readonly problem?: OfficeReport | undefined;
}

export const officeClientContext = createContext<OfficeClient | undefined>(Symbol.for('noken-office-client'));
export const officeContext = createContext<Office | undefined>(Symbol.for('noken-office'));

/** A key for `ActOptions`: 128 random bits. `randomUUID` is missing on http-only portals, so it is not used. */
export function newKey(): string {
  return [...crypto.getRandomValues(new Uint8Array(16))]
    .map((byte) => byte.toString(16).padStart(2, '0'))
    .join('');
}
