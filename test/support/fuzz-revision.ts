import type { FuzzRandom } from './fuzz-random.js';
import { changePlumbing, changeToken, entry } from './fuzz-tokens.js';
import { bytesOf, objectStream, textOfBytes } from './made-pdfs.js';

/**
 * Appends a revision as an attacker would, who can write anything but the signed bytes: objects of the file said
 * anew with some tokens changed, others added or freed, behind a section that is mostly right.
 */
export function appendRevision(base: Uint8Array, random: FuzzRandom): Uint8Array {
  const before = textOfBytes(base);
  const objects = new Map<number, string>();
  const known = objectsOf(before);
  const highest = Math.max(20, ...known.keys());
  for (let count = random.below(3) + 1; count > 0; count -= 1) {
    const number = random.pick([...known.keys()]);
    objects.set(number, changedBody(known.get(number) ?? 'null', random, highest + 1));
  }
  if (random.percent(40)) objects.set(highest + 1, addition(random, [...known.keys()]));
  const freed = random.percent(10) ? [random.pick([...known.keys()])] : [];
  const isStream = before.lastIndexOf('/Type /XRef') > before.lastIndexOf('trailer');
  const tail = isStream !== random.percent(10) ? streamTail : tableTail;
  let text = tail(before, objects, freed, highest + 4, random);
  if (random.percent(10)) text = changePlumbing(text, random);
  return Buffer.concat([base, bytesOf(text)]);
}

/** The newest text of each object that stands in the file by itself. */
export function objectsOf(text: string): Map<number, string> {
  const objects = new Map<number, string>();
  for (const found of text.matchAll(/(?:^|[\r\n])(\d+) 0 obj\s*([\s\S]*?)\s*endobj/gu)) {
    const body = found[2] ?? '';
    if (!/\/Type ?\/(?:XRef|ObjStm)/u.test(body)) objects.set(Number(found[1]), body);
  }
  return objects;
}

