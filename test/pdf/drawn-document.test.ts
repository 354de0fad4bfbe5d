import { expect, test } from 'vitest';
import { bytesSource } from '../../server/pdf/core/byte-source.js';
import { openPdf } from '../../server/pdf/core/pdf-document.js';
import { drawnDocument } from '../../server/pdf/typeset/drawn-document.js';
import { Drawing } from '../../server/pdf/typeset/drawing.js';
import { printable } from '../../server/pdf/typeset/printed-text.js';
import { qpdfCheck, run, withFile } from '../support/pdf-oracles.js';

const about = { title: 'Bukti “Č”', language: 'id-ID', at: new Date('2026-11-24T00:51:00Z') };

function page(text: string): Drawing {
  const drawing = new Drawing();
  drawing.text(text, 'regular', 50, 700, 12);
  drawing.text('0123456789', 'mono', 50, 680, 8);
  return drawing;
}

test('a drawn document is a sound PDF with fonts inside, whose text can be read, by ours and by others', async () => {
  const bytes = drawnDocument([page('Yohana Čontoh'), page('halaman kedua')], about);
  expect(await (await openPdf(bytesSource(bytes))).pageCount()).toBe(2);
  await withFile(bytes, async (path) => {
    expect(await qpdfCheck(path)).toBe(0);
    const text = Buffer.from(
      (await run('pdftotext', ['-enc', 'UTF-8', path, '-'])).output,
      'latin1',
    ).toString('utf8');
    expect(text).toContain('Yohana Čontoh');
    expect(text).toContain('halaman kedua');
    const facts = Buffer.from((await run('pdfinfo', [path])).output, 'latin1').toString('utf8');
    expect(facts).toContain('Bukti “Č”');
    expect(facts).toMatch(/Page size:\s+595\.28 x 841\.89/u);
    const fonts = (await run('pdffonts', [path])).output.trim().split('\n').slice(2);
    expect(fonts).toHaveLength(4);
    for (const font of fonts) expect(font).toMatch(/yes yes yes/u);
  });
});

test('the same drawings are the same bytes, others are another file', () => {
  const once = drawnDocument([page('satu')], about);
  expect(Buffer.from(drawnDocument([page('satu')], about)).equals(once)).toBe(true);
  expect(Buffer.from(drawnDocument([page('dua')], about)).equals(once)).toBe(false);
});

test('what the fonts lack becomes a dot instead of no page at all', () => {
  expect(printable('VSAT 😀 Arso', 'regular')).toBe('VSAT · Arso');
  expect(printable('Nguyễn', 'regular')).toBe('Nguyễn');
});
