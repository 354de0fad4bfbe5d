import type { ByteSource } from '../core/byte-source.js';
import type { Certificate } from '../core/certificate.js';
import type { HashAlgorithm } from '../core/hash-algorithm.js';
import { textString } from '../core/object-writer.js';
import type { PdfRef } from '../core/objects.js';
import { openPdf, type PdfDocument } from '../core/pdf-document.js';
import { PdfRefusal } from '../core/pdf-refusal.js';
import { RevisionWriter } from '../core/revision-writer.js';
import { isSealCertificate } from '../verify/seal-certificate.js';
import { blankAppearance } from './blank-appearance.js';
import { CatalogDraft } from './catalog-draft.js';
import {
  type CertificationLevel,
  demandFirstSignature,
  enterCertification,
  signatureReferences,
} from './certification.js';
import { coverRevision, type CoveredRevision } from './cover-revision.js';
import { emptyField, type EmptyField, signField } from './existing-field.js';
import { listField, markSigned, placeWidget, unusedFieldName } from './field-entry.js';
import type { SignaturePicture } from './picture-box.js';
import { demandSeedValues, type SignatureFacts } from './seed-values.js';
import type { SignatureBoxText } from './signature-appearance.js';
import { type SignatureClaims, signatureDict, signaturePlaceholder } from './signature-placeholder.js';
import { invisibleWidget, showWidget, type SignaturePlacement } from './signature-widget.js';
import { demandSigningPermitted } from './signing-permission.js';

export interface SignatureRequest extends SignatureClaims {
  /** Left out, the signature is not seen on any page. An existing field has its own place. */
  placement?: SignaturePlacement;
  /** What the box says or shows; left out, the name alone. */
  appearance?: SignatureBoxText | SignaturePicture;
  /** Of a new field: the wish; a number is added where the name is taken. */
  fieldName?: string;
  /** Full name of an empty signature field to sign, in the place of a new one. */
  existingField?: string;
  /** Makes this the author's certification, which only the first signature can be. */
  certify?: CertificationLevel;
}

/** A revision that lacks nothing but its signature. */
export interface PreparedSignature extends CoveredRevision {
  readonly fieldName: string;
}

/**
 * Makes everything of a signature but its value, so that a batch can have all its hashes before anyone authorises
 * them, and so that whatever can be refused is refused before a key is used.
 *
 * @param room bytes reserved for the CMS
 * @param facts what an existing field may make demands on
 * @param hash the one that the signer's algorithm has: `signatureHash`
 * @throws {PdfRefusal} what `openPdf` throws, `pdf-encrypted`, `pdf-certified-no-changes`, `pdf-field-locked`,
 *   `pdf-page-not-found`, `placement-outside-page`, `appearance-does-not-fit`; `pdf-already-signed` for a
 *   certification that would not be the first signature; for an existing field also `pdf-field-not-found`,
 *   `pdf-field-signed`, `seed-value-unmet`
 */
export async function prepareSignature(
  base: ByteSource,
  request: SignatureRequest,
  room: number,
  facts: Pick<SignatureFacts, 'timestamped' | 'certificates'> = { timestamped: false },
  hash: HashAlgorithm = 'sha256',
): Promise<PreparedSignature> {
  const document = await openPdf(base);
  if (document.encrypted) throw new PdfRefusal('pdf-encrypted');
  if (document.shift !== 0) throw new PdfRefusal('pdf-damaged', 'bytes before the header');
  const fields = await document.formFields();
  const existing =
    request.existingField === undefined ? undefined : emptyField(fields, request.existingField);
  const fieldName = existing?.name ?? unusedFieldName(fields, request.fieldName ?? 'Signature1');
  await demandSigningPermitted(document, fields, fieldName);
  if (request.certify !== undefined) await demandFirstSignature(document, fields);
  if (existing) await demandSeedValues(document, existing.dict, { ...request, ...facts });

  const writer = new RevisionWriter(document);
  const catalog = await CatalogDraft.open(document, writer);
  const signature = writer.newRef();
  const lock = existing && (await document.dict(existing.dict.get('Lock')));
  const references = await signatureReferences(document, request.certify, lock);
  const placeholder = signaturePlaceholder(signatureDict(request, references), room);
  writer.putBytes(signature, placeholder.bytes);
  const signer = facts.certificates?.[0];
  const parts: Parts = { document, writer, catalog, signature, request, signer };
  if (existing) await fillField(parts, existing);
  else await addField(parts, fieldName);
  if (request.certify !== undefined) await enterCertification(document, catalog, signature);

  const covered = await coverRevision(base, await writer.finish(), signature, placeholder, hash);
  return { ...covered, fieldName };
}

interface Parts {
  readonly document: PdfDocument;
  readonly writer: RevisionWriter;
  readonly catalog: CatalogDraft;
  readonly signature: PdfRef;
  readonly request: SignatureRequest;
  readonly signer: Certificate | undefined;
}

async function addField(parts: Parts, name: string): Promise<void> {
  const { document, writer, catalog, signature, request } = parts;
  const { placement } = request;
  const page = await document.page((placement?.page ?? 1) - 1);
  if (!page?.ref) throw new PdfRefusal('pdf-page-not-found', `page ${String(placement?.page ?? 1)}`);
  const ref = writer.newRef();
  const widget = invisibleWidget(page);
  if (placement) await showWidget(document, writer, widget, page, placement.rect, boxText(parts));
  else widget.set('AP', blankAppearance(writer));
  writer.put(ref, widget.set('T', textString(name)).set('V', signature));
  await placeWidget(document, writer, page, ref);
  await listField(document, writer, catalog, ref);
}

async function fillField(parts: Parts, field: EmptyField): Promise<void> {
  const { document, writer, catalog, signature } = parts;
  await signField(document, writer, field, signature, boxText(parts));
  await markSigned(document, catalog);
}

/** The certificate decides what a box calls a signature, where it is known, and not who asked for it. */
function boxText({ request, signer }: Parts): SignatureBoxText | SignaturePicture {
  const text = request.appearance ?? { capacity: [], name: request.name, trial: false };
  return 'mark' in text || !signer ? text : { ...text, seal: isSealCertificate(signer) };
}
