import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { bytesSource, openPdf, type ByteSource } from '../../server/pdf/index.js';
import {
  findOddities,
  odditiesLimits,
  type Oddity,
  type OdditiesLimits,
} from '../../server/pdf/oddities/find-oddities.js';
import { odditiesInWorker } from '../../server/pdf/oddities/oddities-in-worker.js';
import { appendRevision } from '../support/appended-revision.js';
import { hybridLetterPdf, letterPdf } from '../support/letter-pdf.js';
import {
  bytesOf,
  onePage,
  stream,
  streamPdf,
  tablePdf,
  textOfBytes,
  type MadeObjects,
} from '../support/made-pdfs.js';
import { pdfCorpus } from '../support/pdf-corpus.js';

const look = (pdf: Uint8Array, limits?: Partial<OdditiesLimits>) =>
  findOddities(bytesSource(pdf), { ...odditiesLimits, ...limits });
const codes = async (pdf: Uint8Array): Promise<Oddity[]> => (await look(pdf)).found.map(({ code }) => code);

const picture = (more = '') =>
  stream('x'.repeat(30), `/Type /XObject /Subtype /Image /Width 100 /Height 100 /BitsPerComponent 8 ${more}`);
const writes = 'BT /F1 12 Tf 100 700 Td (Rp 10.000.000) Tj ET';
const shows = 'q 400 0 0 400 80 500 cm /I1 Do Q';

/** A letter of one page, with the content given and whatever else. */
function letter(content: string, page = '', more: MadeObjects = {}): MadeObjects {
  return {
    ...onePage,
    3: `<< /Type /Page /Parent 2 0 R /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> /XObject << /I1 6 0 R /X1 7 0 R >> /ExtGState << /G1 << /ca 0.5 >> >> >> ${page} >>`,
    4: stream(content),
    5: '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>',
    6: picture(),
    7: stream('1 g 0 0 300 100 re f', '/Type /XObject /Subtype /Form /BBox [0 0 300 100]'),
    ...more,
  };
}

const look12 = stream('0 g 0 0 80 20 re f', '/Type /XObject /Subtype /Form /BBox [0 0 80 20]');
const annotated = (annotation: string, content = writes) =>
  tablePdf(letter(content, '/Annots [11 0 R]', { 11: annotation, 12: look12 }));

