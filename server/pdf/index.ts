export {
  type ByteSource,
  bytesSource,
  type ClosableSource,
  concatSource,
  fileSource,
  prefixSource,
  readAll,
} from './core/byte-source.js';
export { defaultLimits, type PdfLimits } from './core/limits.js';
export { openPdf, type PdfDocument } from './core/pdf-document.js';
export { PdfRefusal, type PdfRefusalCode } from './core/pdf-refusal.js';
