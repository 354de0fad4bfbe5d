import type { BsreCode } from './bsre-code.js';
import { BsreFailure, type BsreOutcome } from './bsre-failure.js';
import type { BsreLimits } from './bsre-limits.js';
import type { Mask } from './bsre-mask.js';
import { exchange, ExchangeFault, type Answer, type Exchange, type GatewayDoor } from './gateway-exchange.js';
import { readRefusal } from './read-refusal.js';

export interface Call extends Exchange {
  readonly mask: Mask;
  /** A question that changes nothing may be put again. */
  readonly isRepeatable: boolean;
  /** Where a refusal proves nothing about the signature that is asked for: a download that is gone was signed. */
  readonly provesNothing?: boolean;
}

/** Puts a call through, or says why not. */
export interface GatewayLine {
  /** @throws {BsreFailure} for every answer but a 2xx, and for none */
  call(call: Call): Promise<Answer>;
}

export function openLine(door: GatewayDoor, limits: BsreLimits): GatewayLine {
  return {
    async call(call) {
      try {
        for (let tried = 0; ; tried++) {
          const { answer, failure } = await once(door, call);
          if (!failure) return answer;
          const wait = waitBefore(tried, answer, limits);
          if (!call.isRepeatable || !isBusy(failure) || wait === undefined) throw failure;
          await new Promise((resolve) => setTimeout(resolve, wait));
        }
      } finally {
        call.body?.wipe();
      }
    },
  };
}

type Tried = { answer: Answer; failure?: never } | { answer: Answer | undefined; failure: BsreFailure };

async function once(door: GatewayDoor, call: Call): Promise<Tried> {
  try {
    const answer = await exchange(door, call);
    return answer.http >= 200 && answer.http < 300 ? { answer } : { answer, failure: refused(call, answer) };
  } catch (fault) {
    if (!(fault instanceof ExchangeFault)) throw fault;
    return { answer: fault.begun, failure: failed(call, fault) };
  }
}

/** An answer that has come whole and is no success. */
function refused(call: Call, answer: Answer): BsreFailure {
  const { said, isRecognised, ...refusal } = readRefusal(answer, call.path);
  const outcome = isRefusal(answer.http) || (answer.http >= 500 && isRecognised) ? 'not-signed' : 'unknown';
  return failureOf(refusal.code, call, answer, outcome, {
    ...refusal,
    said: said === undefined ? undefined : call.mask(said),
    detail: `HTTP ${String(answer.http)}`,
  });
}

/** None, or none that is whole. */
function failed(call: Call, fault: ExchangeFault): BsreFailure {
  const { begun } = fault;
  const isSaid = begun !== undefined && isRefusal(begun.http);
  const code = isSaid ? readRefusal(begun, call.path).code : fault.kind;
  const outcome = !fault.sent || isSaid ? 'not-signed' : 'unknown';
  return failureOf(code, call, begun, outcome, { detail: fault.reason });
}

/** 408 and 499 speak of time that has passed, not of what was asked; a proxy may say so while the gateway signs. */
function isRefusal(http: number): boolean {
  return http >= 400 && http < 500 && http !== 408 && http !== 499;
}

function isBusy({ http }: BsreFailure): boolean {
  return http === 429 || http === 503 || http === 504;
}

interface MoreFacts {
  readonly statusCode?: number | undefined;
  readonly said?: string | undefined;
  readonly synthetic?: boolean | undefined;
  readonly detail: string;
}

export function failureOf(
  code: BsreCode,
  call: Pick<Call, 'mask' | 'provesNothing'>,
  answer: Answer | undefined,
  outcome: BsreOutcome,
  facts: MoreFacts,
): BsreFailure {
  return new BsreFailure(code, {
    ...facts,
    outcome: call.provesNothing ? 'unknown' : outcome,
    http: answer?.http,
    raw: answer ? call.mask(textOf(answer)) : '',
    documentId: answer && documentIdIn(answer),
  });
}

/** The body as text; of a file only that it is one. */
export function textOf({ headers, body }: Answer): string {
  if (!body.subarray(0, 5).equals(Buffer.from('%PDF-'))) return body.toString('utf8');
  const kept = ['content-type', 'id_dokumen', 'id-dokumen', 'signing_time', 'signing-time'];
  const told = kept.flatMap((name) =>
    headers[name] === undefined ? [] : [`${name}: ${String(headers[name])}`],
  );
  return [...told, `‹file, ${String(body.length)} bytes›`].join('\n');
}

/** In either spelling: proxies drop names with an underscore, so that some gateways write a dash. */
export function documentIdIn({ headers }: Pick<Answer, 'headers'>): string | undefined {
  return [headers['id_dokumen'], headers['id-dokumen']].find(isDocumentId);
}

export function isDocumentId(text: unknown): text is string {
  return typeof text === 'string' && /^[A-Za-z0-9_-]{1,128}$/.test(text);
}

/** Milliseconds; undefined where there were tries enough, or the gateway asks for more patience than we have. */
function waitBefore(tried: number, answer: Answer | undefined, limits: BsreLimits): number | undefined {
  if (tried >= limits.retries) return undefined;
  const own = limits.firstWait * 2 ** tried * (0.5 + Math.random());
  const wait = Math.max(own, retryAfter(answer) ?? 0);
  return wait > limits.longestWait ? undefined : wait;
}

/** Seconds, or an instant (RFC 9110 §10.2.3), which counts from the gateway's own clock. */
function retryAfter(answer: Answer | undefined): number | undefined {
  const text = answer?.headers['retry-after'];
  if (text === undefined) return undefined;
  if (/^\d{1,6}$/.test(text)) return Number(text) * 1000;
  const wait = Date.parse(text) - Date.parse(answer?.headers.date ?? '');
  return Number.isNaN(wait) ? undefined : wait;
}
