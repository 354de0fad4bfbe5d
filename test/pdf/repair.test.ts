import { describe, expect, test } from 'vitest';
import { bytesSource } from '../../server/pdf/core/byte-source.js';
import { defaultLimits } from '../../server/pdf/core/limits.js';
import { openPdf } from '../../server/pdf/core/pdf-document.js';
import { PdfRefusal } from '../../server/pdf/core/pdf-refusal.js';
import { repairInWorker } from '../../server/pdf/repair/repair-in-worker.js';
import { repairPdf } from '../../server/pdf/repair/repair-pdf.js';
import { signPdf } from '../../server/pdf/sign/sign-pdf.js';
import { appendObjects, letterPdf } from '../support/letter-pdf.js';
import { bytesOf, onePage, stream, streamPdf, tablePdf, textOfBytes } from '../support/made-pdfs.js';
import { bombs } from '../support/pdf-bombs.js';
import { pdfsigVerdicts, qpdfCheck, run, throughQpdf, withFile } from '../support/pdf-oracles.js';
import { certifiedSigner } from '../support/test-authority.js';

const repair = (bytes: Uint8Array) => repairPdf(bytesSource(bytes), defaultLimits);
const change = (bytes: Uint8Array, from: string | RegExp, to: string) => {
  const before = textOfBytes(bytes);
  const after = before.replace(from, to);
  expect(after).not.toBe(before);
  return bytesOf(after);
};
const withoutWay = (bytes: Uint8Array) => change(bytes, /startxref\n\d+(?=\n%%EOF\n$)/u, 'startxref\n7');
const letter = letterPdf({ pages: 2 });
const content = 'BT /F1 14 Tf 71 700 Td (Surat tugas) Tj ET';
const written = {
  ...onePage,
  4: stream(content),
  5: '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>',
};
const page = '<< /Type /Page /Parent 2 0 R /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>';
const packed = streamPdf({ ...written, 3: page }, { packed: [1, 2, 3, 5] });
const signer = await certifiedSigner();
const signed = async (bytes: Uint8Array) =>
  Buffer.concat([
    bytes,
    await signPdf(bytesSource(bytes), signer, { at: new Date(), name: 'Yohana Contoh' }),
  ]);

/** What a reader shows of the first page. */
function shown(bytes: Uint8Array): Promise<string> {
  return withFile(
    bytes,
    async (path) => (await run('pdftoppm', ['-r', '20', '-l', '1', '-gray', path])).output,
  );
}

