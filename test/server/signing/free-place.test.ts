import { describe, expect, test } from 'vitest';
import { bytesSource } from '../../../server/pdf/core/byte-source.js';
import { signatureBox } from '../../../server/pdf/index.js';
import { freePlace } from '../../../server/signing/free-place.js';
import { appendObjects, letterPdf } from '../../support/letter-pdf.js';

const short = { capacity: ['BUPATI KEEROM'], name: 'Yusuf Wally', trial: true };
const long = {
  capacity: ['Plh. KEPALA DINAS PEKERJAAN UMUM, PENATAAN RUANG, PERUMAHAN DAN KAWASAN PERMUKIMAN'],
  name: 'Prof. Dr. Maria Magdalena Fransiska Tuturop-Wanggai, S.Sos., M.Si., Ph.D.',
  rank: 'Pembina Utama Muda (IV/c)',
  nip: '197203141998032004',
  trial: true,
};

/** A page with black lines across it, each from the left margin to the right one, given by their lower edges. */
function ruled(...lows: readonly number[]): Uint8Array {
  const content = lows.map((low) => `60 ${String(low)} 500 12 re f`).join(' ');
  const stream = `<< /Length ${String(content.length)} >>\nstream\n${content}\nendstream`;
  return appendObjects(letterPdf(), new Map([[4, stream]]));
}

describe('freePlace', () => {
  test('puts a box as low as there is room for all of it, however much it says', async () => {
    const page = ruled(275);
    expect((await freePlace(bytesSource(page), short)).rect.y).toBe(118);
    const { page: number, rect } = await freePlace(bytesSource(page), long);
    expect(number).toBe(1);
    expect(signatureBox(long)?.height).toBeGreaterThan(275 - 118);
    expect(rect.y).toBeGreaterThanOrEqual(275 + 12);
  });

  test('takes the usual place on a page that is full', async () => {
    const page = ruled(...Array.from({ length: 30 }, (_, index) => 60 + 25 * index));
    expect((await freePlace(bytesSource(page), short)).rect.y).toBe(118);
  });

  test('refuses what no box can print', async () => {
    await expect(freePlace(bytesSource(letterPdf()), { ...short, name: '印' })).rejects.toMatchObject({
      code: 'character-not-in-font',
    });
  });
});
