import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** A file of `demo/seed/reference`, found from wherever this program was built to. */
export function readReference(name: string): string {
  return readFileSync(join(demoFolder(), 'seed/reference', name), 'utf8');
}

/** The `demo` folder of the project. */
export function demoFolder(): string {
  for (let folder = import.meta.dirname; ; folder = dirname(folder)) {
    const demo = join(folder, 'demo');
    if (existsSync(join(demo, 'seed/reference'))) return demo;
    if (folder === dirname(folder)) throw new Error('The demo folder is not there.');
  }
}

/** Rows of a CSV file (RFC 4180) with a head line, as objects by column. */
export function readCsv(text: string): Record<string, string>[] {
  const [head = [], ...rows] = text
    .replace(/\r/g, '')
    .split('\n')
    .filter((line) => line !== '')
    .map(fields);
  return rows.map((row) => Object.fromEntries(head.map((name, i) => [name, row[i] ?? ''])));
}

function fields(line: string): string[] {
  return [...line.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^,]*))/g)].map(
    ([, quoted, plain]) => quoted?.replaceAll('""', '"') ?? plain ?? '',
  );
}
