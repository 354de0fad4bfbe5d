import { dateString, objectText, textString } from '../core/object-writer.js';
import { PdfDict, PdfName, type PdfObject } from '../core/objects.js';

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

/** @param room bytes for the CMS; twice as many hexadecimal digits are written */
export function signaturePlaceholder(claims: SignatureClaims, room: number): SignaturePlaceholder {
  const rest: [string, PdfObject][] = [
    ['M', dateString(claims.at)],
    ['Name', textString(claims.name)],
  ];
  if (claims.reason) rest.push(['Reason', textString(claims.reason)]);
  if (claims.location) rest.push(['Location', textString(claims.location)]);
  const kind = new PdfDict([
    ['Type', new PdfName('Sig')],
    ['Filter', new PdfName('Adobe.PPKLite')],
    ['SubFilter', new PdfName('ETSI.CAdES.detached')],
    ...rest,
  ]);
  const head = `${objectText(kind).slice(0, -3)} /ByteRange `;
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
