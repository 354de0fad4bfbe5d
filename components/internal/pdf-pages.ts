/** Where pdf.js finds what it loads by itself. Both are full addresses. */
export interface PdfjsPlace {
  /** The worker of the very version that is built in. */
  readonly worker: string;
  /** Folder with `cmaps/`, `standard_fonts/`, `iccs/` and `wasm/`, with a slash at its end. */
  readonly folder: string;
}

/** A file of which parts can be read. `read` waits as long as the line is broken and rejects only when given up. */
export interface PartsOfFile {
  /** Bytes. */
  readonly size: number;
  /** The first bytes, which were fetched to learn the size. */
  readonly beginning: Uint8Array;
  /** @param end first byte that is no longer wanted */
  read(begin: number, end: number): Promise<Uint8Array>;
}

/** Points, as PDF counts them. */
export interface PageSize {
  readonly width: number;
  readonly height: number;
}

export interface PdfPages {
  readonly count: number;
  sizeOf(page: number): Promise<PageSize>;
  /**
   * Draws a page, counted from 1, so that one point becomes `scale` pixels. The canvas gets its size.
   *
   * @throws {DOMException} `AbortError` when the signal was aborted
   */
  draw(page: number, canvas: HTMLCanvasElement, scale: number, signal: AbortSignal): Promise<void>;
  /** Frees what the document holds; drawing that is under way rejects. */
  close(): void;
}

export type Opened =
  | { readonly is: 'pages'; readonly pages: PdfPages }
  | { readonly is: 'unreadable'; readonly why: 'encrypted' | 'damaged' };

/** What `page-renderer.ts` gives; it is loaded when a letter is first opened. */
export interface PageRenderer {
  openPages(file: Uint8Array | PartsOfFile, place: PdfjsPlace | undefined): Promise<Opened>;
}
