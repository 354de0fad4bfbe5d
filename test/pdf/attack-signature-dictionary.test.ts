import { beforeAll, describe, expect, test } from 'vitest';
import { appendRevision, objectIn } from '../support/appended-revision.js';
import { bytesOf, textOfBytes } from '../support/made-pdfs.js';
import { formPdf, judge, report, sign } from '../support/signed-form.js';

let once: Uint8Array;
let text: string;
/** Number of the signature's dictionary and of its field, found by the first signature's `/V`. */
let value: number;
let field: number;

beforeAll(async () => {
  once = await sign(formPdf());
  text = textOfBytes(once);
  value = Number(/\/V (\d+) 0 R/.exec(text)?.[1]);
  field = Number([...text.slice(0, text.indexOf(`/V ${value} 0 R`)).matchAll(/(\d+) 0 obj/g)].at(-1)?.[1]);
});

/** Another text in the place of a part of the signed file, as long as it was, so that nothing else moves. */
function replaced(part: RegExp, by: (found: string) => string): Uint8Array {
  return bytesOf(
    text.replace(part, (found) => {
      const other = by(found);
      expect(other.length).toBeLessThanOrEqual(found.length);
      return other.padEnd(found.length);
    }),
  );
}

/** With the blanks behind it, which make room for numbers that are longer. */
const BYTE_RANGE = /\/ByteRange ?\[[^\]]*\] */;
const CONTENTS = /\/Contents ?<[0-9A-Fa-f]+>/;
const numbersIn = (found: string) => (found.match(/\d+/g) ?? []).map(Number);

describe('a universal signature forgery', () => {
  test.each<[string, RegExp, (found: string) => string]>([
    ['no ByteRange', BYTE_RANGE, () => ''],
    ['a ByteRange that is null', BYTE_RANGE, () => '/ByteRange null'],
    ['an empty ByteRange', BYTE_RANGE, () => '/ByteRange []'],
    ['a ByteRange of names', BYTE_RANGE, () => '/ByteRange [/a /b /c /d]'],
    ['a ByteRange of text', BYTE_RANGE, () => '/ByteRange [(0) (1) (2) (3)]'],
    ['a ByteRange that is a number', BYTE_RANGE, () => '/ByteRange 0'],
    ['a ByteRange of zeros', BYTE_RANGE, () => '/ByteRange [0 0 0 0]'],
    ['a ByteRange of three', BYTE_RANGE, (found) => `/ByteRange [${numbersIn(found).slice(0, 3).join(' ')}]`],
    ['a ByteRange of five', BYTE_RANGE, (found) => `/ByteRange [${numbersIn(found).join(' ')} 0]`],
    [
      'a ByteRange of fractions',
      BYTE_RANGE,
      (found) =>
        `/ByteRange [${numbersIn(found)
          .map((n) => `${n}.5`)
          .join(' ')}]`,
    ],
    ['a negative start', BYTE_RANGE, (found) => `/ByteRange [-1 ${numbersIn(found).slice(1).join(' ')}]`],
    ['a negative length', BYTE_RANGE, (found) => found.replace(/ (\d+)/, ' -$1').trimEnd()],
    [
      'ranges in the other order',
      BYTE_RANGE,
      (found) => {
        const [a, b, c, d] = numbersIn(found);
        return `/ByteRange [${c} ${d} ${a} ${b}]`;
      },
    ],
    [
      'ranges over one another',
      BYTE_RANGE,
      (found) => {
        const [a, b, , d] = numbersIn(found);
        return `/ByteRange [${a} ${b} ${a} ${d}]`;
      },
    ],
    [
      'a range beyond all numbers',
      BYTE_RANGE,
      (found) => {
        const [a, b, c] = numbersIn(found);
        return `/ByteRange [${a} ${b} ${c} 9${'9'.repeat(17)}]`;
      },
    ],
    ['no Contents', CONTENTS, () => ''],
    ['Contents that are null', CONTENTS, () => '/Contents null'],
    ['empty Contents', CONTENTS, () => '/Contents <>'],
    ['Contents that are a name', CONTENTS, () => '/Contents /x'],
    [
      'Contents of zeros',
      CONTENTS,
      (found) =>
        found
          .replace(/[1-9A-Fa-f]/g, '0')
          .replace('/0ontents', '/Contents')
          .replace(/^\/.{8}/, '/Contents'),
    ],
    ['Contents as text', CONTENTS, (found) => `/Contents (${found.slice(12, 200)})`],
    ['Contents elsewhere', CONTENTS, () => '/Contents 6 0 R'],
    ['Contents cut short', CONTENTS, (found) => `${found.slice(0, 400)}>`],
    ['two Contents', CONTENTS, (found) => `/Contents <00> ${found.slice(0, found.length - 16)}>`],
    ['no SubFilter', /\/SubFilter ?\/ETSI\.CAdES\.detached/, () => ''],
    [
      'a SubFilter of no detached kind',
      /\/SubFilter ?\/ETSI\.CAdES\.detached/,
      () => '/SubFilter /adbe.x509',
    ],
  ])('with %s is never intact', async (_, part, by) => {
    const bytes = replaced(part, by);
    expect(textOfBytes(bytes)).not.toBe(text);
    const { verdict, signatures } = await report(bytes);
    expect(['broken', 'undetermined', 'unreadable']).toContain(verdict);
    expect(signatures.map(({ integrity }) => integrity)).not.toContain('right');
  });

  test('with a dictionary that a later revision writes anew is told', async () => {
    const dictionary = objectIn(once, value);
    const rewritten = dictionary.replace(CONTENTS, '/Contents <00>');
    for (const other of [rewritten, '<< >>', 'null', dictionary]) {
      expect(await judge(appendRevision(once, { objects: { [value]: other } }))).toMatch(
        /^(broken|changed|undetermined)/,
      );
    }
    expect(await judge(appendRevision(once, { free: [value] }))).not.toBe('intact');
  });

  test('with a dictionary in an object stream is told', async () => {
    const packed = appendRevision(once, { packed: { [value]: objectIn(once, value) } });
    expect(await judge(packed)).toBe('broken value-in-object-stream');
  });
});

