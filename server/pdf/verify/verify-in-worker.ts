import { MessageChannel, type MessagePort } from 'node:worker_threads';
import type { ByteSource } from '../core/byte-source.js';
import { runInWorker } from '../core/worker-run.js';
import { defaultLimits } from '../core/limits.js';
import { PdfRefusal } from '../core/pdf-refusal.js';
import type { VerifyOptions } from './verify-pdf.js';
import { reportWithout, type VerificationReport } from './verification-report.js';
import type { PieceAnswer, PieceRequest, VerifyJob } from './verify-job.js';

export interface VerifyInWorkerOptions extends VerifyOptions {
  readonly milliseconds?: number;
  /** Of the worker's heap; what is unpacked is bounded by `limits`. */
  readonly megabytes?: number;
  /** Where the worker's program is, if not beside this one. */
  readonly workerUrl?: URL;
}

/**
 * `verifyPdf` in a thread that is ended when it takes too long or too much, so that a hostile file costs its
 * sender's answer and nothing else: the report then is `unreadable`, for `over-limits`. The worker has no way to the
 * document but through `source`, piece by piece.
 *
 * @throws the error of `source`, or that of a bug in the worker; nothing for what the file contains
 */
export async function verifyInWorker(
  source: ByteSource,
  options: VerifyInWorkerOptions,
): Promise<VerificationReport> {
  const { trust, now, limits = defaultLimits, milliseconds = 15_000, megabytes = 256 } = options;
  const { port1: ours, port2: theirs } = new MessageChannel();
  const failure = servePieces(ours, source);
  const job: VerifyJob = {
    size: source.size,
    anchors: trust.anchors.map(({ der }) => der),
    now,
    limits,
    pieces: theirs,
  };
  const entry = options.workerUrl ?? new URL('./verify-worker.js', import.meta.url);
  try {
    return await runInWorker<VerificationReport>(entry, job, { milliseconds, megabytes }, [theirs]);
  } catch (error) {
    if (failure.cause !== undefined) throw failure.cause;
    if (error instanceof PdfRefusal && error.code === 'pdf-over-limits') {
      return reportWithout('unreadable', 'over-limits');
    }
    throw error;
  } finally {
    ours.close();
  }
}

/** Answers the worker's requests, and keeps the first error of the source, which would lose its kind on the way. */
function servePieces(port: MessagePort, source: ByteSource): { cause?: Error } {
  const failure: { cause?: Error } = {};
  port.on('message', ({ id, offset, length }: PieceRequest) => {
    source.read(offset, length).then(
      (bytes) => {
        // A copy of just these bytes: with a view, the whole buffer behind it would travel.
        const piece = Uint8Array.from(bytes);
        port.postMessage({ id, bytes: piece } satisfies PieceAnswer, [piece.buffer]);
      },
      (error: unknown) => {
        failure.cause ??= error instanceof Error ? error : new Error('A source failed.', { cause: error });
        port.postMessage({ id } satisfies PieceAnswer);
      },
    );
  });
  return failure;
}
