import type { ByteSource } from './byte-source.js';
import { PdfRefusal, type PdfRefusalCode } from './pdf-refusal.js';

/** What a worker is sent: a job with the size of its document, or a piece of that document. */
export type ToWorker =
  { readonly job: unknown; readonly size: number } | { readonly id: number; readonly bytes: Uint8Array };

/** What a worker sends: what it came to, or which piece of the document it needs. */
export type FromWorker =
  | { readonly value: unknown }
  | { readonly refusal: { readonly code: PdfRefusalCode; readonly detail: string } }
  | { readonly failure: string }
  | { readonly id: number; readonly offset: number; readonly length: number };

/**
 * The whole of a worker's program: does jobs as they come. The worker has no way to a document but through the source
 * that it is given, piece by piece.
 */
export function answerJobs<Job>(act: (job: Job, source: ByteSource) => Promise<unknown>): void {
  const waiting = new Map<number, (bytes: Uint8Array) => void>();
  let asked = 0;
  const sourceOf = (size: number): ByteSource => ({
    size,
    read(offset, length) {
      const id = ++asked;
      return new Promise((resolve) => {
        waiting.set(id, resolve);
        tell({ id, offset, length });
      });
    },
  });
  process.on('message', (message: ToWorker) => {
    if ('id' in message) {
      waiting.get(message.id)?.(message.bytes);
      waiting.delete(message.id);
      return;
    }
    act(message.job as Job, sourceOf(message.size)).then(
      (value) => tell({ value }),
      (error: unknown) => tell(refusalOf(error)),
    );
  });
}

function tell(message: FromWorker): void {
  process.send?.(message);
}

/** A thrown error would lose its code on the way. What is no refusal is a bug, and its name is for the log. */
function refusalOf(error: unknown): FromWorker {
  if (error instanceof PdfRefusal) return { refusal: { code: error.code, detail: error.detail } };
  return { failure: error instanceof Error ? (error.stack ?? error.message) : String(error) };
}
