import { beforeAll, describe, expect, test } from 'vitest';
import { appendRevision, type AppendedRevision, objectIn } from '../support/appended-revision.js';
import { bytesOf, stream, textOfBytes } from '../support/made-pdfs.js';
import { formPdf, judge, picture, report, sign, xmp } from '../support/signed-form.js';

let once: Uint8Array;
let twice: Uint8Array;
beforeAll(async () => {
  once = await sign(formPdf());
  twice = await sign(once);
});

const after = (revision: AppendedRevision, base = once) => judge(appendRevision(base, revision));
const catalog = (more: string) => objectIn(once, 1).replace(/>>$/, `${more} >>`);
const page = (more: string) => objectIn(once, 3).replace(/>>$/, `${more} >>`);
const content = (text: string) => stream(`BT /F1 14 Tf 71 700 Td (${text}) Tj ET`);

describe('what may come after a signature', () => {
  test('nothing, another signature, and the same objects once more', async () => {
    expect(await judge(once)).toBe('intact');
    expect(await judge(twice)).toBe('intact');
    expect(await after({})).toBe('intact');
    expect(await after({ objects: { 3: objectIn(once, 3), 4: objectIn(once, 4) } })).toBe('intact');
    expect(await after({ packed: { 5: objectIn(once, 5), 3: objectIn(once, 3) } })).toBe('intact');
    expect(await after({ kind: 'stream', objects: { 5: objectIn(once, 5) } })).toBe('intact');
  });

  test('the catalog under a new number', async () => {
    expect(await after({ objects: { 300: objectIn(once, 1) }, root: '300 0 R' })).toBe('intact');
    expect(await after({ objects: { 300: catalog('/OpenAction [3 0 R /Fit]') }, root: '300 0 R' })).toBe(
      'changed catalog-changed',
    );
  });

  test('new objects that nothing leads to', async () => {
    expect(await after({ objects: { 300: picture('x'), 301: '<< /A 300 0 R >>' } })).toBe('intact');
  });

  test('metadata that is metadata', async () => {
    expect(await after({ objects: { 16: xmp('baru') } })).toBe('intact');
    expect(await after({ objects: { 16: stream('bukan XML', '/Type /Metadata') } })).toBe(
      'changed catalog-changed',
    );
    expect(await after({ objects: { 16: '<< >>' } })).toBe('changed catalog-changed');
    expect(await after({ objects: { 1: catalog('').replace(/\/Metadata 16 0 R/, '') } })).toBe(
      'changed catalog-changed',
    );
  });

  test('document information, if nothing but a dictionary is in its place', async () => {
    expect(await after({ objects: { 6: '<< /Title (lain) >>' } })).toBe('intact');
    expect(await after({ objects: { 300: '<< /Title (lain) >>' }, info: '300 0 R' })).toBe('intact');
    expect(await after({ objects: { 6: picture('x') } })).toBe('changed trailer-changed');
  });

  test('validation material', async () => {
    const store =
      '<< /Type /DSS /Certs [301 0 R] /VRI << /00112233445566778899AABBCCDDEEFF00112233 << >> >> >>';
    const objects = { 1: catalog('/DSS 300 0 R'), 300: store, 301: stream('x') };
    expect(await after({ objects })).toBe('intact');
    expect(await after({ objects: { ...objects, 300: store.replace('/Certs', '/JavaScript') } })).toBe(
      'changed validation-material-odd',
    );
  });

  test('a version that rises', async () => {
    expect(await after({ objects: { 1: catalog('/Version /2.0') } })).toBe('intact');
    const newer = await sign(formPdf({ catalogEntries: '/Version /1.7' }));
    const lower = objectIn(newer, 1).replace('/Version /1.7', '/Version /1.4');
    expect(await after({ objects: { 1: lower } }, newer)).toBe('changed catalog-changed');
    expect(await after({ objects: { 1: catalog('/Version /Sembarang') } })).toBe('changed catalog-changed');
  });
});

