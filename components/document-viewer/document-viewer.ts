import { html, nothing, type PropertyValues } from 'lit';
import { property, query, state } from 'lit/decorators.js';
import type { LetterFile } from '../../server/contract/letters.js';
import { PageSeenEvent } from '../events.js';
import { buttonStyles } from '../internal/button.styles.js';
import { LatePlaceElement } from '../internal/late-place.js';
import { Loading, loadingStyles } from '../internal/loading.js';
import { note, noteStyles } from '../internal/note.js';
import type { Progress } from '../internal/office-client.js';
import { OfficeElement } from '../internal/office-element.js';
import { localProblem, type OfficeReport, toReport } from '../internal/office-problem.js';
import { openTicket } from '../internal/open-ticket.js';
import { failureState, stateStyles } from '../internal/states.js';
import { styles } from './document-viewer.styles.js';
import { words } from './document-viewer.words.js';
import { PageWell } from './page-well.js';
import { type AskForPart, PartsReader } from './parts-reader.js';
import type { Opened, PageRenderer, PdfjsPlace } from '../internal/pdf-pages.js';
import { SignaturesPlace } from './signatures-place.js';
import { wishOf } from './viewer-keys.js';
import { unreadableNote, viewerTools, waitingLine } from './viewer-tools.js';

/** From here on a reader who saves data is asked first, and everybody where the page wants it so. Bytes. */
const large = 2 * 1024 * 1024;
/** 1 is as wide as the paper's place. */
const zooms = [0.5, 0.75, 1, 1.25, 1.5, 2, 3, 4] as const;

/**
 * Reads a PDF page by page, on paper that stays white. Fetches its drawing code when first used, and of a large file
 * only the parts that are looked at.
 *
 * Keys, with the pages focused: page up and down, home, end, left and right for pages, + and - to zoom, 0 to fit.
 *
 * @summary The pages of one letter, with zoom, print and download.
 * @tagname noken-document-viewer
 *
 * @event {PageSeenEvent} noken-page-seen - Page one has been in view for two seconds.
 *
 * @csspart root - The reset root in which everything is drawn.
 * @csspart tools - The line of buttons.
 * @csspart pages - Where the pages are scrolled.
 * @csspart note - A refusal.
 * @csspart offline - The line that says that there is no connection.
 *
 * @cssproperty [--noken-bg-sunken=#f4f5f6] - Behind the paper.
 */
export class DocumentViewerElement extends OfficeElement {
  static override readonly tag = 'noken-document-viewer';
  static override styles = [buttonStyles, loadingStyles, noteStyles, stateStyles, styles];

  static override define(tag?: string, registry?: CustomElementRegistry): void {
    LatePlaceElement.define(undefined, registry);
    super.define(tag, registry);
  }

  /** Where pdf.js and its parts lie, for a page that bundles the kit itself. Left out: beside the kit. */
  static pdfjs: PdfjsPlace | undefined;
  /** How the drawing code is loaded. */
  static loadRenderer: () => Promise<PageRenderer> = () => import('./page-renderer.js');

  /** The letter whose file is shown. */
  @property({ attribute: 'letter-id' }) letterId = '';

  /** Which of its files. Left out: that of `file`. */
  @property({ attribute: 'document-id' }) documentId = '';

  /** What is known of the file: its size, pages and signatures. */
  @property({ attribute: false }) file?: LetterFile | undefined;

  /** A PDF that the page has already; then no server is asked. */
  @property({ attribute: false }) src?: Blob | undefined;

  /** Opens a file above 2 MB only when asked, and says first how large it is. */
  @property({ type: Boolean, attribute: 'ask-first' }) askFirst = false;

  /** @internal */
  @state() private held = false;
  /** @internal */
  @state() private page = 1;
  /** @internal */
  @state() private zoom = 1;
  /** @internal */
  @state() private progress: Progress | undefined;
  /** @internal */
  @state() private trouble: OfficeReport | undefined;
  /** @internal */
  @state() private ticketProblem: OfficeReport | undefined;

  @query('.well') private readonly wellBox!: HTMLElement | null;

  private readonly opened = new Loading<Opened>(this, () => this.language);
  private readonly signatures = new SignaturesPlace(this, {
    document: () => this.shownDocument,
    openPages: async (bytes) => (await this.loadRenderer()).openPages(bytes, DocumentViewerElement.pdfjs),
    reopen: () => void this.openFocused(),
  });
  private reader: PartsReader | undefined;
  private reading: AbortController | undefined;
  private well: PageWell | undefined;
  private asked: unknown;

