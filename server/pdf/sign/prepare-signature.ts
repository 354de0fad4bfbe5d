import { createHash } from 'node:crypto';
import type { ByteSource } from '../core/byte-source.js';
import { textString } from '../core/object-writer.js';
import { PdfDict, PdfName, PdfRef } from '../core/objects.js';
import type { PdfPage } from '../core/page-tree.js';
import { openPdf, type PdfDocument } from '../core/pdf-document.js';
import { PdfRefusal } from '../core/pdf-refusal.js';
import { RevisionWriter } from '../core/revision-writer.js';
import { putDrawnForm } from './drawn-form.js';
import { listField, placeWidget, unusedFieldName } from './field-entry.js';
import { isOnPage, pageGeometry, pageRect } from './page-geometry.js';
import { signatureBox, type SignatureBoxText } from './signature-appearance.js';
import {
  signaturePlaceholder,
  type SignatureClaims,
  type SignaturePlaceholder,
} from './signature-placeholder.js';
import { demandSigningPermitted } from './signing-permission.js';

/** Where a signature is seen. Points from the lower left corner of the page as a reader shows it. */
export interface SignaturePlacement {
  /** From 1. */
  page: number;
  /** Width left out: the usual box. Height left out: as high as the text. */
  rect: { x: number; y: number; width?: number; height?: number };
}

export interface SignatureRequest extends SignatureClaims {
  /** Left out, the signature is not seen on any page. */
  placement?: SignaturePlacement;
  /** What the box says; left out, the name alone. */
  appearance?: SignatureBoxText;
  /** The wish; a number is added where the name is taken. */
  fieldName?: string;
}

/** A revision that lacks nothing but its signature. */
export interface PreparedSignature {
  /** SHA-256 of all bytes that the signature covers. */
  readonly digest: Uint8Array;
  readonly fieldName: string;
  /** Puts the CMS in. @returns the tail: signed file = base + tail @throws {PdfRefusal} `signature-too-large` */
  close(cms: Uint8Array): Uint8Array;
}

const hashedAtOnce = 1024 * 1024;

/**
 * Makes everything of a signature but its value, so that a batch can have all its hashes before anyone authorises
 * them, and so that whatever can be refused is refused before a key is used.
 *
 * @param room bytes reserved for the CMS
 * @throws {PdfRefusal} what `openPdf` throws, `pdf-encrypted`, `pdf-certified-no-changes`, `pdf-field-locked`,
 *   `pdf-page-not-found`, `placement-outside-page`, `appearance-does-not-fit`
 */
export async function prepareSignature(
  base: ByteSource,
  request: SignatureRequest,
  room: number,
): Promise<PreparedSignature> {
  const document = await openPdf(base);
  if (document.encrypted) throw new PdfRefusal('pdf-encrypted');
  if (document.shift !== 0) throw new PdfRefusal('pdf-damaged', 'bytes before the header');
  const fields = await document.formFields();
  const fieldName = unusedFieldName(fields, request.fieldName ?? 'Signature1');
  await demandSigningPermitted(document, fields, fieldName);

  const writer = new RevisionWriter(document);
  const page = await document.page((request.placement?.page ?? 1) - 1);
  if (!page?.ref) throw new PdfRefusal('pdf-page-not-found', `page ${String(request.placement?.page ?? 1)}`);

  const signature = writer.newRef();
  const placeholder = signaturePlaceholder(request, room);
  writer.putBytes(signature, placeholder.bytes);
  const widget = await putWidget(document, writer, page, request);
  widget.dict.set('T', textString(fieldName)).set('V', signature);
  writer.put(widget.ref, widget.dict);
  await placeWidget(document, writer, page, widget.ref);
  await listField(document, writer, widget.ref);

  const revision = await writer.finish();
  const gap = fillByteRange(revision.tail, placeholder, revision.valueAt(signature), base.size);
  const digest = await hashAround(base, revision.tail, gap);
  return { digest, fieldName, close: (cms) => closeGap(revision.tail, gap, cms) };
}

/** Field and widget are one object, so that there is one thing fewer to differ over. */
async function putWidget(
  document: PdfDocument,
  writer: RevisionWriter,
  page: PdfPage & { readonly ref?: PdfRef | undefined },
  request: SignatureRequest,
): Promise<{ ref: PdfRef; dict: PdfDict }> {
  const ref = writer.newRef();
  const dict = new PdfDict([
    ['Type', new PdfName('Annot')],
    ['Subtype', new PdfName('Widget')],
    ['FT', new PdfName('Sig')],
    // Print and Locked (ISO 32000-1, table 165).
    ['F', 132],
    ['Rect', [0, 0, 0, 0]],
    ['P', page.ref ?? null],
  ]);
  if (!request.placement) return { ref, dict };

  const { rect } = request.placement;
  const text = request.appearance ?? { capacity: [], name: request.name, trial: false };
  const box = signatureBox(text, rect.width, rect.height);
  if (!box) throw new PdfRefusal('appearance-does-not-fit', 'no legible size fits the box');
  const geometry = await pageGeometry(document, page);
  const shown = { x: rect.x, y: rect.y, width: box.width, height: box.height };
  if (!isOnPage(geometry, shown)) throw new PdfRefusal('placement-outside-page', 'the box leaves the page');
  const form = putDrawnForm(writer, box.drawing, box, geometry.turns);
  dict.set('Rect', pageRect(geometry, shown)).set('AP', new PdfDict([['N', form]]));
  return { ref, dict };
}

interface Gap {
  readonly start: number;
  readonly end: number;
}

function fillByteRange(
  tail: Uint8Array,
  placeholder: SignaturePlaceholder,
  at: number,
  baseSize: number,
): Gap {
  const gap = { start: at + placeholder.gapStart, end: at + placeholder.gapEnd };
  const range = `[0 ${baseSize + gap.start} ${baseSize + gap.end} ${tail.length - gap.end}]`;
  tail.set(Buffer.from(range.padEnd(placeholder.rangeLength), 'latin1'), at + placeholder.rangeAt);
  return gap;
}

/** Reads the base once, a megabyte at a time: a file of 50 MB costs no more memory than one of 5. */
async function hashAround(base: ByteSource, tail: Uint8Array, gap: Gap): Promise<Uint8Array> {
  const hash = createHash('sha256');
  let offset = 0;
  while (offset < base.size) {
    const piece = await base.read(offset, Math.min(hashedAtOnce, base.size - offset));
    if (piece.length === 0)
      throw new PdfRefusal('pdf-truncated', 'the file became shorter while it was read');
    hash.update(piece);
    offset += piece.length;
  }
  return hash.update(tail.subarray(0, gap.start)).update(tail.subarray(gap.end)).digest();
}

function closeGap(tail: Uint8Array, gap: Gap, cms: Uint8Array): Uint8Array {
  const digits = gap.end - gap.start - 2;
  if (cms.length * 2 > digits) {
    throw new PdfRefusal(
      'signature-too-large',
      `${String(cms.length)} bytes of CMS in room for ${String(digits / 2)}`,
    );
  }
  tail.set(Buffer.from(Buffer.from(cms).toString('hex'), 'latin1'), gap.start + 1);
  return tail;
}