describe('a damaged file that nobody signed', () => {
  const cases: readonly (readonly [string, Uint8Array, Uint8Array])[] = [
    ['whose last offset is wrong', withoutWay(letter), letter],
    ['whose rows are wrong', change(letter, /00000000(\d\d) 00000 n/u, '00000001$1 00000 n'), letter],
    [
      'whose line ends were changed on the way',
      bytesOf(textOfBytes(letter).replaceAll('\n', '\r\n')),
      letter,
    ],
    ['with line ends of CR alone and no right offset', withoutLineFeeds(letter), letter],
    ['without its table', change(letter, /xref\n[\s\S]*$/u, '%%EOF\n'), letter],
    ['that lost its trailer as well as its last line', change(letter, /trailer\n[\s\S]*$/u, ''), letter],
    ['whose content is longer than it says', change(letter, '/Length 42', '/Length 12'), letter],
    ['whose content is shorter than it says', change(letter, '/Length 42', '/Length 9999'), letter],
    ['with object streams', withoutWay(packed), packed],
  ];

  test.each(cases)(
    '%s is written anew, clean, with the same pages, and can be signed',
    async (_, bytes, whole) => {
      const { bytes: repaired, notes } = await repair(bytes);
      expect(notes).toContain('cross-reference-rebuilt');
      await withFile(repaired, async (path) => expect(await qpdfCheck(path)).toBe(0));
      expect(await shown(repaired)).toBe(await shown(whole));
      await withFile(await signed(repaired), async (path) => {
        expect(await pdfsigVerdicts(path)).toEqual(['Signature is Valid.']);
        expect(await qpdfCheck(path)).toBe(0);
      });
    },
  );

  test('is not signed as it stands', async () => {
    for (const [name, bytes] of cases.filter(([name]) => !name.includes('content')))
      await expect(signed(bytes), name).rejects.toBeInstanceOf(PdfRefusal);
  });

  test('with bytes before its header loses those and nothing else', async () => {
    const shifted = Buffer.concat([Buffer.from('HTTP/1.1 200 OK\r\n\r\n'), letter]);
    await expect(signed(shifted)).rejects.toMatchObject({ code: 'pdf-damaged' });
    const { bytes, notes } = await repair(shifted);
    expect(notes).toEqual(['bytes-before-header-removed']);
    expect(Buffer.compare(bytes, letter)).toBe(0);
  });

  test('keeps what the last revision says, also where an object stream says it', async () => {
    const turned = page.replace('/Parent', '/Rotate 90 /Parent');
    const later = appendObjects(tablePdf({ ...written, 3: page }), new Map([[3, turned]]));
    const { bytes, notes } = await repair(withoutWay(later));
    expect((await (await openPdf(bytesSource(bytes))).page(0))?.dict.integer('Rotate')).toBe(90);
    expect(notes).toEqual(['cross-reference-rebuilt']);
    const packedLater = packedRevision(withoutWay(tablePdf({ ...written, 3: page })), 3, turned);
    const { bytes: again } = await repair(packedLater);
    expect((await (await openPdf(bytesSource(again))).page(0))?.dict.integer('Rotate')).toBe(90);
  });

  test('does not take a PDF inside a stream for a part of itself, wherever its length is kept', async () => {
    const inner = textOfBytes(tablePdf({ ...onePage, 3: '<< /Type /Page /Parent 2 0 R /Rotate 180 >>' }));
    for (const length of [String(inner.length), '9 0 R']) {
      const carried = `<< /Length ${length} >>\nstream\n${inner}\nendstream`;
      const { bytes } = await repair(
        withoutWay(tablePdf({ ...written, 3: page, 8: carried, 9: String(inner.length) })),
      );
      expect((await (await openPdf(bytesSource(bytes))).page(0))?.dict.has('Rotate')).toBe(false);
    }
  });

  test('keeps generations, Info and ID, and leaves out what nothing leads to', async () => {
    const old = change(
      change(letterPdf({ objects: ['(tak terpakai)'] }), '4 0 obj', '4 7 obj'),
      '/Contents 4 0 R',
      '/Contents 4 7 R',
    );
    const { bytes, notes } = await repair(withoutWay(old));
    const pdf = await openPdf(bytesSource(bytes));
    expect((await pdf.page(0))?.dict.get('Contents')).toMatchObject({ number: 4, generation: 7 });
    expect(pdf.trailer.has('ID')).toBe(true);
    expect(await pdf.dict(pdf.trailer.get('Info'))).toMatchObject({ size: 2 });
    expect(textOfBytes(bytes)).not.toContain('tak terpakai');
    expect(notes).toContain('unused-objects-left-out');
  });
});

