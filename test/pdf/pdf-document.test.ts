import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { deflateSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { type ByteSource, bytesSource, concatSource, fileSource } from '../../server/pdf/core/byte-source.js';
import { defaultLimits } from '../../server/pdf/core/limits.js';
import { PdfDict, PdfName, PdfRef, PdfStream } from '../../server/pdf/core/objects.js';
import { openPdf } from '../../server/pdf/core/pdf-document.js';
import { appendObjects, hybridLetterPdf, letterPdf } from '../support/letter-pdf.js';
import { bytesOf, onePage, stream, streamPdf, tablePdf, textOfBytes } from '../support/made-pdfs.js';

const open = (bytes: Uint8Array) => openPdf(bytesSource(bytes));
const refusal = (bytes: Uint8Array) =>
  open(bytes)
    .then((pdf) => pdf.pageCount())
    .then(
      () => 'opened',
      (error: unknown) => (error as { code?: string }).code ?? String(error),
    );

describe('a file is read whatever its sections are', () => {
  test.each([
    ['a table', letterPdf({ pages: 3 }), 'table', 3],
    ['a stream', streamPdf(), 'stream', 1],
    ['a stream and an object stream', streamPdf(onePage, { packed: [1, 2, 3] }), 'stream', 1],
    ['a table with a stream beside it', hybridLetterPdf({ pages: 2 }), 'table', 2],
  ] as const)('%s', async (_, bytes, kind, pages) => {
    const pdf = await open(bytes);
    expect(pdf.lastSectionKind).toBe(kind);
    expect(await pdf.pageCount()).toBe(pages);
    expect((await pdf.catalog()).name('Type')).toBe('Catalog');
    expect(pdf.encrypted).toBe(false);
  });

  test('the newest section of several counts, and the older ones can still be asked', async () => {
    const base = letterPdf();
    const pdf = await open(appendObjects(base, new Map([[3, '<< /Type /Page /Parent 2 0 R /Rotate 90 >>']])));
    expect((await pdf.page(0))?.dict.integer('Rotate')).toBe(90);
    expect((await pdf.asOf(1).page(0))?.dict.has('Rotate')).toBe(false);
    expect(pdf.sections).toHaveLength(2);
  });

  test('a page inherits from the nodes above it', async () => {
    const page = await (await open(letterPdf({ mediaBox: '[0 0 612 936]' }))).page(0);
    expect(page?.attribute('MediaBox')).toEqual([0, 0, 612, 936]);
    expect(page?.dict.has('MediaBox')).toBe(false);
    expect(page?.ref?.number).toBe(3);
  });

  test('bytes before the header shift all offsets, or none', async () => {
    const junk = bytesOf('HTTP/1.1 200 OK\n\n');
    const shifted = await openPdf(concatSource(bytesSource(junk), bytesSource(letterPdf())));
    expect(shifted.shift).toBe(junk.length);
    expect(await shifted.pageCount()).toBe(1);
  });

  test('rows of an odd length are read word by word', async () => {
    const odd = textOfBytes(tablePdf()).replaceAll(' n \n', ' n\n');
    expect(await (await open(bytesOf(odd))).pageCount()).toBe(1);
  });
});

describe('what is asked for alone is read', () => {
  test('of a large file on disk', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'noken-pdf-'));
    const path = join(folder, 'large.pdf');
    await writeFile(path, tablePdf({ ...onePage, 9: stream('x'.repeat(8_000_000)) }));
    const file = await fileSource(path);
    let read = 0;
    const counted: ByteSource = {
      size: file.size,
      read(offset, length) {
        read += length;
        return file.read(offset, length);
      },
    };
    expect(await (await openPdf(counted)).pageCount()).toBe(1);
    expect(read).toBeLessThan(500_000);
    await file.close();
    await rm(folder, { recursive: true });
  });

  test('a stream is found with its length in another object', async () => {
    const pdf = await open(
      tablePdf({ ...onePage, 4: '<< /Length 5 0 R >>\nstream\nabc\nendstream', 5: '3' }),
    );
    const found = await pdf.get(new PdfRef(4));
    expect(found).toBeInstanceOf(PdfStream);
    expect(textOfBytes(await pdf.encodedBytes(found as PdfStream))).toBe('abc');
  });

  test('what is not there is null', async () => {
    const pdf = await open(letterPdf());
    expect(await pdf.get(new PdfRef(99))).toBeNull();
    expect(await pdf.get(new PdfRef(3, 7))).toBeNull();
    expect(await pdf.page(1)).toBeUndefined();
  });

  test('fields are walked by the form, with what they inherit', async () => {
    const pdf = await open(
      letterPdf({
        catalogEntries: '/AcroForm << /Fields [10 0 R] >>',
        objects: [
          '<< /T (surat) /FT /Sig /Kids [11 0 R 12 0 R] >>',
          '<< /T (kepala) /Parent 10 0 R /Rect [0 0 1 1] /V 13 0 R >>',
          '<< /T (bupati) /Parent 10 0 R /Kids [14 0 R] >>',
          '<< /Type /Sig >>',
          '<< /Parent 12 0 R /Rect [0 0 9 9] >>',
        ],
      }),
    );
    const [head, regent] = await pdf.signatureFields();
    expect(head).toMatchObject({ name: 'surat.kepala', type: 'Sig', value: new PdfRef(13) });
    expect(regent).toMatchObject({ name: 'surat.bupati', value: undefined, widgets: [new PdfRef(14)] });
  });
});

