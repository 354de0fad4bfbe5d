import { openPdf, pageGeometry, PdfRefusal, type ByteSource } from '../pdf/index.js';
import { pageInk, type InkArea, type PageInk } from './page-ink.js';

/** Each is drawn, so a long letter is not looked through to its beginning. */
const pagesAtMost = 10;

/** A page on which a box may stand. Sizes in points. */
export interface Sheet {
  /** From 1. */
  readonly page: number;
  readonly width: number;
  readonly height: number;
  /** Absent for one that cannot be drawn. */
  readonly ink: PageInk | undefined;
  /** Boxes that are to stand there too. */
  readonly taken: InkArea[];
}

type Document = Awaited<ReturnType<typeof openPdf>>;

/** The pages of a file from the last one backwards, each drawn when it is first looked at. */
export class LastPages {
  readonly #sheets = new Map<number, Promise<Sheet>>();

  private constructor(
    private readonly pdf: ByteSource,
    private readonly document: Document,
    private readonly pages: number,
  ) {}

  /** @throws {PdfRefusal} what `openPdf` throws, `pdf-page-not-found` where there is no page at all */
  static async of(pdf: ByteSource): Promise<LastPages> {
    const document = await openPdf(pdf);
    const pages = await document.pageCount();
    if (pages === 0) throw new PdfRefusal('pdf-page-not-found', 'page 1');
    return new LastPages(pdf, document, pages);
  }

  get count(): number {
    return Math.min(this.pages, pagesAtMost);
  }

  /** @param back 0 for the last page */
  sheet(back: number): Promise<Sheet> {
    const known = this.#sheets.get(back) ?? this.draw(this.pages - back);
    this.#sheets.set(back, known);
    return known;
  }

  private async draw(number: number): Promise<Sheet> {
    const page = await this.document.page(number - 1);
    if (!page) throw new PdfRefusal('pdf-page-not-found', `page ${String(number)}`);
    const { width, height } = await pageGeometry(this.document, page);
    return { page: number, width, height, ink: await pageInk(this.pdf, number, width), taken: [] };
  }
}
