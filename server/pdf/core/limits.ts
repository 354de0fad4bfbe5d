/** How much of a PDF we are willing to read. All sizes in bytes. */
export interface PdfLimits {
  /** Largest file. */
  readonly maxFileBytes: number;
  /** Deepest nesting of arrays and dictionaries in one object. */
  readonly maxNesting: number;
  /** Most sections in the chain of cross-reference sections. */
  readonly maxSections: number;
  /** Most objects that all sections together may list, and the highest object number. */
  readonly maxObjects: number;
  /** Largest object without its stream. */
  readonly maxObjectBytes: number;
  /** Most that one stream may grow to when decoded: what stops a bomb. */
  readonly maxDecodedBytes: number;
  /** Most that all decoded streams of one document may sum up to. */
  readonly maxDecodedTotal: number;
  readonly maxPages: number;
  readonly maxFields: number;
  readonly maxSignatures: number;
}

const MiB = 1024 * 1024;

export const defaultLimits: PdfLimits = {
  maxFileBytes: 256 * MiB,
  maxNesting: 64,
  maxSections: 512,
  maxObjects: 1_000_000,
  maxObjectBytes: 16 * MiB,
  maxDecodedBytes: 64 * MiB,
  maxDecodedTotal: 256 * MiB,
  maxPages: 20_000,
  maxFields: 20_000,
  maxSignatures: 200,
};
