import type { ByteSource } from '../core/byte-source.js';
import type { PdfLimits } from '../core/limits.js';
import { lendSource } from '../core/remote-source.js';
import { runInWorker, type WorkerLimits } from '../core/worker-run.js';
import type { FileFacts } from './inspect-file.js';
import type { InspectJob } from './inspect-worker.js';

/** Ordinary letters take some milliseconds. */
const usual: WorkerLimits = { milliseconds: 15_000, megabytes: 256 };

/**
 * `inspectFile` in a thread that is ended when it takes too long or too much: a hostile file costs its sender's answer
 * and nothing else.
 *
 * @throws {PdfRefusal} as `inspectFile`; `pdf-over-limits` also for time and memory
 * @throws the error of `source`, or that of a bug in the worker
 */
export async function inspectInWorker(
  source: ByteSource,
  limits: PdfLimits,
  thread: WorkerLimits = usual,
): Promise<FileFacts> {
  const lent = lendSource(source);
  const job: InspectJob = { size: source.size, limits, pieces: lent.port };
  try {
    const entry = new URL('./inspect-worker.js', import.meta.url);
    return await runInWorker<FileFacts>(entry, job, thread, [lent.port]);
  } catch (error) {
    throw lent.failure.cause ?? error;
  } finally {
    lent.close();
  }
}
