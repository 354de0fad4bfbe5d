import { integerIn, jsonObject, textIn } from './answer-fields.js';
import { codeSaid, meaningOf, type BsreCode } from './bsre-code.js';
import type { Answer } from './gateway-exchange.js';

/** What an answer that is no success says. Texts as they came: whoever keeps them masks them. */
export interface Refusal {
  readonly code: BsreCode;
  readonly statusCode: number | undefined;
  readonly said: string | undefined;
  readonly synthetic: boolean;
  /** BSrE itself has refused, with a number of its own, beyond doubt. */
  readonly isRecognised: boolean;
}

/**
 * Reads a refusal in each shape that is known: a number in its field (A), a sentence that ends in the number while the
 * field repeats the status (B), a sentence of the engine without one (B'), a text or an error of Spring (C).
 *
 * @param path The call, since 404 means one thing at a download and another elsewhere
 */
export function readRefusal({ http, body }: Pick<Answer, 'http' | 'body'>, path: string): Refusal {
  const text = body.toString('utf8').trim();
  const fields = jsonObject(text);
  const said = fields ? textIn(fields, 'error', 'message') : saidIn(text);
  const field = integerIn(fields, 'status_code');
  const isField = field !== undefined && field >= 2000 && field <= 2999;
  const statusCode = isField ? field : (numberIn(said) ?? (field === http ? undefined : field));
  const meaning = meaningOf(statusCode);
  return {
    code: meaning?.code ?? codeSaid(said ?? '') ?? codeOf(http, path),
    statusCode,
    said,
    synthetic: meaning?.synthetic ?? false,
    isRecognised: isField || (fields !== undefined && isOwnSentence(said ?? '')),
  };
}

// Numbers in a text may be years: not those beside a dash, a point, a slash or a colon, and the last one counts.
const NUMBER = /(?<![\d./:-])(?:20|11|40)\d\d(?![\d]|[./:-]\d)/g;

function numberIn(text: string | undefined): number | undefined {
  // In what is longer than a sentence, a number may be anything.
  const found = text !== undefined && text.length <= 300 ? text.match(NUMBER)?.at(-1) : undefined;
  return found === undefined ? undefined : Number(found);
}

/** Shape B, so exactly that no year in an error of a proxy passes for it. */
function isOwnSentence(text: string): boolean {
  const number = /^Proses signing gagal\s*:.*?(?<![\d./:-])(2\d{3})\.?$/is.exec(text)?.[1];
  return number !== undefined && meaningOf(Number(number)) !== undefined;
}

/** A page of a proxy says nothing that is worth repeating as a sentence. */
function saidIn(text: string): string | undefined {
  return text === '' || text.startsWith('<') || text.startsWith('{') || text.includes('\0')
    ? undefined
    : text.slice(0, 2000);
}

function codeOf(http: number, path: string): BsreCode {
  if (http >= 300 && http < 400) return 'redirected';
  if (http === 401 || http === 403) return 'login-refused';
  if (http === 404) return path.includes('/download/') ? 'document-gone' : 'address-wrong';
  if (http === 405) return 'address-wrong';
  if (http === 413) return 'pdf-too-large';
  if (http === 429 || http === 502 || http === 503 || http === 504) return 'gateway-busy';
  return http >= 500 ? 'gateway-failed' : 'refused';
}
