import { stat } from 'node:fs/promises';
import { describe, expect, test } from 'vitest';
import { fileSource } from '../../server/pdf/core/byte-source.js';
import type { Verdict, VerificationReport } from '../../server/pdf/verify/verification-report.js';
import { verifyPdf } from '../../server/pdf/verify/verify-pdf.js';
import { type CorpusRow, pdfCorpus } from '../support/pdf-corpus.js';

/** Files that others call valid and we do not call intact, each with our reason. */
const NOT_INTACT: Readonly<Record<string, string>> = {
  'pyhanko/base.pdf': 'its signature is a placeholder of zeros that nobody filled',
};

/**
 * What must be said of files that somebody attacked, changed or damaged, by what was done to them: `broken` where a
 * signature is not over what it shows, `changed` where it is and something came later, `undetermined` where nobody
 * can tell. Others of these kinds are only never intact.
 */
const MEANING: Readonly<Record<string, readonly [verdict: Verdict, because: string]>> = {
  'dss/annotation-and-visible-change.pdf': ['changed', 'an annotation was added and one moved'],
  'dss/hide.pdf': ['changed', 'what is shown leads to objects that are gone'],
  'dss/replace.pdf': ['changed', 'what is shown was replaced'],
  'dss/pdf-byterange-overlap.pdf': ['broken', 'the second signature covers its own gap'],
  'dss/signature-referenced-from-multiple-fields.pdf': ['broken', 'two fields show one signature'],
  'dss/hello_signed_INCSAVE_signed_EDITED.pdf': ['broken', 'bytes between two signatures were edited'],
  'dss/pdf-removed-pages.pdf': ['changed', 'pages were removed, though the signature cannot be checked'],
  'dss/pdf-signed-added-page.pdf': ['changed', 'a page was added'],
  'dss/BadEncodedCMS.pdf': ['undetermined', 'the certificate cannot be read'],
  'dss/PAdES-BpB-att-SHA256-SHA3_256withRSA.pdf': ['broken', 'it names two hashes'],
  'dss/pades-unsupported-signature-algorithm.pdf': ['undetermined', 'an algorithm that we do not know'],
  'openpdf/siwa.pdf': ['broken', 'the second range was moved'],
  'pyhanko/form-update-ap-indirect-sneaky-trailer.pdf': ['changed', 'the trailer has the picture too'],
  'pyhanko/form-update-override-appearance-stream-ap-indirect-sneaky.pdf': ['changed', 'a page has it too'],
  'pyhanko/form-update-override-appearance-stream-sneaky.pdf': ['changed', 'a page has it too'],
  'pyhanko/extensions-indirect-not-all-paths.pdf': ['changed', 'another key has the extensions too'],
  'pyhanko/one-byterange.pdf': ['broken', 'one range alone'],
  'pyhanko/signature-gap-too-big.pdf': ['broken', 'more is left out than the signature'],
  'pyhanko/tail-uncovered.pdf': ['broken', 'the end is not covered'],
  'pyhanko/weird-byterange.pdf': ['broken', 'another gap than the signature’s'],
  'pyhanko/pdf-sig-with-econtent.pdf': ['broken', 'it brings other content along'],
  'node-signpdf/with-placeholder.pdf': ['undetermined', 'a placeholder that nobody filled'],
};

const corpus = pdfCorpus();
const ofKind = (...kinds: string[]) => corpus.filter(({ kind }) => kinds.includes(kind));

async function verify({ path }: CorpusRow): Promise<VerificationReport> {
  const source = await fileSource(path);
  try {
    return await verifyPdf(source, { trust: { anchors: [] }, now: new Date() });
  } finally {
    await source.close();
  }
}

async function each<T>(rows: readonly CorpusRow[], use: (report: VerificationReport, row: CorpusRow) => T) {
  const outcomes: T[] = [];
  for (const row of rows) outcomes.push(use(await verify(row), row));
  return outcomes;
}

/** Without a corpus these hold of no file at all; `verify-pdf.test.ts` then stands for them with files of our own. */
describe('third-party files', () => {
  test('attacked, tampered or malformed ones are never intact', async () => {
    const rows = ofKind('attack', 'signed-tampered', 'signed-malformed');
    const intact = await each(rows, ({ verdict }, { file }) => (verdict === 'intact' ? file : undefined));
    expect(intact.filter(Boolean)).toEqual([]);
  });

  test('each of them gets the verdict that its meaning asks for', async () => {
    const known = corpus.filter(({ file }) => file in MEANING);
    const verdicts = await each(known, ({ verdict }, { file }) => [file, verdict]);
    expect(Object.fromEntries(verdicts)).toEqual(
      Object.fromEntries(known.map(({ file }) => [file, MEANING[file]?.[0]])),
    );
  });

  test('the saves of each add up to its length, and every change has a rule or a suspicion', async () => {
    for (const row of ofKind('signed-valid', 'attack', 'signed-tampered')) {
      const { history, revisions, verdict } = await verify(row);
      expect(history, row.file).toHaveLength(revisions);
      const lengths = history.map(({ bytes }) => bytes);
      expect(lengths, row.file).toEqual(lengths.toSorted((a, b) => a - b));
      if (revisions > 0) expect(lengths.at(-1), row.file).toBe((await stat(row.path)).size);
      if (verdict === 'intact')
        expect(
          history.some(({ suspicion }) => suspicion),
          row.file,
        ).toBe(false);
    }
  });

  test('valid ones are intact, but for those named with a reason', async () => {
    const others = await each(ofKind('signed-valid'), ({ verdict }, { file }) =>
      verdict === 'intact' ? undefined : file,
    );
    const known = ofKind('signed-valid').filter(({ file }) => file in NOT_INTACT);
    expect(others.filter(Boolean).toSorted()).toEqual(known.map(({ file }) => file).toSorted());
  });

  test('encrypted ones are unreadable by that reason', async () => {
    const reasons = await each(ofKind('encrypted'), ({ verdict, reason }) => `${verdict} ${reason}`);
    expect(new Set(reasons)).toEqual(new Set(reasons.length > 0 ? ['unreadable encrypted'] : []));
  });

  test('malformed ones end in a verdict and in time', async () => {
    const slow: string[] = [];
    for (const row of ofKind('malformed')) {
      const began = process.cpuUsage();
      const { verdict } = await verify(row);
      const { user, system } = process.cpuUsage(began);
      if (user + system > 2_000_000) slow.push(row.file);
      expect(verdict, row.file).not.toBe('intact');
    }
    expect(slow).toEqual([]);
  });

  test('unsigned ones are unsigned, or cannot be read', async () => {
    const verdicts = await each(ofKind('unsigned', 'xref-stream'), ({ verdict }) => verdict);
    expect(verdicts.filter((verdict) => verdict !== 'unsigned' && verdict !== 'unreadable')).toEqual([]);
    const unreadable = verdicts.filter((verdict) => verdict === 'unreadable').length;
    expect(unreadable).toBeLessThanOrEqual(verdicts.length * 0.1);
  });
});
