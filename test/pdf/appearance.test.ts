import sharp from 'sharp';
import { describe, expect, test } from 'vitest';
import { bytesSource } from '../../server/pdf/core/byte-source.js';
import { pageImage } from '../../server/pdf/pages/page-image.js';
import { previewSignature } from '../../server/pdf/pages/preview-signature.js';
import { signatureBox, type SignatureBoxText } from '../../server/pdf/sign/signature-appearance.js';
import { signPdf } from '../../server/pdf/sign/sign-pdf.js';
import { logoImage } from '../../server/pdf/typeset/logo-image.js';
import { letterPdf } from '../support/letter-pdf.js';
import { qpdfCheck, run, withFile } from '../support/pdf-oracles.js';
import { certifiedSigner } from '../support/test-authority.js';

const at = new Date('2026-11-24T00:00:00Z');
const long: SignatureBoxText = {
  capacity: ['a.n. BUPATI KEEROM', 'SEKRETARIS DAERAH', 'u.b.', 'ASISTEN PEREKONOMIAN DAN PEMBANGUNAN,'],
  name: 'Prof. Dr. Maria Magdalena Fransiska Tuturop-Wanggai, S.Sos., M.Si., Ph.D.',
  rank: 'Pembina Utama Muda (IV/c)',
  nip: '197203141998032004',
  trial: true,
  qr: 'https://noken.example/v/7KQ2M9XD4HTB6ZC0RWNE5GJVPA',
  footer: 'Ditandatangani dengan sertifikat uji coba Noken, bukan sertifikat BSrE.',
};

async function logo(alpha: number) {
  const background = { r: 200, g: 30, b: 30, alpha };
  return logoImage(
    await sharp({ create: { width: 40, height: 50, channels: 4, background } })
      .png()
      .toBuffer(),
  );
}

/** Pixels that differ between two images of one size: the rectangle around them, from the lower left. */
async function changed(before: Uint8Array, after: Uint8Array) {
  const [one, two] = await Promise.all(
    [before, after].map((image) => sharp(image).greyscale().raw().toBuffer({ resolveWithObject: true })),
  );
  const { width, height } = one?.info ?? { width: 0, height: 0 };
  const places = [...(one?.data ?? [])].flatMap((value, index) =>
    Math.abs(value - (two?.data[index] ?? 0)) > 60 ? [index] : [],
  );
  const [xs, ys] = [
    places.map((index) => index % width),
    places.map((index) => height - Math.floor(index / width)),
  ];
  return {
    left: Math.min(...xs),
    right: Math.max(...xs) + 1,
    low: Math.min(...ys) - 1,
    high: Math.max(...ys),
  };
}

describe('where a box is seen', () => {
  test.each([
    ['as it is', '', '[0 0 595 842]', 595],
    [
      'turned right, cropped, from a negative origin',
      '/Rotate 90 /CropBox [-30 -50 500 700]',
      '[-50 -80 545 762]',
      750,
    ],
    ['upside down and cropped', '/Rotate 180 /CropBox [20 30 570 800]', '[0 0 595 842]', 550],
    ['turned left, beyond a circle', '/Rotate 630 /CropBox [20 30 570 800]', '[0 0 595 842]', 770],
    ['turned by a negative quarter', '/Rotate -90', '[0 0 595 842]', 842],
  ])('on a page %s: there, upright, as wide as it was wanted', async (_, pageEntries, mediaBox, width) => {
    const letter = letterPdf({ pageEntries, mediaBox });
    const before = await pageImage(letter, 1, width, 'png');
    const after = await previewSignature(
      bytesSource(letter),
      { at, name: 'Yohana', placement: { page: 1, rect: { x: 60, y: 90, width: 200, height: 70 } } },
      { width, format: 'png' },
    );
    const ink = await changed(before.bytes, after.bytes);
    for (const [seen, wanted] of [
      [ink.left, 60],
      [ink.right, 260],
      [ink.low, 90],
      [ink.high, 160],
    ] as const)
      expect(Math.abs(seen - wanted)).toBeLessThanOrEqual(1.5);
  });
});

describe('previewSignature', () => {
  test('shows pixel by pixel what the signed letter shows, without a key', async () => {
    const letter = letterPdf();
    const request = {
      at,
      name: 'Yohana',
      placement: { page: 1, rect: { x: 200, y: 200 } },
      appearance: { ...long, logo: await logo(1) },
    };
    const preview = await previewSignature(bytesSource(letter), request, { width: 595, format: 'png' });
    const tail = await signPdf(bytesSource(letter), await certifiedSigner(), request);
    const signed = await pageImage(Buffer.concat([letter, tail]), 1, 595, 'png');
    expect(Buffer.from(preview.bytes).equals(Buffer.from(signed.bytes))).toBe(true);
  });

  test('refuses what signing would refuse', async () => {
    const placement = { page: 2, rect: { x: 0, y: 0 } };
    await expect(
      previewSignature(bytesSource(letterPdf()), { at, name: 'Y', placement }),
    ).rejects.toMatchObject({ code: 'pdf-page-not-found' });
  });
});

