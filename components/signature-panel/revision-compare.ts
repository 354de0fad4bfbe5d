import { html, nothing, type ReactiveController, type ReactiveControllerHost } from 'lit';
import {
  chevronLeftIcon,
  chevronRightIcon,
  crossIcon,
  icon,
  zoomInIcon,
  zoomOutIcon,
} from '../internal/icons.js';
import { Loading, loadingLine } from '../internal/loading.js';
import { note } from '../internal/note.js';
import type { OfficeReport } from '../internal/office-problem.js';
import type { Opened, PdfPages } from '../internal/pdf-pages.js';
import type { Language } from '../internal/words.js';
import { type Difference, markDifference } from './page-difference.js';
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

/** Two versions of a file side by side: the same page of both, scrolled together, with what differs marked. */
export class RevisionCompare implements ReactiveController {
  /** The newer of the two; the older is the one before. */
  newer: number | undefined;
  private page = 1;
  private large = false;
  private outcome: Difference | 'undrawable' | undefined;
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
    if (came) await this.draw();
  }

  close(): void {
    this.drawing?.abort();
    for (const pages of this.both()) pages.close();
    this.pair.clear();
    this.newer = undefined;
    this.page = 1;
    this.large = false;
    this.outcome = undefined;
  }

  hostDisconnected(): void {
    this.drawing?.abort();
  }

  view() {
    const { newer } = this;
    if (newer === undefined) return nothing;
    const said = words[this.told.language()];
    return html`<section
      class="comparing"
      part="comparing"
      aria-label=${said.comparing(newer - 1, newer)}
      @keydown=${this.takeEscape}
    >
      <div class="bar">
        <h4 class="card-title" tabindex="-1">${said.comparing(newer - 1, newer)}</h4>
        ${this.tool(said.closeComparing, crossIcon, () => this.leave())}
      </div>
      ${loadingLine(this.pair, said.fetching, this.told.language())} ${this.renderPages(newer)}
    </section>`;
  }

  private renderPages(newer: number) {
    const { value } = this.pair;
    if (!value) return nothing;
    const said = words[this.told.language()];
    const [older, later] = this.both();
    if (!older || !later) return note('warn', { title: said.versionUnreadable });
    return html`
      <div class="bar">
        ${this.page > 1 ? this.tool(said.previous, chevronLeftIcon, () => this.turn(-1)) : nothing}
        <p role="status">${said.pageOf(this.page, this.count)}. ${this.said(newer)}</p>
        ${this.page < this.count ? this.tool(said.next, chevronRightIcon, () => this.turn(1)) : nothing}
        ${
          this.large
            ? this.tool(said.smaller, zoomOutIcon, () => this.enlarge(false))
            : this.tool(said.larger, zoomInIcon, () => this.enlarge(true))
        }
      </div>
      <div class="panes">${this.pane(newer - 1)} ${this.pane(newer)}</div>
    `;
  }

  /** The paper in it is filled by `draw`; nothing else writes there. */
  private pane(version: number) {
    const said = words[this.told.language()];
    return html`<div class="pane">
      <p class="hint">${said.versionOf(version)}</p>
      <div
        class="scroller"
        role="region"
        tabindex="0"
        aria-label=${said.versionOf(version)}
        @scroll=${this.scrollTogether}
        @keydown=${this.takeKey}
      >
        <div
          class="paper ${this.large ? 'large' : ''}"
          role="img"
          aria-label=${said.paper(this.page, version)}
        ></div>
      </div>
    </div>`;
  }

  private tool(name: string, shape: string, act: () => void) {
    return html`<button
      type="button"
      class="button plain icon-only"
      aria-label=${name}
      title=${name}
      @click=${act}
    >
      ${icon(shape)}
    </button>`;
  }

  private said(newer: number): string {
    const said = words[this.told.language()];
    const [older, later] = this.both();
    if (older && this.page > older.count) return said.noPage(newer - 1);
    if (later && this.page > later.count) return said.noPage(newer);
    if (this.outcome === undefined) return '';
    return {
      same: said.same,
      differs: said.differs,
      'sizes-differ': said.sizesDiffer,
      undrawable: said.undrawable,
    }[this.outcome];
  }

  private both(): readonly PdfPages[] {
    const opened = this.pair.value ?? [];
    const pages = opened.flatMap((one) => (one.is === 'pages' ? [one.pages] : []));
    return pages.length === 2 ? pages : [];
  }

  private get count(): number {
    return Math.max(...this.both().map(({ count }) => count), 1);
  }

  private turn(by: number): void {
    this.page = Math.min(Math.max(this.page + by, 1), this.count);
    void this.draw();
  }

  private enlarge(large: boolean): void {
    this.large = large;
    void this.draw();
  }

  /** Its button goes away with the press, so focus goes to the one that opened it. */
  private leave(): void {
    const opener = this.host.renderRoot.querySelector<HTMLElement>('.acts [aria-expanded="true"]');
    this.close();
    opener?.focus();
  }

  private async draw(): Promise<void> {
    this.drawing?.abort();
    const drawing = new AbortController();
    this.drawing = drawing;
    this.outcome = undefined;
    this.host.requestUpdate();
    await this.host.updateComplete;
    const papers = [...this.host.renderRoot.querySelectorAll<HTMLElement>('.paper')];
    try {
      const drawn = await Promise.all(
        this.both().map((pages, at) => this.drawOne(pages, papers[at], drawing.signal)),
      );
      if (drawing.signal.aborted) return;
      const [before, after] = drawn;
      if (before && after) this.outcome = markDifference(before, after);
      papers.forEach((paper, at) => paper.replaceChildren(...(drawn[at] ? [drawn[at]] : [])));
    } catch (error) {
      if (drawing.signal.aborted) return;
      console.error(error);
      this.outcome = 'undrawable';
    }
    this.host.requestUpdate();
    await this.host.updateComplete;
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

  private readonly scrollTogether = (event: Event) => {
    const moved = event.currentTarget as HTMLElement;
    for (const other of this.host.renderRoot.querySelectorAll<HTMLElement>('.scroller')) {
      if (other === moved) continue;
      if (Math.abs(other.scrollTop - moved.scrollTop) > 1) other.scrollTop = moved.scrollTop;
      if (Math.abs(other.scrollLeft - moved.scrollLeft) > 1) other.scrollLeft = moved.scrollLeft;
    }
  };

  /** Closes what is innermost, so the page round it is not told. */
  private readonly takeEscape = (event: KeyboardEvent) => {
    if (event.key !== 'Escape') return;
    event.preventDefault();
    event.stopPropagation();
    this.leave();
  };

  private readonly takeKey = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const by = { PageDown: 1, PageUp: -1 }[event.key];
    if (by === undefined) return;
    event.preventDefault();
    this.turn(by);
  };
}
