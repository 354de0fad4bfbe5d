import { html, nothing, type ReactiveController, type ReactiveControllerHost } from 'lit';
import { Loading, loadingLine } from '../internal/loading.js';
import { note } from '../internal/note.js';
import type { OfficeReport } from '../internal/office-problem.js';
import type { Opened, PdfPages } from '../internal/pdf-pages.js';
import type { Language } from '../internal/words.js';
import { type CompareActs, comparedPages, comparison } from './compare-view.js';
import { frameMark, nearestMark } from './mark-frame.js';
import { type Difference, type Mark, markDifference } from './page-difference.js';
import { words } from './signature-panel.words.js';

/** A canvas above this fills a phone's memory, and there are two. Pixels. */
const largestCanvas = 4 * 1024 * 1024;

interface Host extends ReactiveControllerHost {
  readonly renderRoot: DocumentFragment | HTMLElement;
}

export interface CompareTold {
  readonly language: () => Language;
  /** Opens one version of the file. */
  readonly open: (revision: number, signal: AbortSignal) => Promise<Opened>;
}

type Outcome = Difference | { readonly is: 'undrawable' };

/**
 * Two versions of a file side by side: the same page of both, scrolled together, with what differs marked and the marks
 * gone through one by one, over all pages.
 */
export class RevisionCompare implements ReactiveController {
  /** The newer of the two; the older is the one before. */
  newer: number | undefined;
  private page = 1;
  private large = false;
  private outcome: Outcome | undefined;
  /** Which mark of the page is framed. */
  private at = 0;
  /** Where the reader last looked for a mark in vain. */
  private ended: 1 | -1 | undefined;
  private seeking = false;
  private drawing: AbortController | undefined;
  private readonly pair: Loading<readonly [Opened, Opened]>;

  constructor(
    private readonly host: Host,
    private readonly told: CompareTold,
  ) {
    this.pair = new Loading(host, told.language);
    host.addController(this);
  }

  get problem(): OfficeReport | undefined {
    return this.pair.problem;
  }

  /** Opens both. Resolves when page one of both is drawn, or it was given up. */
  async open(newer: number): Promise<void> {
    this.close();
    this.newer = newer;
    const came = await this.pair.load((signal) =>
      Promise.all([this.told.open(newer - 1, signal), this.told.open(newer, signal)]),
    );
    if (came && (await this.draw())) this.show(0);
  }

  close(): void {
    this.drawing?.abort();
    for (const pages of this.both()) pages.close();
    this.pair.clear();
    this.newer = undefined;
    this.page = 1;
    this.large = false;
    this.outcome = undefined;
    this.at = 0;
    this.ended = undefined;
    this.seeking = false;
  }

  hostDisconnected(): void {
    this.drawing?.abort();
    this.seeking = false;
  }

  /** Moved while it drew: what was given up is drawn in the new place. */
  hostConnected(): void {
    if (this.pair.value && this.outcome === undefined) void this.turn(0);
  }

  view() {
    const { newer } = this;
    if (newer === undefined) return nothing;
    const language = this.told.language();
    const said = words[language];
    const compared = { newer, words: said, acts: this.acts };
    return comparison(
      compared,
      html`${loadingLine(this.pair, said.fetching, language)}
      ${this.pair.value ? this.renderPages(newer) : nothing}`,
    );
  }

  private renderPages(newer: number) {
    const said = words[this.told.language()];
    if (this.both().length === 0) return note('warn', { title: said.versionUnreadable });
    const { page, count, large, acts } = this;
    const hasSteps = count > 1 || this.outcome?.is === 'differs';
    return comparedPages({
      newer,
      words: said,
      acts,
      page,
      count,
      large,
      hasSteps,
      found: this.found(newer),
    });
  }

  /** What is to be said of this page. */
  private found(newer: number): string {
    const said = words[this.told.language()];
    if (this.seeking) return said.seeking;
    const ended = this.ended === undefined ? '' : this.ended === 1 ? said.noMarkAfter : said.noMarkBefore;
    return `${this.pageFound(newer)} ${ended}`.trim();
  }

  private pageFound(newer: number): string {
    const said = words[this.told.language()];
    const { outcome } = this;
    const [older, later] = this.both();
    if (older && this.page > older.count) return said.noPage(newer - 1);
    if (later && this.page > later.count) return said.noPage(newer);
    switch (outcome?.is) {
      case undefined:
        return '';
      case 'same':
        return said.same;
      case 'differs':
        return `${said.differs} ${said.markOf(this.at + 1, outcome.marks.length)}`;
      case 'sizes-differ':
        return said.sizesDiffer;
      case 'undrawable':
        return said.undrawable;
    }
  }

  private both(): readonly PdfPages[] {
    const opened = this.pair.value ?? [];
    const pages = opened.flatMap((one) => (one.is === 'pages' ? [one.pages] : []));
    return pages.length === 2 ? pages : [];
  }

  private get count(): number {
    return Math.max(...this.both().map(({ count }) => count), 1);
  }

