import { html, nothing, type PropertyValues } from 'lit';
import { property, state } from 'lit/decorators.js';
import type { Disposed, DispositionChoices } from '../../server/contract/dispositions.js';
import type { LetterView } from '../../server/contract/letters.js';
import { DisposedEvent, DisposeFailedEvent, DisposeRequestEvent, RecalledEvent } from '../events.js';
import { buttonStyles } from '../internal/button.styles.js';
import { fieldStyles } from '../internal/field.js';
import { disposeIcon, icon, returnIcon } from '../internal/icons.js';
import { Loading, loadingScreen, loadingStyles } from '../internal/loading.js';
import { note, noteStyles } from '../internal/note.js';
import { type DisposeInput, newKey, type OfficeClient } from '../internal/office-client.js';
import { OfficeElement } from '../internal/office-element.js';
import { localProblem, type OfficeReport, toReport } from '../internal/office-problem.js';
import { pickStyles } from '../internal/pick.styles.js';
import { failureState, offlineLine, stateStyles } from '../internal/states.js';
import { dueView } from './due-view.js';
import { type DispositionDraft, emptyDraft, missingIn, toDispose } from './disposition-draft.js';
import { styles } from './disposition-form.styles.js';
import { words } from './disposition-form.words.js';
import { draftSentence, wantingSentence } from './draft-sentence.js';
import { instructionsView } from './instructions-view.js';
import { receiversView } from './receivers-view.js';

/** How the sending stands. */
type Outcome =
  | { readonly is: 'none' }
  | { readonly is: 'wanting' }
  | { readonly is: 'sending' }
  | { readonly is: 'refused'; readonly problem: OfficeReport }
  | { readonly is: 'sent'; readonly disposed: Disposed; readonly sentence: string; readonly first?: true }
  | { readonly is: 'recalling'; readonly disposed: Disposed; readonly sentence: string }
  | { readonly is: 'not-recalled'; readonly problem: OfficeReport; readonly sentence: string }
  | { readonly is: 'recalled' };

/** What went to the server, and how it was said before. */
interface Sending {
  readonly input: DisposeInput;
  readonly sentence: string;
}

/** What the form is filled from: the letter, whose version is sent along, and what may be chosen. */
interface Ground {
  readonly letter: LetterView;
  readonly choices: DispositionChoices;
}

/**
 * Sends a letter on: a receiver, an instruction, send. Three taps for the ordinary case, everything else folded.
 *
 * Nothing that was put in is lost when the server refuses, the line breaks, the session ends or the letter changed.
 *
 * @summary The disposition of one letter.
 * @tagname noken-disposition-form
 *
 * @event {DisposeRequestEvent} noken-dispose-request - A disposition is about to be sent. Cancel it to stop here.
 * @event {DisposedEvent} noken-disposed - It was sent.
 * @event {DisposeFailedEvent} noken-dispose-failed - Nothing was sent; `event.problem` says why.
 * @event {RecalledEvent} noken-recalled - What was just sent was taken back before it was read.
 *
 * @csspart root - The reset root in which everything is drawn.
 * @csspart bar - The sentence that says what will happen, and the button.
 * @csspart note - A refusal, or that it was sent.
 *
 * @cssproperty [--noken-bg-selected=#e7f0f8] - Behind a chosen receiver.
 */
export class DispositionFormElement extends OfficeElement {
  static readonly formAssociated = true;
  static override readonly tag = 'noken-disposition-form';
  static override styles = [
    buttonStyles,
    fieldStyles,
    loadingStyles,
    noteStyles,
    pickStyles,
    stateStyles,
    styles,
  ];

  /** The letter to be sent on. */
  @property({ attribute: 'letter-id' }) letterId = '';

  /** @internal */
  @state() private draft: DispositionDraft = emptyDraft;
  /** @internal */
  @state() private outcome: Outcome = { is: 'none' };
  /** @internal */
  @state() private unfolded: ReadonlySet<string> = new Set();
  /** @internal */
  @state() private search = '';

  private readonly internals = this.attachInternals();
  private readonly ground = new Loading<Ground>(this, () => this.language);
  private asked = '';
  private key = newKey();
  /** All that was sent under this key. Where no answer came, one of them may have arrived. */
  private sendings: readonly Sending[] = [];

  /** Empties the form. A form of the page that is reset does the same. */
  reset(): void {
    this.draft = { ...emptyDraft, due: this.ground.value?.choices.due.date };
    this.outcome = { is: 'none' };
    this.unfolded = new Set();
    this.search = '';
    this.beginAnew();
  }

  private beginAnew(): void {
    this.key = newKey();
    this.sendings = [];
  }

  /** @internal */
  formResetCallback(): void {
    this.reset();
  }

