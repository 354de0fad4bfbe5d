import { create } from 'qrcode';
import { describe, expect, test } from 'vitest';
import { Drawing } from '../../server/pdf/typeset/drawing.js';
import { qrDrawing } from '../../server/pdf/typeset/qr-drawing.js';
import { runsWidth, textWidth, wrapRuns, wrapText } from '../../server/pdf/typeset/text-layout.js';
import { toWinAnsi } from '../../server/pdf/typeset/win-ansi.js';

const text = (bytes: Uint8Array) => Buffer.from(bytes).toString('latin1');

describe('toWinAnsi', () => {
  test('keeps what the encoding has, composed or not', () => {
    expect(text(toWinAnsi('José'))).toBe('Jos\xe9');
    expect(text(toWinAnsi('Jose\u0301'))).toBe('Jos\xe9');
    expect([...toWinAnsi('€–“”•Š')]).toEqual([0x80, 0x96, 0x93, 0x94, 0x95, 0x8a]);
  });

  test('takes the base letter of what it lacks', () => {
    expect(text(toWinAnsi('Čelebi Łukasz Đorđe Nguyễn ﬁ'))).toBe(
      'Celebi Lukasz Dorde Nguy\xean fi'.replace('\xea', 'e'),
    );
    expect(text(toWinAnsi('a‑b − c'))).toBe('a-b - c');
  });

  test('shows a question mark only for other scripts, and nothing for what is not seen', () => {
    expect(text(toWinAnsi('印 A'))).toBe('? A');
    expect(text(toWinAnsi('a\u200bb\u00adc\u202ed'))).toBe('abcd');
    expect(text(toWinAnsi('a\n\tb'))).toBe('a b');
    expect(text(toWinAnsi('a\u0000\u0007b'))).toBe('ab');
  });
});

describe('textWidth', () => {
  test('is that of the published metrics', () => {
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
  test('escapes what would end a string', () => {
    const drawing = new Drawing();
    drawing.text('a(b)\\c', 'regular', 0, 0, 10);
    expect(text(drawing.bytes())).toContain('(a\\(b\\)\\\\c) Tj');
    expect(drawing.faces).toEqual(['regular']);
  });

  test('writes numbers without exponent', () => {
    const drawing = new Drawing();
    drawing.fill(1e-9, 1 / 3, 1000, -0.001);
    expect(text(drawing.bytes())).toBe('0 g 0 0.33 1000 0 re f\n');
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
