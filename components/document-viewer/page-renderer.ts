import {
  getDocument,
  GlobalWorkerOptions,
  PDFDataRangeTransport,
  PDFWorker,
  RenderingCancelledException,
  type PDFDocumentProxy,
} from 'pdfjs-dist/legacy/build/pdf.mjs';
import type {
  Opened,
  PageRenderer,
  PageSize,
  PartsOfFile,
  PdfjsPlace,
  PdfPages,
} from '../internal/pdf-pages.js';

/*
 * The one file that knows pdf.js. It is built apart (`viewer.js`), so that a page pays for it only when a letter is
 * opened. It knows nothing of the server: bytes come in, pictures go out.
 */

/** A larger picture in a PDF is left out: one of them could fill a phone's memory. Pixels. */
const maxImageSize = 64 * 1024 * 1024;
/** A piece of a file as the server keeps it. Bytes. */
const pieceSize = 64 * 1024;

/** Kept while the page lives, so that the next letter opens at once. */
let worker: PDFWorker | undefined;

/** Asks for parts of the file as pdf.js needs them. */
class PartsTransport extends PDFDataRangeTransport {
  constructor(private readonly file: PartsOfFile) {
    super(file.size, file.beginning);
  }

  override requestDataRange(begin: number, end: number): void {
    this.file.read(begin, end).then(
      (bytes) => this.onDataRange(begin, bytes),
      // Given up by whoever reads; the document is closed then.
      () => undefined,
    );
  }
}

/** Reads a PDF as far as it must to know its pages. */
export async function openPages(
  file: Uint8Array | PartsOfFile,
  place: PdfjsPlace = besideTheKit(),
): Promise<Opened> {
  const task = getDocument({
    ...(file instanceof Uint8Array ? { data: file } : { range: new PartsTransport(file) }),
    worker: workerFrom(place),
    rangeChunkSize: pieceSize,
    disableAutoFetch: true,
    disableStream: true,
    cMapUrl: `${place.folder}cmaps/`,
    standardFontDataUrl: `${place.folder}standard_fonts/`,
    iccUrl: `${place.folder}iccs/`,
    wasmUrl: `${place.folder}wasm/`,
    // Else a missing font is asked for by a style rule, which `font-src` of the page refuses; this way it is fetched.
    useSystemFonts: false,
    // A strict policy of the page refuses both, and what is drawn is a stranger's file.
    useWasm: false,
    isEvalSupported: false,
    enableXfa: false,
    maxImageSize,
    verbosity: 0,
  });
  try {
    return { is: 'pages', pages: pagesOf(await task.promise, () => void task.destroy()) };
  } catch (error) {
    void task.destroy();
    return { is: 'unreadable', why: isLocked(error) ? 'encrypted' : 'damaged' };
  }
}

({ openPages }) satisfies PageRenderer;

/** pdf.js keeps this class to itself. */
function isLocked(error: unknown): boolean {
  return error instanceof Error && error.name === 'PasswordException';
}

function pagesOf(pdf: PDFDocumentProxy, close: () => void): PdfPages {
  return {
    count: pdf.numPages,
    close,
    async sizeOf(number): Promise<PageSize> {
      const { width, height } = (await pdf.getPage(number)).getViewport({ scale: 1 });
      return { width, height };
    },
    async draw(number, canvas, scale, signal) {
      const page = await pdf.getPage(number);
      signal.throwIfAborted();
      const viewport = page.getViewport({ scale });
      canvas.width = Math.floor(viewport.width);
      canvas.height = Math.floor(viewport.height);
      const drawing = page.render({ canvas, viewport, background: '#ffffff' });
      const giveUp = () => drawing.cancel();
      signal.addEventListener('abort', giveUp);
      try {
        await drawing.promise;
      } catch (error) {
        if (error instanceof RenderingCancelledException)
          throw new DOMException('The page is no longer wanted.', 'AbortError');
        throw error;
      } finally {
        signal.removeEventListener('abort', giveUp);
        page.cleanup();
      }
    },
  };
}

function workerFrom(place: PdfjsPlace): PDFWorker {
  if (!worker || worker.destroyed) {
    GlobalWorkerOptions.workerSrc = place.worker;
    worker = new PDFWorker({ verbosity: 0 });
  }
  return worker;
}

/** Vite rewrites a literal in `new URL(…, import.meta.url)`; this folder is made after it, by the build script. */
function besideTheKit(): PdfjsPlace {
  const self = import.meta.url;
  const folder = new URL('pdfjs/', self).href;
  return { folder, worker: `${folder}pdf.worker.min.mjs` };
}
