import { changeBytes, changeEnd } from './fuzz-bytes.js';
import { changeDer } from './fuzz-der.js';
import { fuzzRandom, type FuzzRandom } from './fuzz-random.js';
import { appendOwnRevision } from './fuzz-own-revision.js';
import { appendRevision } from './fuzz-revision.js';
import type { FuzzSeed, GenuineSignature } from './fuzz-seeds.js';
import {
  duplicateKey,
  redirectEntry,
  replaceThroughStream,
  swapEvidence,
  swapRevisions,
} from './fuzz-structure.js';
import { changePlumbing, changeToken } from './fuzz-tokens.js';
import { bytesOf, textOfBytes } from './made-pdfs.js';

/** A file that somebody may have tampered with. */
export interface FuzzCase {
  readonly number: number;
  readonly mutation: string;
  readonly bytes: Uint8Array;
  /** The signed files that went into it. */
  readonly from: readonly FuzzSeed[];
}

type Mutation = (seed: FuzzSeed, random: FuzzRandom, other: FuzzSeed) => Uint8Array | Promise<Uint8Array>;

/** Weighed by how much harm each can do: what is appended and what lies in the gap is not under the signature. */
const MUTATIONS: readonly (readonly [string, number, Mutation])[] = [
  ['revision appended', 30, (seed, random) => appendRevision(seed.bytes, random)],
  ['two revisions appended', 8, (seed, random) => appendRevision(appendRevision(seed.bytes, random), random)],
  [
    'revision appended and damaged',
    8,
    (seed, random) => changeBytes(appendRevision(seed.bytes, random), random, seed.bytes.length),
  ],
  ['signature changed as ASN.1', 20, (seed, random, other) => changeSignature(seed, random, other)],
  ['signature changed as digits', 5, changeDigits],
  ['bytes changed', 10, (seed, random) => changeBytes(seed.bytes, random)],
  ['end changed', 5, (seed, random) => changeEnd(seed.bytes, random)],
  ['token changed', 5, (seed, random) => bytesOf(changeToken(textOfBytes(seed.bytes), random))],
  ['plumbing changed', 8, (seed, random) => bytesOf(changePlumbing(textOfBytes(seed.bytes), random))],
  ['two files spliced', 6, splice],
  ['revision of our own writer', 14, (seed, random) => appendOwnRevision(seed.bytes, random)],
  ['revisions swapped', 6, (seed, random) => swapRevisions(seed.bytes, random)],
  ['entry redirected', 8, (seed, random) => redirectEntry(seed.bytes, random)],
  ['key twice', 8, (seed, random) => duplicateKey(seed.bytes, random)],
  ['object through a stream', 8, (seed, random) => replaceThroughStream(seed.bytes, random)],
  ['evidence swapped', 6, (seed, random) => swapEvidence(seed.bytes, random)],
];
const WHOLE = MUTATIONS.reduce((sum, [, weight]) => sum + weight, 0);

/** The case of that number: the same seeds give the same case. */
export async function fuzzCase(seeds: readonly FuzzSeed[], number: number): Promise<FuzzCase> {
  const random = fuzzRandom(number);
  const seed = random.pick(seeds);
  const other = random.pick(seeds);
  const { name, change } = chosen(random);
  return {
    number,
    mutation: `${seed.name}: ${name}`,
    bytes: await change(seed, random, other),
    from: [seed, other],
  };
}

function chosen(random: FuzzRandom): { name: string; change: Mutation } {
  let left = random.below(WHOLE);
  for (const [name, weight, change] of MUTATIONS) {
    left -= weight;
    if (left < 0) return { name, change };
  }
  throw new RangeError('Weights that do not sum up.');
}

function changeSignature(seed: FuzzSeed, random: FuzzRandom, other: FuzzSeed): Uint8Array {
  const gap = random.pick(seed.signatures);
  const foreign = [
    ...seed.signatures.map((each) => cmsIn(seed, each)),
    ...other.signatures.map((each) => cmsIn(other, each)),
  ];
  const changed = random.percent(8) ? random.pick(foreign) : changeDer(cmsIn(seed, gap), random, foreign);
  const padded = random.percent(90) ? changed : Buffer.concat([changed, random.bytes(random.below(4))]);
  const room = gap.gapEnd - gap.gapStart - 2;
  const hex = Buffer.from(padded).toString('hex').slice(0, room).padEnd(room, '0');
  const bytes = Uint8Array.from(seed.bytes);
  bytes.set(Buffer.from(hex, 'latin1'), gap.gapStart + 1);
  return bytes;
}

/** Writes the digits of a signature another way, or puts something between them. */
function changeDigits(seed: FuzzSeed, random: FuzzRandom): Uint8Array {
  const gap = random.pick(seed.signatures);
  const bytes = Uint8Array.from(seed.bytes);
  const digits = textOfBytes(bytes.subarray(gap.gapStart + 1, gap.gapEnd - 1));
  const at = random.below(digits.length);
  const changed = random.pick([
    () => digits.toUpperCase(),
    () => `${digits.slice(0, at)} ${digits.slice(at, -1)}`,
    () => `${digits.slice(0, at)}>${digits.slice(at + 1)}`,
    () => `${digits.slice(0, at)}><${digits.slice(at + 2)}`,
    () => `${digits.slice(0, at)}>/Contents<${digits.slice(at + 11)}`,
    () => `${digits.slice(0, at)}${random.pick(['g', '%', '\0', '/', '('])}${digits.slice(at + 1)}`,
    () => `${digits.slice(0, -8)}${random.pick(['00000001', 'ffffffff'])}`,
  ])();
  bytes.set(bytesOf(changed.slice(0, digits.length)), gap.gapStart + 1);
  return bytes;
}

function splice(seed: FuzzSeed, random: FuzzRandom, other: FuzzSeed): Uint8Array {
  const one = random.pick(seed.signatures);
  const two = random.pick(other.signatures);
  switch (random.below(4)) {
    case 0:
      return Buffer.concat([seed.bytes, other.bytes.subarray(random.below(other.bytes.length))]);
    case 1:
      return Buffer.concat([seed.bytes.subarray(0, one.gapStart), other.bytes.subarray(two.gapStart)]);
    case 2:
      return Buffer.concat([seed.bytes.subarray(0, one.end), other.bytes.subarray(two.end)]);
    default:
      return Buffer.concat([
        seed.bytes.subarray(0, random.below(seed.bytes.length)),
        other.bytes.subarray(random.below(other.bytes.length)),
      ]);
  }
}

function cmsIn({ bytes }: FuzzSeed, { gapStart, gapEnd }: GenuineSignature): Uint8Array {
  return Buffer.from(textOfBytes(bytes.subarray(gapStart + 1, gapEnd - 1)), 'hex');
}