describe('what a file holds ready for later', () => {
  test.each<[string, Uint8Array]>([
    ['a plain letter', letterPdf({ pages: 3 })],
    ['one in object streams', streamPdf(letter(writes), { packed: [1, 2, 3, 5] })],
    ['one in hybrid form', hybridLetterPdf()],
    ['a letterhead behind the text', tablePdf(letter(`${shows} ${writes}`))],
    [
      'a scan with the text that a reader recognised',
      tablePdf(letter(`BT 3 Tr /F1 12 Tf 100 700 Td (Surat) Tj ET ${shows}`)),
    ],
    ['a mark over the text that is seen through', tablePdf(letter(`${writes} /G1 gs ${shows}`))],
    [
      'a picture with a mask over the text',
      tablePdf(letter(`${writes} ${shows}`, '', { 6: picture('/SMask 8 0 R'), 8: picture() })),
    ],
    ['a picture beside the text', tablePdf(letter(`${writes} q 50 0 0 50 100 100 cm /I1 Do Q`))],
    [
      'a form that has its own ground',
      tablePdf(
        letter('/X1 Do', '', {
          7: stream(
            `1 g 0 0 600 800 re f 0 g ${writes}`,
            '/Type /XObject /Subtype /Form /BBox [0 0 600 800]',
          ),
        }),
      ),
    ],
    ['a link over the text', annotated('<< /Type /Annot /Subtype /Link /Rect [90 690 200 720] >>')],
    [
      'a field for a signature',
      annotated(
        '<< /Type /Annot /Subtype /Widget /FT /Sig /T (TTE1) /Rect [90 690 200 720] /AP << /N 12 0 R >> >>',
      ),
    ],
    [
      'a stamp that was added to the page',
      appendRevision(tablePdf(letter(writes)), {
        objects: {
          3: '<< /Type /Page /Parent 2 0 R /Contents [4 0 R 9 0 R] /Resources << /Font << /F1 5 0 R >> /XObject << /I1 6 0 R /X1 7 0 R >> >> >>',
          9: stream('BT /F1 8 Tf 20 20 Td (118) Tj ET'),
        },
      }),
    ],
    [
      'a title that was corrected',
      appendRevision(tablePdf({ ...letter(writes), 10: '<< /Title (a) >>' }, { trailer: '/Info 10 0 R' }), {
        objects: { 10: '<< /Title (b) >>' },
      }),
    ],
  ])('is nothing in %s', async (_, pdf) => {
    expect(await look(pdf)).toMatchObject({ found: [], whole: true });
  });

  test.each<[Oddity, string, Uint8Array]>([
    ['text-covered', 'a picture over text', tablePdf(letter(`${writes} ${shows}`))],
    ['text-covered', 'a form over text', tablePdf(letter(`${writes} q 1 0 0 1 80 650 cm /X1 Do Q`))],
    [
      'overlay',
      'a text field over text',
      annotated(
        '<< /Type /Annot /Subtype /Widget /FT /Tx /T (a) /V (Rp 1) /Rect [90 690 180 720] /AP << /N 12 0 R >> >>',
      ),
    ],
    [
      'overlay',
      'a note over a scan',
      annotated('<< /Type /Annot /Subtype /Stamp /Rect [100 550 180 570] /AP << /N 12 0 R >> >>', shows),
    ],
    [
      'overlay-hidden',
      'a hidden stamp',
      annotated('<< /Type /Annot /Subtype /Stamp /F 2 /Rect [10 10 90 30] /AP << /N 12 0 R >> >>'),
    ],
    [
      'field-open',
      'a field that is filled in',
      annotated('<< /Type /Annot /Subtype /Widget /FT /Tx /T (a) /V (Rp 1) /Rect [10 10 90 30] >>'),
    ],
    [
      'objects-unreferenced',
      'a page in no tree',
      tablePdf({ ...letter(writes), 13: '<< /Type /Page /Parent 2 0 R /Contents 4 0 R >>' }),
    ],
    [
      'objects-unreferenced',
      'a catalog of other pages',
      tablePdf({
        ...letter(writes),
        13: '<< /Type /Catalog /Pages 14 0 R >>',
        14: '<< /Type /Pages /Kids [] /Count 0 >>',
      }),
    ],
    [
      'objects-unreferenced',
      'content of no page',
      streamPdf({ ...letter(writes), 13: stream(writes, '/N 1 /S 1') }, { packed: [1, 2, 3] }),
    ],
    [
      'object-replaced',
      'content that was exchanged',
      appendRevision(tablePdf(letter(writes)), { objects: { 4: stream(writes.replace('10', '99')) } }),
    ],
    [
      'object-replaced',
      'a font that was exchanged',
      appendRevision(tablePdf(letter(writes)), {
        objects: { 5: '<< /Type /Font /Subtype /Type1 /BaseFont /Evil >>' },
      }),
    ],
  ])('is %s for %s', async (code, _, pdf) => {
    const { found, whole } = await look(pdf);
    expect(found).toEqual([expect.objectContaining({ code, count: 1 })]);
    expect(whole).toBe(true);
  });

  test('is an object that stands twice, in the body of one revision or beside an object stream', async () => {
    const hidden = `4 0 obj\n${stream('BT (Rp 99) Tj ET')}\nendobj\n`;
    for (const base of [tablePdf(letter(writes)), streamPdf(letter(writes), { packed: [1, 2, 3] })]) {
      const text = textOfBytes(base);
      const at = text.lastIndexOf('startxref');
      // Behind the section, so that no offset moves.
      expect(await codes(bytesOf(text.slice(0, at) + hidden + text.slice(at)))).toEqual(['object-twice']);
    }
  });

  test('is an object that no section lists, though it stands between others', async () => {
    const text = textOfBytes(tablePdf(letter(writes)));
    const at = text.lastIndexOf('startxref');
    const hidden = `50 0 obj\n<< /Type /Page >>\nendobj\n`;
    expect(await codes(bytesOf(text.slice(0, at) + hidden + text.slice(at)))).toEqual([
      'objects-unreferenced',
    ]);
  });

  test('is a page that shows other content now, whose old content stays in the file', async () => {
    const page = letter('')[3]?.replace('4 0 R', '9 0 R') ?? '';
    const pdf = appendRevision(tablePdf(letter(writes)), { objects: { 3: page, 9: stream('') } });
    expect(await codes(pdf)).toEqual(['objects-unreferenced', 'object-replaced']);
  });

  test('is counted, with the first page on which it is', async () => {
    const objects = letter(`${writes} ${shows} ${writes} ${shows}`);
    const pdf = tablePdf({
      ...objects,
      2: '<< /Type /Pages /Kids [15 0 R 3 0 R] /Count 2 /MediaBox [0 0 595 842] >>',
      15: '<< /Type /Page /Parent 2 0 R >>',
    });
    expect((await look(pdf)).found).toEqual([{ code: 'text-covered', count: 2, page: 2 }]);
  });
});