describe('a refusal has its code', () => {
  const loop = { ...onePage, 2: '<< /Type /Pages /Kids [3 0 R 2 0 R] /Count 2 >>' };
  const bomb = deflateSync(Buffer.alloc(70_000_000)).toString('latin1');
  const packed = textOfBytes(streamPdf(onePage, { packed: [1, 2, 3] }));
  // The fourth is asked for by nobody.
  const other = textOfBytes(streamPdf({ ...onePage, 4: '<< /Type /Catalog >>' }, { packed: [1, 2, 3, 4] }));

  test.each([
    ['zero bytes', new Uint8Array(), 'pdf-empty'],
    ['a picture', bytesOf('\x89PNG\r\n\x1a\n0000'), 'not-a-pdf'],
    ['cut in the middle', letterPdf().subarray(0, 400), 'pdf-truncated'],
    ['an offset beyond the end', tablePdf(onePage, { startXref: '99999' }), 'pdf-damaged'],
    [
      'sections in a circle',
      tablePdf(onePage, { trailer: `/Prev ${startXrefOf(tablePdf())}` }),
      'pdf-damaged',
    ],
    ['pages in a circle', tablePdf(loop), 'pdf-damaged'],
    ['no catalog', tablePdf({ 1: 'null', 2: 'null' }), 'pdf-damaged'],
    [
      'another object where the page should be',
      bytesOf(textOfBytes(tablePdf()).replace('3 0 obj', '7 0 obj')),
      'pdf-damaged',
    ],
    [
      'two rows for one object',
      bytesOf(textOfBytes(tablePdf()).replace('\n1 3\n', '\n0 3\n')),
      'pdf-damaged',
    ],
    ['arrays without end', tablePdf({ ...onePage, 2: '['.repeat(100) + ']'.repeat(100) }), 'pdf-over-limits'],
    ['a length that hangs on itself', tablePdf({ ...onePage, 1: '1 0 R' }), 'pdf-damaged'],
    [
      'a number for an object stream that is none',
      bytesOf(packed.replace('/Type /ObjStm', '/Type /ObjXtm')),
      'pdf-damaged',
    ],
    [
      'an object stream that holds one number twice',
      bytesOf(other.replace(/(stream\n1 .*? )4( \d+ <<)/, '$11$2')),
      'pdf-damaged',
    ],
    [
      'a filter that is unknown',
      bytesOf(packed.replace('/Filter /FlateDecode', '/Filter /RunLength00')),
      'pdf-damaged',
    ],
    [
      'millions of objects',
      bytesOf(textOfBytes(tablePdf()).replace('\n1 3\n', '\n9999999 3\n')),
      'pdf-over-limits',
    ],
    ['a stream that unpacks to 70 MB', withObjectStream(bomb), 'pdf-over-limits'],
  ])('%s', async (_, bytes, code) => {
    expect(await refusal(bytes)).toBe(code);
  });

  test('too large a file is not even looked at', async () => {
    const source = { size: defaultLimits.maxFileBytes + 1, read: () => Promise.reject(new Error('read')) };
    await expect(openPdf(source)).rejects.toMatchObject({ code: 'pdf-over-limits' });
  });

  test('an encrypted file opens and says so', async () => {
    const pdf = await open(tablePdf(onePage, { trailer: '/Encrypt << /Filter /Standard >>' }));
    expect(pdf.encrypted).toBe(true);
  });

  test('a key that stands twice is remembered', async () => {
    const pdf = await open(tablePdf({ ...onePage, 4: '<< /A 1 /A 2 >>' }));
    expect(await pdf.get(new PdfRef(4))).toMatchObject({ ambiguous: true });
  });
});

test('syntax: names, strings, numbers and comments come out as ISO 32000 has them', async () => {
  const odd =
    '<< /A#20B (a\\(b\\)\\101\\\n(c)) % note\n /H <4 1 4> /N [-.5 +7 4. 00012 --3] /T true /Z null >>';
  const pdf = await open(tablePdf({ ...onePage, 4: odd }));
  const dict = (await pdf.get(new PdfRef(4))) as PdfDict;
  expect([...dict.keys()]).toEqual(['A B', 'H', 'N', 'T', 'Z']);
  expect(dict.get('A B')).toMatchObject({ bytes: Uint8Array.from(Buffer.from('a(b)A(c)')) });
  expect(dict.get('H')).toMatchObject({ bytes: Uint8Array.of(0x41, 0x40), hex: true });
  expect(dict.get('N')).toEqual([-0.5, 7, 4, 12, -3]);
  expect(dict.has('Z')).toBe(false);
  expect(dict.get('T')).toBe(true);
  expect(new PdfName('A B').text).toBe('A B');
});

function startXrefOf(bytes: Uint8Array): string {
  // With `/Prev N` in the trailer the table stays where it is, as it stands before the trailer.
  return /startxref\n(\d+)/.exec(textOfBytes(bytes))?.[1] ?? '';
}

function withObjectStream(body: string): Uint8Array {
  const bytes = tablePdf({
    2: '<< /Type /Pages /Kids [3 0 R] >>',
    3: '<< /Type /Page >>',
    4: stream(body, '/Type /ObjStm /N 1 /First 4 /Filter /FlateDecode'),
  });
  const text = textOfBytes(bytes);
  const at = text.length;
  const rows = '\x02\x00\x04\x00';
  const dict = `<< /Type /XRef /Size 6 /Root 1 0 R /W [1 2 1] /Index [1 1] /Length 4 /Prev ${startXrefOf(bytes)} >>`;
  return bytesOf(`${text}5 0 obj\n${dict}\nstream\n${rows}\nendstream\nendobj\nstartxref\n${at}\n%%EOF\n`);
}
