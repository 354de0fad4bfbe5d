import { randomBytes } from 'node:crypto';
import { KeyRefusal } from '../core/key-refusal.js';
import { checkTimestampToken } from '../verify/check-timestamp.js';
import { timestampRequest } from './timestamp-request.js';
import { readTimestampResponse } from './timestamp-response.js';
import type { TimestampAuthority } from './timestamp-authority.js';

export interface TimestampClientInput {
  readonly url: string;
  readonly fetch?: typeof fetch;
  /** Milliseconds until the authority counts as unreachable. */
  readonly timeout?: number;
}

const MAX_ANSWER = 64 * 1024;

/**
 * An outside time-stamp authority by HTTP (RFC 3161 §3.4). What it answers is checked before it is used:
 * imprint, nonce, signature, usage of its certificate. Whether that certificate is trusted is the caller's
 * affair.
 */
export function timestampClient({
  url,
  fetch: ask = fetch,
  timeout = 15_000,
}: TimestampClientInput): TimestampAuthority {
  return {
    stamp: async (imprint) => {
      const nonce = BigInt(`0x${randomBytes(8).toString('hex')}`);
      const answer = await post(ask, url, timestampRequest(imprint, nonce), timeout);
      const token = readTimestampResponse(answer, imprint, nonce);
      // That the imprint is SHA-256 has just been seen, so no other hash is asked for.
      const check = await checkTimestampToken(token, () => Promise.resolve(imprint));
      if (!check.right) throw new KeyRefusal('timestamp-wrong', check.problems.join(' '));
      return token;
    },
  };
}

async function post(
  ask: typeof fetch,
  url: string,
  request: Uint8Array,
  timeout: number,
): Promise<Uint8Array> {
  try {
    const response = await ask(url, {
      method: 'POST',
      headers: { 'content-type': 'application/timestamp-query', accept: 'application/timestamp-reply' },
      body: Buffer.from(request),
      redirect: 'error',
      signal: AbortSignal.timeout(timeout),
    });
    if (!response.ok) throw new KeyRefusal('timestamp-unreachable', `status ${response.status}`);
    return await readBounded(response);
  } catch (cause) {
    if (cause instanceof KeyRefusal) throw cause;
    throw new KeyRefusal('timestamp-unreachable', 'no answer', { cause });
  }
}

async function readBounded(response: Response): Promise<Uint8Array> {
  const pieces: Uint8Array[] = [];
  let length = 0;
  const body: AsyncIterable<Uint8Array> | Uint8Array[] = response.body ?? [];
  for await (const piece of body) {
    length += piece.length;
    if (length > MAX_ANSWER) throw new KeyRefusal('timestamp-wrong', 'answer too long');
    pieces.push(piece);
  }
  return Buffer.concat(pieces);
}
