import type { IncomingMessage } from 'node:http';
import { uncaught } from './gateway-refusal.js';

/** Nobody is left to answer. */
export class CallerGone extends Error {
  override readonly name = 'CallerGone';
}

/**
 * The body of a request, or about half of it, after which nothing more is taken.
 *
 * @throws {GatewayRefusal} 413 as soon as it is known to be too large; `synthetic: true` in its words
 * @throws {CallerGone} when the caller hangs up meanwhile
 */
export function readBody(request: IncomingMessage, most: number, part?: 'half'): Promise<Uint8Array> {
  const told = Number(request.headers['content-length'] ?? 0);
  if (told > most) return Promise.reject(uncaught(413));
  const enough = part === 'half' ? told / 2 : Infinity;
  const pieces: Buffer[] = [];
  let length = 0;
  // By events, since leaving a loop over the stream would close the connection before there is an answer.
  return new Promise((resolve, reject) => {
    const take = (piece: Buffer) => {
      pieces.push(piece);
      length += piece.length;
      if (length <= most && length < enough) return;
      request.off('data', take).pause();
      if (length > most) reject(uncaught(413));
      else resolve(Buffer.concat(pieces));
    };
    request.on('data', take);
    request.once('end', () => resolve(Buffer.concat(pieces)));
    request.once('error', () => reject(new CallerGone()));
    request.once('close', () => reject(new CallerGone()));
  });
}