describe('a signature wrapping attack', () => {
  test('that moves the second range behind bytes of its own is told', async () => {
    const [a = 0, b = 0, c = 0, d = 0] = numbersIn(BYTE_RANGE.exec(text)?.[0] ?? '');
    const inserted = `00>/X<${'0'.repeat(64)}`;
    const moved = bytesOf(text.slice(0, b) + text.slice(b, c - 1) + inserted + text.slice(c - 1));
    const bytes = bytesOf(
      textOfBytes(moved).replace(BYTE_RANGE, (found) =>
        `/ByteRange [${a} ${b} ${c + inserted.length} ${d}]`.padEnd(found.length),
      ),
    );
    const { verdict, signatures } = await report(bytes);
    expect(verdict).not.toBe('intact');
    expect(signatures.map(({ integrity }) => integrity)).not.toContain('right');
  });

  test('that shows another dictionary with the signed one’s Contents is told', async () => {
    // The copy lies elsewhere than its ranges leave out, and says another reason.
    const copy = objectIn(once, value).replace('>>', '/Reason (Palsu) >>');
    const bytes = appendRevision(once, {
      objects: { 300: copy, [field]: objectIn(once, field).replace(/\/V \d+ 0 R/, '/V 300 0 R') },
    });
    expect(await judge(bytes)).toBe('broken byte-range-gap-wrong');
  });

  test('that has two fields show one signature is told', async () => {
    const second = '<< /Type /Annot /Subtype /Widget /FT /Sig /T (kedua) /Rect [0 0 0 0] /P 3 0 R /V ';
    const bytes = appendRevision(once, {
      objects: { 13: objectIn(once, 13).replace(/\]$/, ' 300 0 R]'), 300: `${second}${value} 0 R >>` },
    });
    expect(await judge(bytes)).toBe('broken value-in-several-fields');
  });

  test('that loses the field is told', async () => {
    const bytes = appendRevision(once, { objects: { 13: '[11 0 R 12 0 R 19 0 R]' } });
    expect((await report(bytes)).verdict).toBe('changed');
    expect((await report(appendRevision(once, { objects: { [field]: '<< /T (x) >>' } }))).verdict).not.toBe(
      'intact',
    );
  });

  test('that renames, moves or retypes the field is told', async () => {
    const old = objectIn(once, field);
    for (const other of [
      old.replace(/\/T ?\([^)]*\)/, '/T (Lain)'),
      old.replace(/\/Rect ?\[[^\]]*\]/, '/Rect [0 0 500 500]'),
      old.replace(/>>$/, '/AA << >> >>'),
      old.replace(/>>$/, '/AP << /N 15 0 R >> >>'),
    ]) {
      expect(other).not.toBe(old);
      expect(await judge(appendRevision(once, { objects: { [field]: other } }))).toMatch(/^(changed|broken)/);
    }
    expect(await judge(appendRevision(once, { objects: { [field]: old } }))).toBe('intact');
  });
});

test('bytes before the header leave it open what was signed', async () => {
  const bytes = Buffer.concat([bytesOf('%sampah\n'), once]);
  expect((await report(bytes)).verdict).not.toBe('intact');
});