describe('how much is looked at', () => {
  /** Tells how many bytes were read. */
  function counted(bytes: Uint8Array): ByteSource & { readonly taken: () => number } {
    let taken = 0;
    return {
      size: bytes.length,
      read(offset, length) {
        const piece = bytes.subarray(offset, offset + length);
        taken += piece.length;
        return Promise.resolve(piece);
      },
      taken: () => taken,
    };
  }

  test('is what lies between streams, so that a scan of 50 MB costs under one', async () => {
    const scan = stream(
      'x'.repeat(50 * 1024 * 1024),
      '/Type /XObject /Subtype /Image /Width 9000 /Height 9000',
    );
    const source = counted(tablePdf(letter(shows, '', { 6: scan })));
    expect(await findOddities(source)).toMatchObject({ found: [], whole: true });
    expect(source.taken()).toBeLessThan(1024 * 1024);
  });

  test.each<[string, Partial<OdditiesLimits>]>([
    ['objects', { objects: 3 }],
    ['pages', { pages: 1 }],
    ['bytes between streams', { bytes: 100 }],
    ['operators', { operators: 2 }],
    ['content', { contentBytes: 10 }],
    ['annotations of a page', { annotationsOfPage: 0 }],
  ])('ends at a limit of %s, and that is said', async (_, limits) => {
    const pdf = annotated('<< /Type /Annot /Subtype /Link /Rect [90 690 200 720] >>');
    expect((await look(pdf)).whole).toBe(true);
    const pages = letterPdf({ pages: 2 });
    expect((await look('pages' in limits ? pages : pdf, limits)).whole).toBe(false);
  });

  test('is ended in its process when it takes too long, and refused when it is locked', async () => {
    const source: ByteSource = { size: 10_000, read: () => new Promise(() => undefined) };
    const worker = { milliseconds: 50, megabytes: 256 };
    expect(await odditiesInWorker(source, odditiesLimits, worker)).toEqual({
      found: [],
      whole: false,
      braces: true,
    });
    expect(await odditiesInWorker(bytesSource(tablePdf(letter(`${writes} ${shows}`))))).toEqual({
      found: [{ code: 'text-covered', count: 1, page: 1 }],
      whole: true,
      braces: false,
    });
    const locked = tablePdf(
      { ...letter(writes), 20: '<< /Filter /Standard >>' },
      { trailer: '/Encrypt 20 0 R' },
    );
    await expect(odditiesInWorker(bytesSource(locked))).rejects.toMatchObject({ code: 'pdf-encrypted' });
  });

  test('does not follow a form that draws itself, or a stream that never ends', async () => {
    const self = stream('/X1 Do', '/Type /XObject /Subtype /Form /BBox [0 0 1 1]');
    expect(await look(tablePdf(letter('/X1 Do', '', { 7: self })))).toMatchObject({ found: [], whole: true });
    for (const content of ['(((', '<<<<', '[[[[', '<41', 'ID', 'BT /', '%', ') > ] }'])
      expect((await look(tablePdf(letter(content)))).found, content).toEqual([]);
  });
});

