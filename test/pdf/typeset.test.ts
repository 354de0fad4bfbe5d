import { create } from 'qrcode';
import { describe, expect, test } from 'vitest';
import { Drawing } from '../../server/pdf/typeset/drawing.js';
import { qrDrawing } from '../../server/pdf/typeset/qr-drawing.js';
import { runsWidth, textWidth, wrapRuns, wrapText } from '../../server/pdf/typeset/text-layout.js';
import { printedText } from '../../server/pdf/typeset/printed-text.js';

const text = (bytes: Uint8Array) => Buffer.from(bytes).toString('latin1');
const printed = (words: string) =>
  printedText(words, 'regular')
    .map(({ codePoint }) => String.fromCodePoint(codePoint))
    .join('');

describe('printedText', () => {
  test('keeps names as they are written, composed or not', () => {
    expect(printed('Čelebi Łukasz Đorđe Nguyễn Þór “Ñaupa” – €')).toBe(
      'Čelebi Łukasz Đorđe Nguyễn Þór “Ñaupa” – €',
    );
    expect(printed('Jose\u0301 Nguye\u0302\u0303n')).toBe('José Nguyễn');
  });

  test('sets no gap for what is not seen, and a blank for any white space', () => {
    expect(printed('a\u200bb\u00adc\u202ed\u0000e')).toBe('abcde');
    expect(printed('a\n\tb\u00a0c')).toBe('a b c');
  });

  test('refuses a character that the font lacks, and names it', () => {
    expect(() => printed('印 A')).toThrow(
      expect.objectContaining({ code: 'character-not-in-font', detail: '“印” (U+5370)' }),
    );
    expect(() => printed('A\u{1F58B}')).toThrow(expect.objectContaining({ code: 'character-not-in-font' }));
    expect(printed('Ａ㎏')).toBe('Akg');
  });
});

describe('textWidth', () => {
  test('is that of the metrics that office letters are set in', () => {
    expect(textWidth('Noken', 'regular', 1000)).toBe(722 + 556 + 500 + 556 + 556);
    expect(textWidth('Noken', 'bold', 1000)).toBe(722 + 611 + 556 + 556 + 611);
    expect(textWidth('7KQ2', 'mono', 10)).toBe(24);
  });
});

describe('wrapping', () => {
  test('fills lines and never passes the width', () => {
    const lines = wrapText(
      'Dokumen ini telah ditandatangani secara elektronik oleh pejabat',
      'regular',
      10,
      120,
    );
    expect(lines.join(' ')).toBe('Dokumen ini telah ditandatangani secara elektronik oleh pejabat');
    for (const line of lines) expect(textWidth(line, 'regular', 10)).toBeLessThanOrEqual(120);
    expect(lines.length).toBeGreaterThan(2);
  });

  test('breaks a number after a slash only, and a word that fits nowhere between letters', () => {
    expect(wrapText('800.1.11.1/118/DISKOMINFO/2026', 'regular', 10, 80)).toEqual([
      '800.1.11.1/118/',
      'DISKOMINFO/',
      '2026',
    ]);
    const lines = wrapText('W'.repeat(40), 'regular', 10, 100);
    expect(lines.join('')).toBe('W'.repeat(40));
    for (const line of lines) expect(textWidth(line, 'regular', 10)).toBeLessThanOrEqual(100);
  });

  test('keeps the face of each run and the blanks between them', () => {
    const [line = []] = wrapRuns(
      [
        { text: 'buka ', face: 'regular' },
        { text: 'noken.example/v', face: 'bold' },
        { text: ', lalu ketik', face: 'regular' },
      ],
      9,
      300,
    );
    expect(line.map((run) => run.text)).toEqual(['buka ', 'noken.example/v', ', lalu ketik']);
    expect(runsWidth(line, 9)).toBeCloseTo(
      textWidth('buka , lalu ketik', 'regular', 9) + textWidth('noken.example/v', 'bold', 9),
    );
  });

  test('nothing gives no line', () => {
    expect(wrapText('', 'regular', 10, 100)).toEqual([]);
    expect(wrapText('   ', 'regular', 10, 100)).toEqual([]);
  });
});

describe('Drawing', () => {
  test('writes text in the codes of fonts that have just what it needs', () => {
    const drawing = new Drawing();
    drawing.text('Čaš', 'regular', 0, 0, 10);
    const { operators, fonts } = drawing.finish();
    const font = fonts.get('regular');
    expect([...fonts.keys()]).toEqual(['regular']);
    // Not defined, the three letters, and what two of them are composed of.
    expect(font?.widths).toHaveLength(8);
    expect(text(operators)).toContain(`/NkR 10 Tf ${font?.encode('Čaš')} Tj`);
    expect(font?.encode('Čaš')).toMatch(/^<(?!.*0000)[0-9a-f]{12}>$/u);
    expect(drawing.finish().fonts.get('regular')).toBe(font);
  });

  test('writes numbers without exponent', () => {
    const drawing = new Drawing();
    drawing.fill(1e-9, 1 / 3, 1000, -0.001);
    expect(text(drawing.finish().operators)).toBe('0 g 0 0.33 1000 0 re f\n');
  });
});

describe('qrDrawing', () => {
  test('covers exactly the dark modules of error correction M', () => {
    const url = 'https://noken.example/v/7KQ2M9XD4HTB6ZC0RWNE5GJVPA';
    const { modules, operators } = qrDrawing(url);
    const expected = create(url, { errorCorrectionLevel: 'M' }).modules;
    expect(modules).toBe(expected.size);
    const dark = new Uint8Array(modules * modules);
    for (const [, x, y, width] of operators.matchAll(/(\d+) (\d+) (\d+) 1 re/gu)) {
      dark.fill(
        1,
        (modules - 1 - Number(y)) * modules + Number(x),
        (modules - 1 - Number(y)) * modules + Number(x) + Number(width),
      );
    }
    expect([...dark]).toEqual([...expected.data].map(Number));
    expect(qrDrawing(url)).toBe(qrDrawing(url));
  });
});
