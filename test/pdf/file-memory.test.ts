import { describe, expect, test } from 'vitest';
import { bytesSource } from '../../server/pdf/core/byte-source.js';
import { PlaceMemory } from '../../server/pdf/core/file-memory.js';
import { Lexer } from '../../server/pdf/core/lexer.js';
import { type PdfObject, PdfDict, PdfRef, PdfStream } from '../../server/pdf/core/objects.js';
import { Parser } from '../../server/pdf/core/parser.js';
import { openPdf } from '../../server/pdf/core/pdf-document.js';
import { appendRevision } from '../support/appended-revision.js';
import { fuzzRandom } from '../support/fuzz-random.js';
import { bytesOf } from '../support/made-pdfs.js';
import { formPdf } from '../support/signed-form.js';

/** All that an object is, as text. */
function shown(value: PdfObject): string {
  if (value instanceof PdfStream) return `${shown(value.dict)} stream at ${value.start}`;
  if (value instanceof PdfDict)
    return `<<${[...value.entries()].map(([key, each]) => `/${key} ${shown(each)}`).join(' ')}>> ${value.ambiguous}`;
  return Array.isArray(value) ? `[${value.map(shown).join(' ')}]` : JSON.stringify(value);
}

/** What one reading of an indirect object came to, and how far it looked for that. */
function reading(bytes: Uint8Array): { outcome: string; reach: number } {
  const lexer = new Lexer(bytes, 0, true);
  try {
    const { ref, value, end } = new Parser(lexer, { maxNesting: 64 }).indirect();
    return { outcome: `${ref.key} ${shown(value)} ${end}`, reach: lexer.reach };
  } catch (error) {
    return { outcome: String(error), reach: Infinity };
  }
}

describe('the reach of a reading (Lexer.reach)', () => {
  const values = [
    '12',
    '12 0',
    '12 0 R',
    '[1 0 R 2]',
    '<< /A 1 0 R /B 5 >>',
    '(a(b)c)',
    '<AB >',
    '/Na#6De',
    'true',
  ];
  const gaps = [
    ' ',
    '\n',
    ' % 12 0 R\n',
    ' % a remark that goes on and on\n',
    '\r\n',
    '',
    '   ',
    '% stream\n   % x\r',
  ];
  const follow = [
    'endobj\n',
    'stream\nxyz\nendstream',
    '0 R',
    '3 0 obj',
    '0 ',
    'R',
    ']',
    '>> ',
    'streams',
    '7',
  ];

  test('covers every byte that the outcome hangs on', () => {
    const random = fuzzRandom(41);
    const leaks: string[] = [];
    let proved = 0;
    for (let number = 0; number < 5000; number += 1) {
      const pieces = Array.from({ length: 3 }, () => random.pick(gaps) + random.pick(follow));
      const text = `7 0 obj${random.pick(gaps)}${random.pick(values)}${pieces.join('')}${' '.repeat(random.below(40))}`;
      const bytes = bytesOf(text);
      const { outcome, reach } = reading(bytes);
      if (reach > bytes.length) continue;
      const others = bytesOf(`\n${random.pick(follow)}${random.pick(gaps)}${random.pick(values)}`);
      for (const rest of [new Uint8Array(), others, random.bytes(20)]) {
        const again = reading(Buffer.concat([bytes.subarray(0, reach), rest])).outcome;
        if (again !== outcome) leaks.push(`${text}: ${outcome}, then ${again}`);
      }
      proved += 1;
    }
    expect(leaks).toEqual([]);
    expect(proved).toBeGreaterThan(1000);
  });

  test('lies beyond the end of a file that the outcome hangs on', () => {
    for (const text of [
      '7 0 obj 12',
      '7 0 obj 12 0',
      '7 0 obj << >>',
      '7 0 obj << >> str',
      '7 0 obj [1] % x',
    ])
      expect(reading(bytesOf(text)).reach).toBeGreaterThan(text.length);
  });
});

describe('values remembered by their place (PlaceMemory)', () => {
  test('are found by files that hold all that they hang on, and by no shorter one', () => {
    const memory = new PlaceMemory<string>(10);
    memory.keep(5, 'value', 100, 200);
    expect(memory.get(5, 100)).toBe('value');
    expect(memory.get(5, 99)).toBeUndefined();
    expect(memory.get(6, 200)).toBeUndefined();
  });

  test('are not kept where the end of their file was among it', () => {
    const memory = new PlaceMemory<string>(10);
    memory.keep(5, 'value', 101, 100);
    expect(memory.get(5, 1000)).toBeUndefined();
  });

  test('weigh no more together than is allowed', () => {
    const memory = new PlaceMemory<number>(10);
    for (let place = 0; place < 100; place += 1) memory.keep(place, place, 1, 1, 3);
    const found = Array.from({ length: 100 }, (_, place) => memory.get(place, 1));
    expect(found.filter((value) => value !== undefined).length).toBeLessThanOrEqual(3);
    memory.keep(200, 200, 1, 1, 11);
    expect(memory.get(200, 1)).toBeUndefined();
  });
});

describe('a file and what it was before, read beside one another', () => {
  const base = formPdf();

  /** Objects of which the older file holds a beginning that makes sense, and the newer another end. */
  const begun: [begin: string, end: string][] = [
    ['12', '34 endobj '],
    ['12 0', ' R endobj '],
    ['<< /A 1 >>', '\nstream\nxyz\nendstream endobj '],
    ['(a', 'b) endobj '],
    ['/Na', 'me endobj '],
    ['[1 2', ' 3] endobj '],
  ];

  test.each(begun)('read %j as each reads it alone, whoever is asked first', async (begin, end) => {
    // The object is the last of the older file, whose table stands before it.
    const announcing = (place: number) => appendRevision(base, { rows: { 300: [1, place, 0] } });
    const announced = announcing(announcing(0).length);
    const older = Buffer.concat([announced, bytesOf(`300 0 obj ${begin}`)]);
    const newer = Buffer.concat([older, bytesOf(end)]);
    const readIn = async (pdf: { get(ref: PdfRef): Promise<PdfObject> }) => {
      try {
        return shown(await pdf.get(new PdfRef(300)));
      } catch (error) {
        return String(error);
      }
    };
    const alone = {
      older: await readIn(await openPdf(bytesSource(older))),
      newer: await readIn(await openPdf(bytesSource(newer))),
    };
    for (const order of [
      ['older', 'newer'],
      ['newer', 'older'],
    ] as const) {
      const whole = await openPdf(bytesSource(newer));
      const files = { newer: whole, older: await whole.openPrefix(older.length) };
      for (const which of order) expect(await readIn(files[which])).toBe(alone[which]);
    }
    expect(alone.older).not.toBe(alone.newer);
  });

  test('a section that the older file holds in part is another one to each', async () => {
    const cut = appendRevision(base, { objects: { 300: '(x)' } });
    const whole = await openPdf(bytesSource(cut));
    const start = whole.startXref;
    for (let size = start; size < cut.length; size += 7) {
      const prefix = cut.subarray(0, size);
      const told = (open: Promise<{ startXref: number; maxObjectNumber: number }>) =>
        open.then(
          ({ startXref, maxObjectNumber }) => [startXref, maxObjectNumber],
          (error: unknown) => String(error),
        );
      expect(await told(whole.openPrefix(size))).toEqual(await told(openPdf(bytesSource(prefix))));
    }
  });
});
