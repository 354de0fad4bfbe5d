import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { bytesSource } from '../server/pdf/index.js';
import { crowdedLetter, scannedLetter, taggedLetter } from './bench-letters.js';
import type { Bench, BenchResult, NotMeasured } from './bench-result.js';
import { contest, ratioOf, timeOf, type Contestant } from './contest.js';
import { pdfSigners, type PdfSigners } from './pdf-signers.js';
import { pdfsigSigner, whyNotSigned, type PdfsigSigner } from './pdfsig-signer.js';

const ours = 'visible box';
const unseen = 'no visible box';
const limit = 'RSA-2048 and SHA-256 by node:crypto';
const hash = 'SHA-256 by node:crypto';
const libpdf = '@libpdf/core, no visible box';
const signpdf = '@signpdf, no visible box';
const pdfsig = 'pdfsig, no visible box';

interface Size {
  readonly name: string;
  readonly letter: () => Uint8Array;
  /** Calls in one round: ours, those of the limit, of `@libpdf/core`, of `@signpdf` and of `pdfsig`. */
  readonly calls: readonly [number, number, number, number, number];
  /** At most so many times the other. */
  readonly aims: Readonly<Record<string, number>>;
}

const sizes: readonly Size[] = [
  {
    name: '200 kB, tagged',
    letter: () => taggedLetter(200_000),
    calls: [100, 100, 12, 2, 5],
    aims: { [limit]: 2.5, [libpdf]: 1 / 12 },
  },
  {
    name: '200 kB, a scan',
    letter: () => scannedLetter(200_000),
    calls: [100, 100, 12, 2, 5],
    aims: { [limit]: 2.5, [libpdf]: 1 / 12 },
  },
  { name: '5 MB', letter: () => scannedLetter(5_000_000), calls: [20, 20, 3, 1, 3], aims: {} },
  { name: '50 MB', letter: () => scannedLetter(50_000_000), calls: [4, 4, 1, 1, 1], aims: { [hash]: 1.15 } },
  {
    name: '100,000 objects',
    letter: () => crowdedLetter(100_000),
    calls: [5, 20, 1, 1, 1],
    aims: { [libpdf]: 1 / 20 },
  },
];

/**
 * Processor time of one signature, against what the arithmetic alone costs and against peers. `pdfsig` is started anew
 * for each file and reads and writes it whole, as there is no other way to use it; all others work in memory.
 */
export const pdfSigning: Bench = {
  name: 'pdf-signing',
  async run() {
    const signers = await pdfSigners();
    const folder = await mkdtemp(join(tmpdir(), 'noken-bench-'));
    const results: (BenchResult | NotMeasured)[] = [];
    try {
      const poppler = await pdfsigSigner(folder, signers.packed);
      for (const size of sizes) results.push(...(await measure(signers, poppler, folder, size)));
    } finally {
      await rm(folder, { recursive: true });
    }
    return results;
  },
};

async function measure(
  signers: PdfSigners,
  poppler: PdfsigSigner,
  folder: string,
  { name, letter, calls, aims }: Size,
): Promise<(BenchResult | NotMeasured)[]> {
  const pdf = letter();
  const source = bytesSource(pdf);
  const from = join(folder, 'letter.pdf');
  const to = join(folder, 'signed.pdf');
  await writeFile(from, pdf);
  await rm(to, { force: true });
  const [own, bare, many, few, started] = calls;
  const all: Contestant[] = [
    { name: ours, calls: own, call: () => signers.visible(source) },
    { name: unseen, calls: own, call: () => signers.unseen(source) },
    { name: limit, calls: bare, call: () => signers.limit(pdf) },
    { name: hash, calls: bare, call: () => signers.hash(pdf) },
    { name: libpdf, calls: many, call: () => signers.libpdf(pdf) },
    { name: signpdf, calls: few, call: () => signers.signpdf(pdf) },
  ];
  if ('program' in poppler) {
    all.push({ name: pdfsig, calls: started, ...poppler, parameters: poppler.parameters(from, to) });
  }
  const rounds = await contest(all);
  const failed = 'why' in poppler ? poppler.why : await whyNotSigned(to, signers.root);
  const versus = (of: string, other: string): BenchResult => ({
    name: `sign ${name}: ${of}`,
    value: timeOf(rounds, of),
    unit: 'ms CPU',
    versus: other,
    ratio: ratioOf(rounds, of, other),
    ...(of === ours && aims[other] !== undefined && { aim: aims[other] }),
  });
  const alone = (of: string): BenchResult => ({
    name: `sign ${name}: ${of}`,
    value: timeOf(rounds, of),
    unit: 'ms CPU',
  });
  const others = [limit, hash, libpdf, signpdf, ...(failed === undefined ? [pdfsig] : [])];
  return [
    ...others.map(alone),
    ...others.map((other) => versus(ours, other)),
    versus(unseen, limit),
    ...(failed === undefined ? [] : [{ name: `sign ${name}: ${pdfsig}`, why: failed }]),
  ];
}
