import { describe, expect, it } from 'vitest';
import { gatewayPlacement } from '../../../server/bsre/index.js';
import { letterPdf, type LetterShape } from '../../support/letter-pdf.js';

const rect = { x: 100, y: 50, width: 150, height: 60 };
const place = (
  shape: LetterShape,
  originCorner: 'bottom-left' | 'top-left',
  pageSpace?: 'own' | 'shown',
  at = rect,
  page = 1,
) =>
  gatewayPlacement(letterPdf(shape), { page, rect: at }, { originCorner, ...(pageSpace && { pageSpace }) });

describe('a place on a plain page', () => {
  it('is counted from either corner', async () => {
    expect(await place({}, 'bottom-left')).toEqual({ page: 1, ...rect });
    expect(await place({}, 'top-left')).toEqual({ page: 1, ...rect, y: 842 - 50 - 60 });
    expect(await place({ pages: 3 }, 'bottom-left', undefined, rect, 3)).toEqual({ page: 3, ...rect });
  });

  it('is the same in both spaces', async () => {
    for (const space of ['own', 'shown'] as const)
      expect(await place({}, 'top-left', space)).toEqual(await place({}, 'top-left'));
  });

  it('is told in whole points, and never below the edge by rounding', async () => {
    const odd = { x: -0.3, y: 10.6, width: 99.5, height: 40.2 };
    expect(await place({}, 'bottom-left', undefined, odd)).toEqual({
      page: 1,
      x: 0,
      y: 11,
      width: 100,
      height: 40,
    });
  });

  it.each([
    { ...rect, x: 500 },
    { ...rect, y: -10 },
    { ...rect, width: 0.2 },
    { ...rect, height: Number.NaN },
  ])('is refused where it leaves the page: %j', async (at) => {
    await expect(place({}, 'bottom-left', undefined, at)).rejects.toMatchObject({
      code: 'placement-outside',
      outcome: 'not-signed',
    });
  });

  it.each([0, 2, 1.5, -1])('is refused on page %d', async (page) => {
    await expect(place({}, 'bottom-left', undefined, rect, page)).rejects.toMatchObject({
      code: 'placement-outside',
    });
  });
});

describe('a page that is shown otherwise than it is written', () => {
  // As shown, it is 842 points wide and 595 tall.
  const turned = { pageEntries: '/Rotate 90' };
  const cropped = { pageEntries: '/CropBox [50 100 545 742]' };

  it.each([
    ['turned', turned],
    ['upside down', { pageEntries: '/Rotate 180' }],
    ['cropped', cropped],
    ['enlarged', { pageEntries: '/UserUnit 2' }],
    ['begun elsewhere', { mediaBox: '[20 30 615 872]' }],
  ])('is refused where nobody knows how the gateway counts: %s', async (_, shape) => {
    for (const corner of ['bottom-left', 'top-left'] as const)
      await expect(place(shape, corner)).rejects.toMatchObject({
        code: 'placement-uncertain',
        outcome: 'not-signed',
      });
  });

  it('is counted in its own space, sides exchanged where it lies on its side', async () => {
    // 90° clockwise: what is shown at (x, y) stands at (595 − y, x).
    expect(await place(turned, 'bottom-left', 'own')).toEqual({
      page: 1,
      x: 485,
      y: 100,
      width: 60,
      height: 150,
    });
    expect(await place(turned, 'top-left', 'own')).toEqual({
      page: 1,
      x: 485,
      y: 592,
      width: 60,
      height: 150,
    });
    expect(await place({ pageEntries: '/Rotate 270' }, 'bottom-left', 'own')).toEqual({
      page: 1,
      x: 50,
      y: 592,
      width: 60,
      height: 150,
    });
    expect(await place(cropped, 'bottom-left', 'own')).toEqual({ page: 1, ...rect, x: 150, y: 150 });
    expect(await place(cropped, 'top-left', 'own')).toEqual({ page: 1, ...rect, x: 150, y: 842 - 210 });
  });

  it('is counted as it is shown', async () => {
    expect(await place(turned, 'bottom-left', 'shown')).toEqual({ page: 1, ...rect });
    expect(await place(turned, 'top-left', 'shown')).toEqual({ page: 1, ...rect, y: 595 - 110 });
    expect(await place(cropped, 'top-left', 'shown')).toEqual({ page: 1, ...rect, y: 642 - 110 });
  });

  it('is refused where its own space has no number above nothing for the place', async () => {
    const low = { mediaBox: '[-300 -400 295 442]' };
    await expect(place(low, 'bottom-left', 'own')).rejects.toMatchObject({ code: 'placement-outside' });
    expect(await place(low, 'bottom-left', 'shown')).toEqual({ page: 1, ...rect });
  });
});

it('a file that is no PDF is refused as such', async () => {
  await expect(
    gatewayPlacement(Buffer.from('x'), { page: 1, rect }, { originCorner: 'top-left' }),
  ).rejects.toMatchObject({ code: 'not-a-pdf' });
});
