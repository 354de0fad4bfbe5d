import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** A third-party PDF with what is known of it. */
export interface CorpusRow {
  path: string;
  file: string;
  kind: string;
  expected: string;
  why: string;
}

/** Rows of the folder that `NOKEN_PDF_CORPUS` names, or none: the tests then stand on our own files alone. */
export function pdfCorpus(): CorpusRow[] {
  const folder = process.env['NOKEN_PDF_CORPUS'];
  if (!folder) return [];
  const [head = [], ...rows] = parseCsv(readFileSync(join(folder, 'manifest.csv'), 'utf8'));
  const column = (row: readonly string[], name: string) => row[head.indexOf(name)] ?? '';
  return rows.map((row) => ({
    path: join(folder, column(row, 'file')),
    file: column(row, 'file'),
    kind: column(row, 'kind'),
    expected: column(row, 'expected'),
    why: column(row, 'why'),
  }));
}

function parseCsv(text: string): string[][] {
  return text
    .split(/\r?\n/u)
    .filter((line) => line !== '')
    .map((line) =>
      [...line.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^,]*))/gu)].map(([, quoted, plain]) =>
        quoted === undefined ? (plain ?? '') : quoted.replaceAll('""', '"'),
      ),
    );
}
