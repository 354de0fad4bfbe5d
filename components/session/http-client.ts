import type { Progress } from '../internal/office-client.js';
import { localProblem, OfficeProblem, type OfficeReport } from '../internal/office-problem.js';
import type { Language } from '../internal/words.js';

export interface HttpRequest {
  readonly method: 'GET' | 'POST' | 'PATCH' | 'HEAD';
  /** Path and query from the server's root, e.g. `/v1/me`. */
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: Blob | string | URLSearchParams | undefined;
  readonly signal?: AbortSignal | undefined;
  /** Whether an answer says that the token is no longer good. Left out: its status is 401. */
  readonly refusesToken?: ((answer: HttpAnswer) => boolean) | undefined;
  /** Told while the body is sent. */
  readonly onSent?: ((progress: Progress) => void) | undefined;
  /** Told while the answer arrives. */
  readonly onReceived?: ((progress: Progress) => void) | undefined;
}

export interface HttpAnswer {
  readonly status: number;
  readonly bytes: Uint8Array<ArrayBuffer>;
  header(name: string): string | null;
}

/** Gives the bearer token. `stale` is one that the server just refused, so that two refusals renew once. */
export type TokenSource = (stale?: string) => Promise<string>;

export interface HttpSettings {
  readonly server: string;
  readonly language: () => Language;
  /** Cookies go along to the server's own pages alone; a portal's page sends and gets none. */
  readonly cookies?: boolean | undefined;
  /** Absent where nothing but public addresses is asked. */
  readonly token?: TokenSource | undefined;
  /** Told after every request whether the server was reached. */
  readonly onReach?: ((reached: boolean) => void) | undefined;
}

/**
 * The one place where the kit speaks to a network. It knows addresses, tokens and refusals; what the paths mean stands
 * in `server-client.ts`.
 */
export class HttpClient {
  constructor(private readonly settings: HttpSettings) {}

  /**
   * @throws {OfficeProblem} what the server refused, or `offline`, `answer-invalid`
   * @throws {DOMException} `AbortError` when the signal was aborted
   */
  async ask(request: HttpRequest): Promise<HttpAnswer> {
    const { token } = this.settings;
    if (!token) return this.accepted(await this.send(request));
    const bearer = await token();
    request.signal?.throwIfAborted();
    const answer = await this.send(request, bearer);
    // Once only: a token that was made a moment ago and is refused will be refused for ever.
    const refused = request.refusesToken?.(answer) ?? answer.status === 401;
    if (refused) return this.accepted(await this.send(request, await token(bearer)));
    return this.accepted(answer);
  }

  /** Like `ask`, and reads the answer as JSON. What it holds is the server's promise in `server/contract`. */
  async askJson<T>(request: HttpRequest): Promise<T> {
    const answer = await this.ask(request);
    return parseJson<T>(answer.bytes) ?? this.fail('answer-invalid');
  }

  private async send(request: HttpRequest, bearer?: string): Promise<HttpAnswer> {
    const headers: Record<string, string> = {
      Accept: 'application/json',
      'Accept-Language': this.settings.language(),
      ...request.headers,
    };
    if (bearer !== undefined) headers.Authorization = `Bearer ${bearer}`;
    const url = `${this.settings.server}${request.path}`;
    try {
      const answer = await (request.onSent
        ? sendCounted(url, request, headers)
        : sendPlain(url, request, headers, this.settings.cookies === true));
      this.settings.onReach?.(true);
      return answer;
    } catch (cause) {
      if (request.signal?.aborted) throw new DOMException('The call was given up.', 'AbortError');
      this.settings.onReach?.(false);
      return this.fail('offline', cause);
    }
  }

  private accepted(answer: HttpAnswer): HttpAnswer {
    if (answer.status < 400) return answer;
    const report = parseJson<OfficeReport>(answer.bytes);
    if (report && typeof report.code === 'string' && typeof report.title === 'string')
      throw new OfficeProblem(report);
    // A proxy's HTML page, say. Its status still tells whether trying again makes sense.
    throw localProblem('answer-invalid', this.settings.language(), new Error(`HTTP ${answer.status}`));
  }