  protected override updated(changed: PropertyValues): void {
    super.updated(changed);
    const { value } = this.ground;
    this.internals.setFormValue(
      value ? JSON.stringify(toDispose(this.draft, value.letter.version, value.choices.parentNodeId)) : null,
    );
    const positionId = this.office?.desk?.positionId;
    if (!this.client || positionId === undefined || this.letterId === '') return;
    const wanted = `${positionId}/${this.letterId}`;
    if (wanted === this.asked) return;
    this.asked = wanted;
    this.ground.clear();
    this.reset();
    void this.load();
  }

  protected override renderInside() {
    const { value } = this.ground;
    const said = words[this.language];
    if (value) return this.renderForm(value);
    const problem = this.ground.problem ?? this.office?.problem;
    if (!problem) return loadingScreen(this.ground, said.loading, this.language, 4);
    return failureState({
      report: problem,
      what: said.notLoaded,
      language: this.language,
      format: this.format,
      retry: () => void this.load(),
      renew: () => void this.client?.renew(),
    });
  }

  private renderForm({ letter, choices }: Ground) {
    const said = words[this.language];
    const { outcome, draft, language, format } = this;
    if (
      outcome.is === 'sent' ||
      outcome.is === 'recalling' ||
      outcome.is === 'not-recalled' ||
      outcome.is === 'recalled'
    )
      return this.renderSent();
    const view = {
      draft,
      choices,
      language,
      format,
      unfolded: this.unfolded,
      change: this.change,
      fold: this.fold,
    };
    const sentence = draftSentence(draft, language, format);
    const busy = outcome.is === 'sending';
    return html`<form novalidate aria-label=${said.title} @submit=${this.submit}>
      ${this.office?.online === false ? offlineLine(language) : nothing}
      <p class="about">${[letter.number, letter.subject].filter((each) => each !== undefined).join(' · ')}</p>
      <div class="form columns">
        ${receiversView({
          ...view,
          ownPositionId: this.office?.desk?.positionId,
          search: this.search,
          find: (search: string) => {
            this.search = search;
          },
        })}
        <div class="what">
          ${instructionsView(view)} ${dueView({ ...view, derajat: letter.derajat, problem: this.dueProblem })}
        </div>
      </div>
      ${this.renderRefusal()}
      <div class="bar" part="bar">
        ${
          outcome.is === 'wanting'
            ? html`<p class="wanting" role="alert">${wantingSentence(draft, language)}</p>`
            : html`<p aria-live="polite">${sentence}</p>`
        }
        <button type="submit" class="button primary" aria-busy=${busy}>
          ${icon(disposeIcon)}${busy ? said.sending : said.send}
        </button>
      </div>
    </form>`;
  }

  /** A refusal of the due date is said at the date. */
  private get dueProblem(): string | undefined {
    const { outcome } = this;
    return outcome.is === 'refused' && isAboutDue(outcome.problem) ? outcome.problem.title : undefined;
  }

  private renderRefusal() {
    const { outcome } = this;
    if (outcome.is !== 'refused') return nothing;
    if (isAboutDue(outcome.problem))
      return note('warn', { title: words[this.language].notSent, role: 'alert' });
    const said = words[this.language];
    const { problem } = outcome;
    if (problem.code === 'letter-changed-meanwhile')
      return note('warn', { title: said.notSent, text: said.changed, role: 'alert' });
    return failureState({
      report: problem,
      what: said.notSent,
      language: this.language,
      format: this.format,
      renew: () => void this.client?.renew(),
    });
  }

  private renderSent() {
    const said = words[this.language];
    const { outcome } = this;
    if (outcome.is === 'recalled') return note('ok', { title: said.recalled, role: 'status' });
    if (outcome.is === 'not-recalled')
      return note('warn', { title: said.notRecalled, text: outcome.problem.title, role: 'alert' });
    if (outcome.is !== 'sent' && outcome.is !== 'recalling') return nothing;
    const busy = outcome.is === 'recalling';
    const isFirst = outcome.is === 'sent' && outcome.first;
    return note(isFirst ? 'warn' : 'ok', {
      title: isFirst ? said.arrived : said.sent,
      text: isFirst ? `${outcome.sentence} ${said.arrivedText}` : outcome.sentence,
      role: 'status',
      acts: html`<button type="button" class="button" aria-busy=${busy} @click=${this.recall}>
        ${icon(returnIcon)}${busy ? said.recalling : said.recall}
      </button>`,
    });
  }

