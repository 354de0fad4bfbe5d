import type { FuzzRandom } from './fuzz-random.js';

/** Keys and values that decide what a reader shows or believes. */
const NAMES = [
  ...['Type', 'Subtype', 'Pages', 'Page', 'Kids', 'Parent', 'Count', 'Contents', 'Resources', 'MediaBox'],
  ...[
    'CropBox',
    'Rotate',
    'Annots',
    'AcroForm',
    'Fields',
    'SigFlags',
    'FT',
    'Sig',
    'Tx',
    'T',
    'V',
    'AP',
    'N',
  ],
  ...[
    'Rect',
    'F',
    'Ff',
    'DA',
    'DR',
    'NeedAppearances',
    'ByteRange',
    'Filter',
    'SubFilter',
    'Reference',
    'Perms',
  ],
  ...['DocMDP', 'FieldMDP', 'Root', 'Prev', 'Size', 'Info', 'ID', 'XRefStm', 'Length', 'Names', 'OpenAction'],
  ...[
    'AA',
    'DSS',
    'Metadata',
    'Extensions',
    'Version',
    'Font',
    'XObject',
    'Widget',
    'FreeText',
    'Lock',
    'Type1',
  ],
  ...[
    'adbe.pkcs7.detached',
    'ETSI.CAdES.detached',
    'adbe.pkcs7.sha1',
    'ETSI.RFC3161',
    'DocTimeStamp',
    'Helvetica',
  ],
];

const TOKEN = /\/[A-Za-z0-9.]+|\d+ \d+ R|-?\d+(?:\.\d+)?|\((?:[^()\\]|\\.)*\)|<[0-9A-Fa-f]*>|<<|>>|\[|\]/gu;
const PLUMBING =
  /\/(?:ByteRange|Prev|Size|Length|Count|XRefStm|Root|First|N|W|Index)\b[^/>]{0,60}|startxref\s+\d+|\d{10} \d{5} [nf]/gu;

/** Changes one token of PDF text: a number, a name, a reference, a string; or repeats, drops or swaps some. */
export function changeToken(text: string, random: FuzzRandom): string {
  const tokens = [...text.matchAll(TOKEN)];
  if (tokens.length === 0) return text;
  const token = random.pick(tokens);
  const other = random.pick(tokens);
  switch (random.below(8)) {
    case 0:
      return replaced(text, token, '');
    case 1:
      return replaced(text, token, `${token[0]} ${token[0]}`);
    case 2:
      return replaced(text, token, other[0]);
    case 3:
      return swapped(text, token, other);
    case 4:
      return replaced(text, token, `${entry(random)} ${token[0]}`);
    default:
      return replaced(text, token, variant(token[0], random));
  }
}

/** Changes a number that says where things are or how many: ranges, offsets, lengths, rows. */
export function changePlumbing(text: string, random: FuzzRandom): string {
  const places = [...text.matchAll(PLUMBING)];
  if (places.length === 0) return text;
  const place = random.pick(places);
  const numbers = [...place[0].matchAll(/\d+/gu)];
  if (numbers.length === 0) return text;
  const number = random.pick(numbers);
  const changed = numberNear(Number(number[0]), text, random);
  const kept = random.percent(60) ? changed.padStart(number[0].length, '0') : changed;
  return replaced(text, { 0: number[0], index: place.index + number.index }, kept);
}

/** An entry that a dictionary may gain. */
export function entry(random: FuzzRandom): string {
  const ref = `${String(1 + random.below(14))} 0 R`;
  return `/${random.pick(NAMES)} ${random.pick([ref, `[${ref}]`, `/${random.pick(NAMES)}`, String(random.below(900)), 'true', '<< >>', '(x)', 'null'])}`;
}

function variant(token: string, random: FuzzRandom): string {
  if (token.startsWith('/')) return `/${random.pick(NAMES)}`;
  if (token.endsWith(' R')) return `${String(random.below(16))} ${String(random.percent(90) ? 0 : 1)} R`;
  if (token.startsWith('(')) return random.pick(['()', '(x)', `(${token.slice(1, -1)}x)`, '<6162>']);
  if (/^[[<>\]]/u.test(token)) return random.pick(['<<', '>>', '[', ']', '', token + token]);
  return random.pick([
    String(Number(token) + 1),
    String(-Number(token)),
    '0',
    '1',
    '65535',
    '4294967296',
    '1e9',
    '',
  ]);
}

function numberNear(value: number, text: string, random: FuzzRandom): string {
  const places = ['%%EOF', 'xref', ' obj', '<<', 'stream'].map((word) =>
    text.indexOf(word, random.below(text.length)),
  );
  return String(
    Math.max(
      0,
      random.pick([
        value + 1,
        value - 1,
        value + random.below(40),
        0,
        text.length,
        4_294_967_295,
        2 ** 53,
        ...places,
      ]),
    ),
  );
}

function replaced(text: string, token: { 0: string; index: number }, by: string): string {
  return text.slice(0, token.index) + by + text.slice(token.index + token[0].length);
}

/** Two tokens in each other's place; as it was where they overlap. */
export function swapped(text: string, one: RegExpExecArray, other: RegExpExecArray): string {
  const [first, second] = one.index <= other.index ? [one, other] : [other, one];
  if (first.index + first[0].length > second.index) return text;
  return replaced(replaced(text, second, first[0]), first, second[0]);
}