describe('is not repaired', () => {
  const refusal = (bytes: Uint8Array) =>
    repair(bytes).then(
      () => 'repaired',
      (error: unknown) => (error as { code?: string }).code ?? String(error),
    );

  test('a signed file, whatever hides its signature', async () => {
    const whole = await signed(letter);
    expect(await refusal(withoutWay(whole))).toBe('pdf-signed-damaged');
    expect(await refusal(Buffer.concat([Buffer.from('junk\n'), whole]))).toBe('pdf-signed-damaged');
    const escaped = change(withoutWay(whole), '/ByteRange', '/Byte#52ange');
    expect(await refusal(escaped)).toBe('pdf-signed-damaged');
    // The form no longer leads to it.
    expect(await refusal(change(withoutWay(whole), /\/AcroForm \d+ 0 R/u, ''))).toBe('pdf-signed-damaged');
    const field = { 6: '<< /FT /Sig /T (a) /Kids [7 0 R] >>', 7: '<< /Parent 6 0 R /V 8 0 R >>', 8: '<< >>' };
    expect(await refusal(withoutWay(tablePdf({ ...onePage, ...field })))).toBe('pdf-signed-damaged');
    const inside = streamPdf({ ...onePage, 4: '<< /Type /Sig >>' }, { packed: [1, 2, 3, 4] });
    expect(await refusal(withoutWay(inside))).toBe('pdf-signed-damaged');
  });

  test('and a field that waits for its signature is no such sign', async () => {
    const waiting = { 6: '<< /FT /Sig /T (a) /Rect [0 0 0 0] >>' };
    expect(await refusal(withoutWay(tablePdf({ ...onePage, ...waiting })))).toBe('repaired');
  });

  test.each([
    ['a sound file', letter, 'pdf-not-damaged'],
    ['nothing', new Uint8Array(), 'pdf-empty'],
    ['a picture', bytesOf('\x89PNG\r\n\x1a\n0000'), 'not-a-pdf'],
    ['a file cut in its objects', letter.subarray(0, 400), 'pdf-damaged'],
    ['a file cut in a content', letter.subarray(0, textOfBytes(letter).indexOf('endstream')), 'pdf-damaged'],
    [
      'one whose page cannot be read',
      change(withoutWay(letter), '/Type /Page /Parent', '/Type /Page ) /'),
      'pdf-damaged',
    ],
    ['one without catalog', withoutWay(tablePdf({ 1: 'null', 2: 'null' })), 'pdf-damaged'],
    [
      'one whose pages run in a circle',
      withoutWay(tablePdf({ ...onePage, 3: '<< /Kids [2 0 R] >>' })),
      'pdf-damaged',
    ],
  ])('%s', async (_, bytes, code) => {
    expect(await refusal(bytes)).toBe(code);
  });

  test('an encrypted file', async () => {
    const locked = await throughQpdf(letter, '--encrypt', 'a', 'b', '256', '--');
    expect(await refusal(locked)).toBe('pdf-encrypted');
    expect(await refusal(withoutWay(locked))).toBe('pdf-encrypted');
  });

  test('a file that is too large is not even read', async () => {
    const source = { size: 65 * 1024 * 1024, read: () => Promise.reject(new Error('read')) };
    await expect(repairPdf(source, defaultLimits)).rejects.toMatchObject({ code: 'pdf-over-limits' });
  });
});

describe('in its worker', () => {
  test('comes to what it would come to here', async () => {
    const broken = bytesSource(withoutWay(letter));
    expect(await repairInWorker(broken)).toEqual(await repairPdf(broken, defaultLimits));
    await expect(repairInWorker(bytesSource(letter))).rejects.toMatchObject({ code: 'pdf-not-damaged' });
  });

  test.each(bombs)(
    '%s, damaged, ends within the limits',
    async (_, make) => {
      const broken = bytesOf(textOfBytes(make()).replace(/startxref\s+\d+\s+%%EOF\s*$/u, ''));
      const end = await repairInWorker(bytesSource(broken), defaultLimits, {
        milliseconds: 20_000,
        megabytes: 256,
      }).then(
        ({ bytes }) => (bytes.length <= broken.length * 2 + 10_000 ? 'small' : 'grown'),
        (error: unknown) => (error instanceof PdfRefusal ? 'refused' : String(error)),
      );
      expect(end).toMatch(/small|refused/u);
    },
    30_000,
  );
});

/** All line ends CR, as old Macintosh programs wrote them, with offsets that count something else. */
function withoutLineFeeds(bytes: Uint8Array): Uint8Array {
  return change(bytesOf(textOfBytes(bytes).replaceAll('\n', '\r')), /startxref\r\d+/u, 'startxref\r1');
}

/** A later revision that keeps an object in a stream, without any cross-reference. */
function packedRevision(base: Uint8Array, number: number, text: string): Uint8Array {
  const list = `${String(number)} 0 `;
  const holder = stream(`${list}${text}`, `/Type /ObjStm /N 1 /First ${String(list.length)}`);
  return bytesOf(`${textOfBytes(base)}30 0 obj\n${holder}\nendobj\n%%EOF\n`);
}