  private async load(): Promise<void> {
    const { client, letterId } = this;
    const positionId = this.office?.desk?.positionId;
    if (!client || positionId === undefined) return;
    await this.ground.load(async (signal) => {
      const [letter, choices] = await Promise.all([
        client.letter(positionId, letterId, { signal }),
        client.dispositionChoices(positionId, letterId, { signal }),
      ]);
      return { letter, choices };
    });
    const { value } = this.ground;
    // Set before anybody chooses, but never over what the reader chose.
    if (value && this.draft.due === undefined) this.draft = { ...this.draft, due: value.choices.due.date };
  }

  private readonly change = (part: Partial<DispositionDraft>): void => {
    this.draft = { ...this.draft, ...part };
    if (this.outcome.is === 'wanting' || ('due' in part && this.dueProblem !== undefined))
      this.outcome = { is: 'none' };
  };

  private readonly fold = (name: string): void => {
    const unfolded = new Set(this.unfolded);
    if (!unfolded.delete(name)) unfolded.add(name);
    this.unfolded = unfolded;
  };

  private submit(event: SubmitEvent): void {
    event.preventDefault();
    void this.send();
  }

  private async send(): Promise<void> {
    const { client, letterId } = this;
    const ground = this.ground.value;
    const positionId = this.office?.desk?.positionId;
    if (!client || !ground || positionId === undefined || this.outcome.is === 'sending') return;
    const missing = missingIn(this.draft);
    if (missing) {
      this.outcome = { is: 'wanting' };
      await this.updateComplete;
      this.renderRoot
        .querySelector<HTMLElement>(missing.is === 'receiver' ? '.pick input' : '.instructions .chip')
        ?.focus();
      return;
    }
    if (!this.dispatchEvent(new DisposeRequestEvent(letterId))) return;
    this.outcome = { is: 'sending' };
    const sentence = draftSentence(this.draft, this.language, this.format);
    const input = toDispose(this.draft, ground.letter.version, ground.choices.parentNodeId);
    const before = this.sendings;
    this.sendings = [...before, { input, sentence }];
    try {
      const disposed = await client.dispose(positionId, letterId, input, { key: this.key });
      this.settle({ is: 'sent', disposed, sentence });
    } catch (error) {
      const problem = toReport(error, this.language);
      if (problem.code === 'idempotency-key-reused') await this.fetchArrived(client, positionId, before);
      else await this.refuse(problem);
    }
  }

  /**
   * An earlier sending did arrive, though its answer did not, and the input has changed since. Sent again as it was, it
   * is answered as it was; what changed is not sent, or the letter would be disposed twice.
   */
  private async fetchArrived(
    client: OfficeClient,
    positionId: string,
    sendings: readonly Sending[],
  ): Promise<void> {
    let problem = localProblem('answer-invalid', this.language).report;
    for (const { input, sentence } of sendings) {
      try {
        const disposed = await client.dispose(positionId, this.letterId, input, { key: this.key });
        this.settle({ is: 'sent', disposed, sentence, first: true });
        return;
      } catch (error) {
        problem = toReport(error, this.language);
        if (problem.code !== 'idempotency-key-reused') break;
      }
    }
    await this.refuse(problem);
  }

  private settle(outcome: Extract<Outcome, { readonly is: 'sent' }>): void {
    this.outcome = outcome;
    this.dispatchEvent(new DisposedEvent(this.letterId, outcome.disposed));
  }

  private async refuse(problem: OfficeReport): Promise<void> {
    this.outcome = { is: 'refused', problem };
    // A server that refused has written nothing, so the next try is a new act. After silence it must be the same one.
    if (problem.status >= 400 && problem.status < 500) this.beginAnew();
    this.dispatchEvent(new DisposeFailedEvent(problem));
    if (problem.code === 'letter-changed-meanwhile') await this.load();
    if (!isAboutDue(problem)) return;
    this.unfolded = new Set([...this.unfolded, 'due']);
    await this.updateComplete;
    this.renderRoot.querySelector<HTMLElement>('#due')?.focus();
  }

  private async recall(): Promise<void> {
    const { client, letterId, outcome } = this;
    const positionId = this.office?.desk?.positionId;
    if (!client || positionId === undefined || outcome.is !== 'sent') return;
    const { disposed, sentence } = outcome;
    this.outcome = { is: 'recalling', disposed, sentence };
    try {
      for (const nodeId of disposed.nodeIds) {
        await client.recall(positionId, nodeId);
        this.dispatchEvent(new RecalledEvent(letterId, nodeId));
      }
      this.outcome = { is: 'recalled' };
    } catch (error) {
      this.outcome = { is: 'not-recalled', problem: toReport(error, this.language), sentence };
    }
  }
}

function isAboutDue({ code }: OfficeReport): boolean {
  return code === 'disposition-due-past' || code === 'disposition-due-after-parent';
}

declare global {
  interface HTMLElementTagNameMap {
    'noken-disposition-form': DispositionFormElement;
  }
}
