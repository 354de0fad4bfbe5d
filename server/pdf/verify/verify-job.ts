import type { MessagePort } from 'node:worker_threads';
import type { PdfLimits } from '../core/limits.js';

/** What a verification in a worker begins with. */
export interface VerifyJob {
  readonly size: number;
  /** Trust anchors in DER. */
  readonly anchors: readonly Uint8Array[];
  readonly now: Date;
  readonly limits: PdfLimits;
  /** Where the worker asks for pieces of the document, as it has none of its own. */
  readonly pieces: MessagePort;
}
