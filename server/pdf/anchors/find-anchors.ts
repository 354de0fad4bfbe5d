import { type ByteSource, bytesSource } from '../core/byte-source.js';
import { overLimits, PdfRefusal } from '../core/pdf-refusal.js';
import { runInWorker, type WorkerLimits } from '../core/worker-run.js';
import type { Anchor } from './anchor.js';
import type { AnchorJob } from './read-anchors.js';

export interface AnchorOptions {
  /** Tags to look for, blanks apart; left out, every `${ttd…}` and `#`. */
  readonly names?: readonly string[];
  readonly limits?: AnchorLimits;
}

export interface AnchorLimits extends WorkerLimits {
  readonly maxFileBytes: number;
  readonly maxPages: number;
  /** Of one page. */
  readonly maxGlyphs: number;
  readonly maxAnchors: number;
}

const MiB = 1024 * 1024;

export const anchorLimits: AnchorLimits = {
  milliseconds: 20_000,
  megabytes: 384,
  maxFileBytes: 64 * MiB,
  maxPages: 1000,
  maxGlyphs: 200_000,
  maxAnchors: 2000,
};

/**
 * Finds the marks in a document's text that say where signatures belong, page by page in reading order. Text that is
 * a picture, or whose fonts do not tell their characters, has none.
 *
 * @throws {PdfRefusal} `pdf-empty`, what `openPdf` throws, `pdf-encrypted`, `pdf-over-limits`
 */
export async function findAnchors(
  pdf: ByteSource | Uint8Array,
  { names, limits = anchorLimits }: AnchorOptions = {},
): Promise<Anchor[]> {
  return search(pdf, { names }, limits);
}

/**
 * What templates left in a document's text where nobody filled it in: `${nomor_naskah}`, `{{tanggal}}`, page by page in
 * reading order. `${ttd}` is none, which says where a signature belongs.
 *
 * @throws {PdfRefusal} as `findAnchors`
 */
export async function findUnfilled(pdf: ByteSource, limits: AnchorLimits = anchorLimits): Promise<Anchor[]> {
  return search(pdf, { names: undefined, unfilled: true }, limits);
}

async function search(
  pdf: ByteSource | Uint8Array,
  what: Pick<AnchorJob, 'names' | 'unfilled'>,
  limits: AnchorLimits,
): Promise<Anchor[]> {
  const source = pdf instanceof Uint8Array ? bytesSource(pdf) : pdf;
  if (source.size === 0) throw new PdfRefusal('pdf-empty');
  if (source.size > limits.maxFileBytes) throw overLimits('the file is too large to be searched');
  const { maxPages, maxGlyphs, maxAnchors } = limits;
  const job: AnchorJob = { ...what, maxPages, maxGlyphs, maxAnchors };
  return runInWorker<Anchor[]>(new URL('./anchors-worker.js', import.meta.url), job, limits, source);
}
