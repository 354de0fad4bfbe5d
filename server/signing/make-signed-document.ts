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
} from '../pdf/index.js';
import { readPieces } from '../platform/document-store.js';
import type { Office } from '../tenants/index.js';
import { boxText } from './box-text.js';
import { freePlace } from './free-place.js';
import { printedCapacity } from './preflight.js';
import { refusePdf } from './refuse-pdf.js';
import type { SigningFacts } from './signing-facts.js';
import { tenantAuthority } from './tenant-authority.js';

export interface SignedDocument {
  readonly sha256: string;
  /** Bytes. */
  readonly size: number;
  readonly pages: number;
  /** Signatures in the file, the new one counted. */
  readonly signatures: number;
  /** Our own report on the new one. */
  readonly mine: SignatureReport;
}

/**
 * Signs the letter's file, judges the result by our own verifier, and stores it. Nothing names it yet.
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
  const judge = (file: ByteSource) =>
    verifyPdf(file, { trust: { anchors: [authority.root] }, now: office.now() });
  const before = await judge(base);
  const tail = await signPdf(base, signer, {
    at: office.now(),
    name: official.name,
    reason: `Menandatangani sebagai ${printedCapacity(facts)}`,
    location: tenant.name,
    placement: await freePlace(base),
    appearance: boxText(facts),
    fieldName: `TTE${String(before.signatures.length + 1)}`,
    timestamp: authority.timestamps,
  }).catch(refusePdf);

  const whole = concatSource(base, bytesSource(tail));
  const report = await judge(whole);
  const known = new Set(before.signatures.map((one) => one.field));
  const fresh = report.signatures.filter((one) => !known.has(one.field));
  const [mine] = fresh;
  const sound = report.verdict === 'intact' && mine?.trust === 'trusted' && mine.covers === 'whole-file';
  if (!sound || fresh.length !== 1 || report.signatures.length !== known.size + 1)
    throw new Error(`Our own check of a signature failed: ${report.verdict}, ${report.reason}.`);

  const stored = await scope.documents.put(scope.tenantId, readPieces(whole));
  await demandPrefix(facts, stored.sha256, base.size);
  const pages = await (await openPdf(whole)).pageCount();
  return { ...stored, pages, signatures: report.signatures.length, mine };
}

/** What was stored begins with exactly the bytes that were shown and agreed to. */
async function demandPrefix({ scope, intent }: SigningFacts, sha256: string, size: number): Promise<void> {
  const hash = createHash('sha256');
  const stored = await scope.documents.open(scope.tenantId, sha256);
  for await (const piece of readPieces(prefixSource(stored, size))) hash.update(piece);
  if (hash.digest('hex') !== intent.document_sha256)
    throw new Error('A signed file does not begin with what was signed.');
}
