import { describe, expect, test } from 'vitest';
import { anchorLimits, findAnchors, findUnfilled } from '../../server/pdf/anchors/find-anchors.js';
import { bytesSource } from '../../server/pdf/core/byte-source.js';
import { onlyAnchor, placementAt } from '../../server/pdf/anchors/placement-at.js';
import { appendObjects, letterPdf, type LetterShape } from '../support/letter-pdf.js';
import { throughQpdf } from '../support/pdf-oracles.js';

/** A letter whose page says that; the font is Helvetica, whose widths are known. */
function page(content: string, shape: LetterShape = {}): Uint8Array {
  const text = `BT /F1 10 Tf ${content} ET`;
  return appendObjects(
    letterPdf(shape),
    new Map([[4, `<< /Length ${text.length} >>\nstream\n${text}\nendstream`]]),
  );
}
const tagsOf = async (content: string, names?: readonly string[]) =>
  (await findAnchors(page(content), names ? { names } : {})).map(({ tag }) => tag);
/** Widths of Helvetica: `$` 556, `{` and `}` 334, `t` 278, `d` 556. */
const wide = (556 + 2 * 334 + 2 * 278 + 556) / 100;

describe('findAnchors', () => {
  test('finds a tag where its first letter stands, by the widths of the glyphs before it', async () => {
    const [anchor] = await findAnchors(page('50 600 Td (iiii WWWW ${ttd}) Tj'));
    expect(anchor).toMatchObject({ tag: '${ttd}', page: 1, pageWidth: 595, pageHeight: 842 });
    expect(anchor?.rect.x).toBeCloseTo(50 + (4 * 222 + 4 * 944 + 2 * 278) / 100, 1);
    expect(anchor?.rect.width).toBeCloseTo(wide, 1);
    expect(anchor?.rect.y).toBeCloseTo(597.7, 1);
    expect(anchor?.rect.height).toBeCloseTo(10.1, 1);
  });

  test('takes the bytes of a file however they are held', async () => {
    const pdf = page('50 600 Td (${ttd}) Tj');
    for (const held of [pdf, Buffer.from(pdf), Buffer.concat([Buffer.from('x'), pdf]).subarray(1)])
      expect(await findAnchors(held)).toHaveLength(1);
  });

  test.each([
    ['in pieces', '50 600 Td [(${t) -20 (t) 30 (d1}) ] TJ'],
    ['by several operators', '50 600 Td (${t) Tj (td1}) Tj'],
    ['with blanks', '50 600 Td ($ { ttd 1 }) Tj'],
    ['with spacing', '50 600 Td 3 Tc 140 Tz (${ttd1}) Tj'],
    ['letter by letter, out of order', '1 0 0 1 60 600 Tm (ttd1}) Tj 1 0 0 1 51 600.4 Tm (${) Tj'],
    [
      'twice in one place, which is bold',
      '50 600 Td (${ttd1}) Tj -13.8 0 Td 1 0 0 1 50.3 600 Tm (${ttd1}) Tj',
    ],
    ['upwards', '0 1 -1 0 300 300 Tm (${ttd1}) Tj'],
    ['upside down', '-1 0 0 -1 300 300 Tm (${ttd1}) Tj'],
    ['on the next line by leading', "50 600 Td 20 TL (surat) Tj (${ttd1}) '"],
  ])('finds a tag that is written %s', async (_, content) => {
    expect(await tagsOf(content)).toEqual(['${ttd1}']);
  });

  test('takes no tag from two columns, none that is cut, and no other placeholder', async () => {
    expect(await tagsOf('50 600 Td (${t) Tj 200 0 Td (td}) Tj')).toEqual([]);
    expect(await tagsOf('50 600 Td (${ttd) Tj 0 -12 Td (}) Tj (${nama} ttd) Tj')).toEqual([]);
  });

  test('looks for the names that it is given', async () => {
    const content = '50 600 Td (biaya $ 5, # 1, ${ttd1}, [paraf]) Tj';
    expect(await tagsOf(content)).toEqual(['#', '${ttd1}']);
    expect(await tagsOf(content, ['$', '[paraf]'])).toEqual(['$', '[paraf]']);
    expect(await tagsOf(content, ['${ttd2}'])).toEqual([]);
  });

  test.each([0, 90, 180, 270])('tells the place as a page turned by %i is shown', async (turn) => {
    const shape = {
      mediaBox: '[-50 -80 545 762]',
      pageEntries: `/Rotate ${turn} /CropBox [-30 -50 500 700]`,
    };
    const [anchor] = await findAnchors(page('100 200 Td (${ttd}) Tj', shape));
    const [high, thick, x, y] = [10.1, wide, 130, 250 - 2.3];
    const shown = {
      0: [x, y, thick, high],
      90: [y, 530 - x - thick, high, thick],
      180: [530 - x - thick, 750 - y - high, thick, high],
      270: [750 - y - high, x, high, thick],
    }[turn];
    const { rect } = anchor ?? {};
    [rect?.x, rect?.y, rect?.width, rect?.height].forEach((value, index) => {
      expect(value).toBeCloseTo(shown?.[index] ?? Number.NaN, 1);
    });
  });

  test('refuses what it cannot search', async () => {
    await expect(findAnchors(new Uint8Array())).rejects.toMatchObject({ code: 'pdf-empty' });
    await expect(findAnchors(Buffer.from('surat'))).rejects.toMatchObject({ code: 'not-a-pdf' });
    const locked = await throughQpdf(letterPdf(), '--encrypt', 'u', 'o', '256', '--');
    await expect(findAnchors(locked)).rejects.toMatchObject({ code: 'pdf-encrypted' });
    const many = page(`50 600 Td (${'#'.repeat(50)}) Tj`);
    await expect(findAnchors(many, { limits: { ...anchorLimits, maxAnchors: 49 } })).rejects.toMatchObject({
      code: 'pdf-over-limits',
    });
    await expect(findAnchors(many, { limits: { ...anchorLimits, maxGlyphs: 40 } })).rejects.toMatchObject({
      code: 'pdf-over-limits',
    });
    expect(await findAnchors(many)).toHaveLength(50);
  });
});

