import type { Disposed, FollowUp } from '../server/contract/dispositions.js';
import type { LetterFile, OutgoingCreated, Recorded } from '../server/contract/letters.js';
import type { BatchState } from '../server/contract/signing.js';
import type { Verification } from '../server/contract/verification.js';
import type { OfficeReport } from './internal/office-problem.js';

const leavesShadow = { bubbles: true, composed: true } as const;
const mayBeStopped = { ...leavesShadow, cancelable: true } as const;

// Session

/** The session ended and the portal gave no new one. Cancel it where the page itself shows the way to sign in. */
export class SessionExpiredEvent extends Event {
  static readonly type = 'noken-session-expired';
  constructor(readonly problem: OfficeReport) {
    super(SessionExpiredEvent.type, mayBeStopped);
  }
}

/** The server cannot be reached. */
export class OfflineEvent extends Event {
  static readonly type = 'noken-offline';
  constructor() {
    super(OfflineEvent.type, leavesShadow);
  }
}

/** The server can be reached again. */
export class OnlineEvent extends Event {
  static readonly type = 'noken-online';
  constructor() {
    super(OnlineEvent.type, leavesShadow);
  }
}

/** The official did something, so the portal may keep its own session alive. At most once a minute. */
export class ActivityEvent extends Event {
  static readonly type = 'noken-activity';
  constructor() {
    super(ActivityEvent.type, leavesShadow);
  }
}

/** The reader changed to another desk. */
export class DeskChangedEvent extends Event {
  static readonly type = 'noken-desk-changed';
  constructor(readonly positionId: string) {
    super(DeskChangedEvent.type, leavesShadow);
  }
}

// Letters

/** The reader wants to open a letter. Cancel it to show the letter elsewhere. */
export class LetterOpenRequestEvent extends Event {
  static readonly type = 'noken-letter-open-request';
  constructor(
    readonly letterId: string,
    readonly positionId: string,
  ) {
    super(LetterOpenRequestEvent.type, mayBeStopped);
  }
}

/** The reader wants to record a letter. */
export class RecordOpenRequestEvent extends Event {
  static readonly type = 'noken-record-open-request';
  constructor(readonly positionId: string) {
    super(RecordOpenRequestEvent.type, mayBeStopped);
  }
}

/** A letter is about to be recorded. Cancel it to stop here. */
export class RecordRequestEvent extends Event {
  static readonly type = 'noken-record-request';
  constructor() {
    super(RecordRequestEvent.type, mayBeStopped);
  }
}

/** A letter was recorded and has its agenda number; its file may still be on the way. */
export class RecordedEvent extends Event {
  static readonly type = 'noken-recorded';
  constructor(readonly recorded: Recorded) {
    super(RecordedEvent.type, leavesShadow);
  }
}

/** No letter was recorded. */
export class RecordFailedEvent extends Event {
  static readonly type = 'noken-record-failed';
  constructor(readonly problem: OfficeReport) {
    super(RecordFailedEvent.type, leavesShadow);
  }
}

/** An outgoing letter is about to be created. Cancel it to stop here. */
export class CreateRequestEvent extends Event {
  static readonly type = 'noken-create-request';
  constructor() {
    super(CreateRequestEvent.type, mayBeStopped);
  }
}

/** An outgoing letter was created; its file may still be on the way, and it has no number yet. */
export class CreatedEvent extends Event {
  static readonly type = 'noken-created';
  constructor(readonly created: OutgoingCreated) {
    super(CreatedEvent.type, leavesShadow);
  }
}

/** No outgoing letter was created. */
export class CreateFailedEvent extends Event {
  static readonly type = 'noken-create-failed';
  constructor(readonly problem: OfficeReport) {
    super(CreateFailedEvent.type, leavesShadow);
  }
}

/** A file arrived whole and was accepted. */
export class UploadedEvent extends Event {
  static readonly type = 'noken-uploaded';
  constructor(
    readonly letterId: string,
    readonly file: LetterFile | undefined,
  ) {
    super(UploadedEvent.type, leavesShadow);
  }
}

