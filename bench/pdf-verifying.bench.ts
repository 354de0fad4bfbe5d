import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findTool } from '../scripts/tools.mjs';
import { bytesSource, verifyPdf } from '../server/pdf/index.js';
import { scannedLetter, taggedLetter } from './bench-letters.js';
import type { Bench, BenchResult, NotMeasured } from './bench-result.js';
import { childTime } from './child-time.js';
import { contest, median } from './contest.js';
import { pdfSigners, type PdfSigners } from './pdf-signers.js';

const sizes = [
  { name: '200 kB, tagged', letter: () => taggedLetter(200_000), calls: 40, runs: 5, aim: 1 / 5 },
  { name: '50 MB', letter: () => scannedLetter(50_000_000), calls: 4, runs: 2 },
];
const rounds = 5;

/**
 * Processor time of judging a letter with three signatures of level B-LT (structure, cryptography, chain, revocation by
 * what lies in the file, differences), in a process that is running, against `pdfsig`, which is started anew for each
 * file as there is no other way to use it. It asks nobody about revocation, as we do not either.
 */
export const pdfVerifying: Bench = {
  name: 'pdf-verifying',
  async run() {
    const pdfsig = findTool('pdfsig');
    const signers = await pdfSigners();
    const folder = await mkdtemp(join(tmpdir(), 'noken-bench-'));
    const results: (BenchResult | NotMeasured)[] = [];
    try {
      for (const size of sizes) results.push(...(await measure(signers, folder, pdfsig, size)));
    } finally {
      await rm(folder, { recursive: true });
    }
    return results;
  },
};

async function measure(
  signers: PdfSigners,
  folder: string,
  pdfsig: string | undefined,
  { name, letter, calls, runs, aim }: (typeof sizes)[number],
): Promise<(BenchResult | NotMeasured)[]> {
  const signed = await signedThrice(signers, letter());
  const source = bytesSource(signed);
  const options = { trust: { anchors: [signers.root] }, now: new Date(), requireRevocation: true };
  const { verdict, trusted, signatures } = await verifyPdf(source, options);
  const title = `verify three signatures (B-LT), ${name}`;
  const isWhole = verdict === 'intact' && trusted && signatures.length === 3;
  // Trusted means here that nobody is known to be revoked, as `requireRevocation` says.
  if (!isWhole || signatures.some(({ level }) => level !== 'B-LT'))
    return [{ name: title, why: `${verdict}, ${signatures.map(({ level }) => level).join(', ')}` }];
  const path = join(folder, 'signed.pdf');
  await writeFile(path, signed);

  const ours: number[] = [];
  const theirs: number[] = [];
  const hash: number[] = [];
  for (let round = 0; round < rounds; round++) {
    const figures = await contest(
      [
        { name: 'ours', calls, call: () => verifyPdf(source, options) },
        { name: 'hash', calls, call: () => signers.hash(signed) },
      ],
      1,
    );
    ours.push(...(figures.get('ours') ?? []));
    hash.push(...(figures.get('hash') ?? []));
    if (pdfsig) theirs.push(childTime(pdfsig, ['-no-ocsp', path], runs));
  }
  const ratio = (other: readonly number[]) =>
    median(ours.map((value, round) => value / (other[round] ?? Number.NaN)));
  const own = { name: title, value: median(ours), unit: 'ms CPU' };
  const versusHash = { ...own, versus: 'SHA-256 of the file, once', ratio: ratio(hash) };
  if (!pdfsig) return [versusHash, { name: `${title}: pdfsig`, why: 'pdfsig is not installed' }];
  return [
    { name: `${title}: pdfsig`, value: median(theirs), unit: 'ms CPU' },
    versusHash,
    { ...own, versus: 'pdfsig', ratio: ratio(theirs), ...(aim !== undefined && { aim }) },
  ];
}

async function signedThrice(signers: PdfSigners, letter: Uint8Array): Promise<Uint8Array> {
  let signed = letter;
  for (let count = 0; count < 3; count++) {
    signed = Buffer.concat([signed, await signers.lasting(bytesSource(signed))]);
  }
  return signed;
}
