import { bytesSource, concatSource, type ByteSource } from '../core/byte-source.js';
import type { Certificate } from '../core/certificate.js';
import { addValidationMaterial } from './add-validation-material.js';
import { maxCmsSize } from './build-cms.js';
import { isSealCertificate } from '../verify/seal-certificate.js';
import { addDocumentTimestamp } from './document-timestamp.js';
import { signatureHash, type KeySigner } from './key-signer.js';
import { prepareSignature, type SignatureRequest } from './prepare-signature.js';
import type { RevocationSource } from './revocation-source.js';
import { signDigests } from './sign-digests.js';
import { stampedTime } from './signature-material.js';
import type { TimestampAuthority } from './timestamp-authority.js';

/** How long a signature can be checked (ETSI EN 319 142-1 §6): with its own time, its evidence, and a seal on both. */
export type SignatureLevel = 'B-B' | 'B-T' | 'B-LT' | 'B-LTA';

export interface SignPdfOptions extends SignatureRequest {
  /** Left out: B-T with a time-stamp authority, else B-B. */
  level?: SignatureLevel;
  /** From B-T on. */
  timestamp?: TimestampAuthority;
  /** From B-LT on; asked when the time-stamp is there. */
  revocation?: RevocationSource;
  /** For B-LT: issuers and roots that neither the signer nor the time-stamp brings along. */
  issuers?: readonly Certificate[];
}

/** For a signer whose holder wants to see something before it signs. */
export interface AuthorisedSignPdfOptions<Authorisation> extends SignPdfOptions {
  authorisation: Authorisation;
}

/**
 * Signs a PDF by appending to it (PAdES, ETSI EN 319 142-1). Earlier signatures stay valid, as no earlier byte is
 * touched. Evidence (B-LT) and the document time-stamp (B-LTA) are revisions of their own, in the one tail.
 *
 * The caller keeps two signings of one document apart: each knows only the bytes that it was given.
 *
 * @returns the tail: signed file = base + tail; all of it or, on any refusal, nothing
 * @throws {PdfRefusal} see `prepareSignature`; `signature-too-large`
 * @throws {KeyRefusal} see `signDigests`, `addValidationMaterial`
 */
export async function signPdf(
  base: ByteSource,
  signer: KeySigner<void>,
  options: SignPdfOptions,
): Promise<Uint8Array>;
export async function signPdf<Authorisation>(
  base: ByteSource,
  signer: KeySigner<Authorisation>,
  options: AuthorisedSignPdfOptions<Authorisation>,
): Promise<Uint8Array>;
export async function signPdf<Authorisation>(
  base: ByteSource,
  signer: KeySigner<Authorisation | undefined>,
  options: SignPdfOptions & { authorisation?: Authorisation },
): Promise<Uint8Array> {
  const { level, timestamp, revocation } = partsFor(options);
  const room = roomFor(signer, timestamp !== undefined);
  const facts = {
    timestamped: timestamp !== undefined,
    certificates: [signer.certificate, ...signer.chain],
  };
  const fieldName = options.fieldName ?? (isSealCertificate(signer.certificate) ? 'Seal1' : 'Signature1');
  const request = { ...options, fieldName };
  const prepared = await prepareSignature(base, request, room, facts, signatureHash(signer.algorithm));
  const [cms = new Uint8Array()] = await signDigests(
    signer,
    [prepared.digest],
    options.authorisation,
    timestamp,
  );
  const signed = prepared.close(cms);
  if (!revocation || !timestamp) return signed;

  const { tail: material } = await addValidationMaterial(concatSource(base, bytesSource(signed)), {
    revocation,
    // The authority's clock and not ours: evidence is held against the time that stands in the signature.
    now: stampedTime(cms) ?? options.at,
    fields: [prepared.fieldName],
    certificates: [...signer.chain, ...(options.issuers ?? [])],
  });
  const provided = Buffer.concat([signed, material]);
  if (level !== 'B-LTA') return provided;
  const stamp = await addDocumentTimestamp(concatSource(base, bytesSource(provided)), timestamp);
  return Buffer.concat([provided, stamp]);
}

/** What the level takes, and nothing beyond it. @throws {TypeError} for a level whose parts are not there: a bug */
function partsFor({ level, timestamp, revocation }: SignPdfOptions) {
  const wanted = level ?? (timestamp ? 'B-T' : 'B-B');
  if (wanted === 'B-B') return { level: wanted };
  if (!timestamp) throw new TypeError(`${wanted} takes a time-stamp authority.`);
  if (wanted === 'B-T') return { level: wanted, timestamp };
  if (!revocation) throw new TypeError(`${wanted} takes a source of revocation evidence.`);
  return { level: wanted, timestamp, revocation };
}

const rooms = new WeakMap<object, Map<boolean, number>>();

/** Worked out once for each signer, since it takes a whole CMS to know. */
function roomFor<Authorisation>(signer: KeySigner<Authorisation>, withTimestamp: boolean): number {
  const known = rooms.get(signer) ?? new Map<boolean, number>();
  const room = known.get(withTimestamp) ?? maxCmsSize(signer, withTimestamp);
  rooms.set(signer, known.set(withTimestamp, room));
  return room;
}