/** Something about a letter changed by an act of this desk: lists and trails read it again. */
export class LetterChangedEvent extends Event {
  static readonly type = 'noken-letter-changed';
  constructor(
    readonly letterId: string,
    readonly act:
      | 'routed'
      | 'withdrawn'
      | 'read'
      | 'closed'
      | 'no-disposition'
      | 'returned'
      | 'numbered'
      | 'uploaded'
      | 'refused'
      /** Of a signature of which nobody knew the outcome. */
      | 'found-signed'
      | 'decided-unsigned'
      | 'settled',
  ) {
    super(LetterChangedEvent.type, leavesShadow);
  }
}

/** Page one of a letter has been in view for two seconds, so it counts as read. */
export class PageSeenEvent extends Event {
  static readonly type = 'noken-page-seen';
  constructor(
    readonly letterId: string,
    readonly page: number,
  ) {
    super(PageSeenEvent.type, leavesShadow);
  }
}

/** The reader wants to see a letter's file as it was at one of its saves, counted from 1. Cancel it to show it elsewhere. */
export class RevisionOpenRequestEvent extends Event {
  static readonly type = 'noken-revision-open-request';
  constructor(
    readonly letterId: string,
    readonly revision: number,
  ) {
    super(RevisionOpenRequestEvent.type, mayBeStopped);
  }
}

/** The reader wants to answer a letter. Cancel it to show the form elsewhere. */
export class ReplyOpenRequestEvent extends Event {
  static readonly type = 'noken-reply-open-request';
  constructor(
    readonly letterId: string,
    readonly positionId: string,
  ) {
    super(ReplyOpenRequestEvent.type, mayBeStopped);
  }
}

// Dispositions

/** A disposition is about to be sent. Cancel it to stop here. */
export class DisposeRequestEvent extends Event {
  static readonly type = 'noken-dispose-request';
  constructor(readonly letterId: string) {
    super(DisposeRequestEvent.type, mayBeStopped);
  }
}

/** A disposition was sent. */
export class DisposedEvent extends Event {
  static readonly type = 'noken-disposed';
  constructor(
    readonly letterId: string,
    readonly disposed: Disposed,
  ) {
    super(DisposedEvent.type, leavesShadow);
  }
}

/** Nothing was sent. */
export class DisposeFailedEvent extends Event {
  static readonly type = 'noken-dispose-failed';
  constructor(readonly problem: OfficeReport) {
    super(DisposeFailedEvent.type, leavesShadow);
  }
}

/** A disposition was taken back before it was read. */
export class RecalledEvent extends Event {
  static readonly type = 'noken-recalled';
  constructor(
    readonly letterId: string,
    readonly nodeId: string,
  ) {
    super(RecalledEvent.type, leavesShadow);
  }
}

/** What was done about a disposition was reported. */
export class FollowedUpEvent extends Event {
  static readonly type = 'noken-followed-up';
  constructor(
    readonly letterId: string,
    readonly followUp: FollowUp,
  ) {
    super(FollowedUpEvent.type, leavesShadow);
  }
}

// Signing

/** The reader asked to sign. Cancel it and no frame opens. */
export class SignRequestEvent extends Event {
  static readonly type = 'noken-sign-request';
  constructor(readonly letterId: string) {
    super(SignRequestEvent.type, mayBeStopped);
  }
}

/** The letter is signed, checked and stored. */
export class SignedEvent extends Event {
  static readonly type = 'noken-signed';
  constructor(readonly letterId: string) {
    super(SignedEvent.type, leavesShadow);
  }
}

/** Nobody knows yet whether the letter is signed; it is locked until that is known. */
export class SignUncertainEvent extends Event {
  static readonly type = 'noken-sign-uncertain';
  constructor(readonly letterId: string) {
    super(SignUncertainEvent.type, leavesShadow);
  }
}

/** Nothing was signed. */
export class SignFailedEvent extends Event {
  static readonly type = 'noken-sign-failed';
  constructor(
    readonly letterId: string,
    readonly code: string,
  ) {
    super(SignFailedEvent.type, leavesShadow);
  }
}

/** The reader closed the screen before anything was sent to be signed. */
export class SignCancelledEvent extends Event {
  static readonly type = 'noken-sign-cancelled';
  constructor(readonly letterId: string) {
    super(SignCancelledEvent.type, leavesShadow);
  }
}

