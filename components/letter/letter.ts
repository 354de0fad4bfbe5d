import { html, nothing, type PropertyValues } from 'lit';
import { property, query, state } from 'lit/decorators.js';
import type { Act, LetterView } from '../../server/contract/letters.js';
import { DispositionTrailElement } from '../disposition-trail/disposition-trail.js';
import { DocumentViewerElement } from '../document-viewer/document-viewer.js';
import { type DisposeFailedEvent, LetterChangedEvent, ReplyOpenRequestEvent } from '../events.js';
import { forms } from '../forms-part.js';
import { buttonStyles } from '../internal/button.styles.js';
import { fieldStyles } from '../internal/field.js';
import { chevronDownIcon, chevronUpIcon, icon, lockIcon } from '../internal/icons.js';
import { LatePlaceElement, whenHere } from '../internal/late-place.js';
import { Loading, loadingScreen, loadingStyles } from '../internal/loading.js';
import { note, noteStyles } from '../internal/note.js';
import { OfficeElement } from '../internal/office-element.js';
import { type OfficeReport, toReport } from '../internal/office-problem.js';
import { watchSeen } from '../internal/seen-watch.js';
import { failureState, stateStyles } from '../internal/states.js';
import { tagStyles } from '../internal/tags.js';
import { commonWords } from '../internal/words.js';
import { outcomePart } from '../outcome-part.js';
import { SignButtonElement } from '../sign-button/sign-button.js';
import { ActPanel, type PanelAct } from './act-panel.js';
import { actRow } from './act-row.js';
import { endNote } from './end-note.js';
import { FileSaver } from './file-saver.js';
import { disposeForm, formPlace, isPossible, replyForm } from './form-place.js';
import { factsInOneLine, letterFacts } from './letter-facts.js';
import { letterHead } from './letter-head.js';
import { letterName } from './letter-name.js';
import { filesPlace, signersPlace } from './letter-side.js';
import { styles } from './letter.styles.js';
import { words } from './letter.words.js';

/** Forms that are elements of their own. */
type OwnForm = 'dispose' | 'reply';

/** What a letter draws by its tag. */
const inside = [DocumentViewerElement, DispositionTrailElement, SignButtonElement] as const;

/**
 * One letter as a page: what it is, its file, where it has been, and what this desk may do with it now.
 *
 * It counts as read once page one of its file, or of a letter without one its heading, was in view for two seconds.
 *
 * @summary One letter with its document, trail, facts and acts.
 * @tagname noken-letter
 *
 * @slot place - Above the heading: the way back, the place in a list.
 *
 * @event {LetterChangedEvent} noken-letter-changed - An act of this desk changed the letter; `event.act` says which.
 * @event {UploadedEvent} noken-uploaded - Its file arrived.
 * @event {FollowedUpEvent} noken-followed-up - What was done was reported.
 * @event {ReplyOpenRequestEvent} noken-reply-open-request - The reader wants to answer. Cancel it to show the form elsewhere.
 *
 * @csspart root - The reset root in which everything is drawn.
 * @csspart head - Tags, subject and sender.
 * @csspart note - A refusal, or what was done.
 * @csspart offline - The line that says that there is no connection.
 */
export class LetterElement extends OfficeElement {
  static override readonly tag = 'noken-letter';
  static override styles = [
    buttonStyles,
    fieldStyles,
    loadingStyles,
    noteStyles,
    stateStyles,
    tagStyles,
    styles,
  ];

  static override define(tag?: string, registry?: CustomElementRegistry): void {
    for (const inner of [...inside, LatePlaceElement]) inner.define(undefined, registry);
    super.define(tag, registry);
  }

  /** The letter to show. */
  @property({ attribute: 'letter-id' }) letterId = '';

  /** @internal */
  @state() private form: OwnForm | undefined;
  /** @internal */
  @state() private unfolded: ReadonlySet<'acts' | 'facts'> = new Set();
  /** @internal */
  @state() private done: string | undefined;

  @query('.head .title') private readonly heading!: HTMLElement | null;
  @query('noken-disposition-trail') private readonly trail!: DispositionTrailElement | null;

  private readonly letter = new Loading<LetterView>(this, () => this.language);
  private readonly panel = new ActPanel(this, {
    ground: () => {
      const { client, positionId } = this;
      const { value } = this.letter;
      return client && positionId !== undefined && value ? { client, positionId, letter: value } : undefined;
    },
    format: () => this.format,
    done: (event, sentence) => void this.finish(event, sentence),
    reload: () => void this.refresh(),
  });
  private readonly saver = new FileSaver(this, () => {
    const { client, positionId, letterId, language } = this;
    return client && positionId !== undefined ? { client, positionId, letterId, language } : undefined;
  });
  private asked = '';
  private wantsFocus = false;
  private stopSeen: (() => void) | undefined;