describe('whether a page may say a brace', () => {
  const mapped = (map: string, subtype = 'Type0') => ({
    5: `<< /Type /Font /Subtype /${subtype} /BaseFont /Helvetica /ToUnicode 9 0 R >>`,
    9: stream(map),
  });
  test.each<[boolean, string, MadeObjects]>([
    [false, 'a plain letter', letter(writes)],
    [true, 'a brace in a string', letter('BT /F1 12 Tf (${a}) Tj ET')],
    [true, 'one in hexadecimal digits', letter('BT /F1 12 Tf <247B> Tj ET')],
    [true, 'one by its octal number', letter('BT /F1 12 Tf (\\173) Tj ET')],
    [
      true,
      'one within a form',
      letter('/X1 Do', '', { 7: stream('BT /F1 1 Tf ({) Tj ET', '/Subtype /Form /BBox [0 0 1 1]') }),
    ],
    [false, 'a brace that nobody writes', letter('/X1 gs (${a})')],
    [
      true,
      'a font that is given one',
      letter('BT /F1 12 Tf <0005> Tj ET', '', mapped('1 beginbfchar\n<0005> <007b>\nendbfchar')),
    ],
    [
      true,
      'a font with a run over it',
      letter('BT /F1 12 Tf <0005> Tj ET', '', mapped('1 beginbfrange\n<0005> <0020> <0070>\nendbfrange')),
    ],
    [
      false,
      'a font with a run before it',
      letter('BT /F1 12 Tf <7b05> Tj ET', '', mapped('1 beginbfrange\n<0005> <0006> <0070>\nendbfrange')),
    ],
    [
      true,
      'a font of another order',
      letter('BT /F1 12 Tf (a) Tj ET', '', {
        5: '<< /Type /Font /Subtype /Type1 /BaseFont /A /Encoding << /Differences [97 /braceleft] >> >>',
      }),
    ],
  ])('is %s for %s', async (braces, _, objects) => {
    expect((await look(tablePdf(objects))).braces).toBe(braces);
  });
});

/** Without a corpus these hold of no file at all; the tests above stand for them with files of our own. */
describe('files of other people', () => {
  const rows = pdfCorpus().filter(({ file }) => file.endsWith('.pdf'));

  test('shadow attacks are told while they are prepared, before they were signed', async () => {
    // Up to the end of the revision before the signature, and of the one with it.
    const prepared: Record<string, readonly [end: number, told: Oddity]> = {
      'dss/hide.pdf': [21_240, 'text-covered'],
      'dss/replace.pdf': [69_905, 'field-open'],
    };
    for (const { file, path } of rows) {
      const known = prepared[file];
      if (known) expect(await codes(readFileSync(path).subarray(0, known[0])), file).toEqual([known[1]]);
    }
  });

  test('ordinary ones are quiet: of all unsigned ones that have no fields, three, each with a reason', async () => {
    const told: Record<string, Oddity[]> = {};
    let looked = 0;
    for (const { file, path } of rows.filter(({ kind }) => kind === 'unsigned' || kind === 'xref-stream')) {
      const bytes = readFileSync(path);
      const pdf = await openPdf(bytesSource(bytes)).catch(() => undefined);
      if (!pdf || pdf.encrypted || (await pdf.formFields()).length > 0) continue;
      const found = await codes(bytes);
      looked += 1;
      if (found.length > 0) told[file] = found;
    }
    const reasons: Record<string, Oddity[]> = {
      // A page whose tree stands nowhere.
      'pdf-lib/with_null_parent_entry.pdf': ['objects-unreferenced'],
      // A note that is hidden.
      'pdfjs/ZapfDingbats.pdf': ['overlay-hidden'],
      // Written by hand, to have the content of its page replaced.
      'qpdf/good19.pdf': ['object-replaced'],
    };
    expect(told).toEqual(Object.fromEntries(Object.entries(reasons).filter(([file]) => file in told)));
    expect(Object.keys(told).length).toBeLessThanOrEqual(looked / 10);
  });
});
