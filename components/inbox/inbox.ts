import { html, nothing, type PropertyValues } from 'lit';
import { property, query, state } from 'lit/decorators.js';
import type { InboxTab } from '../../server/contract/letters.js';
import {
  DeskChangedEvent,
  type DisposedEvent,
  type FollowedUpEvent,
  LetterChangedEvent,
  LetterOpenRequestEvent,
  RecordOpenRequestEvent,
  type SignedEvent,
} from '../events.js';
import { canWrite } from '../forms-part.js';
import { buttonStyles } from '../internal/button.styles.js';
import { fieldStyles } from '../internal/field.js';
import { LatePlaceElement } from '../internal/late-place.js';
import { loadingStyles } from '../internal/loading.js';
import { noteStyles } from '../internal/note.js';
import { OfficeElement } from '../internal/office-element.js';
import type { OfficeReport } from '../internal/office-problem.js';
import { failureState, stateStyles } from '../internal/states.js';
import { tagStyles } from '../internal/tags.js';
import { letterPart } from '../letter-part.js';
import type { LetterElement } from '../letter/letter.js';
import { DeskList, type Filter } from './desk-list.js';
import { doneSentence } from './done-sentence.js';
import { EveryMinute } from './every-minute.js';
import { counterButtons, deskSwitch, recordButton, tabButtons, topActs } from './inbox-head.js';
import { styles } from './inbox.styles.js';
import { words } from './inbox.words.js';
import { listView } from './list-view.js';
import { EndWatch, focusRowOrTab, rowAfter, rowAfterKey, ScrollPlace, stopOf } from './list-place.js';
import { ManyPlace } from './many-place.js';
import { letterPane, recordPane } from './pane-view.js';
import { WideWatch } from './wide-watch.js';
import { NoticeStrip } from './notice-strip.js';
import { placeLine } from './place-line.js';
import { rowStyles } from './row.styles.js';
import { SearchLine } from './search-line.js';
import { SentNote } from './sent-note.js';

/** From here on the letter stands beside the list; as in the style sheet. Pixels. */
const besideFrom = 900;

/**
 * The work of one desk: its letters, and beside or over them the letter that is read.
 *
 * Letters that arrive wait behind a button, so that no row moves under the finger. After an act the next letter is
 * shown where there is room for both; else the list comes back with the next row focused. Many letters that wait for the
 * official's signature are chosen in it and signed together; their batches are told as by `<noken-sign-button>`.
 *
 * @summary The inbox of the official's desk.
 * @tagname noken-inbox
 *
 * @event {LetterOpenRequestEvent} noken-letter-open-request - A letter is about to be shown. Cancel it to show it elsewhere.
 * @event {RecordOpenRequestEvent} noken-record-open-request - The reader wants to record a letter. Cancel it to show the form elsewhere.
 * @event {DeskChangedEvent} noken-desk-changed - The reader chose another desk.
 * @event {RecalledEvent} noken-recalled - What was just sent was taken back before it was read.
 *
 * @csspart root - The reset root in which everything is drawn.
 * @csspart trial - The line that says that this is a trial.
 * @csspart counter - One counter, a button that filters.
 * @csspart tab - One place of the desk.
 * @csspart list - The rows.
 * @csspart row - One letter in the list.
 * @csspart note - A refusal, or what was sent.
 * @csspart offline - The line that says that there is no connection.
 * @csspart empty - What stands where there is no letter.
 * @csspart loading - What is being fetched, and for how long.
 */
export class InboxElement extends OfficeElement {
  static override readonly tag = 'noken-inbox';
  static override styles = [
    buttonStyles,
    fieldStyles,
    loadingStyles,
    noteStyles,
    stateStyles,
    tagStyles,
    rowStyles,
    styles,
  ];

  static override define(tag?: string, registry?: CustomElementRegistry): void {
    LatePlaceElement.define(undefined, registry);
    super.define(tag, registry);
  }

  /** Where letters are recorded, if that is a page of the portal's own. Left out: here. */
  @property({ attribute: 'record-url' }) recordUrl?: string | undefined;

  /** A letter to show as soon as the desk is known, once for each time that it is set. */
  @property({ attribute: 'letter-id' }) letterId = '';

  /** @internal */
  @state() private openId: string | undefined;
  /** @internal */
  @state() private stopId: string | undefined;
  /** @internal */
  @state() private recording = false;

  @query('noken-letter') private readonly letter!: LetterElement | null;

