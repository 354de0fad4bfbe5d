import type { ByteSource } from '../core/byte-source.js';
import { PdfRefusal } from '../core/pdf-refusal.js';
import { runInWorker, type WorkerLimits } from '../core/worker-run.js';
import { odditiesLimits, type Oddities, type OdditiesLimits } from './find-oddities.js';

/** An ordinary letter takes some milliseconds, and somebody waits for it. */
const usual: WorkerLimits = { milliseconds: 4000, megabytes: 256 };

/** Nothing is known of such a file. */
const unlooked: Oddities = { found: [], whole: false, braces: true };

/**
 * `findOddities` in a process that is ended when it takes too long or too much: then nothing is found, and it is said that
 * not all was looked at.
 *
 * @throws {PdfRefusal} as `findOddities`, but not `pdf-over-limits`
 * @throws the error of `source`, or that of a bug in the worker
 */
export async function odditiesInWorker(
  source: ByteSource,
  limits: OdditiesLimits = odditiesLimits,
  worker: WorkerLimits = usual,
): Promise<Oddities> {
  try {
    return await runInWorker(new URL('./oddities-worker.js', import.meta.url), limits, worker, source);
  } catch (error) {
    if (error instanceof PdfRefusal && error.code === 'pdf-over-limits') return unlooked;
    throw error;
  }
}
