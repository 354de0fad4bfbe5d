import {
  bytesSource,
  concatSource,
  openPdf,
  verifyPdf,
  type ByteSource,
  type SignatureReport,
  type TrustStore,
  type VerificationReport,
} from '../pdf/index.js';
import { readPieces } from '../platform/document-store.js';
import type { Office, Scope } from '../tenants/index.js';
import { beginsWith } from './begins-with.js';
import type { Evidence } from './embed-evidence.js';
import { refusePdf } from './refuse-pdf.js';

/** One signature that is to stand behind a stored document, by a key that is ours to use. */
export interface SignatureToAdd {
  readonly scope: Scope;
  /** SHA-256 of the document that is signed. */
  readonly base: string;
  /** Who may vouch for it. */
  readonly trust: TrustStore;
  /** Gives the tail with the signature. */
  readonly sign: (base: ByteSource, before: VerificationReport) => Promise<Uint8Array>;
  /** What makes the signature in `field` last. */
  readonly evidence: (signed: ByteSource, field: string) => Promise<Evidence>;
}

/** A signed file that was judged and stored. Nothing names it yet. */
export interface AddedSignature {
  readonly sha256: string;
  /** Bytes. */
  readonly size: number;
  readonly pages: number;
  /** Signatures in the file, the new one counted. */
  readonly signatures: number;
  /** Our own report on the new one. */
  readonly mine: SignatureReport;
  /** Why it has no evidence with it (code); left out where it has. */
  readonly evidenceGap?: string;
}

/**
 * Signs a stored document with evidence, judges the result by our own verifier, and stores it: every byte of before as it
 * was, one signature more, right, vouched for and on the whole file, and all older ones as good as they were. Should there
 * be no evidence, the signature stands without and it is said why.
 *
 * @throws {Problem} `document-unsignable`
 * @throws Error when our own check does not hold: the file is then thrown away
 */
export async function addSignature(office: Office, add: SignatureToAdd): Promise<AddedSignature> {
  const { scope, trust } = add;
  const base = await scope.documents.open(scope.tenantId, add.base);
  const judge = (file: ByteSource) => verifyPdf(file, { trust, now: office.now() });
  const before = await judge(base);
  const known = new Set(before.signatures.map((one) => one.field));
  const signed = concatSource(base, bytesSource(await add.sign(base, before).catch(refusePdf)));
  const mine = demandSound(await judge(signed), known);
  const evidence = await add.evidence(signed, mine.field);
  const lasting = 'tail' in evidence ? concatSource(signed, bytesSource(evidence.tail)) : undefined;
  const kept = lasting
    ? { file: lasting, mine: demandLasting(await judge(lasting), known) }
    : { file: signed, mine };
  const evidenceGap = 'gap' in evidence ? evidence.gap : gapOf(kept.mine);

  const stored = await scope.documents.put(scope.tenantId, readPieces(kept.file));
  const written = await scope.documents.open(scope.tenantId, stored.sha256);
  if (!(await beginsWith(written, { size: base.size, sha256: add.base })))
    throw new Error('A signed file does not begin with what was signed.');
  const pages = await (await openPdf(kept.file)).pageCount();
  return {
    ...stored,
    pages,
    signatures: known.size + 1,
    mine: kept.mine,
    ...(evidenceGap !== undefined && { evidenceGap }),
  };
}

/** One signature more than were known, on the whole file, and nobody to object. */
function demandSound(report: VerificationReport, known: ReadonlySet<string>): SignatureReport {
  const mine = demandOneMore(report, known);
  if (mine.covers !== 'whole-file') throw failed(report);
  return mine;
}

/** The same when its evidence stands behind it, which changes nothing else. */
function demandLasting(report: VerificationReport, known: ReadonlySet<string>): SignatureReport {
  const mine = demandOneMore(report, known);
  if (mine.changesAfter !== 'permitted') throw failed(report);
  return mine;
}

/** Evidence that our own verifier does not count does no harm, and is none. */
function gapOf({ level }: SignatureReport): string | undefined {
  return level === 'B-LT' ? undefined : 'evidence-not-counted';
}

function demandOneMore(report: VerificationReport, known: ReadonlySet<string>): SignatureReport {
  const [mine, ...others] = report.signatures.filter((one) => !known.has(one.field));
  const whole = others.length === 0 && report.signatures.length === known.size + 1;
  if (report.verdict !== 'intact' || mine?.trust !== 'trusted' || !whole) throw failed(report);
  return mine;
}

function failed({ verdict, reason }: VerificationReport): Error {
  return new Error(`Our own check of a signature failed: ${verdict}, ${reason}.`);
}