  private readonly list = new DeskList(
    this,
    () => this.language,
    () => this.ground,
  );
  private readonly sent = new SentNote(
    this,
    () => this.format,
    () => this.settle(),
  );
  private readonly notices = new NoticeStrip(this, () => this.list.page.value && this.ground);
  private readonly place = new ScrollPlace();
  private readonly end = new EndWatch(this, () => void this.list.loadMore());
  /** The letter stands beside the list. */
  private readonly beside = new WideWatch(this, besideFrom);
  private readonly search: SearchLine = new SearchLine(this, {
    find: (q) => {
      this.stopId = undefined;
      if (q !== this.list.wish.q) void this.list.want({ ...this.list.wish, q });
    },
    leave: (typed) => this.leaveSearch(typed),
  });
  private readonly many: ManyPlace = new ManyPlace({
    host: this,
    list: this.list,
    format: () => this.format,
    stopId: () => this.stopId,
    focus: (letterId) => void this.stopAt(letterId),
    open: (letterId) => void this.open(letterId),
    tell: (sentence) => this.sent.tell(sentence),
  });
  private asked = '';
  private wanted = '';

  constructor() {
    super();
    new EveryMinute(this, () => {
      if (this.office?.problem) return;
      void this.list.refresh();
      void this.sent.check();
    });
  }

  /** Asks what changed. New letters wait behind their button. */
  async refresh(): Promise<void> {
    await this.list.refresh();
  }

  /** Shows a letter, as if its row had been pressed. */
  async open(letterId: string): Promise<void> {
    const { positionId } = this;
    if (positionId === undefined) return;
    if (!this.dispatchEvent(new LetterOpenRequestEvent(letterId, positionId))) return;
    if (this.openId === undefined && !this.beside.wide) this.place.keep(this);
    this.recording = false;
    this.openId = letterId;
    this.stopId = letterId;
    await this.focusLetter();
  }

  protected override updated(changed: PropertyValues): void {
    super.updated(changed);
    this.end.watch(this.renderRoot.querySelector('.more') ?? undefined);
    // With the list on the screen the line is free, and a letter is what is opened next.
    if (this.list.page.value) letterPart.prefetch();
    const { ground } = this;
    if (changed.has('letterId')) this.wanted = this.letterId;
    if (!ground) return;
    if (ground.positionId !== this.asked) {
      this.asked = ground.positionId;
      this.openId = undefined;
      this.recording = false;
      this.sent.clear();
      this.list.clear();
      this.chooseTab('in');
    }
    if (this.wanted === '') return;
    void this.open(this.wanted);
    this.wanted = '';
  }

  protected override renderInside() {
    const desk = this.office?.desk;
    const problem = this.office?.problem;
    // Somebody else may sit here now, so no subject is shown; what was put in stays in the hidden page.
    const away = problem !== undefined;
    const covered = this.openId !== undefined || this.recording;
    return html`
      ${problem ? this.renderAway(problem) : nothing}
      <div class="inbox ${covered ? 'covered' : ''}" ?hidden=${away}>
        ${this.renderTop()}
        <div class="panes">
          <section class="list-pane" aria-label=${words[this.language].list}>
            <div class="list-scroll">
              ${this.search.render(this.language)} ${this.notices.render()} ${this.sent.render()}
              ${desk ? this.renderList() : nothing}
            </div>
          </section>
          <section class="letter-pane" aria-label=${words[this.language].letter}>
            ${this.renderPane()}
          </section>
        </div>
      </div>
    `;
  }

  private renderAway(report: OfficeReport) {
    const renew = () => void this.client?.renew();
    const { language, format } = this;
    return failureState({ report, what: words[language].failed, language, format, renew, retry: renew });
  }

  private renderTop() {
    const { desk, me } = this.office ?? {};
    if (!desk) return nothing;
    const { format, list } = this;
    return html`<div class="top">
        ${deskSwitch(desk, me?.desks ?? [desk], format, this.chooseDesk)}
        ${list.page.value ? counterButtons(list.page.value.counters, list.wish, format, this.chooseFilter) : nothing}
        ${topActs({
          format,
          at: list.page.value?.at,
          busy: list.delta.busy || list.page.busy,
          searching: this.search.open,
          search: this.search.show,
          refresh: this.reload,
          record: this.renderRecord(),
        })}
      </div>
      ${tabButtons(list.page.value, list.wish, format, this.chooseTab)}`;
  }

  /** Only a registrar records, and only where there is a place to do it. */
  private renderRecord() {
    if (!this.office?.desk?.registrar || !(this.recordUrl ?? canWrite())) return nothing;
    return recordButton(this.language, this.recordUrl, this.record);
  }

  private renderList() {
    return listView({
      list: this.list,
      format: this.format,
      online: this.office?.online !== false,
      openId: this.openId,
      stopId: this.stopId,
      many: this.many,
      open: (row) => void (row.gone ? undefined : this.open(row.letterId)),
      showAll: () => this.showTab(),
      showWaiting: () => this.list.showWaiting(),
      renew: () => void this.client?.renew(),
      keys: this.moveByKey,
      record: this.renderRecord(),
    });
  }

