import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { repairCommand } from '../../server/repair-command.js';
import { letterPdf } from '../support/letter-pdf.js';
import { textOfBytes } from '../support/made-pdfs.js';
import { qpdfCheck } from '../support/pdf-oracles.js';

describe('noken repair', () => {
  let folder = '';
  let said: string[] = [];
  const terminal = {
    out: (line: string) => void said.push(line),
    err: (line: string) => void said.push(`! ${line}`),
  };
  const repair = (...parameters: string[]) => {
    said = [];
    return repairCommand(parameters, terminal);
  };
  const at = (name: string) => join(folder, name);

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'noken-repair-'));
    await writeFile(at('whole.pdf'), letterPdf());
    await writeFile(
      at('damaged.pdf'),
      textOfBytes(letterPdf()).replace(/startxref\n\d+/u, 'startxref\n9'),
      'latin1',
    );
  });
  afterAll(() => rm(folder, { recursive: true }));

  test('writes a sound file beside the damaged one and says what was done', async () => {
    const before = await readFile(at('damaged.pdf'));
    expect(await repair(at('damaged.pdf'), '-o', at('repaired.pdf'))).toBe(0);
    expect(said.join('\n')).toContain('the cross-reference was rebuilt');
    expect(await qpdfCheck(at('repaired.pdf'))).toBe(0);
    expect(await readFile(at('damaged.pdf'))).toEqual(before);
  });

  test('never overwrites, and leaves nothing half done behind', async () => {
    await writeFile(at('taken.pdf'), 'mine');
    expect(await repair(at('damaged.pdf'), '-o', at('taken.pdf'))).toBe(1);
    expect(await readFile(at('taken.pdf'), 'utf8')).toBe('mine');
    expect(said.join()).toMatch(/^! Not repaired/u);
    expect((await readdir(folder)).filter((name) => name.startsWith('.'))).toEqual([]);
  });

  test('says that a file lacks nothing, and writes none', async () => {
    expect(await repair(at('whole.pdf'), '-o', at('second.pdf'))).toBe(1);
    expect(said.join()).toContain('pdf-not-damaged');
    await expect(readFile(at('second.pdf'))).rejects.toThrow();
  });

  test('misuse is told', async () => {
    await expect(repair(at('damaged.pdf'))).rejects.toThrow('noken repair FILE -o OUT');
    await expect(repair(at('nowhere.pdf'), '-o', at('x.pdf'))).rejects.toThrow('cannot be read');
  });
});