  /** Opens the file, also one that waits for being asked. */
  async open(): Promise<void> {
    this.close();
    this.held = false;
    const reading = new AbortController();
    this.reading = reading;
    await this.opened.load(async (signal) => {
      signal.addEventListener('abort', () => reading.abort());
      const [file, renderer] = await Promise.all([this.readFile(reading.signal), this.loadRenderer()]);
      const opened = await renderer.openPages(file, DocumentViewerElement.pdfjs);
      if (reading.signal.aborted) {
        if (opened.is === 'pages') opened.pages.close();
        reading.signal.throwIfAborted();
      }
      if (opened.is === 'pages') await this.showPages(opened.pages);
      return opened;
    });
  }

  /** Shows a page, counted from 1. */
  goTo(page: number): void {
    this.well?.goTo(page);
  }

  /** What a moved element holds goes on; what was really taken out is freed. */
  override disconnectedCallback(): void {
    super.disconnectedCallback();
    setTimeout(() => {
      if (this.isConnected) return;
      this.close();
      this.opened.clear();
      this.asked = undefined;
    });
  }

  protected override updated(changed: PropertyValues): void {
    super.updated(changed);
    this.well?.rename();
    const subject = this.subject;
    if (subject === undefined || subject === this.asked) return;
    this.asked = subject;
    this.ticketProblem = undefined;
    this.signatures.reset();
    if (this.waitsForAsking) {
      this.close();
      this.opened.clear();
      this.held = true;
    } else void this.open();
  }

  protected override renderInside() {
    const { value, problem, busy } = this.opened;
    if (this.office?.problem && !value && this.src === undefined)
      return failureState({ ...this.failing(this.office.problem), renew: () => void this.client?.renew() });
    return html`<div class="viewer">
      ${value?.is === 'pages' ? this.renderTools(value.pages.count) : nothing}
      ${this.signatures.line(words[this.language])}
      ${this.ticketProblem ? note('warn', { title: words[this.language].ticketFailed, text: this.ticketProblem.title, role: 'alert' }) : nothing}
      ${busy ? this.renderWaiting() : nothing}
      ${problem && !busy ? failureState({ ...this.failing(problem), retry: () => void this.open(), renew: () => void this.client?.renew() }) : nothing}
      ${this.trouble ? this.renderTrouble(this.trouble) : nothing}
      ${value?.is === 'unreadable' ? unreadableNote(words[this.language], value.why, this.ticketed ? this.download : undefined) : nothing}
      ${this.held ? this.renderOpener() : nothing}
      <div
        class="well"
        part="pages"
        role="region"
        aria-label=${words[this.language].pages}
        tabindex="0"
        ?hidden=${value?.is !== 'pages' && !busy}
        ?data-waits=${busy}
        @keydown=${this.takeKey}
        @click=${this.takeTap}
      ></div>
      ${value && this.file ? this.signatures.view(words[this.language], this.file.signatures, this.ticketed) : nothing}
    </div>`;
  }

  private renderTools(count: number) {
    return viewerTools(words[this.language], {
      page: Math.min(this.page, count),
      count,
      zoomOut: this.zoom > 0.5 ? () => this.changeZoom(-1) : undefined,
      fit: this.zoom === 1 ? undefined : this.fit,
      zoomIn: this.zoom < 4 ? () => this.changeZoom(1) : undefined,
      print: this.ticketed ? this.print : undefined,
      download: this.ticketed ? this.download : undefined,
    });
  }

  private renderWaiting() {
    const { seconds } = this.opened;
    if (seconds === undefined) return nothing;
    return waitingLine({
      seconds,
      done: this.progress?.done ?? 0,
      of: this.progress?.of ?? this.file?.size,
      format: this.format,
      cancel: this.cancel,
    });
  }

  /** Pages that are there stay; the rest is asked for again. */
  private renderTrouble(trouble: OfficeReport) {
    return failureState({
      ...this.failing(trouble),
      what: words[this.language].brokenOff,
      retry: this.retryParts,
      renew: () => void this.client?.renew().then(this.retryParts),
    });
  }

  private renderOpener() {
    const said = words[this.language];
    const { file } = this;
    const size = this.format.size(file?.size ?? 0);
    return html`<div class="before-opening">
      <button type="button" class="button" @click=${this.openFocused}>
        ${file && file.pages > 0 ? said.open(file.pages, size) : said.openFile(size)}
      </button>
    </div>`;
  }

  /** Changes exactly when another file is to be shown. */
  private get subject(): unknown {
    if (this.src) return this.src;
    const documentId = this.shownDocument;
    const positionId = this.office?.desk?.positionId;
    if (!this.client || positionId === undefined || this.letterId === '' || !documentId) return undefined;
    return `${positionId}/${this.letterId}/${documentId}`;
  }

  private get shownDocument(): string {
    return this.documentId || (this.file?.documentId ?? '');
  }

  private get waitsForAsking(): boolean {
    if (this.src || (this.file?.size ?? 0) <= large) return false;
    const { connection } = navigator as { connection?: { readonly saveData?: boolean } };
    return this.askFirst || connection?.saveData === true;
  }

  private get ticketed(): boolean {
    return this.client !== undefined && this.src === undefined && this.letterId !== '';
  }

