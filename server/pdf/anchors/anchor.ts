import type { ShownRect } from '../sign/page-geometry.js';

/** A mark in a document's text that says where a signature belongs. */
export interface Anchor {
  /** As it stands there, `${ttd_bupati}` or `#`, without blanks. */
  readonly tag: string;
  /** From 1. */
  readonly page: number;
  /** Around the mark; points from the lower left corner of the page as a reader shows it. */
  readonly rect: ShownRect;
  /** Of the page as it is shown, in points. */
  readonly pageWidth: number;
  readonly pageHeight: number;
}