  private renderPane() {
    const place = this.renderPlace();
    const { openId: letterId, noteChange, noteDisposed, settle, openOther } = this;
    if (this.recording) return recordPane(this, { place, focus: this.focusForm, settle, openOther });
    if (letterId === undefined) return html`<p class="no-letter">${words[this.language].noLetter}</p>`;
    const focus = () => void this.focusLetter();
    return letterPane(this, { letterId, place, focus, noteChange, noteDisposed, settle, openOther });
  }

  private renderPlace() {
    return placeLine({
      language: this.language,
      rows: this.list.rows,
      openId: this.openId,
      total: this.list.page.value?.total ?? 0,
      open: (letterId) => void this.open(letterId),
      back: this.beside.wide ? undefined : () => void this.back(),
    });
  }

  private get positionId(): string | undefined {
    return this.office?.desk?.positionId;
  }

  private get ground() {
    const { client, positionId, language } = this;
    return client && positionId !== undefined ? { client, positionId, language } : undefined;
  }

  private readonly focusLetter = async (): Promise<void> => {
    await this.updateComplete;
    this.letter?.focus();
  };

  private readonly chooseDesk = (positionId: string) => this.dispatchEvent(new DeskChangedEvent(positionId));

  /** A place is chosen to be seen whole: what was searched for there is over. */
  private readonly chooseTab = (tab: InboxTab): void => {
    this.search.fold();
    this.showTab(tab);
  };

  private readonly chooseFilter = (filter: Filter): void => {
    const { wish } = this.list;
    this.stopId = undefined;
    void this.list.want({ ...wish, filter: wish.filter === filter ? undefined : filter });
  };

  private showTab(tab = this.list.wish.tab): void {
    this.search.clear();
    this.stopId = undefined;
    void this.list.want({ tab, q: '' });
  }

  private readonly reload = (): void => {
    this.sent.clear();
    void this.list.load();
  };

  private leaveSearch(typed: boolean): void {
    if (typed || this.list.wish.q !== '') this.showTab();
    if (this.beside.wide) return;
    const opener = () => this.renderRoot.querySelector<HTMLElement>('.top-acts .narrow-only');
    void this.updateComplete.then(() => opener()?.focus());
  }

  private readonly record = (): void => {
    const { positionId } = this;
    if (positionId === undefined || !this.dispatchEvent(new RecordOpenRequestEvent(positionId))) return;
    if (!this.beside.wide) this.place.keep(this);
    this.openId = undefined;
    this.recording = true;
    void this.updateComplete.then(this.focusForm);
  };

  private readonly moveByKey = (event: KeyboardEvent): void => {
    const letterId = rowAfterKey(event, this.list.rows, this.stopId);
    if (letterId === undefined) return;
    event.preventDefault();
    void this.stopAt(letterId);
  };

  private stopAt(letterId = stopOf(this.list.rows, this.stopId)): Promise<void> {
    this.stopId = letterId;
    return this.focusRow(letterId);
  }

  private async focusRow(letterId = ''): Promise<void> {
    await this.updateComplete;
    focusRowOrTab(this.renderRoot, letterId);
  }

  /** The list as it was left, with the row focused that was read, or the one to go on with. */
  private async back(letterId = this.openId): Promise<void> {
    this.openId = undefined;
    this.recording = false;
    this.stopId = letterId;
    await this.updateComplete;
    this.place.restore(this);
    await this.focusRow(letterId);
  }

  private readonly noteChange = (event: LetterChangedEvent | SignedEvent | FollowedUpEvent): void => {
    if (event instanceof LetterChangedEvent && event.act === 'read') this.list.noteRead(event.letterId);
    const done = doneSentence(event, this.list.rows, this.language);
    if (done === undefined) this.settle();
    else this.goOn(done);
  };

  private readonly noteDisposed = ({ letterId, disposed }: DisposedEvent): void => {
    const { ground } = this;
    this.goOn();
    if (ground) void this.sent.show(ground.client, ground.positionId, letterId, disposed);
  };

  /** Said by a form inside, and then by the inbox itself, so that the page hears it once. */
  private readonly openOther = (event: LetterOpenRequestEvent): void => {
    event.stopPropagation();
    void this.open(event.letterId);
  };

  private readonly focusForm = (): void =>
    this.renderRoot.querySelector<HTMLElement>('noken-letter-form')?.focus({ preventScroll: true });

  private readonly settle = () => void this.list.refresh(true);

  /** Rows leave only after the next one is known. */
  private readonly goOn = (sentence?: string): void => {
    if (sentence === undefined) this.sent.clear();
    else this.sent.tell(sentence);
    const next = rowAfter(this.list.rows, this.openId);
    if (this.beside.wide && next) void this.open(next.letterId);
    else void this.back(next?.letterId);
    this.settle();
  };
}

declare global {
  interface HTMLElementTagNameMap {
    'noken-inbox': InboxElement;
  }
}
