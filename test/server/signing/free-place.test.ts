import { describe, expect, test } from 'vitest';
import { bytesSource } from '../../../server/pdf/core/byte-source.js';
import { signatureBox, type SignatureBoxText, type SignaturePlacement } from '../../../server/pdf/index.js';
import { freePlace, hasRoomFor } from '../../../server/signing/free-place.js';
import { fullOfPrint, pagesOf, printed } from '../../support/full-page.js';
import { letterPdf } from '../../support/letter-pdf.js';
import { darkestIn, pagePixels } from '../../support/page-pixels.js';

const short = { capacity: ['BUPATI KEEROM'], name: 'Yusuf Wally', trial: true };
const long = {
  capacity: ['Plh. KEPALA DINAS PEKERJAAN UMUM, PENATAAN RUANG, PERUMAHAN DAN KAWASAN PERMUKIMAN'],
  name: 'Prof. Dr. Maria Magdalena Fransiska Tuturop-Wanggai, S.Sos., M.Si., Ph.D.',
  rank: 'Pembina Utama Muda (IV/c)',
  nip: '197203141998032004',
  trial: true,
};
const sizeOf = (text: SignatureBoxText) => {
  const box = signatureBox(text);
  if (!box) throw new Error('No box.');
  return { width: box.width, height: box.height };
};

/** A page with black lines across it, each from the left margin to the right one, given by their lower edges. */
const ruled = (...lows: readonly number[]) =>
  pagesOf(lows.map((low) => `60 ${String(low)} 500 12 re f`).join(' '));

/** The place that is found, and the darkest pixel that poppler draws there: 255 where it covers nothing. */
async function placed(pdf: Uint8Array, text: SignatureBoxText = short) {
  const place: SignaturePlacement = await freePlace(bytesSource(pdf), text);
  const size = sizeOf(text);
  const area = { ...size, ...place.rect };
  const below = darkestIn(await pagePixels(pdf, place.page), area);
  return { page: place.page, ...area, scale: area.width / size.width, below };
}

describe('freePlace', () => {
  test('puts a box as low as there is room for all of it, however much it says', async () => {
    const page = ruled(275);
    expect(await placed(page)).toMatchObject({ page: 1, y: 118, scale: 1, below: 255 });
    expect(sizeOf(long).height).toBeGreaterThan(275 - 118);
    const { y, ...rest } = await placed(page, long);
    expect(rest).toMatchObject({ page: 1, scale: 1, below: 255 });
    expect(y).toBeGreaterThanOrEqual(275 + 12);
  });

  test('takes the left margin, or what is between, where the right one is full', async () => {
    const right = pagesOf(fullOfPrint([100, 300]) + '\n300 100 295 220 re f');
    expect(await placed(right)).toMatchObject({ x: 70.9, scale: 1, below: 255 });
    const edges = pagesOf(fullOfPrint([100, 300]) + '\n0 100 150 220 re f 420 100 200 220 re f');
    const { x, ...rest } = await placed(edges);
    expect(rest).toMatchObject({ scale: 1, below: 255 });
    expect(x).toBeGreaterThan(150);
  });

  test('takes room below the usual height before it leaves the page', async () => {
    const { height } = sizeOf(short);
    const low = await placed(pagesOf(fullOfPrint([24, 50 + height])));
    expect(low).toMatchObject({ page: 1, scale: 1, below: 255 });
    expect(low.y).toBeLessThan(118);
  });

  test('goes to the nearest page before a last page that is full', async () => {
    const full = fullOfPrint();
    const free = fullOfPrint([0, 400]);
    expect(await placed(pagesOf(free, free, full))).toMatchObject({ page: 2, y: 118, scale: 1, below: 255 });
    expect(await placed(pagesOf(free, full, full))).toMatchObject({ page: 1, y: 118, scale: 1, below: 255 });
  });

  test('is smaller where no page has room for it, but never too small to be read', async () => {
    const { height } = sizeOf(short);
    const blackBut = (from: number, to: number) =>
      pagesOf(fullOfPrint(), `20 0 555 ${from} re f 20 ${to} 555 ${842 - to} re f`);
    const smaller = await placed(blackBut(114, 118 + height * 0.85 + 4));
    expect(smaller).toMatchObject({ page: 2, below: 255 });
    expect(smaller.scale).toBeCloseTo(0.85, 2);
    const tighter = await placed(blackBut(114, 118 + height * 0.7 + 4));
    expect(tighter).toMatchObject({ page: 2, below: 255 });
    expect(tighter.scale).toBeCloseTo(0.7, 2);
  });

  test('where nothing is free covers little of the last page, and keeps nobody from signing', async () => {
    const full = fullOfPrint([300, 300 + sizeOf(short).height * 0.5]);
    const place = await placed(pagesOf(fullOfPrint(), full));
    expect(place.page).toBe(2);
    expect(place.scale).toBeCloseTo(0.7, 2);
    expect(place.y).toBeGreaterThan(260);
    expect(place.y + place.height).toBeLessThan(420);
  });

  test('sees hairlines, pale print, and print on the grey paper of a scan', async () => {
    const table = [...Array(30).keys()].map((at) => `60 ${40 + 25 * at} m 540 ${40 + 25 * at} l S`).join(' ');
    const lined = pagesOf(printed(700), `0.4 w 0.55 G ${table}`);
    expect(await placed(lined)).toMatchObject({ page: 1, below: 255 });
    const pale = pagesOf(printed(700), `0.8 g ${fullOfPrint()}`);
    expect(await placed(pale)).toMatchObject({ page: 1, below: 255 });
    const paper = (content: string) => `0.88 g 0 0 595 842 re f 0 g ${content}`;
    const scan = pagesOf(paper(fullOfPrint([0, 300])), paper(fullOfPrint()));
    const found = await placed(scan);
    expect(found).toMatchObject({ page: 1, y: 118, scale: 1 });
    expect(found.below).toBeGreaterThan(215);
  });

  test('takes the usual place on a page that cannot be drawn or is smaller than a box', async () => {
    const small = letterPdf({ mediaBox: '[0 0 230 160]' });
    expect((await freePlace(bytesSource(small), short)).page).toBe(1);
  });

  test('refuses what no box can print', async () => {
    await expect(freePlace(bytesSource(letterPdf()), { ...short, name: '印' })).rejects.toMatchObject({
      code: 'character-not-in-font',
    });
  });
});

describe('hasRoomFor', () => {
  const size = { width: 212, height: 120 };
  const has = (pdf: Uint8Array, boxes: number) => hasRoomFor(bytesSource(pdf), boxes, size);

  test('counts what will stand there already', async () => {
    const page = pagesOf(fullOfPrint([110, 260]));
    expect(await has(page, 1)).toBe(true);
    expect(await has(page, 2)).toBe(true);
    expect(await has(page, 3)).toBe(false);
    expect(await has(pagesOf(fullOfPrint([110, 260]), fullOfPrint([110, 260])), 4)).toBe(true);
  });

  test('says no of pages that are full, and yes of empty ones', async () => {
    expect(await has(pagesOf(fullOfPrint()), 1)).toBe(false);
    expect(await has(letterPdf(), 4)).toBe(true);
    expect(await has(letterPdf(), 0)).toBe(true);
  });
});
