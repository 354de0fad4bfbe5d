import { mkdir, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { FuzzCase } from './fuzz-case.js';

/** Keeps a file that was judged falsely, since the keys behind it are made anew each time. @returns what was found */
export async function keepCase({ number, mutation, bytes }: FuzzCase, finding: string): Promise<string> {
  const folder = join(tmpdir(), 'noken-fuzz');
  await mkdir(folder, { recursive: true });
  const path = join(folder, `${String(number)}.pdf`);
  await writeFile(path, bytes);
  return `case ${String(number)} (${mutation}): ${finding}; kept as ${path}`;
}
