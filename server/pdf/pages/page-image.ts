import { type ByteSource, bytesSource } from '../core/byte-source.js';
import { runInWorker, type WorkerLimits } from '../core/worker-run.js';
import { overLimits, PdfRefusal } from '../core/pdf-refusal.js';
import type { PageImage, PageImageFormat, PageImageJob } from './draw-page.js';

export interface PageImageLimits extends WorkerLimits {
  readonly maxFileBytes: number;
  readonly maxPixels: number;
  readonly maxWasmBytes: number;
}

const MiB = 1024 * 1024;

export const pageImageLimits: PageImageLimits = {
  milliseconds: 15_000,
  megabytes: 256,
  maxFileBytes: 64 * MiB,
  maxPixels: 16_000_000,
  maxWasmBytes: 384 * MiB,
};

/**
 * Draws a page as an image, for previews and for comparing a paper with the letter.
 *
 * @param page from 1
 * @param width in pixels; the height follows from the page
 * @throws {PdfRefusal} `pdf-empty`, `pdf-damaged`, `pdf-encrypted`, `pdf-page-not-found`, `pdf-over-limits` (file, pixels, time or
 *   memory)
 */
export async function pageImage(
  pdf: ByteSource | Uint8Array,
  page: number,
  width: number,
  format: PageImageFormat = 'webp',
  limits: PageImageLimits = pageImageLimits,
): Promise<PageImage> {
  const source = pdf instanceof Uint8Array ? bytesSource(pdf) : pdf;
  if (source.size === 0) throw new PdfRefusal('pdf-empty');
  if (source.size > limits.maxFileBytes) throw overLimits('the file is too large for an image');
  if (!Number.isFinite(width) || width < 1) throw overLimits('an image of no width');
  const { maxPixels, maxWasmBytes } = limits;
  const job: PageImageJob = { page, width, format, maxPixels, maxWasmBytes };
  return runInWorker<PageImage>(new URL('./page-image-worker.js', import.meta.url), job, limits, source);
}
