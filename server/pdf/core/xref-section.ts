export type { XrefEntry } from './xref-entry.js';
import type { PdfDict } from './objects.js';
import type { XrefEntries } from './xref-entries.js';

/** One cross-reference section: what one save of the file wrote. */
export interface XrefSection {
  readonly kind: 'table' | 'stream';
  /** Offset of `xref`, or of the stream's object. */
  readonly offset: number;
  /** For a stream: the number of its own object. */
  readonly objectNumber?: number;
  readonly trailer: PdfDict;
  readonly entries: XrefEntries;
  /** A classic section may point at a stream that lists what old readers cannot read (ISO 32000-1, 7.5.8.4). */
  readonly hybrid?: XrefSection;
}
