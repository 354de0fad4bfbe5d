import { beforeAll, describe, expect, test } from 'vitest';
import { appendRevision, type AppendedRevision, objectIn } from '../support/appended-revision.js';
import { bytesOf, stream, textOfBytes } from '../support/made-pdfs.js';
import { formPdf, judge, picture, report, sign } from '../support/signed-form.js';

/** Files that were made for what comes after the signature: one object serves two purposes, or none of ours. */
let once: Uint8Array;
beforeAll(async () => {
  once = await sign(formPdf());
});

const after = (revision: AppendedRevision, base = once) => judge(appendRevision(base, revision));
const forged = stream('BT /F1 14 Tf 71 700 Td (Palsu) Tj ET');
/** The page's entries with more, whatever signing made of it. */
const withEntry = (base: Uint8Array, number: number, more: string) =>
  objectIn(base, number).replace(/>>$/, `${more} >>`);

describe('a node of the parent tree that is something else as well', () => {
  const tagged = (node: string, pageEntries: string) =>
    sign(
      appendRevision(
        formPdf({
          catalogEntries: '/StructTreeRoot 200 0 R',
          pageEntries,
        }),
        {
          objects: {
            200: '<< /Type /StructTreeRoot /ParentTree 201 0 R >>',
            201: node,
            202: forged,
            204: '[ ]',
          },
        },
      ),
    );

  test('keeps its other entries', async () => {
    const signed = await tagged('<< /Nums [] /O << /S /Named /N /NextPage >> >>', '/AA 201 0 R');
    expect(await judge(signed)).toBe('intact');
    const next = objectIn(signed, 201).replace('/Named /N /NextPage', '/JavaScript /JS (app.alert(1))');
    expect(await after({ objects: { 201: next } }, signed)).toBe('changed page-changed');
  });

  test('keeps the parts of its list', async () => {
    const signed = await tagged('<< /Nums 204 0 R >>', '/PZ 204 0 R');
    expect(await judge(signed)).toBe('intact');
    expect(await after({ objects: { 204: '[202 0 R]' } }, signed)).toBe('changed page-changed');
  });
});

describe('an object that is no dictionary where readers expect one', () => {
  test('as a page is compared all the same', async () => {
    const base = formPdf();
    const page = stream('', '/Type /Page /Parent 2 0 R /Contents 300 0 R');
    const kids = objectIn(base, 2).replace('3 0 R', '3 0 R 210 0 R');
    const signed = await sign(appendRevision(base, { objects: { 210: page, 2: kids } }));
    expect(await judge(signed)).toBe('intact');
    expect(await after({ objects: { 300: forged } }, signed)).toBe('changed page-changed');
  });

  test('as a field, as resources, as a list of annotations', async () => {
    const listed = await sign(formPdf({ pageEntries: '/Annotations 14 0 R' }));
    expect(await judge(listed)).toBe('intact');
    const odd = appendRevision(formPdf(), {
      objects: { 10: '<< /Fields 13 0 R /DR 17 0 R >>', 17: stream('', '/Font 300 0 R') },
    });
    const signed = await sign(odd);
    expect(await judge(signed)).toBe('intact');
    expect(await after({ objects: { 300: '<< /F1 5 0 R >>' } }, signed)).toBe('changed form-changed');
  });
});

describe('a signature that is not where the form has it', () => {
  /** A signature field that waits, its widget apart from it. */
  const apart = (value = '') =>
    appendRevision(formPdf(), {
      objects: {
        13: '[11 0 R 12 0 R 19 0 R 220 0 R]',
        14: '[11 0 R 12 0 R 19 0 R 221 0 R]',
        220: `<< /FT /Sig /T (kepala) /Kids [221 0 R] ${value} >>`,
        221: '<< /Type /Annot /Subtype /Widget /Parent 220 0 R /Rect [10 300 400 700] /P 3 0 R /F 4 >>',
      },
    });

  test('shows nothing in a widget', async () => {
    const signed = await sign(apart());
    expect(await judge(signed)).toBe('intact');
    const widget = withEntry(signed, 221, '/V << /ByteRange [0 0 0 0] >> /AP << /N 300 0 R >>');
    expect(await after({ objects: { 221: widget, 300: picture('Palsu') } }, signed)).toBe(
      'changed field-changed',
    );
  });

  test('takes no kid that hides it', async () => {
    const waiting = apart();
    const signed = await sign(waiting, { existingField: 'kepala' });
    expect(await judge(signed)).toBe('intact');
    const field = objectIn(signed, 220).replace('221 0 R', '221 0 R 300 0 R');
    const kid = '<< /FT /Sig /T (lain) /Parent 220 0 R /Rect [0 0 0 0] /V << /ByteRange [0 0 0 0] >> >>';
    const tampered = appendRevision(signed, { objects: { 220: field, 300: kid } });
    expect(await judge(tampered)).toMatch(/^(changed|broken|undetermined)/);
  });
});

