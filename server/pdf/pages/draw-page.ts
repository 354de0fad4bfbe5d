import { PDFiumLibrary } from '@hyzyla/pdfium';
import sharp from 'sharp';
import { damaged, overLimits, PdfRefusal } from '../core/pdf-refusal.js';
import { boundWasmMemory } from './wasm-memory.js';

export type PageImageFormat = 'webp' | 'jpeg';

export interface PageImageJob {
  readonly pdf: Uint8Array;
  /** From 1. */
  readonly page: number;
  /** Pixels. */
  readonly width: number;
  readonly format: PageImageFormat;
  readonly maxPixels: number;
  readonly maxWasmBytes: number;
}

export interface PageImage {
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly width: number;
  readonly height: number;
  /** Pages of the document. */
  readonly pages: number;
}

/**
 * Draws one page as readers show it, signature boxes included. Runs only on a thread that can be ended: pdfium is
 * asked to open what a stranger sent.
 *
 * @throws {PdfRefusal} `pdf-damaged`, `pdf-encrypted`, `pdf-page-not-found`, `pdf-over-limits`
 */
export async function drawPage(job: PageImageJob): Promise<PageImage> {
  boundWasmMemory(job.maxWasmBytes);
  const library = await PDFiumLibrary.init();
  const document = await library.loadDocument(job.pdf).catch((error: unknown) => {
    const reason = error instanceof Error ? error.message : '';
    throw /password/iu.test(reason)
      ? new PdfRefusal('pdf-encrypted')
      : damaged('pdfium cannot open it', error);
  });
  const pages = document.getPageCount();
  if (job.page < 1 || job.page > pages)
    throw new PdfRefusal('pdf-page-not-found', `page ${String(job.page)}`);
  const page = document.getPage(job.page - 1);
  const { originalWidth, originalHeight } = page.getOriginalSize();
  if (!(originalWidth > 0) || !(originalHeight > 0)) throw damaged('a page without size');
  const width = Math.round(job.width);
  const height = Math.max(1, Math.round((width * originalHeight) / originalWidth));
  if (width * height > job.maxPixels) throw overLimits('a page of too many pixels');
  const drawn = await page.render({ width, height, scale: 1, render: 'bitmap', renderFormFields: true });
  const raw = sharp(drawn.data, {
    raw: { width: drawn.width, height: drawn.height, channels: 4 },
  }).removeAlpha();
  const encoded = await (
    job.format === 'webp' ? raw.webp({ quality: 72, effort: 3 }) : raw.jpeg({ quality: 78 })
  ).toBuffer();
  return { bytes: new Uint8Array(encoded), width: drawn.width, height: drawn.height, pages };
}
