import { copyFile, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { concatSource, bytesSource } from '../../server/pdf/core/byte-source.js';
import { PdfRefusal } from '../../server/pdf/core/pdf-refusal.js';
import { signPdf } from '../../server/pdf/sign/sign-pdf.js';
import { type CorpusRow, pdfCorpus } from '../support/pdf-corpus.js';
import { pdfsigVerdicts, qpdfCheck } from '../support/pdf-oracles.js';
import { certifiedSigner } from '../support/test-authority.js';

const rows = pdfCorpus().filter(({ kind }) => kind === 'unsigned' || kind === 'xref-stream');
const rsa = await certifiedSigner('rsa-sha256', 'Penandatangan Satu');
const ec = await certifiedSigner('ecdsa-sha256', 'Penandatangan Dua');

/** What came of one file: signed twice, or refused with a code, or wrong. */
interface Result {
  row: CorpusRow;
  wellFormed: boolean;
  refusal?: PdfRefusal;
  verdicts: string[];
  verdictsBefore: string[];
  qpdfAfter: number | null;
}

// Without NOKEN_PDF_CORPUS there is nothing to look at, and the made files of sign-pdf.test.ts stand in.
describe.runIf(rows.length > 0)('third-party files', () => {
  let folder = '';
  const results: Result[] = [];

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'noken-corpus-'));
    const open = [...rows.entries()];
    const worker = async () => {
      for (let next = open.shift(); next; next = open.shift())
        results.push(await look(next[1], join(folder, `${next[0]}.pdf`)));
    };
    await Promise.all([worker(), worker()]);
  }, 180_000);

  afterAll(() => rm(folder, { recursive: true }));

  test('every file that qpdf finds clean is signed twice, both valid, and qpdf still finds it clean', () => {
    const clean = results.filter((result) => result.wellFormed && result.refusal?.code !== 'pdf-encrypted');
    const wrong = clean.filter((result) => result.refusal || result.qpdfAfter !== 0 || gained(result) !== 2);
    expect(wrong.map(described)).toEqual([]);
    expect(clean.length).toBeGreaterThan(0);
  });

  test('the rest is refused with a code or signed twice as well, and listed', () => {
    const rest = results.filter(({ wellFormed, refusal }) => !wellFormed || refusal);
    console.info(`Damaged before, or refused:\n${rest.map(described).join('\n')}`);
    const wrong = rest.filter((result) => !result.refusal && gained(result) !== 2);
    expect(wrong.map(described)).toEqual([]);
  });
});

async function look(row: CorpusRow, path: string): Promise<Result> {
  const original = new Uint8Array(await readFile(row.path));
  await copyFile(row.path, path);
  const result: Result = {
    row,
    wellFormed: (await qpdfCheck(path)) === 0,
    verdictsBefore: await pdfsigVerdicts(path),
    verdicts: [],
    qpdfAfter: null,
  };
  try {
    const first = await signPdf(bytesSource(original), rsa, {
      at: new Date(),
      name: 'Penandatangan Satu',
      placement,
    });
    const once = concatSource(bytesSource(original), bytesSource(first));
    const second = await signPdf(once, ec, { at: new Date(), name: 'Penandatangan Dua' });
    await writeFile(path, Buffer.concat([original, first, second]));
  } catch (error) {
    if (!(error instanceof PdfRefusal)) throw error;
    return { ...result, refusal: error };
  }
  return { ...result, verdicts: await pdfsigVerdicts(path), qpdfAfter: await qpdfCheck(path) };
}

/** Small enough for the smallest page that anyone prints. */
const placement = { page: 1, rect: { x: 1, y: 1, width: 90, height: 40 } };

/** How many more valid signatures poppler finds than before. */
function gained({ verdicts, verdictsBefore }: Result): number {
  return valid(verdicts) - valid(verdictsBefore);
}

function valid(verdicts: readonly string[]): number {
  return verdicts.filter((verdict) => verdict === 'Signature is Valid.').length;
}

function described({ row, wellFormed, refusal, verdicts, verdictsBefore, qpdfAfter }: Result): string {
  const outcome = refusal
    ? refusal.message
    : `${String(valid(verdictsBefore))} → ${verdicts.join(' ')} qpdf ${String(qpdfAfter)}`;
  return `${row.file} (${row.kind}, ${wellFormed ? 'clean' : 'not clean'}): ${outcome}`;
}
