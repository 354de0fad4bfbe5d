import type { Context } from 'hono';
import type { ByteSource } from '../pdf/index.js';
import { readPieces } from '../platform/document-store.js';
import { Problem } from '../platform/problem.js';
import { contentDisposition } from './content-disposition.js';
import { readRange } from './range-header.js';

const pieceSize = 256 * 1024;

export interface AnsweredFile {
  readonly source: ByteSource;
  readonly name: string;
  /** With its quotes. */
  readonly etag: string;
}

/** A PDF for whoever reads it with a token: whole, or the range that was asked for. @throws {Problem} `range-not-satisfiable` */
export function answerFile(c: Context, { source, name, etag }: AnsweredFile): Response {
  const condition = c.req.header('if-range');
  const asked =
    condition === undefined || condition === etag ? readRange(c.req.header('range'), source.size) : undefined;
  plainly(c);
  c.header('ETag', etag);
  c.header('Accept-Ranges', 'bytes');
  if (asked === 'unsatisfiable') {
    c.header('Content-Range', `bytes */${source.size}`);
    throw new Problem('range-not-satisfiable');
  }
  const { from, to } = asked ?? { from: 0, to: source.size };
  c.header('Content-Type', 'application/pdf');
  c.header('Content-Length', String(to - from));
  c.header('Content-Disposition', contentDisposition('inline', name));
  if (asked) c.header('Content-Range', `bytes ${from}-${to - 1}/${source.size}`);
  return c.body(streamOf(source, from, to), asked ? 206 : 200);
}

/** No `sandbox`: a browser's own PDF viewer would not start in it, and a PDF has no origin to be kept from. */
export function plainly(c: Context): void {
  c.header('Content-Security-Policy', "default-src 'none'; frame-ancestors 'none'");
  c.header('X-Content-Type-Options', 'nosniff');
  c.header('Cache-Control', 'no-store');
}

/** Pieces as the reader takes them, so that a slow line holds one piece in memory and not the file. */
export function streamOf(source: ByteSource, from: number, to: number): ReadableStream<Uint8Array> {
  const pieces = readPieces(source, from, to, pieceSize);
  return new ReadableStream<Uint8Array>({
    async pull(controller) {
      const next = await pieces.next();
      if (next.done) controller.close();
      else controller.enqueue(next.value);
    },
    async cancel() {
      await pieces.return(undefined);
    },
  });
}
