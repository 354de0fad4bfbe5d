import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { safeName, zipStream, type ZipEntry } from '../../../server/platform/zip-stream.js';
import { run } from '../../support/pdf-oracles.js';

const at = new Date('2026-11-24T00:30:00Z');
let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'noken-zip-'));
});
afterAll(() => rm(folder, { recursive: true }));

async function zipped(entries: readonly ZipEntry[], limits = { bytes: 1e9, entries: 100 }): Promise<Buffer> {
  const pieces: Uint8Array[] = [];
  for await (const piece of zipStream(entries, at, limits)) pieces.push(piece);
  return Buffer.concat(pieces);
}

async function* pieces(...all: readonly Uint8Array[]) {
  for (const piece of all) yield await Promise.resolve(piece);
}

describe('an archive as a stream', () => {
  test('is unpacked by unzip and by Python to the same bytes, stored and deflated, empty and in pieces', async () => {
    const noise = Buffer.from(Array.from({ length: 300_000 }, (_, i) => (i * 7919) % 251));
    const files: Record<string, Buffer> = {
      'surat.pdf': noise,
      'a/b/teks.txt': Buffer.from('panjang '.repeat(10_000)),
      'kosong.bin': Buffer.alloc(0),
      'potong.bin': Buffer.concat([noise, noise]),
    };
    const path = join(folder, 'a.zip');
    const archive = await zipped([
      { name: 'surat.pdf', bytes: noise },
      { name: 'a/b/teks.txt', bytes: files['a/b/teks.txt'] ?? noise, deflate: true },
      { name: 'kosong.bin', bytes: new Uint8Array() },
      { name: 'potong.bin', bytes: pieces(noise, noise) },
    ]);
    await writeFile(path, archive);
    expect(archive.length).toBeLessThan(3 * noise.length + 5000);
    for (const [program, parameters] of [
      ['unzip', ['-q', path, '-d', join(folder, 'unzip')]],
      ['python3', ['-m', 'zipfile', '-e', path, join(folder, 'python')]],
    ] as const) {
      const { code, output } = await run(program, parameters);
      expect(code, output).toBe(0);
    }
    for (const [name, bytes] of Object.entries(files))
      for (const by of ['unzip', 'python'])
        expect((await readFile(join(folder, by, name))).equals(bytes), `${by} ${name}`).toBe(true);
    expect((await run('unzip', ['-tq', path])).code).toBe(0);
    expect(
      (await zipped([{ name: 'x', bytes: noise }])).equals(await zipped([{ name: 'x', bytes: noise }])),
    ).toBe(true);
  });

  test('refuses names that lead elsewhere or that a system would lose, names used twice, and too much', async () => {
    const bytes = new Uint8Array(10);
    for (const name of [
      '../x',
      '/x',
      'a/../x',
      'a//x',
      '',
      '.x',
      'a\\x',
      'C:x',
      'a\nx',
      'é',
      'x/',
      'y'.repeat(101),
    ])
      await expect(zipped([{ name, bytes }]), JSON.stringify(name)).rejects.toThrow(RangeError);
    await expect(
      zipped([
        { name: 'x', bytes },
        { name: 'X', bytes },
      ]),
    ).rejects.toThrow('twice');
    await expect(zipped([{ name: 'x', bytes }], { bytes: 9, entries: 9 })).rejects.toThrow('bytes');
    const two = [
      { name: 'x', bytes },
      { name: 'y', bytes },
    ];
    await expect(zipped(two, { bytes: 99, entries: 1 })).rejects.toThrow('files');
    expect((await zipped(two, { bytes: 20, entries: 2 })).length).toBeGreaterThan(20);
  });
});

test('a name that somebody gave becomes a safe one', () => {
  expect(safeName('Tanda Tangan/1 (Č)')).toBe('Tanda-Tangan-1-C');
  expect(safeName('../../etc')).toBe('etc');
  expect(safeName('漢字')).toBe('x');
});
