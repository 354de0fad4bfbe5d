import { beforeAll, describe, expect, test } from 'vitest';
import { appendRevision, type AppendedRevision, objectIn } from '../support/appended-revision.js';
import { bytesOf, stream, textOfBytes } from '../support/made-pdfs.js';
import { formPdf, judge, sign } from '../support/signed-form.js';

/** Files of which two readers show different things: one as signed, the other as the attacker wants. */
let once: Uint8Array;
beforeAll(async () => {
  once = await sign(formPdf());
});

const after = (revision: AppendedRevision, base = once) => judge(appendRevision(base, revision));
const forged = stream('BT /F1 14 Tf 71 700 Td (Palsu) Tj ET');

describe('a key that stands twice, of which readers take the first or the last', () => {
  const twice = (number: number, key: string, forgedValue: string) => ({
    objects: {
      [number]: objectIn(once, number).replace(`/${key}`, `/${key} ${forgedValue} /${key}`),
      300: forged,
    },
  });

  test.each<[string, () => AppendedRevision]>([
    ['the catalog', () => twice(1, 'Pages', '300 0 R')],
    ['a page', () => twice(3, 'Contents', '300 0 R')],
    ['a node of pages', () => twice(2, 'Kids', '[300 0 R]')],
    ['the form', () => twice(10, 'Fields', '[]')],
    ['a field', () => twice(11, 'Rect', '[0 0 600 800]')],
    [
      'the trailer',
      () => ({ root: '300 0 R', trailer: '/Root 1 0 R', objects: { 300: '<< /Type /Catalog >>' } }),
    ],
    ['the resources of the form', () => twice(17, 'Font', '<< >>')],
  ])('in %s is told', async (_, revision) => {
    expect(await after(revision())).toMatch(/^changed/);
  });
});

test('a page that has kids, too, is still a page, and takes no annotation', async () => {
  const signed = await sign(formPdf({ pageEntries: '/Kids []' }));
  expect(await judge(signed)).toBe('intact');
  const note = '<< /Type /Annot /Subtype /Stamp /Rect [0 0 600 800] >>';
  const list = objectIn(signed, 14).replace(/\]$/, ' 300 0 R]');
  const page = objectIn(signed, 3).replace('/Annots 14 0 R', `/Annots ${list}`);
  expect(await after({ objects: { 3: page, 300: note } }, signed)).toBe('changed annotation-added');
});

describe('what a page inherits', () => {
  const page = (more: string) => ({ objects: { 3: objectIn(once, 3).replace(/>>$/, `${more} >>`) } });

  test('may become its own', async () => {
    expect(await after(page('/MediaBox [0 0 595 842]'))).toBe('intact');
    expect(await after(page('/Resources << /Font << /F1 5 0 R >> >>'))).toBe('intact');
  });

  test('is not to be hidden by another value, nor by a reference to nothing', async () => {
    expect(await after(page('/MediaBox [0 0 595 84]'))).toBe('changed page-changed');
    expect(await after(page('/Resources 300 0 R'))).toBe('changed page-changed');
    expect(await after(page('/Resources << /Font << /F1 18 0 R >> /XObject << /X 15 0 R >> >>'))).toBe(
      'changed page-changed',
    );
  });
});
describe('an object of which the signed revision tells a place that is not yet there', () => {
  /** A file whose table says that 300 stands far behind its end. */
  const prepared = (place: number) =>
    appendRevision(formPdf({ pageEntries: '/AA 300 0 R' }), {
      objects: { 300: 'null' },
      offsets: { 300: place },
    });

  test('is told when it was begun there and goes on', async () => {
    const long = (length: string) =>
      appendRevision(formPdf({ pageEntries: '/AA << /O << /S /JavaScript /JS 300 0 R >> >>' }), {
        objects: { 300: `<< /Length ${length} >>\nstream\nx`, 301: '30000' },
      });
    for (const length of ['30000', '301 0 R', '5 /Length 30000', '5 /L#65ngth 30000']) {
      const signed = await sign(long(length));
      expect(await judge(signed)).toBe('intact');
      const start = textOfBytes(signed).lastIndexOf('stream\nx') + 7;
      const closed = Buffer.concat([
        signed,
        Buffer.alloc(start + 30_000 - signed.length, ' '),
        bytesOf('endstream\nendobj\n'),
      ]);
      const previous = Number(/startxref\s+(\d+)\s+%%EOF\s*$/u.exec(textOfBytes(signed))?.[1]);
      expect(await after({ prev: previous }, closed)).toMatch(/^(changed|unreadable)/);
    }
  });

  test('is told when a text in it goes on to behind all that was signed', async () => {
    const open = appendRevision(formPdf({ pageEntries: '/AA << /O 300 0 R >>' }), {
      objects: { 300: '<< /Text (', 301: 'null' },
    });
    const signed = await sign(open);
    expect(await judge(signed)).toBe('intact');
    const previous = Number(/startxref\s+(\d+)\s+%%EOF\s*$/u.exec(textOfBytes(signed))?.[1]);
    for (const end of [') /S /JavaScript /JS (x) >>\nendobj\n', ') /S /JavaScript /JS (x) >> endobj ']) {
      const closed = Buffer.concat([signed, bytesOf(end)]);
      expect(await after({ prev: previous }, closed)).toMatch(/^(changed|unreadable)/);
    }
  });

  test('is told when it comes there', async () => {
    const place = 60_000;
    const signed = await sign(prepared(place));
    expect(await judge(signed)).toBe('intact');
    const object = bytesOf('300 0 obj\n<< /O << /S /JavaScript /JS (x) >> >>\nendobj\n');
    const filled = Buffer.concat([signed, Buffer.alloc(place - signed.length, ' '), object]);
    const start = Number(/startxref\s+(\d+)\s+%%EOF\s*$/u.exec(textOfBytes(signed))?.[1]);
    expect(await after({ prev: start }, filled)).toMatch(/^(changed|unreadable)/);
  });
});