  /** Reads the letter and its trail again. What is shown, and what was put in, stays. */
  async refresh(): Promise<void> {
    const { client, positionId, letterId } = this;
    if (!client || positionId === undefined || letterId === '') return;
    await Promise.all([
      this.letter.load((signal) => client.letter(positionId, letterId, { signal })),
      this.trail?.refresh(),
    ]);
  }

  /** Moves focus to the subject, as soon as there is one. */
  override focus(options?: FocusOptions): void {
    this.wantsFocus = !this.heading;
    this.heading?.focus(options);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.stopSeen?.();
    this.stopSeen = undefined;
  }

  protected override willUpdate(changed: PropertyValues): void {
    super.willUpdate(changed);
    const wanted = this.client && this.positionId !== undefined ? `${this.positionId}/${this.letterId}` : '';
    if (wanted === '' || this.letterId === '' || wanted === this.asked) return;
    this.asked = wanted;
    this.letter.clear();
    this.panel.close();
    this.form = undefined;
    this.unfolded = new Set();
    this.done = undefined;
    this.saver.clear();
    this.stopSeen?.();
    this.stopSeen = undefined;
    void this.refresh();
  }

  protected override updated(changed: PropertyValues): void {
    super.updated(changed);
    if (this.wantsFocus && this.heading) {
      this.wantsFocus = false;
      this.heading.focus();
    }
    const { value } = this.letter;
    if (value?.unread && value.file === undefined && this.heading && this.isConnected)
      this.stopSeen ??= watchSeen(this.heading, () => void this.markRead());
  }

  protected override renderInside() {
    const { value } = this.letter;
    const problem = this.letter.problem ?? (value ? undefined : this.office?.problem);
    return html`
      <slot name="place"></slot>
      ${problem ? html`<div class="state">${this.renderFailure(problem)}</div>` : nothing}
      ${value ? this.renderLetter(value) : loadingScreen(this.letter, words[this.language].loading, this.language, 4)}
    `;
  }

  private renderFailure(report: OfficeReport) {
    const said = words[this.language];
    if (report.code === 'letter-not-found' || report.code === 'restricted-in-portal')
      return note('plain', { title: report.title, icon: lockIcon, role: 'status' });
    return failureState({
      report,
      what: this.letter.value ? said.refreshFailed : said.failed,
      language: this.language,
      format: this.format,
      retry: () => void this.refresh(),
      renew: () => void this.client?.renew(),
    });
  }

  private renderLetter(letter: LetterView) {
    const busyWithForm = this.panel.act !== undefined || this.form !== undefined;
    return html`<article class="letter">
      <header class="head" part="head">${letterHead(letter, this.format)}</header>
      ${busyWithForm ? nothing : this.renderActs(letter)}
      ${this.done === undefined ? nothing : note('ok', { title: this.done, role: 'status' })}
      ${letter.status === 'uncertain' ? this.renderUncertain(letter) : nothing}
      ${endNote(letter, this.format)} ${this.panel.render()}
      ${this.form ? this.renderForm(this.form, letter) : nothing} ${this.renderFoldedFacts(letter)}
      <div class="body">
        <div class="document">${this.renderDocument(letter)}</div>
        ${this.renderSide(letter)}
      </div>
    </article>`;
  }

  private renderActs({ acts, id, version }: LetterView) {
    return actRow({
      acts: acts.filter(isPossible),
      said: words[this.language],
      unfolded: this.unfolded.has('acts'),
      signButton: html`<noken-sign-button
        .letterId=${id}
        .version=${version}
        .client=${this.client}
        .office=${this.office}
        @noken-signed=${this.noteChange}
        @noken-sign-uncertain=${this.noteChange}
      ></noken-sign-button>`,
      act: this.begin,
      fold: () => this.fold('acts'),
    });
  }

  private renderUncertain(letter: LetterView) {
    const said = words[this.language];
    return whenHere(
      this,
      outcomePart,
      'noken-unknown-outcome',
      () =>
        html`<noken-unknown-outcome
          .letterId=${letter.id}
          .letterName=${letterName(letter)}
          .client=${this.client}
          .office=${this.office}
          @noken-letter-changed=${this.noteDecided}
        ></noken-unknown-outcome>`,
      { meanwhile: note('warn', { title: said.uncertain, text: said.uncertainMeaning }) },
    );
  }

  private renderForm(form: OwnForm, letter: LetterView) {
    const given = { host: this, letter, client: this.client, office: this.office };
    return formPlace({
      title: words[this.language][`act-${form}`],
      closeWord: commonWords[this.language].close,
      close: () => void this.closeForm(),
      form: form === 'dispose' ? disposeForm(given, this.noteChange, this.noteFailure) : replyForm(given),
    });
  }

  private renderFoldedFacts(letter: LetterView) {
    const open = this.unfolded.has('facts');
    return html`<button type="button" class="fold" aria-expanded=${open} @click=${() => this.fold('facts')}>
        <b>${words[this.language].facts}</b><span>${factsInOneLine(letter, this.format)}</span>${icon(
          open ? chevronUpIcon : chevronDownIcon,
        )}
      </button>
      ${open ? html`<div class="folded-facts">${this.renderFacts(letter)}</div>` : nothing}`;
  }

