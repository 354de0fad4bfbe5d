import type { ByteSource } from '../core/byte-source.js';
import { isSameCertificate, type Certificate } from '../core/certificate.js';
import { KeyRefusal } from '../core/key-refusal.js';
import { openPdf, type PdfDocument } from '../core/pdf-document.js';
import { damaged, PdfRefusal } from '../core/pdf-refusal.js';
import { RevisionWriter } from '../core/revision-writer.js';
import { validationMaterial } from '../verify/validation-material.js';
import { CatalogDraft } from './catalog-draft.js';
import { gatherEvidence } from './gather-evidence.js';
import type { RevocationSource } from './revocation-source.js';
import { signatureMaterials, type SignatureMaterial } from './signature-material.js';
import { type StoreEntry, writeValidationStore } from './validation-store.js';

export interface ValidationMaterialOptions {
  readonly revocation: RevocationSource;
  /** Issuers and roots that the signatures do not bring along. */
  readonly certificates?: readonly Certificate[];
  readonly now: Date;
  /** Full names of the fields to provide for; left out, all that are signed. */
  readonly fields?: readonly string[];
  /** `leave-open` keeps what can be had and tells of revocations; `refuse`, the default, wants whole paths. */
  readonly gaps?: 'refuse' | 'leave-open';
}

export interface AddedMaterial {
  /** File = base + tail. */
  readonly tail: Uint8Array;
  readonly certificates: number;
  readonly ocsps: number;
  readonly crls: number;
  /** Names of certificates of which no usable evidence could be had. */
  readonly missing: readonly string[];
}

/**
 * Adds what shows later that the signatures were right (PAdES B-LT, ETSI EN 319 142-1 §5.4.2), as one append-only
 * revision: paths, OCSP responses and revocation lists of the signers and of the time-stamps.
 *
 * Ask after the time-stamp was made: evidence older than the signature shows nothing of its time.
 *
 * @throws {PdfRefusal} what `openPdf` throws, `pdf-encrypted`, `pdf-unsigned`
 * @throws {KeyRefusal} `evidence-missing`, `certificate-revoked`, and what the source refuses with
 */
export async function addValidationMaterial(
  base: ByteSource,
  options: ValidationMaterialOptions,
): Promise<AddedMaterial> {
  const document = await openPdf(base);
  if (document.encrypted) throw new PdfRefusal('pdf-encrypted');
  if (document.shift !== 0) throw damaged('bytes before the header');
  const { fields, now } = options;
  const signatures = (await signatureMaterials(document, now)).filter(
    ({ field }) => !fields || fields.includes(field),
  );
  if (signatures.length === 0) throw new PdfRefusal('pdf-unsigned');

  const missing = new Set<string>();
  const entries: StoreEntry[] = [];
  const sources = { ...options, revocation: askedOnce(options.revocation) };
  for (const signature of signatures) {
    const gathered = await gatherFor(document, signature, sources);
    for (const name of gathered.missing) missing.add(name);
    const { ocsps, crls } = gathered;
    const certificates = gathered.certificates.map(({ der }) => der);
    entries.push({ contents: signature.contents, certificates, ocsps, crls });
  }

  const writer = new RevisionWriter(document);
  const catalog = await CatalogDraft.open(document, writer);
  await writeValidationStore(document, writer, catalog, entries, now);
  const { tail } = await writer.finish();
  const count = (of: (entry: StoreEntry) => readonly Uint8Array[]) =>
    new Set(entries.flatMap(of).map((der) => Buffer.from(der).toString('base64'))).size;
  return {
    tail,
    certificates: count((entry) => entry.certificates),
    ocsps: count((entry) => entry.ocsps),
    crls: count((entry) => entry.crls),
    missing: [...missing],
  };
}

async function gatherFor(
  document: PdfDocument,
  { wanted, certificates }: SignatureMaterial,
  options: ValidationMaterialOptions,
) {
  const isStrict = options.gaps !== 'leave-open';
  if (isStrict && wanted.length === 0)
    throw new KeyRefusal('evidence-missing', 'no certificate of the signer');
  const held = (await validationMaterial(document)).certificates;
  const pool = [...certificates, ...(options.certificates ?? []), ...held];
  const { revocation, now } = options;
  return gatherEvidence(wanted, { revocation, now, isStrict, pool });
}

/** Several signatures of one file mostly share their issuers; nobody need be asked twice. */
function askedOnce(source: RevocationSource): RevocationSource {
  const asked: { certificate: Certificate; evidence: ReturnType<RevocationSource['evidence']> }[] = [];
  return {
    ...source,
    evidence: (certificate, issuer) => {
      const known = asked.find((each) => isSameCertificate(each.certificate, certificate));
      if (known) return known.evidence;
      const evidence = source.evidence(certificate, issuer);
      asked.push({ certificate, evidence });
      return evidence;
    },
  };
}
