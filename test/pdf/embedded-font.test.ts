import { createHash } from 'node:crypto';
import { inflateSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { bytesSource } from '../../server/pdf/core/byte-source.js';
import { signPdf } from '../../server/pdf/sign/sign-pdf.js';
import { embeddedFont } from '../../server/pdf/typeset/embedded-font.js';
import { faceFont } from '../../server/pdf/typeset/face-fonts.js';
import { TrueTypeFont } from '../../server/pdf/typeset/true-type-font.js';
import { subsetOf } from '../../server/pdf/typeset/true-type-subset.js';
import { letterPdf } from '../support/letter-pdf.js';
import { qpdfCheck, run, withFile } from '../support/pdf-oracles.js';
import { certifiedSigner } from '../support/test-authority.js';

const name = 'Čelebi Nguyễn “Þór” Đorđe-Ñaupa';
const appearance = { capacity: ['KEPALA DINAS'], name, nip: '198001012005012001', trial: true };

async function signed(): Promise<Uint8Array> {
  const letter = letterPdf();
  const tail = await signPdf(bytesSource(letter), await certifiedSigner(), {
    at: new Date(),
    name,
    placement: { page: 1, rect: { x: 300, y: 100 } },
    appearance,
  });
  return Buffer.concat([letter, tail]);
}

describe('the fonts of a signed letter', () => {
  test('are embedded parts whose characters readers know, and names are shown as they are written', async () => {
    await withFile(await signed(), async (path) => {
      expect(await qpdfCheck(path)).toBe(0);
      const fonts = (await run('pdffonts', [path])).output.split('\n').filter((row) => row.includes('Arimo'));
      expect(fonts).toHaveLength(2);
      for (const row of fonts)
        expect(row).toMatch(/^[A-Z]{6}\+Arimo-(?:Regular|Bold)\s+CID TrueType\s+Identity-H\s+yes yes yes/u);
      const { output } = await run('pdftotext', ['-enc', 'UTF-8', '-raw', path, '-']);
      const text = Buffer.from(output, 'latin1').toString('utf8').replace(/\s+/gu, ' ');
      expect(text).toContain(name);
      expect(text).toContain('NIP 19800101 200501 2 001');
      expect((await run('mutool', ['draw', '-q', '-F', 'txt', path])).output).toContain('KEPALA DINAS');
    });
  });

  test('a name with a letter that the font lacks is refused, not misprinted', async () => {
    const request = { at: new Date(), name, placement: { page: 1, rect: { x: 300, y: 100 } } };
    await expect(
      signPdf(bytesSource(letterPdf()), await certifiedSigner(), {
        ...request,
        appearance: { ...appearance, name: 'Yohana 印' },
      }),
    ).rejects.toMatchObject({ code: 'character-not-in-font', detail: '“印” (U+5370)' });
  });
});

describe('embeddedFont', () => {
  test('is the same for texts of the same letters, and any number finds all digits in it', () => {
    const font = embeddedFont('regular', ['Nomor 118']);
    expect(embeddedFont('regular', ['Nomor', ' 94'])).toBe(font);
    expect(embeddedFont('regular', ['Nomor 118x'])).not.toBe(font);
    expect(embeddedFont('bold', ['Nomor 118']).name).toMatch(/^[A-Z]{6}\+Arimo-Bold$/u);
    expect(font.encode('0189')).not.toContain('0000');
  });

  test('has outlines, widths and parts of composed letters as the whole font has them', () => {
    const { font } = faceFont('regular');
    const embedded = embeddedFont('regular', ['ČåN']);
    const part = new TrueTypeFont(inflateSync(embedded.program));
    expect(part.glyphCount).toBe(embedded.widths.length);
    const number = Number.parseInt(embedded.encode('N').slice(1, 5), 16);
    expect(part.metric(number)).toEqual(font.metric(font.glyphOf(0x4e)));
    for (let glyph = 0; glyph < part.glyphCount; glyph++) {
      const outline = Buffer.from(part.outline(glyph));
      if (outline.length > 0 && outline.readInt16BE(0) < 0)
        expect(outline.readUInt16BE(12)).toBeLessThan(part.glyphCount);
    }
  });

  test('sums up to what a font file must sum up to', () => {
    const { program } = subsetOf(faceFont('bold').font, [36, 37]);
    const bytes = Buffer.from(program);
    let sum = 0;
    for (let place = 0; place < bytes.length; place += 4) sum = (sum + bytes.readUInt32BE(place)) >>> 0;
    expect(sum).toBe(0xb1b0afba);
  });
});

describe('a font that lies', () => {
  const whole = Buffer.from(inflateSync(embeddedFont('regular', ['ČåN']).program));

  test('is refused or read within its bounds, wherever a byte of it is wrong or missing', () => {
    const random = createHash('shake256', { outputLength: 4000 }).update('noken').digest();
    let refused = 0;
    for (let round = 0; round < 1000; round++) {
      const bytes = Buffer.from(whole);
      const place = random.readUInt16BE(round * 4) % (round % 2 === 0 ? 110 : bytes.length);
      bytes[place] = random[round * 4 + 2] ?? 0;
      const cut = round % 5 === 0 ? bytes.subarray(0, place) : bytes;
      try {
        const font = new TrueTypeFont(cut);
        subsetOf(font, [1, 2, 3]);
      } catch (error) {
        expect(error).toMatchObject({ name: 'PdfRefusal' });
        refused++;
      }
    }
    expect(refused).toBeGreaterThan(100);
    expect(() => new TrueTypeFont(Buffer.from('OTTO no outlines of this kind'))).toThrow(
      expect.objectContaining({ code: 'pdf-damaged' }),
    );
  });
});
