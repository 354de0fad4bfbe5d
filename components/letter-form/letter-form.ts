import { html, nothing, type PropertyValues } from 'lit';
import { property, state } from 'lit/decorators.js';
import { keyed } from 'lit/directives/keyed.js';
import {
  CreatedEvent,
  CreateFailedEvent,
  CreateRequestEvent,
  LetterOpenRequestEvent,
  RecordedEvent,
  RecordFailedEvent,
  RecordRequestEvent,
  UploadedEvent,
} from '../events.js';
import { buttonStyles } from '../internal/button.styles.js';
import { fieldStyles } from '../internal/field.js';
import { fileChoiceStyles, usualFileLimit } from '../internal/file-choice.js';
import { Loading, loadingScreen, loadingStyles } from '../internal/loading.js';
import { noteStyles } from '../internal/note.js';
import { OfficeElement } from '../internal/office-element.js';
import { isSessionEnd } from '../internal/office-problem.js';
import { pickStyles } from '../internal/pick.styles.js';
import { emptyState, failureState, stateStyles } from '../internal/states.js';
import { DuplicateWatch } from './duplicate-watch.js';
import { type FormGround, loadGround, presetDraft } from './form-ground.js';
import { focusOnField, focusOnSigner, showRefusal } from './form-focus.js';
import { formView } from './form-view.js';
import {
  type DraftField,
  emptyDraft,
  type Faults,
  faultsIn,
  type LetterDirection,
  type LetterDraft,
  nextDraft,
  toOutgoing,
  toRecord,
} from './letter-draft.js';
import { styles } from './letter-form.styles.js';
import { words } from './letter-form.words.js';
import { type Input, type Made, makeLetter } from './make-letter.js';
import { type RefusedField, refusedField } from './refused-field.js';
import { SentFile } from './sent-file.js';
import { type Done, SentOnce } from './sent-once.js';
import { type Taken, takenOf } from './taken-letter.js';
import { takenView } from './taken-view.js';

/**
 * Records an incoming letter with its PDF, or with `direction="outgoing"` creates one that goes out.
 *
 * The agenda number comes as soon as the facts are saved; the file follows, and may be paused, cut off or given up
 * without losing the letter. Nothing that was put in is lost when the server refuses, the line breaks or the session
 * ends, and a letter that was sent twice is recorded once.
 *
 * @summary Records an incoming letter, or creates an outgoing one.
 * @tagname noken-letter-form
 *
 * @event {RecordRequestEvent} noken-record-request - A letter is about to be recorded. Cancel it to stop here.
 * @event {RecordedEvent} noken-recorded - It was recorded and has its agenda number.
 * @event {RecordFailedEvent} noken-record-failed - Nothing was recorded as far as is known; `event.problem` says why.
 * @event {CreateRequestEvent} noken-create-request - An outgoing letter is about to be created. Cancel it to stop here.
 * @event {CreatedEvent} noken-created - It was created.
 * @event {CreateFailedEvent} noken-create-failed - Nothing was created as far as is known; `event.problem` says why.
 * @event {UploadedEvent} noken-uploaded - The file arrived and was accepted.
 * @event {LetterOpenRequestEvent} noken-letter-open-request - The reader wants to see the letter, or one like it.
 *
 * @csspart root - The reset root in which everything is drawn.
 * @csspart bar - The main button, and what is still missing.
 * @csspart note - A refusal, or a letter that may be the same.
 * @csspart offline - The line that says that there is no connection.
 * @csspart empty - What stands where this desk records no letters.
 * @csspart loading - What is being fetched, and for how long.
 *
 * @cssproperty [--noken-ok-bg=#eaf5ee] - Behind the agenda number.
 */
export class LetterFormElement extends OfficeElement {
  static readonly formAssociated = true;
  static override readonly tag = 'noken-letter-form';
  static override styles = [
    buttonStyles,
    fieldStyles,
    fileChoiceStyles,
    loadingStyles,
    noteStyles,
    pickStyles,
    stateStyles,
    styles,
  ];

  /** Which way the letter goes. */
  @property() direction: LetterDirection = 'incoming';

  /** The letter that an outgoing one answers. */
  @property({ attribute: 'reply-to' }) replyTo = '';

  /** @internal */
  @state() private draft: LetterDraft = emptyDraft;
  /** @internal Faults are told once the button was pressed, and go as they are mended. */
  @state() private pressed = false;
  /** @internal What the server said of one field. */
  @state() private refused: RefusedField | undefined;
  /** @internal */
  @state() private unfolded = false;
  /** @internal */
  @state() private moved = '';
  /** @internal */
  @state() private taken: Taken | undefined;

