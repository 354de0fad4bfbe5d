import type { ByteSource } from '../core/byte-source.js';
import { defaultLimits } from '../core/limits.js';
import { PdfRefusal } from '../core/pdf-refusal.js';
import { runInWorker } from '../core/worker-run.js';
import { reportWithout, type VerificationReport } from './verification-report.js';
import type { VerifyOptions } from './verify-pdf.js';
import type { VerifyAnswer, VerifyJob } from './verify-worker.js';

export interface VerifyInWorkerOptions extends Omit<VerifyOptions, 'want'> {
  readonly milliseconds?: number;
  /** Of the worker's heap; what is unpacked is bounded by `limits`. */
  readonly megabytes?: number;
  /** Where the worker's program is, if not beside this one. */
  readonly workerUrl?: URL;
}

/**
 * `verifyPdf` in a process that is ended when it takes too long or too much, so that a hostile file costs its
 * sender's answer and nothing else: the report then is `unreadable`, for `over-limits`. The worker has no way to the
 * document but through `source`, piece by piece.
 *
 * @throws the error of `source`, or that of a bug in the worker; nothing for what the file contains
 */
export async function verifyInWorker(
  source: ByteSource,
  options: VerifyInWorkerOptions,
): Promise<VerificationReport> {
  return (await answerFromWorker(source, options)).report;
}

/** The same with what the verification would have asked of the network. */
export async function answerFromWorker(
  source: ByteSource,
  options: VerifyInWorkerOptions,
): Promise<VerifyAnswer> {
  const { trust, now, limits = defaultLimits, milliseconds = 15_000, megabytes = 256 } = options;
  const job: VerifyJob = {
    anchors: trust.anchors.map(({ der }) => der),
    rules: trust.rules ?? [],
    now,
    limits,
    requireRevocation: options.requireRevocation ?? false,
    evidence: options.evidence,
  };
  const entry = options.workerUrl ?? new URL('./verify-worker.js', import.meta.url);
  try {
    return await runInWorker<VerifyAnswer>(entry, job, { milliseconds, megabytes }, source);
  } catch (error) {
    if (error instanceof PdfRefusal && error.code === 'pdf-over-limits')
      return { report: reportWithout('unreadable', 'over-limits'), wanted: [] };
    throw error;
  }
}
