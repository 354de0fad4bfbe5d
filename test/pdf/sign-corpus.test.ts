import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { concatSource, bytesSource } from '../../server/pdf/core/byte-source.js';
import { PdfRefusal, type PdfRefusalCode } from '../../server/pdf/core/pdf-refusal.js';
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
  .filter(({ kind }) => kind !== 'p12')
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
  refusal?: PdfRefusal;
  /** Whether what was written begins with every byte of the original. */
  isPrefix: boolean;
  verdicts: string[];
  verdictsBefore: string[];
  /** Exit codes of `qpdf --check`: 0 clean, 3 warnings, 2 errors, null where qpdf itself crashed. */
  qpdfBefore: number | null;
  qpdfAfter: number | null;
}

/** Why a file may be refused that qpdf finds clean. Whatever else is refused is not clean. */
const rightfulRefusals = new Set<PdfRefusalCode>([
  'pdf-encrypted',
  'pdf-certified-no-changes',
  'pdf-field-locked',
  'pdf-over-limits',
]);

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

  test('every file that qpdf finds clean is signed twice, or refused for what it forbids', () => {
    const clean = results.filter(({ qpdfBefore }) => qpdfBefore === 0);
    const refused = clean.filter(({ refusal }) => refusal && !rightfulRefusals.has(refusal.code));
    expect(refused.map(described)).toEqual([]);
    expect(clean.filter(({ refusal }) => !refusal).length).toBeGreaterThan(0);
  });

  test('each file that was signed has two valid signatures more, and every older one is as valid as before', () => {
    const wrong = results.filter((result) => !result.refusal && !isRight(result));
    expect(wrong.map(described)).toEqual([]);
  });

  test('the original is an exact prefix, and qpdf finds nothing worse', () => {
    const signed = results.filter(({ refusal }) => !refusal);
    expect(signed.filter(({ isPrefix }) => !isPrefix).map(described)).toEqual([]);
    expect(signed.filter(isWorse).map(described)).toEqual([]);
  });

  test('encrypted files are refused as such, and what is refused is listed', () => {
    const refused = results.filter(({ refusal }) => refusal);
    console.info(`Refused:\n${refused.map(described).sort().join('\n')}`);
    const open = results.filter(
      ({ subject, refusal }) => subject.kind === 'encrypted' && refusal?.code !== 'pdf-encrypted',
    );
    expect(open.map(described)).toEqual([]);
  });
});

test('a file that its certifier closed (P=1) is refused', async () => {
  const closed = subjects.filter(({ file }) => file.includes('no-change-permitted'));
  const made = letterPdf({
    catalogEntries: '/Perms << /DocMDP 11 0 R >>',
    objects: [
      '<< >>',
      '<< /Type /Sig /Reference [<< /TransformMethod /DocMDP /TransformParams << /P 1 /V /1.2 >> >>] >>',
    ],
  });
  const files = [made, ...(await Promise.all(closed.map((subject) => subject.read())))];
  for (const bytes of files) {
    await expect(
      signPdf(bytesSource(bytes), rsa, { at: new Date(), name: 'Penandatangan Satu' }),
    ).rejects.toMatchObject({ code: 'pdf-certified-no-changes' });
  }
});

async function look(subject: Subject, path: string): Promise<Result> {
  const original = await subject.read();
  const unlooked = {
    subject,
    isPrefix: false,
    verdicts: [],
    verdictsBefore: [],
    qpdfBefore: null,
    qpdfAfter: null,
  };
  await writeFile(path, original);
  const signed = await signTwice(original);
  const qpdfBefore = await qpdfCheck(path);
  if (signed instanceof PdfRefusal) return { ...unlooked, qpdfBefore, refusal: signed };
  const verdictsBefore = await pdfsigVerdicts(path);
  await writeFile(path, signed);
  const isPrefix = signed.subarray(0, original.length).equals(original);
  return {
    ...{ subject, isPrefix, verdictsBefore, qpdfBefore },
    verdicts: await pdfsigVerdicts(path),
    qpdfAfter: await qpdfCheck(path),
  };
}

async function signTwice(original: Uint8Array): Promise<Buffer | PdfRefusal> {
  try {
    const first = await signPdf(bytesSource(original), rsa, {
      at: new Date(),
      name: 'Penandatangan Satu',
      placement,
    });
    const once = concatSource(bytesSource(original), bytesSource(first));
    const second = await signPdf(once, ec, { at: new Date(), name: 'Penandatangan Dua' });
    return Buffer.concat([original, first, second]);
  } catch (error) {
    if (error instanceof PdfRefusal) return error;
    throw error;
  }
}

/** Small enough for the smallest page that anyone prints. */
const placement = { page: 1, rect: { x: 1, y: 1, width: 90, height: 40 } };

/** Poppler tells the signatures in the order of the form, ours last. */
function isRight({ verdicts, verdictsBefore }: Result): boolean {
  const older = verdicts.slice(0, verdictsBefore.length);
  return (
    older.join() === verdictsBefore.join() &&
    verdicts.slice(verdictsBefore.length).join() === 'Signature is Valid.,Signature is Valid.'
  );
}

/** From clean over warnings to errors; a crash of qpdf itself says nothing of the file. */
function isWorse({ qpdfBefore, qpdfAfter }: Result): boolean {
  const rank = (code: number | null) => (code === null ? 3 : code === 0 ? 0 : code === 3 ? 1 : 2);
  return rank(qpdfAfter) > rank(qpdfBefore);
}

function described({ subject, refusal, verdicts, verdictsBefore, qpdfBefore, qpdfAfter }: Result): string {
  const outcome = refusal
    ? refusal.message
    : `${verdictsBefore.join(' ')} → ${verdicts.join(' ')}, qpdf ${String(qpdfAfter)}`;
  return `${subject.file} (${subject.kind}, qpdf ${String(qpdfBefore)}): ${outcome}`;
}
