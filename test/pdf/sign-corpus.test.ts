import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { concatSource, bytesSource } from '../../server/pdf/core/byte-source.js';
import { PdfRefusal } from '../../server/pdf/core/pdf-refusal.js';
import { signPdf } from '../../server/pdf/sign/sign-pdf.js';
import { hybridLetterPdf, letterPdf } from '../support/letter-pdf.js';
import { pdfCorpus } from '../support/pdf-corpus.js';
import { pdfsigVerdicts, qpdfCheck, throughQpdf } from '../support/pdf-oracles.js';
import { certifiedSigner } from '../support/test-authority.js';

interface Subject {
  file: string;
  kind: string;
  read(): Promise<Uint8Array>;
}

const corpus: Subject[] = pdfCorpus()
  .filter(({ kind }) => kind === 'unsigned' || kind === 'xref-stream')
  .map(({ file, kind, path }) => ({ file, kind, read: () => readFile(path) }));

/** What stands in where `NOKEN_PDF_CORPUS` names no third-party files. */
const made: Subject[] = [
  { file: 'classic', kind: 'unsigned', read: () => Promise.resolve(letterPdf({ pages: 2 })) },
  { file: 'hybrid', kind: 'xref-stream', read: () => Promise.resolve(hybridLetterPdf()) },
  { file: 'linearized', kind: 'unsigned', read: () => throughQpdf(letterPdf(), '--linearize') },
  { file: 'streams', kind: 'xref-stream', read: () => throughQpdf(letterPdf(), '--object-streams=generate') },
  { file: 'half', kind: 'unsigned', read: () => Promise.resolve(letterPdf().subarray(0, 400)) },
];
const subjects = corpus.length > 0 ? corpus : made;
const rsa = await certifiedSigner('rsa-sha256', 'Penandatangan Satu');
const ec = await certifiedSigner('ecdsa-sha256', 'Penandatangan Dua');

/** What came of one file: signed twice, or refused with a code, or wrong. */
interface Result {
  subject: Subject;
  wellFormed: boolean;
  refusal?: PdfRefusal;
  verdicts: string[];
  verdictsBefore: string[];
  qpdfAfter: number | null;
}

describe('signing twice', () => {
  let folder = '';
  const results: Result[] = [];

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'noken-corpus-'));
    const open = [...subjects.entries()];
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

async function look(subject: Subject, path: string): Promise<Result> {
  const original = await subject.read();
  await writeFile(path, original);
  const result: Result = {
    subject,
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

function described({ subject, wellFormed, refusal, verdicts, verdictsBefore, qpdfAfter }: Result): string {
  const outcome = refusal
    ? refusal.message
    : `${String(valid(verdictsBefore))} → ${verdicts.join(' ')} qpdf ${String(qpdfAfter)}`;
  return `${subject.file} (${subject.kind}, ${wellFormed ? 'clean' : 'not clean'}): ${outcome}`;
}
