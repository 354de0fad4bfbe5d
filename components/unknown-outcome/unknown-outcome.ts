import { html, nothing, type PropertyValues } from 'lit';
import { property, state } from 'lit/decorators.js';
import type { Uncertainty } from '../../server/contract/signing.js';
import { LetterChangedEvent } from '../events.js';
import { buttonStyles } from '../internal/button.styles.js';
import { fieldStyles } from '../internal/field.js';
import { icon, refreshIcon } from '../internal/icons.js';
import { Loading, loadingLine, loadingScreen, loadingStyles } from '../internal/loading.js';
import { note, noteStyles } from '../internal/note.js';
import { OfficeElement } from '../internal/office-element.js';
import { OfficeProblem, type OfficeReport, toReport } from '../internal/office-problem.js';
import { failureState, stateStyles } from '../internal/states.js';
import { fileWay, unsignedWay } from './deciding-view.js';
import { evidenceView, providerName } from './evidence-view.js';
import { SignedFile } from './signed-file.js';
import { styles } from './unknown-outcome.styles.js';
import { words } from './unknown-outcome.words.js';

/** As the server counts it, after what surrounds it is cut off. */
const shortestReason = 10;

/**
 * A letter of which nobody knows whether it was signed: what is known, word by word, and for the desk that may decide the
 * only two ways out. One is a file that proves itself, the other a person's word with its reason.
 *
 * `<noken-letter>` draws it. Nothing is decided in the page, and nothing here asks a provider for a signature.
 *
 * @summary The evidence about an uncertain signature, and what a person decides about it.
 * @tagname noken-unknown-outcome
 *
 * @event {LetterChangedEvent} noken-letter-changed - It was decided, or somebody else had; `event.act` says which.
 *
 * @csspart root - The reset root in which everything is drawn.
 * @csspart answers - What the provider answered.
 * @csspart note - What is not known, or a refusal.
 * @csspart offline - The line that says that there is no connection.
 * @csspart loading - The line that says what is being fetched.
 */
export class UnknownOutcomeElement extends OfficeElement {
  static override readonly tag = 'noken-unknown-outcome';
  static override styles = [buttonStyles, fieldStyles, loadingStyles, noteStyles, stateStyles, styles];

  /** The letter. */
  @property({ attribute: 'letter-id' }) letterId = '';

  /** Its number and subject, as they stand in the sentence that is confirmed. */
  @property({ attribute: 'letter-name' }) letterName = '';

  /** @internal */
  @state() private deciding = false;
  /** @internal */
  @state() private missing = false;
  /** @internal */
  @state() private busy = false;
  /** @internal */
  @state() private problem: OfficeReport | undefined;
  /** Somebody else was first. @internal */
  @state() private settled = false;

  private readonly known = new Loading<Uncertainty>(this, () => this.language);
  private readonly file = new SignedFile(this, {
    format: () => this.format,
    send: async (file, options) => {
      const { client, positionId, letterId } = this;
      if (client && positionId !== undefined)
        await this.noticing(client.bringSigned(positionId, letterId, file, options));
    },
    taken: () => this.tell('found-signed'),
  });
  private asked = '';

  /** Reads the evidence again. What was put in stays. */
  async refresh(): Promise<void> {
    const { client, positionId, letterId } = this;
    if (!client || positionId === undefined || letterId === '') return;
    await this.known.load((signal) => this.noticing(client.uncertainty(positionId, letterId, { signal })));
  }

  protected override updated(changed: PropertyValues): void {
    super.updated(changed);
    const wanted = this.client && this.positionId !== undefined ? `${this.positionId}/${this.letterId}` : '';
    if (wanted === '' || wanted === this.asked) return;
    this.asked = wanted;
    this.known.clear();
    this.file.cancel();
    this.settled = false;
    this.close();
    void this.refresh();
  }

