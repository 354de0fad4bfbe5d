import { Hono } from 'hono';
import { BatchAnswer, BatchRequest } from '../contract/portal-session.js';
import { answers, valid } from '../platform/valid.middleware.js';
import type { Office } from '../tenants/index.js';

type Answer = BatchAnswer['answers'][number];

/**
 * `POST /v1/batch`: several reads behind one address, each answered as its own path would answer it.
 *
 * The reads go through the whole door again, with the caller's own token, origin and language.
 *
 * @param ask the app itself
 */
export function batchRoutes(office: Office, ask: (request: Request) => Response | Promise<Response>) {
  return new Hono().post(
    '/v1/batch',
    answers('Several reads at once', BatchAnswer),
    valid('json', BatchRequest),
    async (c) => {
      const headers = new Headers();
      for (const name of ['authorization', 'origin', 'accept-language']) {
        const value = c.req.header(name);
        if (value !== undefined) headers.set(name, value);
      }
      const list: Answer[] = [];
      for (const { path, etag } of c.req.valid('json').reads) {
        const own = new Headers(headers);
        if (etag !== undefined) own.set('if-none-match', etag);
        list.push(await answerOf(await ask(new Request(addressOf(office, path), { headers: own }))));
      }
      return c.json({ answers: list });
    },
  );
}

/** Resolved below `/v1` and no further: `..`, another host or a second batch end at an address that nobody serves. */
function addressOf(office: Office, path: string): URL {
  const url = new URL(`${office.publicUrl}/v1${path}`);
  return url.pathname.startsWith('/v1/') ? url : new URL('/v1/-', office.publicUrl);
}

async function answerOf(response: Response): Promise<Answer> {
  const etag = response.headers.get('etag');
  const json = /^application\/(?:problem\+)?json/.test(response.headers.get('content-type') ?? '');
  const body: unknown = json ? await response.json() : undefined;
  if (!json) await response.body?.cancel();
  return {
    // A file or page is not an answer that fits here; its own address is.
    status: json || response.status === 304 ? response.status : 406,
    ...(etag === null ? {} : { etag }),
    ...(body === undefined ? {} : { body }),
  };
}