describe('a value that a field inherits', () => {
  test('is there, and no filling replaces it', async () => {
    const base = appendRevision(formPdf(), {
      objects: {
        13: '[11 0 R 12 0 R 19 0 R 230 0 R]',
        14: '[11 0 R 12 0 R 19 0 R 231 0 R]',
        230: '<< /FT /Tx /T (uang) /V (1000) /Kids [231 0 R] >>',
        231: '<< /Type /Annot /Subtype /Widget /T (rupiah) /Parent 230 0 R /Rect [10 90 100 110] /P 3 0 R /AP << /N 20 0 R >> >>',
      },
    });
    const signed = await sign(base);
    expect(await judge(signed)).toBe('intact');
    const next = withEntry(signed, 231, '/V (9000)').replace('20 0 R', '300 0 R');
    expect(await after({ objects: { 231: next, 300: picture('9000') } }, signed)).toBe(
      'changed field-changed',
    );
  });

  test('is there where the picture shows it, whatever the field says', async () => {
    const base = appendRevision(formPdf(), {
      objects: { 19: objectIn(formPdf(), 19).replace('/V (1000)', '') },
    });
    const signed = await sign(base);
    expect(await judge(signed)).toBe('intact');
    const next = withEntry(signed, 19, '/V (9000)').replace('20 0 R', '300 0 R');
    expect(await after({ objects: { 19: next, 300: picture('9000') } }, signed)).toBe(
      'changed field-changed',
    );
  });
});

describe('a place that readers measure another way', () => {
  const widget = (rect: string) => ({
    objects: {
      10: objectIn(once, 10),
      13: objectIn(once, 13).replace(/\]$/, ' 300 0 R]'),
      14: objectIn(once, 14).replace(/\]$/, ' 300 0 R]'),
      300: `<< /Type /Annot /Subtype /Widget /FT /Sig /T (baru) /Rect ${rect} /P 3 0 R /F 4 /AP << /N 301 0 R >> >>`,
      301: picture('Palsu'),
    },
  });

  test.each([
    '[0 0 0-600 0-800]',
    '[(x) 0 600 800 600]',
    '[0 0 600]',
    '[0 0 0 0 600 800]',
    '[null 0 0 0 0]',
    '[/a 0 600 800]',
  ])('as %s shows nothing before it is signed', async (rect) => {
    expect(await after(widget('[0 0 0 0]'))).toBe('intact');
    expect(await after(widget(rect))).toMatch(/^(changed|unreadable)/);
  });

  test('in an object of its own shows nothing before it is signed', async () => {
    const { objects } = widget('302 0 R');
    expect(await after({ objects: { ...objects, 302: '[0 0 0 0]' } })).toBe('intact');
    expect(await after({ objects: { ...objects, 302: '[0 0 0-600 0-800]' } })).toMatch(
      /^(changed|unreadable)/,
    );
  });

  test('on a page that is cropped is not covered', async () => {
    const base = await sign(formPdf({ mediaBox: '[0 0 5950 8420]', pageEntries: '/CropBox [0 0 595 842]' }));
    expect(await judge(base)).toBe('intact');
    const signed = await sign(base, { box: { x: 110, y: 10, width: 480, height: 820 } });
    expect(await judge(signed)).toBe('changed signature-covers-content');
  });

  test.each(['[0 0 0 0]', '[0 0 /a 842]'])('on a page of size %s is seen', async (mediaBox) => {
    const base = await sign(formPdf({ mediaBox }));
    expect(await judge(base)).toBe('intact');
    expect(await after(widget('[110 10 590 800]'), base)).toBe('changed field-added');
  });
});

describe('an object of another generation', () => {
  test('comes to no place that leads to nothing', async () => {
    const signed = await sign(formPdf({ pageEntries: '/AA 300 5 R' }));
    expect(await judge(signed)).toBe('intact');
    expect(await after({ objects: { 300: '<< /O 301 0 R >>', 301: '<< /S /Named >>' } }, signed)).toBe(
      'changed page-changed',
    );
  });
});

describe('what a reader finds that mends files', () => {
  const unlisted = (base: Uint8Array, text: string) => Buffer.concat([base, bytesOf(text)]);
  const start = () => Number(/startxref\s+(\d+)\s+%%EOF\s*$/u.exec(textOfBytes(once))?.[1]);

  test.each([
    ['an object that no section lists', `4 0 obj\n${forged}\nendobj\n`],
    ['a trailer without a section', 'trailer\n<< /Root 300 0 R /Size 400 >>\n'],
  ])('is told: %s', async (_, text) => {
    expect(await after({ prev: start(), info: '' })).toBe('intact');
    expect(await after({ prev: start(), info: '' }, unlisted(once, text))).toMatch(/^changed/);
  });

  test('a stream that has no end is told', async () => {
    const open = formPdf({ pageEntries: '/PZ 300 0 R' });
    const base = appendRevision(open, { objects: { 300: '<< /Length 1 >>\nstream\nq Q' } });
    const signed = await sign(base, { existingField: 'ttd' });
    expect(textOfBytes(signed).lastIndexOf('endstream')).toBeLessThan(base.length);
    expect(await judge(signed)).toBe('intact');
    expect(await after({ objects: { 400: forged } }, signed)).toMatch(/^changed/);
  });

  test('an object above the size of its file is told when that rises', async () => {
    const signed = bytesOf(
      textOfBytes(once).replaceAll(/\/Size \d+/gu, (size) => '/Size 12'.padEnd(size.length)),
    );
    // Its bytes are no longer what was signed, so the changes alone are looked at.
    const of = async (bytes: Uint8Array) => (await report(bytes)).history.at(-1)?.suspicion;
    expect(await of(appendRevision(once, { objects: { 400: 'null' } }))).toBeUndefined();
    expect(await of(appendRevision(signed, { objects: { 400: 'null' } }))).toBe('history-rewritten');
  });
});
