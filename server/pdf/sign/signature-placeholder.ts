import { dateString, objectText, textString } from '../core/object-writer.js';
import { PdfDict, PdfName } from '../core/objects.js';

/** What a signature says of itself outside the CMS. None of it is proof: the claimed time least of all. */
export interface SignatureClaims {
  at: Date;
  name: string;
  reason?: string;
  location?: string;
}

/** A signature dictionary whose two holes are filled when the rest of the file is known. */
export interface SignaturePlaceholder {
  readonly bytes: Uint8Array;
  /** Offset of the `[` of the byte range, whose text may take up `rangeLength` bytes. */
  readonly rangeAt: number;
  readonly rangeLength: number;
  /** Offset of `<`, and just after `>`: what the signature does not cover. */
  readonly gapStart: number;
  readonly gapEnd: number;
}

/** `[0 ` and three numbers of ten digits: more than any file that a classic table can address. */
const rangeLength = '[0 0000000000 0000000000 0000000000]'.length;

/**
 * A signature of PAdES without its byte range and its value (ETSI EN 319 142-1 §6.3).
 *
 * @param references what it demands of those who come later; see `certification.ts`
 */
export function signatureDict(claims: SignatureClaims, references: readonly PdfDict[] = []): PdfDict {
  const dict = new PdfDict([
    ['Type', new PdfName('Sig')],
    ['Filter', new PdfName('Adobe.PPKLite')],
    ['SubFilter', new PdfName('ETSI.CAdES.detached')],
    ['M', dateString(claims.at)],
    ['Name', textString(claims.name)],
  ]);
  if (claims.reason) dict.set('Reason', textString(claims.reason));
  if (claims.location) dict.set('Location', textString(claims.location));
  if (references.length > 0) dict.set('Reference', [...references]);
  return dict;
}

/** A document time-stamp (ETSI EN 319 142-1 §5.4.3), which claims nothing: its time stands in the token. */
export function timestampDict(): PdfDict {
  return new PdfDict([
    ['Type', new PdfName('DocTimeStamp')],
    ['Filter', new PdfName('Adobe.PPKLite')],
    ['SubFilter', new PdfName('ETSI.RFC3161')],
  ]);
}

/** @param room bytes for the CMS; twice as many hexadecimal digits are written */
export function signaturePlaceholder(signature: PdfDict, room: number): SignaturePlaceholder {
  const head = `${objectText(signature).slice(0, -3)} /ByteRange `;
  const middle = ' /Contents ';
  const rangeAt = head.length;
  const gapStart = rangeAt + rangeLength + middle.length;
  const gapEnd = gapStart + 2 * room + 2;
  const bytes = Buffer.alloc(gapEnd + 3, '0', 'latin1');
  bytes.write(head, 0, 'latin1');
  bytes.write(' '.repeat(rangeLength) + middle, rangeAt, 'latin1');
  bytes.write('<', gapStart, 'latin1');
  bytes.write('> >>', gapEnd - 1, 'latin1');
  return { bytes, rangeAt, rangeLength, gapStart, gapEnd };
}
