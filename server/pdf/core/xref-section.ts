import type { PdfDict } from './objects.js';

/** Where an object is. `free` hides what older sections say of the same number. */
export type XrefEntry =
  | { readonly is: 'free'; readonly generation: number }
  | { readonly is: 'at'; readonly offset: number; readonly generation: number }
  | { readonly is: 'inside'; readonly container: number; readonly index: number };

/** One cross-reference section: what one save of the file wrote. */
export interface XrefSection {
  readonly kind: 'table' | 'stream';
  /** Offset of `xref`, or of the stream's object. */
  readonly offset: number;
  /** For a stream: the number of its own object. */
  readonly objectNumber?: number;
  readonly trailer: PdfDict;
  readonly entries: ReadonlyMap<number, XrefEntry>;
  /** A classic section may point at a stream that lists what old readers cannot read (ISO 32000-1, 7.5.8.4). */
  readonly hybrid?: XrefSection;
}