  protected override renderInside() {
    const { value, busy, problem } = this.known;
    const { language, format } = this;
    const said = words[language];
    if (this.settled) return this.renderSettled();
    return html`<div class="outcome" role="group" aria-label=${said.place}>
      ${value ? loadingLine(this.known, said.loading, language) : loadingScreen(this.known, said.loading, language, 2)}
      ${
        problem && !busy
          ? failureState({
              report: problem,
              what: said.failed,
              language,
              format,
              retry: () => void this.refresh(),
              renew: this.renew,
            })
          : nothing
      }
      ${value ? this.renderKnown(value) : nothing}
    </div>`;
  }

  private renderKnown(known: Uncertainty) {
    const said = words[this.language];
    const provider = providerName(known, said);
    return html`
      ${note('warn', { title: said.title, text: said.what(provider, this.format.moment(known.dispatchedAt)) })}
      ${evidenceView(known, this.format)}
      <section>
        <div>
          <button type="button" class="button plain again" @click=${() => void this.refresh()}>
            ${icon(refreshIcon)}${said.again}
          </button>
        </div>
        ${known.mayDecide ? this.renderWays(known, provider) : html`<p>${said.notYours}</p>`}
      </section>
    `;
  }

  private renderWays({ intentId }: Uncertainty, provider: string) {
    const { format, renew } = this;
    return html`<h3 class="card-title">${words[this.language].decide}</h3>
      ${fileWay({
        state: this.file.state,
        format,
        choose: (file) => void this.file.bring(file),
        cancel: this.file.cancel,
        renew,
      })}
      ${unsignedWay({
        letter: this.letterName,
        provider,
        format,
        open: this.deciding,
        busy: this.busy,
        missing: this.missing,
        problem: this.problem,
        begin: () => void this.begin(),
        giveUp: () => void this.giveUp(),
        submit: (event) => {
          event.preventDefault();
          void this.decide(intentId);
        },
        renew,
      })}`;
  }

  private renderSettled() {
    const said = words[this.language];
    return note('plain', {
      title: said.settled,
      text: said.settledMeaning,
      role: 'alert',
      acts: html`<button type="button" class="button" @click=${() => this.tell('settled')}>
        ${icon(refreshIcon)}${said.seeNew}
      </button>`,
    });
  }

  private get positionId(): string | undefined {
    return this.office?.desk?.positionId;
  }

  private get reason(): HTMLTextAreaElement | null {
    return this.renderRoot.querySelector('textarea');
  }

  private async begin(): Promise<void> {
    this.deciding = true;
    await this.updateComplete;
    this.reason?.focus();
  }

  private async giveUp(): Promise<void> {
    this.close();
    await this.updateComplete;
    this.renderRoot.querySelector<HTMLElement>('.begin')?.focus();
  }

  private close(): void {
    this.deciding = false;
    this.missing = false;
    this.problem = undefined;
  }

  private async decide(intentId: string): Promise<void> {
    const { client, positionId, letterId } = this;
    const reason = this.reason?.value.trim() ?? '';
    if (this.busy || !client || positionId === undefined) return;
    this.missing = reason.length < shortestReason;
    this.problem = undefined;
    if (this.missing) return this.reason?.focus();
    this.busy = true;
    try {
      await this.noticing(client.decideUnsigned(positionId, letterId, { intentId, reason }));
      this.tell('decided-unsigned');
    } catch (error) {
      this.problem = toReport(error, this.language);
    } finally {
      this.busy = false;
    }
  }

  /** Whatever was asked, the answer may be that nothing is left to decide. */
  private async noticing<T>(answer: Promise<T>): Promise<T> {
    try {
      return await answer;
    } catch (error) {
      this.settled ||= error instanceof OfficeProblem && error.report.code === 'signing-certain';
      throw error;
    }
  }

  private readonly renew = (): void => void this.client?.renew();

  private tell(act: LetterChangedEvent['act']): void {
    this.dispatchEvent(new LetterChangedEvent(this.letterId, act));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'noken-unknown-outcome': UnknownOutcomeElement;
  }
}
