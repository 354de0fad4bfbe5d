import type { BatchAnswer } from '../../server/contract/portal-session.js';
import { OfficeProblem, type OfficeReport } from '../internal/office-problem.js';
import { type HttpAnswer, type HttpClient, parseJson } from './http-client.js';
import { safeJson } from './safe-json.js';

/** How long a read waits for company, in milliseconds. */
const wait = 30;
/** As many as the server takes at once. */
const atOnce = 20;
/** Answers kept for their ETag. */
const kept = 60;

interface Asked {
  readonly path: string;
  resolve(body: unknown): void;
  reject(error: unknown): void;
}

/**
 * Reads that happen together travel together: one address, so one permission (CORS preflight) and one round trip.
 * An answer that did not change comes back as the object of before.
 */
export class BatchReader {
  private asked: Asked[] = [];
  private timer: ReturnType<typeof setTimeout> | undefined;
  private readonly underWay = new Map<string, Promise<unknown>>();
  private readonly answers = new Map<string, { readonly etag: string; readonly body: unknown }>();

  constructor(private readonly http: HttpClient) {}

  /** Reads `path` below `/v1`. The same path asked twice meanwhile is one read. */
  read<T>(path: string, signal?: AbortSignal): Promise<T> {
    let reading = this.underWay.get(path);
    if (!reading) {
      reading = new Promise((resolve, reject) => this.enqueue({ path, resolve, reject }));
      this.underWay.set(path, reading);
      const forget = () => this.underWay.delete(path);
      reading.then(forget, forget);
    }
    return untilAborted(reading as Promise<T>, signal);
  }

  /** Another person may sit here now. */
  forget(): void {
    this.answers.clear();
    this.underWay.clear();
  }

  private enqueue(asked: Asked): void {
    this.asked.push(asked);
    this.timer ??= setTimeout(() => {
      this.timer = undefined;
      const all = this.asked;
      this.asked = [];
      for (let at = 0; at < all.length; at += atOnce) void this.send(all.slice(at, at + atOnce));
    }, wait);
  }

  private async send(asked: readonly Asked[]): Promise<void> {
    try {
      const { answers } = await this.http.askJson<BatchAnswer>({
        method: 'POST',
        path: '/v1/batch',
        refusesToken,
        headers: { 'Content-Type': 'application/json' },
        body: safeJson({
          reads: asked.map(({ path }) => {
            const etag = this.answers.get(path)?.etag;
            return etag === undefined ? { path } : { path, etag };
          }),
        }),
      });
      asked.forEach((one, at) => this.settle(one, answers[at]));
    } catch (error) {
      for (const one of asked) one.reject(error);
    }
  }

  private settle({ path, resolve, reject }: Asked, answer: BatchAnswer['answers'][number] | undefined): void {
    if (answer && answer.status >= 400) return reject(new OfficeProblem(answer.body as OfficeReport));
    if (answer?.status === 304) return resolve(this.answers.get(path)?.body);
    this.answers.delete(path);
    if (answer?.etag !== undefined) this.answers.set(path, { etag: answer.etag, body: answer.body });
    for (const oldest of this.answers.keys()) {
      if (this.answers.size <= kept) break;
      this.answers.delete(oldest);
    }
    resolve(answer?.body);
  }
}

/** The batch itself is always answered; a token that ran out is refused by each read in it. */
function refusesToken({ status, bytes }: HttpAnswer): boolean {
  if (status !== 200) return status === 401;
  return parseJson<BatchAnswer>(bytes)?.answers.some((answer) => answer.status === 401) ?? false;
}

/** The read goes on for others who may wait for it; this one stops waiting. */
function untilAborted<T>(reading: Promise<T>, signal: AbortSignal | undefined): Promise<T> {
  if (!signal) return reading;
  return new Promise((resolve, reject) => {
    const giveUp = () => reject(new DOMException('The call was given up.', 'AbortError'));
    if (signal.aborted) return giveUp();
    signal.addEventListener('abort', giveUp, { once: true });
    reading.then(resolve, reject).finally(() => signal.removeEventListener('abort', giveUp));
  });
}
