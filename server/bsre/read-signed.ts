import { integerIn, jsonObject, textIn, type Fields } from './answer-fields.js';
import type { Mask } from './bsre-mask.js';
import type { Answer } from './gateway-exchange.js';
import { documentIdIn, isDocumentId, textOf } from './gateway-line.js';
import { gatewayTime } from './gateway-time.js';

/** What came back from a signing. That it is our file with one right signature more is for the caller to check. */
export interface BsreSigned {
  readonly pdf: Uint8Array;
  /** v1: under which the gateway keeps it for one download. */
  readonly documentId: string | undefined;
  /** Milliseconds, as the gateway counts them. */
  readonly took: number | undefined;
  /** ISO 8601, UTC, by the gateway's clock, which has been seen minutes off: a time-stamp knows better. */
  readonly signedAt: string | undefined;
  readonly http: number;
  /** The answer with the file left out, masked: for the ledger. */
  readonly raw: string;
}

/**
 * Finds the one signed file in an answer. What it is called decides nothing: gateways label JSON as text and a PDF as
 * anything, and a file that is lost here would cost a second signature.
 *
 * @returns undefined where there is no whole PDF in it, or more than one
 */
export function readSigned(answer: Answer, mask: Mask): BsreSigned | undefined {
  if (answer.headers['content-encoding'] !== undefined && answer.headers['content-encoding'] !== 'identity')
    return undefined;
  if (answer.body[0] === 0x25) return signedIn(answer, answer.body, undefined, mask(textOf(answer)));
  const fields = jsonObject(answer.body.toString('utf8'));
  const text = fields && onlyFile(fields);
  const pdf = text === undefined ? undefined : decoded(text);
  if (!fields || !pdf) return undefined;
  const told = {
    ...fields,
    ...Object.fromEntries(FILES.filter((name) => name in fields).map((name) => [name, LEFT_OUT])),
  };
  return signedIn(answer, pdf, fields, mask(JSON.stringify(told)));
}

const FILES = ['file', 'base64_signed_file'] as const;
const LEFT_OUT = '‹file›';

function signedIn(
  answer: Answer,
  pdf: Buffer,
  fields: Fields | undefined,
  raw: string,
): BsreSigned | undefined {
  // An answer without a length ends where the connection does, so that a cut shows only in the file.
  if (!pdf.subarray(0, 5).equals(Buffer.from('%PDF-')) || !pdf.subarray(-1024).includes('%%EOF'))
    return undefined;
  const header = answer.headers['signing_time'] ?? answer.headers['signing-time'];
  const written = textIn(fields, 'time', 'signing_time') ?? (typeof header === 'string' ? header : undefined);
  return {
    pdf: new Uint8Array(pdf.buffer, pdf.byteOffset, pdf.byteLength),
    documentId: documentIdIn(answer) ?? [fields?.['id_dokumen'], fields?.['id-dokumen']].find(isDocumentId),
    took: integerIn(fields, 'time'),
    signedAt: gatewayTime(written),
    http: answer.http,
    raw,
  };
}

function onlyFile(fields: Fields): string | undefined {
  const { file, base64_signed_file: one } = fields;
  if (typeof one === 'string') return one;
  if (typeof file === 'string') return file;
  return Array.isArray(file) && file.length === 1 && typeof file[0] === 'string' ? file[0] : undefined;
}

/** Node skips over whatever is no base64; a file with a hole is none. */
function decoded(text: string): Buffer | undefined {
  const plain = text.replace(/[\r\n]/g, '');
  if (plain.length % 4 !== 0 || !/^[A-Za-z0-9+/]*={0,2}$/.test(plain)) return undefined;
  return Buffer.from(plain, 'base64');
}
