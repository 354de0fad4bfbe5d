import { createHash } from 'node:crypto';
import {
  bytesSource,
  concatSource,
  openPdf,
  prefixSource,
  signPdf,
  verifyPdf,
  type ByteSource,
  type KeySigner,
  type SignatureReport,
  type VerificationReport,
} from '../pdf/index.js';
import { readPieces } from '../platform/document-store.js';
import type { Office } from '../tenants/index.js';
import { boxText } from './box-text.js';
import { embedEvidence } from './embed-evidence.js';
import { freePlace } from './free-place.js';
import { printedCapacity } from './preflight.js';
import { refusePdf } from './refuse-pdf.js';
import type { SignedDocument } from './signed-document.js';
import type { SigningFacts } from './signing-facts.js';
import { signingTrust } from './signing-trust.js';
import { tenantAuthority } from './tenant-authority.js';

/**
 * Signs the letter's file with evidence (B-LT), judges the result by our own verifier, and stores it. Nothing names it
 * yet. Should there be no evidence, the signature stands without (B-T) and it is said why.
 *
 * @throws {Problem} `document-unsignable`
 * @throws Error when our own check does not hold: the file is then thrown away and the letter stays unsigned
 */
export async function makeSignedDocument(
  office: Office,
  facts: SigningFacts,
  signer: KeySigner<void>,
): Promise<SignedDocument> {
  const { scope, intent, official, tenant } = facts;
  const authority = await tenantAuthority(scope, office);
  const base = await scope.documents.open(scope.tenantId, intent.document_sha256);
  const trust = await signingTrust(office, facts);
  const judge = (file: ByteSource) => verifyPdf(file, { trust, now: office.now() });
  const before = await judge(base);
  const appearance = boxText(facts);
  const tail = await signPdf(base, signer, {
    at: office.now(),
    name: official.name,
    reason: `Menandatangani sebagai ${printedCapacity(facts)}`,
    location: tenant.name,
    placement: await freePlace(base, appearance).catch(refusePdf),
    appearance,
    fieldName: `TTE${String(before.signatures.length + 1)}`,
    timestamp: authority.timestamps,
  }).catch(refusePdf);

  const signed = concatSource(base, bytesSource(tail));
  const known = new Set(before.signatures.map((one) => one.field));
  const mine = demandSound(await judge(signed), known);
  const evidence = await embedEvidence(office, facts, authority, signed, mine.field);
  const lasting = 'tail' in evidence ? concatSource(signed, bytesSource(evidence.tail)) : undefined;
  const kept = lasting
    ? { file: lasting, mine: demandLasting(await judge(lasting), known) }
    : { file: signed, mine };
  const evidenceGap = 'gap' in evidence ? evidence.gap : gapOf(kept.mine);

  const stored = await scope.documents.put(scope.tenantId, readPieces(kept.file));
  await demandPrefix(facts, stored.sha256, base.size);
  const pages = await (await openPdf(kept.file)).pageCount();
  return {
    provider: 'local',
    rewritten: false,
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

/** What was stored begins with exactly the bytes that were shown and agreed to. */
async function demandPrefix({ scope, intent }: SigningFacts, sha256: string, size: number): Promise<void> {
  const hash = createHash('sha256');
  const stored = await scope.documents.open(scope.tenantId, sha256);
  for await (const piece of readPieces(prefixSource(stored, size))) hash.update(piece);
  if (hash.digest('hex') !== intent.document_sha256)
    throw new Error('A signed file does not begin with what was signed.');
}
