import type { ByteSource } from '../core/byte-source.js';
import { defaultLimits, type PdfLimits } from '../core/limits.js';
import { runInWorker, type WorkerLimits } from '../core/worker-run.js';
import type { RepairedPdf } from './repair-pdf.js';

const usual: WorkerLimits = { milliseconds: 60_000, megabytes: 512 };

/**
 * `repairPdf` in a process that is ended when it takes too long or too much: a damaged file is read from end to end,
 * and nobody knows by what it was damaged.
 *
 * @throws {PdfRefusal} as `repairPdf`; `pdf-over-limits` also for time and memory
 * @throws the error of `source`, or that of a bug in the worker
 */
export function repairInWorker(
  source: ByteSource,
  limits: PdfLimits = defaultLimits,
  worker: WorkerLimits = usual,
): Promise<RepairedPdf> {
  return runInWorker(new URL('./repair-worker.js', import.meta.url), limits, worker, source);
}
