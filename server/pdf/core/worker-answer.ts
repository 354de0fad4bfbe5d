import { parentPort, type Transferable as WorkerTransferable } from 'node:worker_threads';
import { PdfRefusal, type PdfRefusalCode } from './pdf-refusal.js';

/** What a worker answers to a job: a value, or the refusal that it came to. */
export type WorkerAnswer<Value> =
  | { readonly value: Value }
  | { readonly refusal: { readonly code: PdfRefusalCode; readonly detail: string } };

/**
 * The whole of a worker's program: does jobs as they come. What is no refusal ends the thread, so that it is seen.
 *
 * @param transfer what of a value is handed over rather than copied
 */
export function answerJobs<Job, Value>(
  act: (job: Job) => Promise<Value>,
  transfer: (value: Value) => readonly WorkerTransferable[] = () => [],
): void {
  parentPort?.on('message', (job: Job) => {
    void act(job).then(
      (value) => parentPort?.postMessage({ value } satisfies WorkerAnswer<Value>, [...transfer(value)]),
      (error: unknown) => parentPort?.postMessage(refusalAnswer(error)),
    );
  });
}

/** The refusal as a worker sends it: a thrown error would lose its code on the way. */
function refusalAnswer(error: unknown): WorkerAnswer<never> {
  if (error instanceof PdfRefusal) return { refusal: { code: error.code, detail: error.detail } };
  throw error;
}