describe('an incremental saving attack', () => {
  test.each<[string, () => AppendedRevision, string]>([
    ['replaces the content of a page', () => ({ objects: { 4: content('Palsu') } }), 'stream-changed'],
    ['replaces it from an object stream', () => ({ packed: { 4: '<< >>' } }), 'page-changed'],
    [
      'gives a page other content',
      () => ({ objects: { 300: content('Palsu'), 3: page('').replace('4 0 R', '300 0 R') } }),
      'stream-changed',
    ],
    [
      'adds content to a page',
      () => ({
        objects: {
          300: content('Palsu'),
          3: page('').replace('/Contents 4 0 R', '/Contents [4 0 R 300 0 R]'),
        },
      }),
      'page-changed',
    ],
    [
      'replaces a font',
      () => ({ objects: { 5: '<< /Type /Font /Subtype /Type1 /BaseFont /Symbol >>' } }),
      'page-changed',
    ],
    ['gives a page other resources', () => ({ objects: { 3: page('/Resources << >>') } }), 'page-changed'],
    ['gives a page other bounds', () => ({ objects: { 3: page('/CropBox [0 0 1 1]') } }), 'page-changed'],
    ['turns a page', () => ({ objects: { 3: page('/Rotate 180') } }), 'page-changed'],
    [
      'adds an action to a page',
      () => ({ objects: { 3: page('/AA << /O << /S /JavaScript /JS (x) >> >>') } }),
      'page-changed',
    ],
    ['frees the content of a page', () => ({ free: [4] }), 'page-changed'],
    ['frees a font', () => ({ free: [5] }), 'page-changed'],
    ['frees a page', () => ({ free: [101] }), 'page-added-or-removed'],
    ['frees the form', () => ({ free: [10] }), ''],
    [
      'swaps two pages',
      () => ({ objects: { 2: objectIn(once, 2).replace('3 0 R 101 0 R', '101 0 R 3 0 R') } }),
      '',
    ],
    [
      'shows one page twice',
      () => ({ objects: { 2: objectIn(once, 2).replace('3 0 R 101 0 R', '3 0 R 3 0 R') } }),
      '',
    ],
    [
      'adds a page',
      () => ({
        objects: {
          2: objectIn(once, 2).replace('101 0 R', '101 0 R 300 0 R'),
          300: '<< /Type /Page /Parent 2 0 R >>',
        },
      }),
      'page-added-or-removed',
    ],
    [
      'shows another tree of pages',
      () => ({
        objects: {
          1: catalog('').replace('/Pages 2 0 R', '/Pages 300 0 R'),
          300: objectIn(once, 2).replace('3 0 R', '301 0 R'),
          301: page('/Rotate 90'),
        },
      }),
      'page-changed',
    ],
    [
      'opens with a script',
      () => ({ objects: { 1: catalog('/OpenAction << /S /JavaScript /JS (x) >>') } }),
      'catalog-changed',
    ],
    [
      'names a script',
      () => ({
        objects: {
          1: catalog('/Names << /JavaScript << /Names [(x) 300 0 R] >> >>'),
          300: '<< /S /JavaScript /JS (x) >>',
        },
      }),
      'catalog-changed',
    ],
    [
      'acts on closing',
      () => ({ objects: { 1: catalog('/AA << /WC << /S /JavaScript /JS (x) >> >>') } }),
      'catalog-changed',
    ],
    [
      'hides layers',
      () => ({ objects: { 1: catalog('/OCProperties << /OCGs [] /D << /BaseState /OFF >> >>') } }),
      'catalog-changed',
    ],
    [
      'numbers pages otherwise',
      () => ({ objects: { 1: catalog('/PageLabels << /Nums [0 << /S /r >>] >>') } }),
      'catalog-changed',
    ],
    [
      'attaches a file',
      () => ({ objects: { 1: catalog('/AF [300 0 R]'), 300: '<< /Type /Filespec >>' } }),
      'catalog-changed',
    ],
    ['shows a collection', () => ({ objects: { 1: catalog('/Collection << >>') } }), 'catalog-changed'],
    [
      'certifies afterwards',
      () => ({ objects: { 1: catalog('/Perms << /DocMDP 300 0 R >>'), 300: '<< /Type /Sig >>' } }),
      'catalog-changed',
    ],
    [
      'adds a key that nobody knows',
      () => ({ objects: { 1: catalog('/Sembarang 300 0 R'), 300: '<< >>' } }),
      'catalog-changed',
    ],
    ['adds such a key to the trailer', () => ({ trailer: '/Sembarang 4 0 R' }), 'trailer-changed'],
    ['encrypts', () => ({ trailer: '/Encrypt << /Filter /Standard >>' }), ''],
    [
      'fills an XFA form',
      () => ({
        objects: { 10: objectIn(once, 10).replace(/>>$/, '/XFA 300 0 R >>'), 300: stream('<xdp/>') },
      }),
      'form-changed',
    ],
    [
      'has fields drawn anew',
      () => ({ objects: { 10: objectIn(once, 10).replace(/>>$/, '/NeedAppearances true >>') } }),
      'form-changed',
    ],
    [
      'swaps the form’s font',
      () => ({ objects: { 18: '<< /Type /Font /Subtype /Type1 /BaseFont /Symbol >>' } }),
      'form-changed',
    ],
    [
      'swaps the form’s font by name',
      () => ({
        objects: {
          17: '<< /Font << /F1 300 0 R >> >>',
          300: '<< /Type /Font /Subtype /Type1 /BaseFont /Symbol >>',
        },
      }),
      'form-changed',
    ],
    [
      'orders calculations',
      () => ({ objects: { 10: objectIn(once, 10).replace(/>>$/, '/CO [11 0 R] >>') } }),
      'form-changed',
    ],
    [
      'adds an annotation',
      () => ({
        objects: {
          14: '[11 0 R 12 0 R 19 0 R 300 0 R]',
          300: '<< /Type /Annot /Subtype /FreeText /Rect [0 0 99 99] >>',
        },
      }),
      'annotation',
    ],
    ['removes an annotation', () => ({ objects: { 14: '[11 0 R 12 0 R]' } }), 'annotation-removed'],
    [
      'adds it to another page',
      () => ({
        objects: {
          101: objectIn(once, 101).replace(/>>$/, '/Annots [300 0 R] >>'),
          300: '<< /Type /Annot /Subtype /Stamp /Rect [0 0 99 99] >>',
        },
      }),
      'annotation-added',
    ],
    [
      'gives a field kids that are none',
      () => ({ objects: { 11: objectIn(once, 11).replace(/>>$/, '/Kids /Sembarang >>') } }),
      'field-changed',
    ],
    [
      'gives a field an empty list of kids',
      () => ({ objects: { 11: objectIn(once, 11).replace(/>>$/, '/Kids [] >>') } }),
      'field-changed',
    ],
    [
      'gives a field a kid that is nothing',
      () => ({ objects: { 11: objectIn(once, 11).replace(/>>$/, '/Kids [null] >>') } }),
      'field-added',
    ],
    ['gives a page kids', () => ({ objects: { 3: page('/Kids /Sembarang') } }), 'page-changed'],
    [
      'makes a text field one for signatures',
      () => ({ objects: { 11: objectIn(once, 11).replace('/Tx', '/Sig') } }),
      'field-changed',
    ],
  ])('that %s is told', async (_, revision, reason) => {
    const verdict = await after(revision());
    expect(verdict).toMatch(/^(changed|unreadable)/);
    expect(verdict).toContain(reason);
  });

  test('without a section of its own is bytes appended', async () => {
    const palsu = bytesOf(`4 0 obj\n${content('Palsu')}\nendobj\n`);
    expect(await judge(Buffer.concat([once, palsu]))).toBe('changed bytes-appended');
    const trailer = bytesOf('trailer\n<< /Root 300 0 R >>\n%%EOF\n');
    expect(await judge(Buffer.concat([once, palsu, trailer]))).toBe('changed bytes-appended');
    // With the old section named once more, the file is what it was to us; others may search it for objects.
    const start = /startxref\s+(\d+)/.exec(textOfBytes(once).slice(-60))?.[1] ?? '';
    expect(await judge(Buffer.concat([once, palsu, bytesOf(`startxref\n${start}\n%%EOF\n`)]))).toMatch(
      /^changed/,
    );
  });

  test('that ends otherwise than a file ends is told', async () => {
    expect(await after({ ending: '' })).toMatch(/^(changed|unreadable)/);
    expect(await after({ ending: '%%EOF\nsampah' })).toBe('changed bytes-appended');
    expect(await after({ ending: '%%EOF\n\0\n ' })).toBe('intact');
  });

  test('that steps over the signed revision is told', async () => {
    const first = Number(/startxref\s+(\d+)/.exec(textOfBytes(formPdf()))?.[1]);
    const objects = { 1: objectIn(once, 1), 10: objectIn(once, 10) };
    expect(await after({ prev: first })).not.toBe('intact');
    expect(await after({ prev: null, objects })).not.toBe('intact');
    expect(await after({ prev: 0, objects })).not.toBe('intact');
  });

  test('whose sections run in a circle or nowhere cannot be read', async () => {
    const base = once.length;
    expect(await after({ objects: {}, prev: base })).toMatch(/^unreadable/);
    expect(await after({ prev: base * 2 })).toMatch(/^unreadable/);
    expect(await after({ startXref: 7 })).toMatch(/^unreadable/);
  });

  test('in hybrid form is told, since readers see different files', async () => {
    const hidden = appendRevision(once, { packed: { 4: '<< >>' } });
    const at = /startxref\s+(\d+)/.exec(textOfBytes(hidden).slice(-60))?.[1];
    const verdict = await judge(
      appendRevision(once, {
        objects: { 300: `(${textOfBytes(hidden.subarray(once.length)).length})` },
        trailer: `/XRefStm ${at}`,
      }),
    );
    expect(verdict).not.toBe('intact');
  });

  test('on an object stream’s contents is told', async () => {
    const packed = await sign(
      appendRevision(formPdf(), { packed: { 5: objectIn(once, 5) }, container: 300 }),
    );
    expect(await judge(packed)).toBe('intact');
    const other = '<< /Type /Font /Subtype /Type1 /BaseFont /Symbol >>';
    const replaced = stream(`5 0 ${other} `, '/Type /ObjStm /N 1 /First 4');
    expect(await after({ objects: { 300: replaced } }, packed)).toMatch(/^changed/);
    const same = stream(`5 0 ${objectIn(once, 5)} `, '/Type /ObjStm /N 1 /First 4');
    expect(await after({ objects: { 300: same } }, packed)).toMatch(/^(changed object-changed|intact)/);
  });

  test('that names an object by a place inside another is told', async () => {
    const text = textOfBytes(once);
    const inside = text.indexOf('4 0 obj');
    expect(await after({ objects: { 5: objectIn(once, 5) }, offsets: { 5: inside } })).toBe(
      'changed change-unreadable',
    );
  });
});

