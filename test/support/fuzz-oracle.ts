import { bytesSource, type ByteSource } from '../../server/pdf/core/byte-source.js';
import { PdfRefusal } from '../../server/pdf/core/pdf-refusal.js';
import type { TrustStore } from '../../server/pdf/verify/trust-store.js';
import type { SignatureReport, VerificationReport } from '../../server/pdf/verify/verification-report.js';
import { verifyPdf } from '../../server/pdf/verify/verify-pdf.js';
import type { FuzzCase } from './fuzz-case.js';
import type { FuzzSeed, GenuineSignature, SeedRights } from './fuzz-seeds.js';
import { shownBy, type Shown, type ShownAnnotation } from './fuzz-shown.js';

/** What the verifier made of a case. */
export interface FuzzOutcome {
  readonly verdict: VerificationReport['verdict'] | 'thrown';
  /** Why the verdict is false; undefined for a right one. */
  readonly finding?: string;
  /** How often the file was read over, counted in its own length. */
  readonly readings: number;
}

/** Bit 1 of `/Ff` (ISO 32000-1, table 221). */
const READ_ONLY = 1;
/** A source is read a few times over by each revision and signature; more is a loop that an attacker wrote. */
const MOST_READINGS = 400;

/**
 * The oracle: keeps what is known of each seed. False is
 * - a signature called right whose bytes are not those that its signer signed, or told of another signer;
 * - `intact` with a signature that is not right, and `unsigned` for a signed file with something appended;
 * - a signature after which nothing suspicious is said to have happened, where a reader sees what a reader of its own
 *   revision does not: other pages, other paint on one, another catalog or form, an annotation more, less or another.
 *   Excepted is what the rules allow: the value and picture of a field that people fill, if the first signature left it
 *   open; a signature in a field that waited; a widget of a signature field, which shows something only if it is signed;
 *   that a field takes no more input;
 *   the document's store of evidence, its metadata, and what a program keeps for itself;
 * - trust in a signer of whom the file says that the certificate was revoked.
 */
export function fuzzOracle(trust: TrustStore, now: Date): (each: FuzzCase) => Promise<FuzzOutcome> {
  const shown = new Map<string, Promise<Shown>>();
  const genuine = new Map<string, Promise<VerificationReport>>();
  const once = <T>(map: Map<string, Promise<T>>, key: string, make: () => Promise<T>) => {
    const known = map.get(key) ?? make();
    map.set(key, known);
    return known;
  };

  async function falsehood(
    { bytes, from }: FuzzCase,
    report: VerificationReport,
  ): Promise<string | undefined> {
    const origins: Origin[] = [];
    for (const signature of report.signatures) {
      if (signature.integrity !== 'right') continue;
      const found = from
        .flatMap((seed) => seed.signatures.map((each) => ({ seed, each })))
        .find(({ seed, each }) => each.field === signature.field && isCovered(bytes, seed, each));
      if (!found) return `${signature.field} is called right over bytes that nobody signed`;
      const real = await once(genuine, found.seed.name, () =>
        verifyPdf(bytesSource(found.seed.bytes), { trust, now }),
      );
      const original = real.signatures.find(({ field }) => field === signature.field);
      if (!original || !isSameSigner(original, signature))
        return `${signature.field} is told of another signer`;
      origins.push({ ...found, signature });
    }
    for (const { seed, each, signature } of origins) {
      if (signature.changesAfter === 'suspicious') continue;
      const signed = await once(shown, `${seed.name} ${each.field}`, () =>
        shownBy(seed.bytes.subarray(0, each.end)),
      );
      const now = await shownOrNothing(bytes);
      // What cannot be shown to its end is no harm where another signature is told to be wrong.
      if (!now && report.verdict !== 'intact') continue;
      const difference = now ? differenceOf(signed, now, seed.rights?.closed) : 'something cannot be read';
      if (difference)
        return `after ${signature.field} ${difference}, and it is called ${signature.changesAfter}`;
    }
    const believed = origins.find(
      ({ seed, signature }) => seed.rights?.isRevoked && signature.trust === 'trusted',
    );
    if (believed) return `${believed.signature.field} is trusted, though its certificate was revoked`;
    const isWhole = from.some((seed) => Buffer.from(bytes.subarray(0, seed.bytes.length)).equals(seed.bytes));
    if (report.verdict === 'unsigned' && isWhole)
      return 'a signed file with something appended is called unsigned';
    if (report.verdict === 'intact' && origins.length !== report.signatures.length)
      return 'intact with a signature that is not right';
    return undefined;
  }

  return async (each) => {
    const counted = countedSource(each.bytes);
    try {
      const requireRevocation = each.from.some(({ rights }) => rights?.isRevoked);
      const report = await verifyPdf(counted.source, { trust, now, requireRevocation });
      const readings = counted.read() / Math.max(1, each.bytes.length);
      const finding =
        readings > MOST_READINGS
          ? `the file was read ${String(readings)} times over`
          : await falsehood(each, report);
      return { verdict: report.verdict, readings, ...(finding !== undefined && { finding }) };
    } catch (error) {
      return { verdict: 'thrown', finding: `threw ${String((error as Error).stack)}`, readings: 0 };
    }
  };
}