  private fail(code: 'offline' | 'answer-invalid', cause?: unknown): never {
    throw localProblem(code, this.settings.language(), cause);
  }
}

/**
 * Asks the portal's own session address with the portal's cookie.
 *
 * @throws {OfficeProblem} `session-refused`, `session-answer-invalid`, `offline`
 */
export async function askSessionEndpoint(url: string, language: Language): Promise<string> {
  let answer: Response;
  let bytes: Uint8Array;
  try {
    answer = await fetch(url, {
      method: 'POST',
      credentials: 'include',
      cache: 'no-store',
      headers: { Accept: 'application/json', 'X-Requested-With': 'XMLHttpRequest' },
    });
    bytes = new Uint8Array(await answer.arrayBuffer());
  } catch (cause) {
    throw localProblem('offline', language, cause);
  }
  if (!answer.ok) throw localProblem('session-refused', language, new Error(`HTTP ${answer.status}`));
  const body = parseJson<{ token?: unknown }>(bytes);
  if (typeof body?.token !== 'string') throw localProblem('session-answer-invalid', language);
  return body.token;
}

/** Undefined for what is not JSON, such as a proxy's page. */
export function parseJson<T>(bytes: Uint8Array): T | undefined {
  try {
    return JSON.parse(new TextDecoder().decode(bytes)) as T;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

async function sendPlain(
  url: string,
  request: HttpRequest,
  headers: Record<string, string>,
  cookies: boolean,
): Promise<HttpAnswer> {
  const response = await fetch(url, {
    method: request.method,
    headers,
    credentials: cookies ? 'same-origin' : 'omit',
    cache: 'no-store',
    referrerPolicy: 'no-referrer',
    ...(request.body === undefined ? {} : { body: request.body }),
    ...(request.signal === undefined ? {} : { signal: request.signal }),
  });
  return {
    status: response.status,
    header: (name) => response.headers.get(name),
    bytes: await receive(response, request.onReceived),
  };
}

async function receive(
  response: Response,
  tell: HttpRequest['onReceived'],
): Promise<Uint8Array<ArrayBuffer>> {
  if (!tell || !response.body) return new Uint8Array(await response.arrayBuffer());
  const length = response.headers.get('Content-Length');
  const of = length === null ? undefined : Number(length);
  const pieces: Uint8Array<ArrayBuffer>[] = [];
  let done = 0;
  const reader = response.body.getReader();
  for (;;) {
    const { value, done: ended } = await reader.read();
    if (ended) break;
    pieces.push(value);
    done += value.length;
    tell({ done, of });
  }
  const whole = new Uint8Array(done);
  let at = 0;
  for (const piece of pieces) {
    whole.set(piece, at);
    at += piece.length;
  }
  return whole;
}

/** `fetch` does not tell how much of a body was sent; XMLHttpRequest does. */
function sendCounted(
  url: string,
  request: HttpRequest,
  headers: Record<string, string>,
): Promise<HttpAnswer> {
  return new Promise((resolve, reject) => {
    const call = new XMLHttpRequest();
    call.open(request.method, url);
    call.responseType = 'arraybuffer';
    for (const [name, value] of Object.entries(headers)) call.setRequestHeader(name, value);
    const giveUp = () => call.abort();
    const end = () => request.signal?.removeEventListener('abort', giveUp);
    request.signal?.addEventListener('abort', giveUp);
    call.upload.addEventListener('progress', (event) =>
      request.onSent?.({ done: event.loaded, of: event.total }),
    );
    call.addEventListener('load', () => {
      end();
      resolve({
        status: call.status,
        header: (name) => call.getResponseHeader(name),
        bytes: new Uint8Array(call.response as ArrayBuffer),
      });
    });
    const fail = () => {
      end();
      reject(new TypeError('The server could not be reached.'));
    };
    call.addEventListener('error', fail);
    call.addEventListener('abort', fail);
    call.addEventListener('timeout', fail);
    call.send(request.body ?? null);
  });
}