/** How a batch of letters under one passphrase stands. */
export interface BatchStanding {
  readonly batchId: string;
  /** `done`, `cancelled` and `expired` are ends; of the others something is left to sign. */
  readonly state: BatchState;
  /** Letters that are signed. */
  readonly signed: number;
  /** Letters of the batch. */
  readonly of: number;
}

/** The reader asked to sign many letters with one passphrase. Cancel it and no screen opens. */
export class BatchRequestEvent extends Event {
  static readonly type = 'noken-batch-request';
  constructor(readonly letterIds: readonly string[]) {
    super(BatchRequestEvent.type, mayBeStopped);
  }
}

/** A batch ended: every letter was tried, or the reader said that it is enough. The screen may still show the results. */
export class BatchEndedEvent extends Event {
  static readonly type = 'noken-batch-ended';
  constructor(readonly batch: BatchStanding) {
    super(BatchEndedEvent.type, leavesShadow);
  }
}

/** The screen of a batch was closed. What had not ended goes on at the server or waits there, and can be opened again. */
export class BatchClosedEvent extends Event {
  static readonly type = 'noken-batch-closed';
  constructor(readonly batch: BatchStanding) {
    super(BatchClosedEvent.type, leavesShadow);
  }
}

/** No batch was begun, or its screen refused it; nothing was signed. */
export class BatchFailedEvent extends Event {
  static readonly type = 'noken-batch-failed';
  constructor(
    readonly letterIds: readonly string[],
    readonly code: string,
  ) {
    super(BatchFailedEvent.type, leavesShadow);
  }
}

// Verification

/** A file is about to be sent to be checked. Cancel it to stop here. */
export class VerifyRequestEvent extends Event {
  static readonly type = 'noken-verify-request';
  /** Name of the file, or the code. */
  constructor(readonly subject: string) {
    super(VerifyRequestEvent.type, mayBeStopped);
  }
}

/** A file or code was judged; the verdict may be a bad one. */
export class VerifiedEvent extends Event {
  static readonly type = 'noken-verified';
  constructor(readonly verification: Verification) {
    super(VerifiedEvent.type, leavesShadow);
  }
}

/** Nothing was judged. */
export class VerifyFailedEvent extends Event {
  static readonly type = 'noken-verify-failed';
  constructor(readonly problem: OfficeReport) {
    super(VerifyFailedEvent.type, leavesShadow);
  }
}

declare global {
  interface HTMLElementEventMap {
    'noken-session-expired': SessionExpiredEvent;
    'noken-offline': OfflineEvent;
    'noken-online': OnlineEvent;
    'noken-activity': ActivityEvent;
    'noken-desk-changed': DeskChangedEvent;
    'noken-letter-open-request': LetterOpenRequestEvent;
    'noken-record-open-request': RecordOpenRequestEvent;
    'noken-record-request': RecordRequestEvent;
    'noken-recorded': RecordedEvent;
    'noken-record-failed': RecordFailedEvent;
    'noken-create-request': CreateRequestEvent;
    'noken-created': CreatedEvent;
    'noken-create-failed': CreateFailedEvent;
    'noken-uploaded': UploadedEvent;
    'noken-letter-changed': LetterChangedEvent;
    'noken-revision-open-request': RevisionOpenRequestEvent;
    'noken-page-seen': PageSeenEvent;
    'noken-reply-open-request': ReplyOpenRequestEvent;
    'noken-dispose-request': DisposeRequestEvent;
    'noken-disposed': DisposedEvent;
    'noken-dispose-failed': DisposeFailedEvent;
    'noken-recalled': RecalledEvent;
    'noken-followed-up': FollowedUpEvent;
    'noken-sign-request': SignRequestEvent;
    'noken-signed': SignedEvent;
    'noken-sign-uncertain': SignUncertainEvent;
    'noken-sign-failed': SignFailedEvent;
    'noken-sign-cancelled': SignCancelledEvent;
    'noken-batch-request': BatchRequestEvent;
    'noken-batch-ended': BatchEndedEvent;
    'noken-batch-closed': BatchClosedEvent;
    'noken-batch-failed': BatchFailedEvent;
    'noken-verify-request': VerifyRequestEvent;
    'noken-verified': VerifiedEvent;
    'noken-verify-failed': VerifyFailedEvent;
  }
}
