/** What must not be kept or shown, by what stands in its place. */
export interface Secret {
  readonly name: 'passphrase' | 'totp' | 'password' | 'nik' | 'email';
  readonly bytes: Uint8Array;
}

export type Mask = (text: string) => string;

const MOST = 4096;

/**
 * Makes the one function through which everything passes that is kept, shown or thrown.
 *
 * It takes away each secret that it is given, as it is and in each form in which a gateway, a proxy or a page of Tomcat
 * may repeat it: escaped for JSON, HTML or an address, also in parts, in base64 at every alignment, in hexadecimal. And
 * then what it knows by its look: fields of those names, an `Authorization`, a number of 16 digits, a file in base64 or
 * raw. In this order, since a look that ends within a secret would leave its rest.
 *
 * What is longer than 4 KB is cut, after masking: a cut before could leave half of a secret.
 */
export function maskOf(secrets: readonly Secret[]): Mask {
  const known = secrets.filter(({ bytes }) => bytes.length > 0);
  const takeKnown = replacing(known.flatMap(({ name, bytes }) => patternsOf(name, bytes)));
  return (text) => {
    const isLong = text.length > WINDOW;
    const bare = takeKnown(isLong ? text.slice(0, WINDOW) : text);
    // Whatever is cut in two by the window lies in this end of it.
    return printable(cut(takeLooks(isLong ? bare.slice(0, -LONGEST) : bare)));
  };
}

/** No more of a text is looked at; characters. */
const WINDOW = 256 * 1024;
/** Of a secret in the longest of its forms. */
const LONGEST = 32 * 1024;

interface Pattern {
  /** Without capturing groups. */
  readonly source: string;
  readonly shown: (found: string) => string;
}

const BASE64 = '[A-Za-z0-9+/_=-]';
/** One line break of base64 in lines, as it is or as JSON writes it. */
const BREAK = String.raw`(?:\s|\\[rn])`;

const NAMES = '(?:passphrase|totp|password|pdfPassword)';

const LOOKS: readonly Pattern[] = [
  // Whatever a field of that name holds, even where the text ends within it; then the same within a JSON string.
  {
    source: String.raw`"${NAMES}"\s*:\s*"(?:[^"\\]|\\[^])*`,
    shown: (found) => `${found.slice(0, found.indexOf(':'))}:"‹masked›`,
  },
  {
    source: String.raw`\\"${NAMES}\\"\s*:\s*\\"(?:[^"\\]|\\\\[^])*`,
    shown: (found) => `${found.slice(0, found.indexOf(':'))}:\\"‹masked›`,
  },
  {
    source: String.raw`\b(?:passphrase|totp)=[^&\s"<]*`,
    shown: (found) => `${found.slice(0, found.indexOf('='))}=‹masked›`,
  },
  {
    source: String.raw`\bauthorization\b["']?\s*[:=]\s*["']?[a-z]+\s+[^\s"'<,]+`,
    shown: () => 'authorization: ‹masked›',
  },
  { source: String.raw`\bbasic\s+[a-z0-9+/=_-]{6,}`, shown: () => 'Basic ‹masked›' },
  // Longer than a hash of SHA-512 in hexadecimal, or several lines.
  {
    source: `${BASE64}{129,}(?:${BREAK}{1,4}${BASE64}{20,})*|(?:${BASE64}{40,}${BREAK}{1,4}){2,}${BASE64}*`,
    shown: (found) => `‹file, ${found.length} characters›`,
  },
  { source: String.raw`%PDF-[^]*`, shown: (found) => `‹file, ${found.length} bytes›` },
  { source: String.raw`(?<!\d)\d{16}(?!\d)`, shown: () => '‹nik›' },
];

const takeLooks = replacing(LOOKS);

/** Replaces whatever one of the patterns finds, all in one pass, so that none sees what another has put there. */
function replacing(patterns: readonly Pattern[]): (text: string) => string {
  if (patterns.length === 0) return (text) => text;
  const all = new RegExp(patterns.map(({ source }) => `(${source})`).join('|'), 'giu');
  return (text) =>
    text.replace(all, (found: string, ...groups: readonly unknown[]) => {
      const which = patterns[groups.slice(0, patterns.length).findIndex((group) => group !== undefined)];
      return which?.shown(found) ?? '';
    });
}

function patternsOf(name: Secret['name'], bytes: Uint8Array): Pattern[] {
  const shown = () => `‹${name}›`;
  const buffer = Buffer.from(bytes);
  const texts = new Set(['NFC', 'NFD'].map((form) => buffer.toString('utf8').normalize(form)));
  const plain = [...texts, buffer.toString('utf8')].flatMap((text) => spelled(text));
  const hex = buffer.length > 3 ? [[...buffer].map((byte) => hexOf(byte, 2)).join('[\\s:]?')] : [];
  return [...plain, ...base64Of(buffer), ...hex].map((source) => ({ source, shown }));
}

/** The text with each character in any spelling, and its beginning where the text that is searched ends within it. */
function spelled(text: string): string[] {
  const each = [...text].map(spellings);
  const begun = each.slice(0, 4).join('');
  const rest = each.slice(4).reduceRight((after, one) => `(?:${one}${after})?`, '');
  return each.length > 4 && each.length <= 128 ? [each.join(''), `${begun}${rest}$`] : [each.join('')];
}

function spellings(character: string): string {
  const code = character.codePointAt(0) ?? 0;
  const units = [...Array(character.length).keys()].map((index) => character.charCodeAt(index));
  const percent = [...Buffer.from(character)].map((byte) => `%${hexOf(byte, 2)}`).join('');
  const named = { '&': 'amp', '<': 'lt', '>': 'gt', '"': 'quot', "'": 'apos' }[character];
  return `(?:${[
    `\\\\{0,3}${literal(character)}`,
    `\\\\{1,3}${units.map((unit) => `u${hexOf(unit, 4)}`).join('\\\\{1,3}')}`,
    percent,
    `&#0*${code};`,
    `&#x0*${hexOf(code, 1)};`,
    ...(named ? [`&${named};`] : []),
    ...(character === ' ' ? ['\\+'] : []),
  ].join('|')})`;
}

/** Only the characters that no neighbouring byte decides, so that it is found within a longer text. */
function base64Of(bytes: Buffer): string[] {
  if (bytes.length < 4) return [];
  return [0, 1, 2].map((before) => {
    const text = Buffer.concat([Buffer.alloc(before), bytes]).toString('base64');
    const whole = Math.floor(((before + bytes.length) * 8) / 6);
    const sure = text.slice(Math.ceil((before * 8) / 6), whole);
    return [...sure].map((one) => ({ '+': '[+-]', '/': '(?:\\\\?/|_)' })[one] ?? one).join('');
  });
}

function literal(character: string): string {
  return character.replace(/[\\^$.*+?()[\]{}|/]/u, '\\$&');
}

function hexOf(value: number, digits: number): string {
  return value.toString(16).padStart(digits, '0');
}

function cut(text: string): string {
  const bytes = Buffer.from(text);
  if (bytes.length <= MOST) return text;
  return `${bytes
    .subarray(0, MOST - 8)
    .toString('utf8')
    .replace(/\uFFFD+$/u, '')}…`;
}

/** Nothing that a terminal would act on. */
function printable(text: string): string {
  return text.replace(/[^\P{Cc}\n\t]/gu, '\uFFFD');
}
