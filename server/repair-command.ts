import { randomUUID } from 'node:crypto';
import { link, open, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { parseArgs } from 'node:util';
import { Misuse, type Command } from './command.js';
import { fileSource, PdfRefusal, repairInWorker, type RepairNote } from './pdf/index.js';

export const repairUsage = 'noken repair FILE -o OUT';

const sentences: Readonly<Record<RepairNote, string>> = {
  'bytes-before-header-removed': 'bytes before the header were removed',
  'cross-reference-rebuilt': 'the cross-reference was rebuilt from the objects in the file',
  'stream-lengths-corrected': 'lengths of streams were corrected',
  'object-streams-unpacked': 'object streams were unpacked',
  'unused-objects-left-out': 'objects that nothing leads to were left out',
};

/**
 * Makes a sound file of a damaged one that bears no signature, and says what was done. FILE is only read, and what
 * stands at OUT is never overwritten.
 *
 * @returns 0, or 1 when it was refused: the code is on standard error
 */
export const repairCommand: Command = async (args, terminal) => {
  const { values, positionals } = parseArgs({
    args: [...args],
    options: { output: { type: 'string', short: 'o' } },
    allowPositionals: true,
  });
  const [file] = positionals;
  const { output } = values;
  if (positionals.length !== 1 || !file || !output) throw new Misuse(repairUsage);
  const source = await fileSource(file).catch((cause: unknown) => {
    throw new Misuse(`${file} cannot be read.`, { cause });
  });
  try {
    const { bytes, notes } = await repairInWorker(source);
    if (!(await writeOnce(output, bytes))) {
      terminal.err(`Not repaired: ${output} is there already or cannot be written.`);
      return 1;
    }
    terminal.out(`${output}: repaired. It is another file than ${file}: look at it before it is signed.`);
    for (const note of notes) terminal.out(`- ${sentences[note]}`);
    return 0;
  } catch (error) {
    if (!(error instanceof PdfRefusal)) throw error;
    terminal.err(`Not repaired: ${error.message}`);
    return 1;
  } finally {
    await source.close();
  }
};

/** Whole or not at all: written under a name of its own first. A link never replaces what stands there. */
async function writeOnce(path: string, bytes: Uint8Array): Promise<boolean> {
  const draft = join(dirname(path), `.${basename(path)}.${randomUUID()}`);
  try {
    const handle = await open(draft, 'wx');
    try {
      await handle.writeFile(bytes);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await link(draft, path);
    return true;
  } catch {
    return false;
  } finally {
    await rm(draft, { force: true });
  }
}
