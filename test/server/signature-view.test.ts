import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openPdf, bytesSource } from '../../server/pdf/index.js';
import { signCommand } from '../../server/sign-command.js';
import { commandDesk, typed, type CommandDesk } from '../support/command-desk.js';
import { appendObjects, letterPdf } from '../support/letter-pdf.js';

let desk: CommandDesk;
const at = (name: string) => join(desk.folder, name);
beforeAll(async () => {
  desk = await commandDesk();
  const text = 'BT /F1 12 Tf 71 700 Td (Arso, ${ttd}) Tj 0 -100 Td (# dan #) Tj ET';
  const stream = `<< /Length ${text.length} >>\nstream\n${text}\nendstream`;
  await writeFile(at('bertanda.pdf'), appendObjects(letterPdf(), new Map([[4, stream]])));
});
afterAll(async () => {
  desk.close();
  await rm(desk.folder, { recursive: true });
});

const key = () => ['--p12', desk.p12, '--passphrase-file', desk.passphraseFile];

describe('noken sign --at-tag', () => {
  test('puts the box on the tag', async () => {
    const done = await typed(signCommand, [
      ...[at('bertanda.pdf'), ...key(), '--at-tag', '${ttd}', '-o', at('di-tanda.pdf')],
    ]);
    expect(done).toMatchObject({ exit: 0, err: [] });
    const document = await openPdf(bytesSource(await readFile(at('di-tanda.pdf'))));
    const [field] = await document.formFields();
    const [x1, , , y2] = (field?.dict.get('Rect') ?? []) as number[];
    expect(x1).toBeCloseTo(71 + (667 + 333 + 500 + 556 + 278 + 278) * 0.012, 0);
    expect(y2).toBeCloseTo(700 + 12 * 0.78, 0);
  });

  test('refuses a tag that is there twice, or not at all', async () => {
    const twice = await typed(signCommand, [
      ...[at('bertanda.pdf'), ...key(), '--at-tag', '#', '-o', at('dua.pdf')],
    ]);
    expect(twice).toMatchObject({ exit: 1, err: [expect.stringContaining('2 on page 1')] });
    const none = await typed(signCommand, [
      ...[at('bertanda.pdf'), ...key(), '--at-tag', '${ttd9}', '-o', at('nol.pdf')],
    ]);
    expect(none).toMatchObject({ exit: 1, err: [expect.stringContaining('anchor-not-found')] });
  });
});

describe('noken sign --preview', () => {
  test('draws the page with its box and opens no key', async () => {
    const args = [at('bertanda.pdf'), '--preview', at('lihat.png'), '--name', 'Yohana', '--at-tag', '${ttd}'];
    expect(await typed(signCommand, args)).toMatchObject({ exit: 0 });
    expect(await sharp(at('lihat.png')).metadata()).toMatchObject({ format: 'png', width: 1000 });
    await expect(typed(signCommand, args)).rejects.toThrow(/there already/u);
    await expect(typed(signCommand, [at('bertanda.pdf'), '--preview', at('lain.png')])).rejects.toThrow(
      /noken sign/u,
    );
  });
});
