import { BsreFailure } from './bsre-failure.js';
import type { BsreLimits } from './bsre-limits.js';
import type { Mask, Secret } from './bsre-mask.js';
import type { Answer, Exchange } from './gateway-exchange.js';
import { failureOf, isDocumentId, textOf, type Call, type GatewayLine } from './gateway-line.js';
import { readRefusal } from './read-refusal.js';
import { readSigned, type BsreSigned } from './read-signed.js';
import { inBase64, type RequestBody } from './request-body.js';

type Asked = Pick<Exchange, 'path'> & { readonly body?: RequestBody; readonly secrets?: readonly Secret[] };

/** What goes along with whatever an answer says. */
interface Told {
  readonly raw: string;
  /** What was on the gateway's clock when it answered, in ISO 8601 to the second; undefined where it did not say. */
  readonly clock: string | undefined;
}

/** What both versions do alike: ask for something, and read what came or say that it cannot be read. */
export interface GatewayDesk {
  /** A question that changes nothing; put again where the gateway is busy. */
  ask<T>(asked: Asked, read: (text: string) => T | undefined): Promise<T & Told>;
  /** As `ask`, with the time that a verification takes. */
  judge<T>(asked: Asked, read: (text: string) => T | undefined): Promise<T & Told>;
  /** A wish for a code, which goes out by mail: put once. */
  order<T>(asked: Asked, read: (text: string) => T | undefined): Promise<T & Told>;
  /** A signature: put once. */
  dispatch(asked: Asked & { readonly body: RequestBody }, pdf: Uint8Array): Promise<BsreSigned>;
  fetch(path: string, documentId: string): Promise<BsreSigned>;
}

export function gatewayDesk(
  line: GatewayLine,
  limits: BsreLimits,
  mask: (secrets: readonly Secret[]) => Mask,
): GatewayDesk {
  const callOf = ({ secrets = [], ...asked }: Asked, time: number, size: number): Call => ({
    ...asked,
    method: asked.body ? 'POST' : 'GET',
    time,
    size,
    mask: mask(secrets),
    isRepeatable: false,
  });
  const told = async <T>(call: Call, read: (text: string) => T | undefined): Promise<T & Told> => {
    const answer = await line.call(call);
    const found = read(answer.body.toString('utf8'));
    if (found === undefined) throw unreadable(call, answer);
    return {
      ...found,
      ...saidMasked(found, call.mask),
      raw: call.mask(textOf(answer)),
      clock: clockOf(answer),
    };
  };
  const signedBy = async (call: Call): Promise<BsreSigned> => {
    const answer = await line.call(call);
    const signed = readSigned(answer, call.mask);
    if (!signed) throw unreadable(call, answer);
    return signed;
  };
  return {
    ask: (asked, read) =>
      told({ ...callOf(asked, limits.statusTime, limits.answerSize), isRepeatable: true }, read),
    judge: (asked, read) =>
      told({ ...callOf(asked, limits.verifyTime, limits.answerSize), isRepeatable: true }, read),
    order: (asked, read) => told(callOf(asked, limits.statusTime, limits.answerSize), read),
    async dispatch(asked, pdf) {
      if (pdf.length > limits.fileSize) {
        asked.body.wipe();
        const detail = `${String(pdf.length)} bytes are more than ${String(limits.fileSize)}`;
        throw new BsreFailure('pdf-too-large', { outcome: 'not-signed', detail });
      }
      return signedBy(callOf(asked, limits.signTime, withFile(pdf.length + limits.signatureSize)));
    },
    async fetch(path, documentId) {
      if (!isDocumentId(documentId))
        throw new BsreFailure('request-invalid', { outcome: 'unknown', detail: 'the document’s id is none' });
      const call = callOf({ path: path + documentId }, limits.signTime, withFile(limits.downloadSize));
      try {
        return await signedBy({ ...call, provesNothing: true });
      } catch (error) {
        if (!(error instanceof BsreFailure) || error.documentId !== undefined) throw error;
        const { code, http, statusCode, raw, said, synthetic } = error;
        throw new BsreFailure(code, {
          ...{ http, statusCode, raw, said, synthetic, documentId },
          outcome: 'unknown',
          detail: error.message.slice(code.length + 2),
        });
      }
    },
  };
}

/** RFC 9110 §6.6.1. */
function clockOf({ headers }: Answer): string | undefined {
  const at = Date.parse(headers.date ?? '');
  return Number.isNaN(at) ? undefined : new Date(at).toISOString();
}

/** A file in JSON, or as it is, which is less. */
function withFile(size: number): number {
  return inBase64(size) + 64 * 1024;
}

/** A 2xx that says nothing we can use. Even one that tells of a refusal is none: the status says that it was done. */
function unreadable(call: Call, answer: Answer): BsreFailure {
  const { statusCode, said, synthetic } = readRefusal(answer, call.path);
  return failureOf('answer-unreadable', call, answer, 'unknown', {
    statusCode,
    said: said === undefined ? undefined : call.mask(said),
    synthetic,
    detail: `HTTP ${String(answer.http)}`,
  });
}

function saidMasked(found: unknown, mask: Mask): { said?: string } {
  const said = (found as { said?: unknown }).said;
  return typeof said === 'string' ? { said: mask(said) } : {};
}
