import { request as requestPlain, type IncomingMessage, type RequestOptions } from 'node:http';
import { request as requestSecure } from 'node:https';
import { isIP } from 'node:net';
import { KeyRefusal } from '../core/key-refusal.js';
import { isPublicAddress, publicLookup } from './address-guard.js';

/** Where the operator lets us ask. */
export interface AllowedHosts {
  /** Host names, exactly, for the usual port; or `host:port`, which may then be of a closed network, too. */
  readonly hosts: readonly string[];
  /** Milliseconds until an answer must be whole. */
  readonly timeout: number;
}

export interface GuardedRequest {
  readonly url: string;
  /** Sent by POST; without it by GET. */
  readonly body?: Uint8Array;
  readonly type?: string;
  /** Content types that an answer may have; parameters are not looked at. */
  readonly accept: readonly string[];
  /** Bytes. */
  readonly most: number;
}

/**
 * Asks one address that stands in a certificate, which whoever made the certificate chose: only hosts of the list, only
 * http and https, no redirect, no credentials, no answer longer or slower than we want, and no machine of a closed
 * network unless it is listed with its port.
 *
 * @throws {KeyRefusal} `evidence-missing`, saying why in `detail`
 */
export function guardedFetch(asked: GuardedRequest, allowed: AllowedHosts): Promise<Uint8Array> {
  const url = URL.canParse(asked.url) ? new URL(asked.url) : undefined;
  const port = url && portOf(url);
  if (!url || port === undefined || url.username !== '' || url.password !== '')
    return Promise.reject(missing('address of another form'));
  const isNamed = allowed.hosts.includes(`${url.hostname}:${port}`);
  const isUsual = port === (url.protocol === 'https:' ? '443' : '80');
  if (!isNamed && !(isUsual && allowed.hosts.includes(url.hostname)))
    return Promise.reject(missing('host not allowed'));
  const bare = url.hostname.replace(/^\[|\]$/g, '');
  if (!isNamed && isIP(bare) !== 0 && !isPublicAddress(bare))
    return Promise.reject(missing('closed network'));
  return exchange(url, asked, allowed.timeout, isNamed ? {} : { lookup: publicLookup });
}

function portOf(url: URL): string | undefined {
  if (url.protocol === 'http:') return url.port || '80';
  return url.protocol === 'https:' ? url.port || '443' : undefined;
}

function exchange(
  url: URL,
  asked: GuardedRequest,
  timeout: number,
  more: RequestOptions,
): Promise<Uint8Array> {
  return new Promise((resolve, reject) => {
    const send = url.protocol === 'https:' ? requestSecure : requestPlain;
    const call = send(url, {
      ...more,
      method: asked.body ? 'POST' : 'GET',
      agent: false,
      signal: AbortSignal.timeout(timeout),
      headers: {
        accept: asked.accept.join(', '),
        ...(asked.body && { 'content-length': asked.body.length }),
        ...(asked.type !== undefined && { 'content-type': asked.type }),
      },
    });
    call.on('error', (cause) => reject(missing('no answer', cause)));
    call.on('response', (response) => {
      take(response, asked).then(resolve, (cause: unknown) => {
        call.destroy();
        reject(cause instanceof KeyRefusal ? cause : missing('answer cut off', cause));
      });
    });
    call.end(asked.body);
  });
}

async function take(response: IncomingMessage, { accept, most }: GuardedRequest): Promise<Uint8Array> {
  // A redirect is a refusal like every other status: it would lead where nobody allowed.
  if (response.statusCode !== 200) throw missing(`status ${String(response.statusCode)}`);
  const type = (response.headers['content-type'] ?? '').split(';')[0]?.trim().toLowerCase() ?? '';
  if (!accept.includes(type)) throw missing('content of another type');
  const pieces: Uint8Array[] = [];
  let length = 0;
  for await (const piece of response as AsyncIterable<Uint8Array>) {
    length += piece.length;
    if (length > most) throw missing('answer too long');
    pieces.push(piece);
  }
  return Buffer.concat(pieces);
}

function missing(detail: string, cause?: unknown): KeyRefusal {
  return new KeyRefusal('evidence-missing', detail, { cause });
}
