import { PDFiumLibrary } from '@hyzyla/pdfium';
import sharp, { type Sharp } from 'sharp';
import { type ByteSource, readAll } from '../core/byte-source.js';
import { damaged, overLimits, PdfRefusal } from '../core/pdf-refusal.js';
import { boundWasmMemory } from './wasm-memory.js';

export type PageImageFormat = 'webp' | 'jpeg' | 'png';

export interface PageImageJob {
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
 * Draws one page as readers show it, signature boxes included. Runs only in a process that can be ended: pdfium is
 * asked to open what a stranger sent.
 *
 * @throws {PdfRefusal} `pdf-damaged`, `pdf-encrypted`, `pdf-page-not-found`, `pdf-over-limits`
 */
export async function drawPage(job: PageImageJob, source: ByteSource): Promise<PageImage> {
  const ranOut = boundWasmMemory(job.maxWasmBytes);
  const pdf = await readAll(source);
  // Anew for each page: what one document does to it must not be seen by the next.
  const library = await PDFiumLibrary.init();
  const drawn = await draw(library, pdf, job).catch((error: unknown) => {
    throw error instanceof Error ? refusalOf(error, ranOut()) : error;
  });
  const { width, height, data } = drawn;
  const raw = sharp(data, { raw: { width, height, channels: 4 } }).removeAlpha();
  const encoded = await encode(raw, job.format).toBuffer();
  return { bytes: new Uint8Array(encoded), width, height, pages: drawn.pages };
}

async function draw(library: PDFiumLibrary, pdf: Uint8Array, job: PageImageJob) {
  const document = await library.loadDocument(pdf);
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
  return { width: drawn.width, height: drawn.height, data: drawn.data, pages };
}

/** pdfium tells by its sentences alone what went wrong; when it runs out of memory or astray, it just stops. */
function refusalOf(error: Error, ranOut: boolean): PdfRefusal {
  if (error instanceof PdfRefusal) return error;
  if (ranOut) return overLimits('pdfium wants more memory', error);
  if (/password|security/iu.test(error.message)) return new PdfRefusal('pdf-encrypted', error.message);
  return damaged('pdfium cannot draw it', error);
}

function encode(raw: Sharp, format: PageImageFormat): Sharp {
  if (format === 'png') return raw.png();
  return format === 'webp' ? raw.webp({ quality: 72, effort: 3 }) : raw.jpeg({ quality: 78 });
}
