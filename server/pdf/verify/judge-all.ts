import { readCertificate, type Certificate } from '../core/certificate.js';
import { KeyRefusal } from '../core/key-refusal.js';
import type { PdfDocument } from '../core/pdf-document.js';
import { checkStructure, type MisplacedSignature, type PlacedSignature } from './check-structure.js';
import { CoveredHashes } from './covered-hashes.js';
import { judgeSignature, type Judgement, type LaterStamps } from './judge-signature.js';
import { noEvidence, readEvidence, type RawEvidence } from './revocation-evidence.js';
import type { SignatureEntry } from './signature-entry.js';
import type { TrustStore } from './trust-store.js';
import { validationMaterial } from './validation-material.js';
import type { Vouching, Wanted } from './vouch-for.js';

export interface JudgeOptions {
  readonly trust: TrustStore;
  readonly now: Date;
  readonly requireRevocation?: boolean;
  readonly evidence?: OutsideEvidence;
  readonly want?: (wanted: Wanted) => void;
}

/** What the caller knows besides the document, in DER. It is believed as little as what the document brings. */
export interface OutsideEvidence extends RawEvidence {
  readonly certificates: readonly Uint8Array[];
}

/** A signature with its judgement, and the revision that it covers where it covers one. */
export interface JudgedSignature {
  readonly entry: SignatureEntry;
  readonly judgement: Judgement;
  readonly place?: PlacedSignature;
}

/**
 * Judges every signature, in the order of `entries`. Those that cover most come first, as a document time-stamp proves
 * the time of whatever it covers (ETSI EN 319 102-1 §5.6.3).
 */
export async function judgeAll(
  pdf: PdfDocument,
  entries: readonly SignatureEntry[],
  options: JudgeOptions,
): Promise<JudgedSignature[]> {
  const places: (PlacedSignature | MisplacedSignature)[] = [];
  for (const entry of entries) places.push(await checkStructure(pdf, entry));
  const older = places.flatMap((place) => ('signed' in place ? [place.signed] : []));
  const vouching = await vouchingFor(pdf, older, options);
  const hashes = new CoveredHashes(
    pdf,
    places.flatMap((place) => ('coverage' in place ? place.coverage : [])),
  );
  const judged = new Map<number, JudgedSignature>();
  let later: LaterStamps = {};
  for (const index of fromTheEnd(places)) {
    const [entry, place] = [entries[index], places[index]];
    if (!entry || !place) continue;
    const judgement = await judgePlaced(hashes, entry, place, vouching, later);
    judged.set(index, { entry, judgement, ...('signed' in place && { place }) });
    if (entry.isTimestamp && 'signed' in place) later = await withStamp(later, judgement, place);
  }
  return entries.flatMap((_, index) => judged.get(index) ?? []);
}

function fromTheEnd(places: readonly (PlacedSignature | MisplacedSignature)[]): number[] {
  const end = (index: number) => {
    const place = places[index];
    return place && 'coverage' in place ? place.coverage.end : 0;
  };
  return [...places.keys()].toSorted((a, b) => end(b) - end(a));
}

function judgePlaced(
  hashes: CoveredHashes,
  entry: SignatureEntry,
  place: PlacedSignature | MisplacedSignature,
  vouching: Vouching,
  later: LaterStamps,
): Promise<Judgement> {
  if ('problem' in place) {
    const { integrity, problem } = place;
    return Promise.resolve({ integrity, trust: 'unknown', path: [], level: 'other', problems: [problem] });
  }
  return judgeSignature(entry, place.coverage, hashes.of(place.coverage), vouching, later);
}

/** What a document time-stamp says of everything that it covers: only its own revision counts, as it was then. */
async function withStamp(
  later: LaterStamps,
  { integrity, trust, stampedAt }: Judgement,
  { signed }: PlacedSignature,
): Promise<LaterStamps> {
  if (integrity !== 'right' || !stampedAt) return later;
  const earliest = (known: Date | undefined) => (known && known < stampedAt ? known : stampedAt);
  return {
    ...later,
    stampedBy: earliest(later.stampedBy),
    ...(trust === 'trusted' && { provedBy: earliest(later.provedBy) }),
    archived: later.archived ?? (await validationMaterial(signed)).evidence,
  };
}

async function vouchingFor(
  pdf: PdfDocument,
  older: readonly PdfDocument[],
  options: JudgeOptions,
): Promise<Vouching> {
  const { trust, now, requireRevocation = false, evidence, want } = options;
  const material = await validationMaterial(pdf, older);
  return {
    trust,
    now,
    pool: [...material.certificates, ...certificatesIn(evidence?.certificates ?? [])],
    inside: material.evidence,
    outside: evidence ? readEvidence(evidence) : noEvidence,
    requireRevocation,
    ...(want && { want }),
  };
}

function certificatesIn(ders: readonly Uint8Array[]): Certificate[] {
  return ders.flatMap((der) => {
    try {
      return [readCertificate(der)];
    } catch (error) {
      if (error instanceof KeyRefusal) return [];
      throw error;
    }
  });
}