/** An object's text with something in it another way. @param free number of an object that the change may lead to */
export function changedBody(body: string, random: FuzzRandom, free: number): string {
  // The same again is an honest revision, and shows that not everything is refused.
  if (random.percent(12)) return body;
  if (random.percent(25)) {
    const end = body.lastIndexOf('>>', body.includes('stream') ? body.indexOf('stream') : undefined);
    const more = random.percent(50) ? entry(random) : keyFor(body, random, free);
    if (end >= 0) return `${body.slice(0, end)} ${more} ${body.slice(end)}`;
  }
  const stream = body.indexOf('stream');
  const dictionary = stream < 0 ? body : body.slice(0, stream);
  let head = dictionary;
  for (let count = random.below(2) + 1; count > 0; count -= 1) head = changeToken(head, random);
  if (stream < 0) return head;
  const inside = body
    .slice(stream)
    .replace(/[a-z(]/u, (letter) => (letter === 's' ? 's' : random.pick(['X', 'q', letter])));
  return random.percent(50) ? head + body.slice(stream) : dictionary + swapContent(inside, random);
}

function swapContent(stream: string, random: FuzzRandom): string {
  const at = 7 + random.below(Math.max(1, stream.length - 17));
  return stream.slice(0, at) + random.pick(['A', ' ', '(', '0']) + stream.slice(at + 1);
}

/** The entry that an attack on this kind of object would set. */
function keyFor(body: string, random: FuzzRandom, free: number): string {
  const ref = `${String(free)} 0 R`;
  if (body.includes('/Catalog')) {
    return random.pick([
      `/OpenAction ${ref}`,
      `/Pages ${ref}`,
      `/AcroForm ${ref}`,
      `/Names ${ref}`,
      '/Lang (id)',
      '/DSS << /Certs [] >>',
    ]);
  }
  if (body.includes('/Annot'))
    return random.pick([`/AP << /N ${ref} >>`, `/AA ${ref}`, `/V ${ref}`, '/F 2', '/Rect [0 0 600 800]']);
  return random.pick([
    `/Contents ${ref}`,
    `/Annots [${ref}]`,
    `/Resources ${ref}`,
    '/Rotate 90',
    '/CropBox [0 0 9 9]',
    `/Kids [${ref}]`,
  ]);
}

function addition(random: FuzzRandom, known: readonly number[]): string {
  const ref = `${String(random.pick(known))} 0 R`;
  const content = 'BT /F1 14 Tf 71 700 Td (Surat palsu) Tj ET';
  return random.pick([
    `<< /Length ${String(content.length)} >>\nstream\n${content}\nendstream`,
    '<< /Type /Annot /Subtype /FreeText /Rect [0 0 500 500] /Contents (palsu) >>',
    `<< /Type /Annot /Subtype /Widget /FT /Sig /T (Palsu) /Rect [0 0 0 0] /V ${ref} >>`,
    '<< /Type /Annot /Subtype /Widget /FT /Tx /T (Palsu) /Rect [0 0 500 500] /V (palsu) >>',
    `<< /Type /Page /Parent 2 0 R /Contents ${ref} >>`,
    `<< /Fields [${ref}] >>`,
    '<< /S /JavaScript /JS (app.alert(1)) >>',
    '<< /Title (lain) >>',
  ]);
}

type Tail = typeof tableTail;

function tableTail(
  before: string,
  objects: ReadonlyMap<number, string>,
  freed: readonly number[],
  size: number,
  random: FuzzRandom,
): string {
  const { text, offsets } = written(before, objects);
  const rows = [
    ...[...offsets].map(
      ([number, offset]) => `${String(number)} 1\n${String(offset).padStart(10, '0')} 00000 n \n`,
    ),
    ...freed
      .filter((number) => !offsets.has(number))
      .map((number) => `${String(number)} 1\n0000000000 00001 f \n`),
  ];
  const at = before.length + text.length;
  const trailer = `<< ${trailerEntries(before, size, random)} >>`;
  return `${text}xref\n${rows.join('')}trailer\n${trailer}\nstartxref\n${String(at)}\n%%EOF\n`;
}

const streamTail: Tail = (before, objects, freed, size, random) => {
  const packed = random.percent(40) ? [...objects].filter(([, body]) => !body.includes('stream')) : [];
  const plain = new Map([...objects].filter(([number]) => !packed.some(([other]) => other === number)));
  if (packed.length > 0) plain.set(size, objectStream(packed));
  const { text, offsets } = written(before, plain);
  const at = before.length + text.length;
  const rows = new Map<number, readonly [number, number, number]>([[size + 1, [1, at, 0]]]);
  for (const number of freed) rows.set(number, [0, 0, 1]);
  for (const [number, offset] of offsets) rows.set(number, [1, offset, 0]);
  packed.forEach(([number], index) => rows.set(number, [2, size, index]));
  const bytes = Buffer.concat(
    [...rows.values()].map(([kind, middle, last]) => {
      const row = Buffer.from([kind, 0, 0, 0, 0, last]);
      row.writeUInt32BE(middle, 1);
      return row;
    }),
  );
  const index = [...rows.keys()].map((number) => `${String(number)} 1`).join(' ');
  const dict = `/Type /XRef /W [1 4 1] /Index [${index}] /Length ${String(bytes.length)} ${trailerEntries(before, size + 2, random)}`;
  return `${text}${String(size + 1)} 0 obj\n<< ${dict} >>\nstream\n${bytes.toString('latin1')}\nendstream\nendobj\nstartxref\n${String(at)}\n%%EOF\n`;
};

function trailerEntries(before: string, size: number, random: FuzzRandom): string {
  const sections = [...before.matchAll(/startxref\s+(\d+)/gu)].map(([, offset = '']) => offset);
  const previous = random.percent(92) ? sections.at(-1) : random.pick(['0', ...sections]);
  const root = /\/Root (\d+ 0 R)/u.exec(before)?.[1] ?? '1 0 R';
  const more = random.percent(6) ? entry(random) : '';
  const rootNow = random.percent(97) ? root : `${String(size - 3)} 0 R`;
  return `/Size ${String(size)} /Root ${rootNow} /Prev ${previous ?? '0'} ${more}`;
}

function written(
  before: string,
  objects: ReadonlyMap<number, string>,
): { text: string; offsets: Map<number, number> } {
  const offsets = new Map<number, number>();
  let text = '';
  for (const [number, body] of objects) {
    offsets.set(number, before.length + text.length);
    text += `${String(number)} 0 obj\n${body}\nendobj\n`;
  }
  return { text, offsets };
}