  private failing(report: OfficeReport) {
    return { report, what: words[this.language].fetchFailed, language: this.language, format: this.format };
  }

  private async readFile(signal: AbortSignal): Promise<Uint8Array | PartsReader> {
    if (this.src) return new Uint8Array(await this.src.arrayBuffer());
    const { client, letterId, shownDocument: documentId } = this;
    const { revision } = this.signatures;
    const positionId = this.office?.desk?.positionId ?? '';
    const ask: AskForPart = (range, given, onProgress) => {
      if (!client) throw localProblem('client-missing', this.language);
      return client.document(positionId, letterId, documentId, {
        range,
        revision,
        signal: given,
        onProgress,
      });
    };
    this.reader = new PartsReader(ask, signal, {
      progress: (progress) => (this.progress = progress),
      trouble: (error) => (this.trouble = toReport(error, this.language)),
    });
    return this.reader.open();
  }

  private async loadRenderer(): Promise<PageRenderer> {
    try {
      return await DocumentViewerElement.loadRenderer();
    } catch (cause) {
      // The drawing code is a file of the same server, so it fails as the line does.
      throw localProblem('offline', this.language, cause);
    }
  }

  private async showPages(pages: Extract<Opened, { is: 'pages' }>['pages']): Promise<void> {
    const box = this.wellBox;
    if (!box) return;
    const said = () => words[this.language];
    this.well = new PageWell(box, pages, {
      page: (page) => (this.page = page),
      seen: () => this.dispatchEvent(new PageSeenEvent(this.letterId, 1)),
      label: (page) => said().page(page, pages.count),
      undrawable: (error) => console.error(error),
    });
    await this.well.show();
    this.fitHeight();
  }

  /** As tall as page one at full width, so that it is seen whole and a phone's finger still gets past it. */
  private fitHeight(): void {
    const box = this.wellBox;
    const first = box?.querySelector<HTMLElement>('.page');
    if (!box || !first) return;
    box.style.height = `${Math.min(Math.max(first.offsetHeight / this.zoom + 24, 240), 1040)}px`;
  }

  private close(): void {
    this.reading?.abort();
    this.reading = undefined;
    this.reader = undefined;
    this.well?.close();
    this.well = undefined;
    this.page = 1;
    this.zoom = 1;
    this.progress = undefined;
    this.trouble = undefined;
    if (this.wellBox) this.wellBox.style.height = '';
  }

  private readonly cancel = () => {
    this.opened.clear();
    this.close();
    this.held = true;
  };

  private async openFocused(): Promise<void> {
    const opening = this.open();
    await this.updateComplete;
    this.wellBox?.focus({ preventScroll: true });
    await opening;
  }

  private readonly retryParts = () => {
    this.trouble = undefined;
    this.reader?.retry();
  };

  private setZoom(zoom: number): void {
    this.zoom = zoom;
    this.well?.setZoom(zoom);
  }

  private changeZoom(by: 1 | -1): void {
    const at = zooms.findIndex((zoom) => zoom >= this.zoom);
    const next = zooms[at + by];
    if (next !== undefined) this.setZoom(next);
  }

  private takeKey(event: KeyboardEvent): void {
    const box = this.wellBox;
    const wish = box ? wishOf(event, box.scrollWidth > box.clientWidth) : undefined;
    if (wish === undefined) return;
    event.preventDefault();
    if ('zoom' in wish) {
      if (wish.zoom === 0) this.setZoom(1);
      else this.changeZoom(wish.zoom);
    } else if ('turn' in wish) this.goTo(this.page + wish.turn);
    else this.goTo(wish.to);
  }

  /** A tap enlarges on a phone, where page one is too small to read. */
  private takeTap(event: MouseEvent): void {
    if (!(event instanceof PointerEvent) || event.pointerType !== 'touch') return;
    this.setZoom(this.zoom === 1 ? 2 : 1);
  }

  /** Its button goes away with the press, so focus goes to the pages. */
  private readonly fit = () => {
    this.setZoom(1);
    this.wellBox?.focus({ preventScroll: true });
  };

  private readonly print = () => void this.openFile('inline');
  private readonly download = () => void this.openFile('attachment');

  private async openFile(disposition: 'inline' | 'attachment'): Promise<void> {
    const positionId = this.office?.desk?.positionId;
    const documentId = this.shownDocument;
    const { revision } = this.signatures;
    if (!this.client || positionId === undefined) return;
    this.ticketProblem = undefined;
    try {
      await openTicket(this.client, positionId, this.letterId, {
        what: 'document',
        disposition,
        ...(documentId ? { documentId } : {}),
        // Paper and file are those that are shown.
        ...(revision === undefined ? {} : { revision }),
      });
    } catch (error) {
      this.ticketProblem = toReport(error, this.language);
    }
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'noken-document-viewer': DocumentViewerElement;
  }
}
