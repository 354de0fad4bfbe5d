import { MessageChannel, type MessagePort } from 'node:worker_threads';
import type { ByteSource } from './byte-source.js';

interface PieceRequest {
  readonly id: number;
  readonly offset: number;
  readonly length: number;
}

/** Without bytes where the document could not be read. */
interface PieceAnswer {
  readonly id: number;
  readonly bytes?: Uint8Array;
}

/** A source lent to a worker. */
export interface LentSource {
  /** Goes along with the job, and is transferred. */
  readonly port: MessagePort;
  /** The first error of the source, which would lose its kind on the way. */
  readonly failure: { readonly cause?: Error };
  close(): void;
}

/** Lets a worker read a source piece by piece: it has no other way to the document. */
export function lendSource(source: ByteSource): LentSource {
  const { port1: ours, port2: theirs } = new MessageChannel();
  const failure: { cause?: Error } = {};
  ours.on('message', ({ id, offset, length }: PieceRequest) => {
    source.read(offset, length).then(
      (bytes) => {
        // A copy of just these bytes: with a view, the whole buffer behind it would travel.
        const piece = Uint8Array.from(bytes);
        ours.postMessage({ id, bytes: piece } satisfies PieceAnswer, [piece.buffer]);
      },
      (error: unknown) => {
        failure.cause ??= error instanceof Error ? error : new Error('A source failed.', { cause: error });
        ours.postMessage({ id } satisfies PieceAnswer);
      },
    );
  });
  return { port: theirs, failure, close: () => ours.close() };
}

/** The other end of `lendSource`, in the worker. */
export function remoteSource(size: number, port: MessagePort): ByteSource {
  const waiting = new Map<number, (answer: PieceAnswer) => void>();
  let asked = 0;
  port.on('message', (answer: PieceAnswer) => {
    waiting.get(answer.id)?.(answer);
    waiting.delete(answer.id);
  });
  return {
    size,
    async read(offset, length) {
      asked += 1;
      const id = asked;
      const answer = await new Promise<PieceAnswer>((resolve) => {
        waiting.set(id, resolve);
        port.postMessage({ id, offset, length } satisfies PieceRequest);
      });
      if (!answer.bytes) throw new Error('A piece of the document could not be read.');
      return answer.bytes;
    },
  };
}
