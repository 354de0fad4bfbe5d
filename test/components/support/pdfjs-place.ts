import { DocumentViewerElement } from '../../../components/document-viewer/document-viewer.js';

/** Tests and stories run from source, so pdf.js's own parts are had from its package. */
export function servePdfjs(): void {
  const here = import.meta.url;
  DocumentViewerElement.pdfjs = {
    // A literal, which Vite copies along when it builds the stories.
    worker: new URL('../../../node_modules/pdfjs-dist/legacy/build/pdf.worker.min.mjs', import.meta.url).href,
    folder: new URL('../../../node_modules/pdfjs-dist/', here).href,
  };
}