  private readonly internals = this.attachInternals();
  private readonly ground = new Loading<FormGround>(this, () => this.language);
  private readonly twins = new DuplicateWatch(this);
  private readonly file = new SentFile(this, {
    client: () => this.client,
    letter: () => this.taken,
    format: () => this.format,
    limit: () => this.ground.value?.choices.maxFileSize ?? usualFileLimit,
    renew: () => this.renew(),
    chosen: (file) => {
      if (this.question) void this.twins.compareFile(this.question, file);
    },
    arrived: (letterId, upload) => this.dispatchEvent(new UploadedEvent(letterId, upload.file)),
  });
  private readonly act = new SentOnce<Input, Made>(
    this,
    () => this.language,
    (input, key) => {
      const { question, ground } = this;
      if (!question) throw new Error('No letter is recorded without a desk.');
      const { client, positionId } = question;
      return makeLetter(client, { positionId, routes: ground.value?.choices.routes ?? [] }, input, key);
    },
  );
  private asked = '';
  private owner = '';
  private wasAway = false;
  /** Another one draws every control anew. */
  private turn = 0;

  /** Empties the form. A form of the page that is reset does the same. */
  reset(): void {
    this.begin(emptyDraft);
  }

  /** @internal */
  formResetCallback(): void {
    this.reset();
  }

  /** To the heading, so that a screen reader begins at the top. */
  override focus(options?: FocusOptions): void {
    this.renderRoot.querySelector<HTMLElement>('#taken-title, #form-title')?.focus(options);
  }

  protected override updated(changed: PropertyValues): void {
    super.updated(changed);
    this.internals.setFormValue(this.taken?.letterId ?? null);
    const { question, office } = this;
    if (!question) return;
    const owner = this.ownerNow;
    // What one person wrote is not shown to the next.
    if (this.owner !== '' && this.owner !== owner) this.reset();
    this.owner = owner;
    const wanted = `${owner}/${question.positionId}`;
    if (wanted !== this.asked) {
      this.asked = wanted;
      this.ground.clear();
      this.draft = { ...this.draft, routeTo: '', signers: [] };
      // Refused at another desk says nothing of this one. What is on its way there is still waited for.
      if (this.act.state.is !== 'sending') this.act.begin();
      void this.load();
    }
    const away = office?.problem !== undefined;
    if (this.wasAway && !away) this.goOn();
    this.wasAway = away;
  }

  protected override renderInside() {
    const said = words[this.language];
    const { value } = this.ground;
    const problem = this.away;
    const registers = this.direction === 'outgoing' || this.office?.desk?.registrar !== false;
    return html`${problem ? this.renderFailure(problem) : nothing}
      <div ?hidden=${problem !== undefined}>
        ${
          this.taken
            ? this.renderTaken(this.taken)
            : html`<h3 class="card-title heading" id="form-title" tabindex="-1">
                  ${said[`title-${this.direction}`]}
                </h3>
                ${
                  !registers
                    ? emptyState(said.notRegistrar, said.notRegistrarMeaning)
                    : value
                      ? this.renderForm(value)
                      : loadingScreen(this.ground, said.loading, this.language, 4)
                }`
        }
      </div>`;
  }

  /** Nobody is signed in, or there is nothing to draw from. What was put in waits in the hidden form. */
  private get away() {
    const { state } = this.act;
    if (this.office?.problem) return this.office.problem;
    if (!this.ground.value && !this.taken) return this.ground.problem;
    return state.is === 'refused' && isSessionEnd(state.problem) ? state.problem : undefined;
  }

  private renderFailure(report: NonNullable<typeof this.away>) {
    const { language, format, renew } = this;
    const retry = this.ground.value ? renew : () => void this.load();
    return failureState({ report, what: words[language].notLoaded, language, format, retry, renew });
  }

  private renderForm(ground: FormGround) {
    return keyed(
      this.turn,
      formView({
        ...ground,
        draft: this.draft,
        direction: this.direction,
        format: this.format,
        online: this.office?.online !== false,
        sent: this.act.state,
        twins: this.twins,
        file: this.file.choice,
        faults: this.faults,
        refused: this.refused,
        unfolded: this.unfolded,
        moved: this.moved,
        change: this.change,
        fold: () => (this.unfolded = !this.unfolded),
        move: this.moveSigner,
        compare: () => {
          const { number, sender } = this.draft;
          if (this.question) void this.twins.compare(this.question, number, sender);
        },
        same: ({ letterId }) => {
          this.begin(nextDraft(this.draft));
          this.open(letterId);
        },
        dropFile: () => {
          this.file.forget();
          this.twins.forget('file');
        },
        press: () => void this.press(),
        useBefore: () => void this.act.sendBefore().then((done) => this.take(done)),
        asOther: () => {
          this.act.begin();
          void this.press();
        },
      }),
    );
  }