  private get marks(): readonly Mark[] {
    return this.outcome?.is === 'differs' ? this.outcome.marks : [];
  }

  private async turn(by: number): Promise<void> {
    this.seeking = false;
    this.page = Math.min(Math.max(this.page + by, 1), this.count);
    if (await this.draw()) this.show(0);
  }

  private async enlarge(large: boolean): Promise<void> {
    const before = this.marks[this.at];
    this.large = large;
    if (await this.draw()) this.show(nearestMark(this.marks, before));
  }

  /** To the next mark or that before; from the last of a page to the next page that is not the same in both. */
  private async step(by: 1 | -1): Promise<void> {
    // A page that is being drawn has no marks yet.
    if (this.seeking || this.outcome === undefined) return;
    if (this.marks[this.at + by]) return this.show(this.at + by);
    const { page: from, at } = this;
    this.seeking = true;
    for (let page = from + by; page >= 1 && page <= this.count; page += by) {
      this.page = page;
      // Given up: closed, or the reader turned the page.
      if (!(await this.draw())) return;
      if (this.outcome?.is !== 'same') return this.show(by === 1 ? 0 : this.marks.length - 1);
    }
    if (this.page !== from) {
      this.page = from;
      if (!(await this.draw())) return;
    }
    this.show(at);
    this.ended = by;
  }

  private show(at: number): void {
    this.seeking = false;
    this.ended = undefined;
    this.at = Math.max(at, 0);
    frameMark(this.papers, this.marks[this.at]);
    this.host.requestUpdate();
  }

  /** Its button goes away with the press, so focus goes to the one that opened it. */
  private leave(): void {
    const opener = this.host.renderRoot.querySelector<HTMLElement>('.acts [aria-expanded="true"]');
    this.close();
    opener?.focus();
  }

  private get papers(): readonly HTMLElement[] {
    return [...this.host.renderRoot.querySelectorAll<HTMLElement>('.paper')];
  }

  /** Whether the page is there now; not where it was given up for another. */
  private async draw(): Promise<boolean> {
    this.drawing?.abort();
    const drawing = new AbortController();
    this.drawing = drawing;
    this.outcome = undefined;
    this.at = 0;
    this.ended = undefined;
    this.host.requestUpdate();
    await this.host.updateComplete;
    const { papers } = this;
    try {
      const drawn = await Promise.all(
        this.both().map((pages, at) => this.drawOne(pages, papers[at], drawing.signal)),
      );
      if (drawing.signal.aborted) return false;
      const [before, after] = drawn;
      this.outcome = before && after ? markDifference(before, after) : { is: 'sizes-differ' };
      papers.forEach((paper, at) => paper.replaceChildren(...(drawn[at] ? [drawn[at]] : [])));
    } catch (error) {
      if (drawing.signal.aborted) return false;
      console.error(error);
      this.outcome = { is: 'undrawable' };
    }
    this.host.requestUpdate();
    await this.host.updateComplete;
    return !drawing.signal.aborted;
  }

  private async drawOne(
    pages: PdfPages,
    paper: HTMLElement | undefined,
    signal: AbortSignal,
  ): Promise<HTMLCanvasElement | undefined> {
    if (!paper || this.page > pages.count) return undefined;
    const { width, height } = await pages.sizeOf(this.page);
    const canvas = document.createElement('canvas');
    const fine = (Math.max(paper.clientWidth, 120) / width) * Math.min(devicePixelRatio || 1, 2);
    await pages.draw(this.page, canvas, Math.min(fine, Math.sqrt(largestCanvas / (width * height))), signal);
    return canvas;
  }

  private readonly acts: CompareActs = {
    leave: () => this.leave(),
    turn: (by) => void this.turn(by),
    step: (by) => void this.step(by),
    enlarge: (large) => void this.enlarge(large),
    scrollTogether: (event) => {
      const moved = event.currentTarget as HTMLElement;
      for (const other of this.host.renderRoot.querySelectorAll<HTMLElement>('.scroller')) {
        if (other === moved) continue;
        if (Math.abs(other.scrollTop - moved.scrollTop) > 1) other.scrollTop = moved.scrollTop;
        if (Math.abs(other.scrollLeft - moved.scrollLeft) > 1) other.scrollLeft = moved.scrollLeft;
      }
    },
    takeKey: (event) => {
      if (event.ctrlKey || event.metaKey || event.altKey) return;
      const by = { n: 1, p: -1 }[event.key.toLowerCase()] as 1 | -1 | undefined;
      if (by === undefined && event.key !== 'Escape') return;
      // Escape closes what is innermost, so the page round it is not told.
      event.preventDefault();
      event.stopPropagation();
      if (by === undefined) this.leave();
      else void this.step(by);
    },
    takePageKey: (event) => {
      if (event.ctrlKey || event.metaKey || event.altKey) return;
      const by = { PageDown: 1, PageUp: -1 }[event.key];
      if (by === undefined) return;
      event.preventDefault();
      void this.turn(by);
    },
  };
}
