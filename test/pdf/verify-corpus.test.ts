import { describe, expect, test } from 'vitest';
import { fileSource } from '../../server/pdf/core/byte-source.js';
import type { VerificationReport } from '../../server/pdf/verify/verification-report.js';
import { verifyPdf } from '../../server/pdf/verify/verify-pdf.js';
import { type CorpusRow, pdfCorpus } from '../support/pdf-corpus.js';

/** Files that others call valid and we do not call intact, each with our reason. */
const NOT_INTACT: Readonly<Record<string, string>> = {
  'pyhanko/base.pdf': 'its signature is a placeholder of zeros that nobody filled',
  'dss/pades-lt-extended-abde.pdf':
    'later trailers name another embedded source document (AdditionalStreams)',
};

/** Attacks that no structure gives away, as the verdict that we still come to. None is known. */
const UNDETECTED: readonly string[] = [];

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
    expect(intact.filter(Boolean)).toEqual(UNDETECTED);
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