  private renderTaken(taken: Taken) {
    return takenView({
      taken,
      file: this.file.choice,
      online: this.office?.online !== false,
      duplicates: this.file.twins,
      open: (letterId) => this.open(letterId),
      next: () => {
        this.begin(nextDraft(this.draft));
        void this.focusField(this.direction === 'incoming' ? 'number' : 'subject');
      },
    });
  }

  private get positionId(): string | undefined {
    return this.office?.desk?.positionId;
  }

  private get question() {
    const { client, positionId } = this;
    return client && positionId !== undefined ? { client, positionId } : undefined;
  }

  private get ownerNow(): string {
    return [this.office?.me?.official.id, this.direction, this.replyTo].join('/');
  }

  private get faults(): Faults {
    return this.pressed ? faultsIn(this.draft, this.direction, this.ground.value?.today ?? '') : {};
  }

  private begin(draft: LetterDraft): void {
    this.turn++;
    this.draft = draft;
    this.pressed = false;
    this.refused = undefined;
    this.unfolded = false;
    this.moved = '';
    this.taken = undefined;
    this.file.forget();
    this.twins.clear();
    this.act.begin();
    this.preset();
  }

  private async load(): Promise<void> {
    const { question, replyTo } = this;
    if (!question) return;
    const today = () => this.format.localDate(this.office?.me?.now ?? new Date());
    const answered = await this.ground.load((signal) => loadGround({ ...question, replyTo, signal, today }));
    if (answered) this.preset();
  }

  private preset(): void {
    if (this.ground.value) this.draft = presetDraft(this.draft, this.ground.value);
  }

  private readonly change = (part: Partial<LetterDraft>): void => {
    this.draft = { ...this.draft, ...part };
    if (this.refused && this.refused.name in part) this.refused = undefined;
  };

  private readonly moveSigner = (signers: readonly string[], id: string, by: -1 | 1): void => {
    this.change({ signers });
    const name = this.ground.value?.choices.signers.find((each) => each.id === id)?.shortTitle ?? '';
    this.moved = words[this.language].signsAs(name, signers.indexOf(id) + 1, signers.length);
    void this.updateComplete.then(() => focusOnSigner(this.renderRoot, id, by));
  };

  private async press(): Promise<void> {
    if (this.act.state.is === 'sending') return;
    this.pressed = true;
    this.refused = undefined;
    const [first] = Object.keys(this.faults) as DraftField[];
    if (first !== undefined) return this.focusField(first);
    const incoming = this.direction === 'incoming';
    if (!this.dispatchEvent(incoming ? new RecordRequestEvent() : new CreateRequestEvent())) return;
    this.take(
      await this.act.send(
        incoming ? toRecord(this.draft, this.twins.evenIfDuplicate) : toOutgoing(this.draft, this.replyTo),
      ),
    );
  }

  private take(done: Done<Input, Made> | undefined): void {
    if (!done) return void this.refuse();
    const { answer } = done.answer;
    this.taken = takenOf(done);
    this.dispatchEvent('agenda' in answer ? new RecordedEvent(answer) : new CreatedEvent(answer));
    void this.updateComplete.then(() => this.focus());
    void this.file.send();
  }

  private async refuse(): Promise<void> {
    const { state } = this.act;
    if (state.is !== 'refused' && state.is !== 'sent-before') return;
    const { problem } = state;
    this.dispatchEvent(
      this.direction === 'incoming' ? new RecordFailedEvent(problem) : new CreateFailedEvent(problem),
    );
    if (problem.code === 'letter-duplicate' && this.question) {
      // The server knew a twin that was not found, or not asked for, before.
      await this.twins.compare(this.question, this.draft.number, this.draft.sender, true);
      await this.updateComplete;
      return this.renderRoot.querySelector<HTMLElement>('.same')?.focus();
    }
    this.refused = refusedField(problem, this.direction, this.language);
    if (!this.refused) return showRefusal(this);
    const { name } = this.refused;
    if (name === 'classification' || name === 'attachments') this.unfolded = true;
    await this.focusField(name);
  }

  private readonly renew = (): void => {
    void this.client?.renew().then(
      () => this.goOn(),
      // The session says itself that there is still none.
      () => undefined,
    );
  };

  /** Somebody is signed in again: what the ended session stopped goes on by itself, under the same key. */
  private goOn(): void {
    const { state } = this.act;
    if (this.owner !== this.ownerNow) return;
    if (state.is === 'refused' && isSessionEnd(state.problem)) void this.press();
    this.file.goOn();
    if (!this.ground.value && this.ground.problem) void this.load();
  }

  private open(letterId: string): void {
    const { positionId } = this;
    if (positionId !== undefined) this.dispatchEvent(new LetterOpenRequestEvent(letterId, positionId));
  }

  private async focusField(name: DraftField): Promise<void> {
    await this.updateComplete;
    focusOnField(this.renderRoot, name, this.draft);
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'noken-letter-form': LetterFormElement;
  }
}