type Closed = SeedRights['closed'];

interface Origin {
  readonly seed: FuzzSeed;
  readonly each: GenuineSignature;
  readonly signature: SignatureReport;
}

function isCovered(bytes: Uint8Array, seed: FuzzSeed, { gapStart, gapEnd, end }: GenuineSignature): boolean {
  const same = (from: number, to: number) =>
    Buffer.from(bytes.subarray(from, to)).equals(seed.bytes.subarray(from, to));
  return bytes.length >= end && same(0, gapStart) && same(gapEnd, end);
}

function isSameSigner(one: SignatureReport, other: SignatureReport): boolean {
  const stamped = other.timestamp === undefined || other.timestamp === one.timestamp;
  return one.signer.serial === other.signer.serial && one.signer.name === other.signer.name && stamped;
}

/** The first thing that a reader of the file would see and a reader of the signed revision would not. */
function differenceOf(signed: Shown, now: Shown, closed: Closed): string | undefined {
  if (now.pages.length !== signed.pages.length) return 'there are other pages';
  if (now.catalog !== signed.catalog) return 'the catalog is another';
  if (now.form !== signed.form) return 'the form is another';
  if (now.redraws && !signed.redraws) return 'fields are drawn anew';
  for (const [index, page] of signed.pages.entries()) {
    if (now.pages[index] !== page) return `page ${String(index + 1)} is painted another way`;
    const before = signed.annotations[index] ?? [];
    const after = now.annotations[index] ?? [];
    if (!before.every((each, place) => mayBecome(each, after[place], closed)))
      return `an annotation of page ${String(index + 1)} is another`;
    if (!after.slice(before.length).every((each) => mayCome(each, closed)))
      return `page ${String(index + 1)} has more annotations`;
  }
  return undefined;
}

function mayBecome(before: ShownAnnotation, after: ShownAnnotation | undefined, closed: Closed): boolean {
  const isShut = after?.flags === (before.flags | READ_ONLY) && closed !== 'all';
  if (!after || (after.flags !== before.flags && !isShut)) return false;
  if (after.hash === before.hash) return true;
  const isOpen = before.isFillable ? closed === undefined : before.isSignature && !before.holds;
  return isOpen && closed !== 'all' && after.fixed === before.fixed;
}

function mayCome({ isSignature, isDrawn, holds }: ShownAnnotation, closed: Closed): boolean {
  return isSignature && (!isDrawn || (holds && closed !== 'all'));
}

async function shownOrNothing(bytes: Uint8Array): Promise<Shown | undefined> {
  try {
    return await shownBy(bytes);
  } catch (error) {
    if (error instanceof PdfRefusal) return undefined;
    throw error;
  }
}

function countedSource(bytes: Uint8Array): { source: ByteSource; read: () => number } {
  const inner = bytesSource(bytes);
  let sum = 0;
  const source: ByteSource = {
    size: inner.size,
    read(offset, length) {
      sum += Math.min(length, inner.size);
      return inner.read(offset, length);
    },
  };
  return { source, read: () => sum };
}