describe('a shadow attack', () => {
  test('that hides by overwriting what lay over the page is told', async () => {
    const overlay = '<< /Type /Annot /Subtype /Stamp /Rect [50 650 400 750] /AP << /N 300 0 R >> >>';
    const prepared = appendRevision(formPdf(), {
      objects: { 14: '[11 0 R 12 0 R 19 0 R 301 0 R]', 300: picture('Penutup'), 301: overlay },
    });
    const signed = await sign(prepared);
    expect(await judge(signed)).toBe('intact');
    expect(await after({ objects: { 300: picture('') } }, signed)).toBe('changed stream-changed');
    expect(await after({ free: [301] }, signed)).toBe('changed annotation-removed');
    expect(await after({ free: [300] }, signed)).toMatch(/^changed/);
  });

  test('that replaces by overwriting a hidden object is told', async () => {
    // Prepared: a second content that nothing refers to. Attacked: the page is told to show it.
    const signed = await sign(appendRevision(formPdf(), { objects: { 300: content('Palsu') } }));
    expect(await judge(signed)).toBe('intact');
    expect(await after({ objects: { 3: objectIn(signed, 3).replace('4 0 R', '300 0 R') } }, signed)).toBe(
      'changed stream-changed',
    );
    // An unreferenced object is overwritten: no walk of ours comes by it, the account of changes does.
    expect(await after({ objects: { 300: content('Lain') } }, signed)).toBe('changed object-changed');
    expect(await after({ free: [300] }, signed)).toBe('changed object-changed');
  });

  test('that hides and replaces by a section of entries alone is told', async () => {
    // Prepared: two versions of one object, the first hidden by the second. Attacked: entries lead to the first.
    const offset = textOfBytes(formPdf()).indexOf('4 0 obj');
    const signed = await sign(appendRevision(formPdf(), { objects: { 4: content('Kedua') } }));
    expect(await judge(signed)).toBe('intact');
    expect(await after({ objects: { 4: content('x') }, offsets: { 4: offset } }, signed)).toBe(
      'changed stream-changed',
    );
  });

  test('on a number that led nowhere is told, on one that nobody names it is none', async () => {
    const signed = await sign(formPdf({ pageEntries: '/Thumb 300 0 R' }));
    expect(await after({ objects: { 300: picture('x') } }, signed)).toBe('changed page-changed');
    expect(await after({ objects: { 301: picture('x') } }, signed)).toBe('intact');
  });
});

test('the history names each change by its rule', async () => {
  const { history, signatures } = await report(
    appendRevision(twice, {
      objects: { 16: xmp('baru'), 6: '<< /Title (x) >>', 5: objectIn(once, 5), 300: '<< >>' },
    }),
  );
  expect(history.map(({ revision }) => revision)).toEqual([1, 2, 3, 4]);
  expect(history.map(({ bytes }) => bytes).slice(0, 3)).toEqual([
    formPdf().length,
    once.length,
    twice.length,
  ]);
  expect(signatures.map(({ revision }) => revision)).toEqual([2, 3]);
  const rules = history.map(({ changes }) =>
    Object.fromEntries(changes.map(({ rule, objects }) => [rule, objects])),
  );
  expect(rules[0]).toEqual({});
  expect(rules[1]).toMatchObject({ 'signature-field-added': 3 });
  expect(rules[2]).toMatchObject({ 'signature-field-added': 3 });
  expect(rules[3]).toEqual({ metadata: 1, 'document-information': 1, 'rewritten-same': 1, unreferenced: 1 });
});
