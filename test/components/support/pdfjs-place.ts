import { DocumentViewerElement } from '../../../components/document-viewer/document-viewer.js';

const here = import.meta.url;

/**
 * Tests and stories run from source, so pdf.js's own parts are had from its package.
 *
 * @param folder where its fonts are served, if not from the package itself
 */
export function servePdfjs(folder = new URL('../../../node_modules/pdfjs-dist/', here).href): void {
  DocumentViewerElement.pdfjs = {
    // A literal, which Vite copies along when it builds the stories.
    worker: new URL('../../../node_modules/pdfjs-dist/legacy/build/pdf.worker.min.mjs', import.meta.url).href,
    folder,
  };
}
