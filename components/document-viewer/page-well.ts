import { isAbort } from '../internal/office-problem.js';
import { watchSeen } from '../internal/seen-watch.js';
import type { PageSize, PdfPages } from '../internal/pdf-pages.js';

/** A canvas above this fills a phone's memory. Pixels; 32 MB. */
const largestCanvas = 8 * 1024 * 1024;
/** How far outside the well a page is still kept, so that scrolling meets paper. */
const kept = '800px 0px';
/** Room around the paper, in px, on both sides together; as in the style sheet. */
const inset = 24;
/** Folio upright, until the page is known. Points. */
const usual: PageSize = { width: 612, height: 936 };

export interface WellTold {
  readonly page: (page: number) => void;
  /** Page one has been in view for two seconds. */
  readonly seen: () => void;
  readonly label: (page: number) => string;
  /** A page could not be drawn though its bytes are there. */
  readonly undrawable: (error: unknown) => void;
}

interface Sheet {
  readonly number: number;
  readonly box: HTMLElement;
  size: PageSize;
  near: boolean;
  drawnAt: number;
  drawing: AbortController | undefined;
}

/**
 * The pages of one document one under the other. Draws those near the view, frees the others, and knows which page is
 * read. It owns the inside of its element; nobody else writes there.
 */
export class PageWell {
  private sheets: Sheet[] = [];
  private zoom = 1;
  private current = 1;
  private redraw: ReturnType<typeof setTimeout> | undefined;
  private stopSeen: (() => void) | undefined;
  private readonly near: IntersectionObserver;
  private readonly widths: ResizeObserver;

  constructor(
    private readonly well: HTMLElement,
    private readonly pages: PdfPages,
    private readonly told: WellTold,
  ) {
    this.near = new IntersectionObserver((entries) => this.noteNear(entries), {
      root: well,
      rootMargin: kept,
    });
    this.widths = new ResizeObserver(() => this.layOut());
    well.addEventListener('scroll', this.noteScroll, { passive: true });
  }

  /** Lays out all pages and draws the first, wherever it stands. Resolves when that is drawn. */
  async show(): Promise<void> {
    const first = await this.pages.sizeOf(1);
    this.sheets = [...new Array(this.pages.count).keys()].map((index) =>
      this.makeSheet(index + 1, index === 0 ? first : { ...first }),
    );
    this.well.replaceChildren(...this.sheets.map(({ box }) => box));
    this.layOut();
    const page = this.sheets[0];
    if (!page) return;
    page.near = true;
    await this.draw(page);
    for (const { box } of this.sheets) this.near.observe(box);
    this.widths.observe(this.well);
    this.stopSeen = watchSeen(page.box, this.told.seen);
  }

  /** 1 fits the width. What was in the middle of the view stays there. */
  setZoom(zoom: number): void {
    const { scrollTop, scrollLeft, clientHeight, clientWidth } = this.well;
    const ratio = zoom / this.zoom;
    this.zoom = zoom;
    this.layOut();
    this.well.scrollTop = (scrollTop + clientHeight / 2) * ratio - clientHeight / 2;
    this.well.scrollLeft = (scrollLeft + clientWidth / 2) * ratio - clientWidth / 2;
  }

  goTo(page: number): void {
    const sheet = this.sheets[Math.min(Math.max(page, 1), this.sheets.length) - 1];
    if (sheet) this.well.scrollTop = sheet.box.offsetTop - inset / 2;
  }

  /** Names of pages in another language. */
  rename(): void {
    for (const { box, number } of this.sheets) box.setAttribute('aria-label', this.told.label(number));
  }

  close(): void {
    clearTimeout(this.redraw);
    this.stopSeen?.();
    this.near.disconnect();
    this.widths.disconnect();
    this.well.removeEventListener('scroll', this.noteScroll);
    for (const sheet of this.sheets) this.release(sheet);
    this.sheets = [];
    this.well.replaceChildren();
    this.pages.close();
  }

  private makeSheet(number: number, size: PageSize = usual): Sheet {
    const box = document.createElement('div');
    box.className = 'page';
    box.setAttribute('role', 'img');
    box.setAttribute('aria-label', this.told.label(number));
    return { number, box, size, near: false, drawnAt: 0, drawing: undefined };
  }

  private get paperWidth(): number {
    return Math.max(this.well.clientWidth - inset, 120) * this.zoom;
  }

  /** Sizes by CSSOM, since a strict policy refuses style attributes. */
  private layOut(): void {
    const width = this.paperWidth;
    for (const { box, size } of this.sheets) {
      box.style.width = `${width}px`;
      box.style.height = `${(width * size.height) / size.width}px`;
    }
    clearTimeout(this.redraw);
    this.redraw = setTimeout(() => this.drawNear(), 120);
  }

  private noteNear(entries: readonly IntersectionObserverEntry[]): void {
    for (const { target, isIntersecting } of entries) {
      const sheet = this.sheets.find(({ box }) => box === target);
      if (!sheet) continue;
      sheet.near = isIntersecting;
      if (!isIntersecting) this.release(sheet);
    }
    this.drawNear();
  }

  private drawNear(): void {
    for (const sheet of this.sheets) if (sheet.near) void this.draw(sheet);
  }

  /** Draws beside the old picture and then takes its place, so that zooming never shows blank paper. */
  private async draw(sheet: Sheet): Promise<void> {
    const wanted = this.scaleOf(sheet);
    if (sheet.drawnAt === wanted) return;
    sheet.drawing?.abort();
    const drawing = new AbortController();
    sheet.drawing = drawing;
    try {
      sheet.size = await this.pages.sizeOf(sheet.number);
      if (drawing.signal.aborted) return;
      const scale = this.scaleOf(sheet);
      sheet.box.style.height = `${(this.paperWidth * sheet.size.height) / sheet.size.width}px`;
      const canvas = document.createElement('canvas');
      await this.pages.draw(sheet.number, canvas, scale, drawing.signal);
      if (drawing.signal.aborted) return;
      freeCanvas(sheet.box);
      sheet.box.replaceChildren(canvas);
      sheet.drawnAt = scale;
    } catch (error) {
      if (!drawing.signal.aborted && !isAbort(error)) this.told.undrawable(error);
    } finally {
      if (sheet.drawing === drawing) sheet.drawing = undefined;
    }
  }

  /** Pixels for a point: as fine as the screen, as far as the memory of a phone goes. */
  private scaleOf({ size }: Sheet): number {
    const fine = (this.paperWidth / size.width) * Math.min(devicePixelRatio || 1, 3);
    const most = Math.sqrt(largestCanvas / (size.width * size.height));
    return Math.min(fine, most);
  }

  private release(sheet: Sheet): void {
    sheet.drawing?.abort();
    sheet.drawing = undefined;
    sheet.near = false;
    sheet.drawnAt = 0;
    freeCanvas(sheet.box);
    sheet.box.replaceChildren();
  }

  private readonly noteScroll = () => {
    const line = this.well.scrollTop + this.well.clientHeight / 3;
    let page = 1;
    for (const { box, number } of this.sheets) if (box.offsetTop <= line) page = number;
    const atEnd = this.well.scrollTop + this.well.clientHeight >= this.well.scrollHeight - 2;
    if (atEnd && this.well.scrollTop > 0) page = this.sheets.length;
    if (page === this.current) return;
    this.current = page;
    this.told.page(page);
  };
}

/** Safari keeps the memory of a removed canvas until it is made small. */
function freeCanvas(box: HTMLElement): void {
  const canvas = box.querySelector('canvas');
  if (!canvas) return;
  canvas.width = 0;
  canvas.height = 0;
}