  private renderFacts(letter: LetterView) {
    return letterFacts(letter, this.format, this.client?.server ?? '');
  }

  private renderDocument(letter: LetterView) {
    const said = words[this.language];
    if (!letter.file)
      return html`<div class="no-file">
        ${note('plain', { title: said.noFile, text: letter.acts.includes('upload') ? said.noFileYours : said.noFileMeaning })}
      </div>`;
    return html`<noken-document-viewer
      .letterId=${letter.id}
      .file=${letter.file}
      .client=${this.client}
      .office=${this.office}
      @noken-page-seen=${this.noteSeen}
    ></noken-document-viewer>`;
  }

  private renderSide(letter: LetterView) {
    const said = words[this.language];
    return html`<div class="side">
      <section aria-label=${said.trail}>
        <noken-disposition-trail
          .letterId=${letter.id}
          .client=${this.client}
          .office=${this.office}
          @noken-recalled=${this.noteChange}
        ></noken-disposition-trail>
      </section>
      ${signersPlace(letter, this.format, this.saver)}
      <section class="inside facts-place">
        <h3 class="card-title">${said.facts}</h3>
        ${this.renderFacts(letter)}
      </section>
      ${filesPlace(letter, this.format, this.saver)}
    </div>`;
  }

  private get positionId(): string | undefined {
    return this.office?.desk?.positionId;
  }

  private readonly begin = (act: Act): void => {
    this.done = undefined;
    this.unfolded = new Set([...this.unfolded].filter((each) => each !== 'acts'));
    if (act === 'sign') return;
    if (act === 'dispose') void this.openForm('dispose');
    else if (act === 'reply') this.reply();
    else this.panel.open(act satisfies PanelAct);
  };

  private reply(): void {
    const { positionId, letterId } = this;
    if (positionId === undefined) return;
    if (this.dispatchEvent(new ReplyOpenRequestEvent(letterId, positionId))) void this.openForm('reply');
  }

  private async openForm(form: OwnForm): Promise<void> {
    this.form = form;
    await this.updateComplete;
    this.renderRoot.querySelector<HTMLElement>('#form-title')?.focus();
  }

  private async closeForm(): Promise<void> {
    this.form = undefined;
    await this.updateComplete;
    this.renderRoot.querySelector<HTMLElement>('.acts .button')?.focus();
  }

  private fold(what: 'acts' | 'facts'): void {
    const unfolded = new Set(this.unfolded);
    if (!unfolded.delete(what)) unfolded.add(what);
    this.unfolded = unfolded;
  }

  /** The page hears of it first: an inbox may go on to the next letter, and then nothing is read in vain. */
  private async finish(event: Event, sentence: string): Promise<void> {
    const { letterId } = this;
    this.dispatchEvent(event);
    await this.updateComplete;
    if (this.letterId !== letterId || !this.isConnected) return;
    this.done = sentence;
    await this.refresh();
    this.heading?.focus({ preventScroll: true });
  }

  /** An element inside did something; it says so itself, and its event goes on to the page. */
  private readonly noteChange = (): void => {
    const { letterId } = this;
    // After the page had its turn.
    queueMicrotask(() => {
      if (this.letterId === letterId && this.isConnected) void this.refresh();
    });
  };

  /** What was decided is said once the letter shows it. */
  private readonly noteDecided = ({ act }: LetterChangedEvent): void => {
    const said = words[this.language];
    const { letterId } = this;
    queueMicrotask(() => {
      if (this.letterId !== letterId || !this.isConnected) return;
      if (act === 'found-signed') this.done = said.foundSigned;
      if (act === 'decided-unsigned') this.done = said.decidedUnsigned;
      void this.refresh().then(() => this.heading?.focus({ preventScroll: true }));
    });
  };

  private readonly noteFailure = ({ problem }: DisposeFailedEvent): void => {
    if (problem.code === 'letter-changed-meanwhile') void this.refresh();
  };

  /** Who reads page one may soon dispose; the form comes while nothing else is on the line. */
  private readonly noteSeen = (): void => {
    if (this.letter.value?.acts.includes('dispose')) forms.prefetch();
    void this.markRead();
  };

  private readonly markRead = async (): Promise<void> => {
    const { client, positionId, letterId } = this;
    const { value } = this.letter;
    if (!client || positionId === undefined || !value?.unread) return;
    try {
      await client.markRead(positionId, letterId);
    } catch (error) {
      // Nobody asked for it, so nobody is disturbed; the letter stays unread and the next look tells it again.
      toReport(error, this.language);
      return;
    }
    if (this.letter.value === value) this.letter.value = { ...value, unread: false };
    this.dispatchEvent(new LetterChangedEvent(letterId, 'read'));
    void this.trail?.refresh();
  };
}

/** How the kit fetches it. */
export const part = { elements: [LetterElement, ...inside] } as const;

declare global {
  interface HTMLElementTagNameMap {
    'noken-letter': LetterElement;
  }
}
