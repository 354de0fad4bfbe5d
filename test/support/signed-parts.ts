import { bytesSource } from '../../server/pdf/core/byte-source.js';
import { PdfDict, PdfString } from '../../server/pdf/core/objects.js';
import { openPdf, type PdfDocument } from '../../server/pdf/core/pdf-document.js';

/** One signature of a file, taken apart for programs that judge its parts. */
export interface SignedParts {
  readonly field: string;
  readonly value: PdfDict;
  /** The value as it stands, padding and all. */
  readonly contents: Uint8Array;
  /** The CMS, or the time-stamp token, without padding. */
  readonly cms: Uint8Array;
  /** The bytes that the signature covers. */
  readonly covered: Uint8Array;
}

export async function signedParts(bytes: Uint8Array): Promise<SignedParts[]> {
  const document = await openPdf(bytesSource(bytes));
  const parts: SignedParts[] = [];
  for (const field of await document.signatureFields()) {
    const value = await document.dict(field.value);
    const contents = value?.get('Contents');
    if (!value || !(contents instanceof PdfString)) continue;
    const [a = 0, b = 0, c = 0, d = 0] = (value.get('ByteRange') as number[] | undefined) ?? [];
    const covered = Buffer.concat([bytes.subarray(a, a + b), bytes.subarray(c, c + d)]);
    parts.push({
      field: field.name,
      value,
      contents: contents.bytes,
      cms: unpadded(contents.bytes),
      covered,
    });
  }
  return parts;
}

/** A file opened for looking at its objects. */
export function opened(bytes: Uint8Array): Promise<PdfDocument> {
  return openPdf(bytesSource(bytes));
}

/** Base and tail as one file. */
export function joined(base: Uint8Array, tail: Uint8Array): Uint8Array {
  return new Uint8Array(Buffer.concat([base, tail]));
}

/** What follows a DER value of a definite length is padding. */
function unpadded(bytes: Uint8Array): Uint8Array {
  const octets = (bytes[1] ?? 0) & 0x7f;
  const length = [...bytes.subarray(2, 2 + octets)].reduce((sum, octet) => sum * 256 + octet, 0);
  return bytes.subarray(0, 2 + octets + length);
}