describe('what a box holds', () => {
  test('long names, four lines of capacity, a logo, a QR code and small print, in fonts that are embedded', async () => {
    const letter = letterPdf();
    const tail = await signPdf(bytesSource(letter), await certifiedSigner(), {
      at,
      name: 'Maria',
      placement: { page: 1, rect: { x: 100, y: 200 } },
      appearance: { ...long, logo: await logo(1) },
    });
    await withFile(Buffer.concat([letter, tail]), async (path) => {
      expect(await qpdfCheck(path)).toBe(0);
      const { output } = await run('pdftotext', ['-enc', 'UTF-8', '-raw', path, '-']);
      const text = output.replace(/\s+/gu, ' ');
      for (const words of [...long.capacity, long.name, 'NIP 19720314 199803 2 004', long.footer])
        expect(text).toContain(words);
      expect((await run('pdfimages', ['-list', path])).output).toMatch(/image\s+40\s+50\s+\w+\s+3/u);
    });
  });

  test('a given box is filled at the largest size that fits, or refused', () => {
    for (const [width, height] of [
      [120, 60],
      [160, 70],
      [550, 150],
    ] as const) {
      const { rank = '', nip = '' } = long;
      const text = { capacity: ['KEPALA DISTRIK'], name: 'Yohana', rank, nip, trial: true };
      expect(signatureBox(text, width, height)).toMatchObject({ width, height });
    }
    expect(signatureBox(long, 100, 40)).toBeUndefined();
    expect(signatureBox(long, 30)).toBeUndefined();
  });

  test('keeps white around the QR code, four modules on each side', () => {
    const operators = Buffer.from(signatureBox(long)?.drawing.finish().operators ?? []).toString('latin1');
    const [, left = '', low = '', side = ''] =
      /1 g ([\d.]+) ([\d.]+) ([\d.]+) \3 re f\nq/u.exec(operators) ?? [];
    const [, module = '', x = '', y = ''] =
      /q ([\d.]+) 0 0 \1 ([\d.]+) ([\d.]+) cm 0 g/u.exec(operators) ?? [];
    expect((Number(x) - Number(left)) / Number(module)).toBeCloseTo(4, 1);
    expect((Number(y) - Number(low)) / Number(module)).toBeCloseTo(4, 1);
    expect(Number(left) + Number(side)).toBeLessThan((signatureBox(long)?.width ?? 0) - 0.8);
    expect(Number(module)).toBeGreaterThan(0.9);
  });

  test('a number that is no NIP stays as it is', async () => {
    const letter = letterPdf();
    const appearance = { capacity: [], name: 'Y', nip: '3171 01', trial: false };
    const tail = await signPdf(bytesSource(letter), await certifiedSigner(), {
      at,
      name: 'Y',
      placement: { page: 1, rect: { x: 100, y: 200 } },
      appearance,
    });
    await withFile(Buffer.concat([letter, tail]), async (path) => {
      expect((await run('pdftotext', [path, '-'])).output).toContain('NIP 3171 01');
    });
  });
});

describe('logoImage', () => {
  test('lays what is transparent on white, makes it small, and decodes it once', async () => {
    const clear = await logo(0);
    expect(clear).toMatchObject({ width: 40, height: 50, colour: 'gray' });
    expect(await logo(1)).toMatchObject({ colour: 'rgb' });
    expect(await logo(0)).toBe(clear);
    const wide = await sharp({ create: { width: 900, height: 90, channels: 3, background: '#123' } })
      .jpeg()
      .toBuffer();
    expect(await logoImage(wide)).toMatchObject({ width: 300, height: 30 });
  });

  test('refuses what is no picture, no PNG or JPEG, cut off, or too large', async () => {
    const png = await sharp({ create: { width: 50, height: 50, channels: 3, background: '#a12' } })
      .png()
      .toBuffer();
    const svg = Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>');
    const bad = [
      Buffer.from('logo'),
      svg,
      png.subarray(0, 60),
      Buffer.concat([png, Buffer.alloc(3_000_000)]),
    ];
    for (const file of bad) await expect(logoImage(file)).rejects.toMatchObject({ code: 'logo-unusable' });
  });
});
