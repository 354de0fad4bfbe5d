import type { ByteSource } from '../core/byte-source.js';
import type { PdfLimits } from '../core/limits.js';
import { runInWorker, type WorkerLimits } from '../core/worker-run.js';
import type { FileFacts } from './inspect-file.js';

/** Ordinary letters take some milliseconds. */
const usual: WorkerLimits = { milliseconds: 15_000, megabytes: 256 };

/**
 * `inspectFile` in a process that is ended when it takes too long or too much: a hostile file costs its sender's answer
 * and nothing else.
 *
 * @throws {PdfRefusal} as `inspectFile`; `pdf-over-limits` also for time and memory
 * @throws the error of `source`, or that of a bug in the worker
 */
export function inspectInWorker(
  source: ByteSource,
  limits: PdfLimits,
  worker: WorkerLimits = usual,
): Promise<FileFacts> {
  return runInWorker(new URL('./inspect-worker.js', import.meta.url), limits, worker, source);
}
