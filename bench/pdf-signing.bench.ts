import { bytesSource } from '../server/pdf/index.js';
import { crowdedLetter, scannedLetter, taggedLetter } from './bench-letters.js';
import type { Bench, BenchResult } from './bench-result.js';
import { contest, ratioOf, timeOf, type Contestant } from './contest.js';
import { pdfSigners, type PdfSigners } from './pdf-signers.js';

const ours = 'visible box';
const unseen = 'no visible box';
const limit = 'RSA-2048 and SHA-256 by node:crypto';
const hash = 'SHA-256 by node:crypto';
const libpdf = '@libpdf/core, no visible box';
const signpdf = '@signpdf, no visible box';

interface Size {
  readonly name: string;
  readonly letter: () => Uint8Array;
  /** Calls in one round: ours, those of the limit, of `@libpdf/core` and of `@signpdf` (0: not at all). */
  readonly calls: readonly [number, number, number, number];
  /** At most so many times the other. */
  readonly aims: Readonly<Record<string, number>>;
}

const sizes: readonly Size[] = [
  {
    name: '200 kB, tagged',
    letter: () => taggedLetter(200_000),
    calls: [100, 100, 12, 2],
    aims: { [limit]: 2.5, [libpdf]: 1 / 12 },
  },
  {
    name: '200 kB, a scan',
    letter: () => scannedLetter(200_000),
    calls: [100, 100, 12, 2],
    aims: { [limit]: 2.5, [libpdf]: 1 / 12 },
  },
  { name: '5 MB', letter: () => scannedLetter(5_000_000), calls: [20, 20, 3, 1], aims: {} },
  { name: '50 MB', letter: () => scannedLetter(50_000_000), calls: [4, 4, 1, 0], aims: { [hash]: 1.15 } },
  {
    name: '100,000 objects',
    letter: () => crowdedLetter(100_000),
    calls: [5, 20, 1, 0],
    aims: { [libpdf]: 1 / 20 },
  },
];

/** Processor time of one signature, against what the arithmetic alone costs and against peers. */
export const pdfSigning: Bench = {
  name: 'pdf-signing',
  async run() {
    const signers = await pdfSigners();
    const results: BenchResult[] = [];
    for (const size of sizes) results.push(...(await measure(signers, size)));
    return results;
  },
};

async function measure(signers: PdfSigners, { name, letter, calls, aims }: Size): Promise<BenchResult[]> {
  const pdf = letter();
  const source = bytesSource(pdf);
  const [own, bare, many, few] = calls;
  const all: Contestant[] = [
    { name: ours, calls: own, call: () => signers.visible(source) },
    { name: unseen, calls: own, call: () => signers.unseen(source) },
    { name: limit, calls: bare, call: () => signers.limit(pdf) },
    { name: hash, calls: bare, call: () => signers.hash(pdf) },
    { name: libpdf, calls: many, call: () => signers.libpdf(pdf) },
    { name: signpdf, calls: few, call: () => signers.signpdf(pdf) },
  ];
  const rounds = await contest(all.filter(({ calls }) => calls > 0));
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
  const others = [limit, hash, libpdf, signpdf].filter((other) => rounds.has(other));
  return [...others.map(alone), ...others.map((other) => versus(ours, other)), versus(unseen, limit)];
}