describe('what a template left unfilled', () => {
  test('is found wherever it stands, and no place of a signature, price or brace is taken for it', async () => {
    const unfilledIn = async (text: string) =>
      (await findUnfilled(bytesSource(page(`50 600 Td (${text}) Tj`)))).map(({ tag }) => tag);
    expect(await unfilledIn('Nomor: ${nomor_naskah} Tanggal {{ tanggal }}')).toEqual([
      '${nomor_naskah}',
      '{{tanggal}}',
    ]);
    expect(await unfilledIn('${ttd} {{ttd_pengirim}} US$ {5} {} # ${')).toEqual([]);
  });
});

describe('the anchor that is meant', () => {
  const text = { capacity: ['KEPALA DINAS'], name: 'Yohana', trial: false };

  test('is the only one; several are counted, page by page', async () => {
    const anchors = await findAnchors(page('50 600 Td (# ${ttd} # ${TTD2}) Tj', { pages: 2 }));
    expect(() => onlyAnchor(anchors, '#')).toThrow(
      expect.objectContaining({ code: 'anchor-ambiguous', detail: expect.stringContaining('2 on page 1') }),
    );
    expect(() => onlyAnchor(anchors, '${ttd9}')).toThrow(
      expect.objectContaining({ code: 'anchor-not-found' }),
    );
    const [first] = await findAnchors(page('50 600 Td (nomor # saja) Tj'));
    expect(onlyAnchor(first ? [first] : [], '#')).toBe(first);
  });

  test('has the box with its upper left corner on it, and the box stays on the page', async () => {
    const [middle, corner] = await findAnchors(page('50 600 Td (${ttd1}) Tj 1 0 0 1 540 20 Tm (${ttd2}) Tj'));
    if (!middle || !corner) throw new Error('no anchors');
    const { rect } = placementAt(middle, text);
    expect(rect.x).toBe(middle.rect.x);
    expect(rect.y + (rect.height ?? 0)).toBeCloseTo(middle.rect.y + middle.rect.height);
    const held = placementAt(corner, text, { width: 200, height: 80 });
    expect(held).toEqual({ page: 1, rect: { x: 395, y: 0, width: 200, height: 80 } });
    expect(() => placementAt(corner, text, { width: 700 })).toThrow(
      expect.objectContaining({ code: 'placement-outside-page' }),
    );
    expect(() => placementAt(corner, text, { width: 60, height: 10 })).toThrow(
      expect.objectContaining({ code: 'appearance-does-not-fit' }),
    );
  });
});
