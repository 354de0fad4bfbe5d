import type { PdfDict, PdfObject, PdfRef } from './objects.js';

/** Where objects are put: into a new revision of a file, or into a file that is made anew. */
export interface ObjectSink {
  /** A reference that nothing has yet. */
  newRef(): PdfRef;
  put(ref: PdfRef, value: PdfObject): void;
  /** `Length` is set here; the bytes are as the dictionary's filter says. */
  putStream(ref: PdfRef, dict: PdfDict, bytes: Uint8Array): void;
}
