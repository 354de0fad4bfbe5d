import { html, nothing } from 'lit';
import { property, state } from 'lit/decorators.js';
import {
  BatchFailedEvent,
  BatchRequestEvent,
  SignCancelledEvent,
  SignedEvent,
  SignFailedEvent,
  SignRequestEvent,
  SignUncertainEvent,
} from '../events.js';
import { buttonStyles } from '../internal/button.styles.js';
import { icon, penIcon } from '../internal/icons.js';
import { noteStyles } from '../internal/note.js';
import { newKey, type OfficeClient } from '../internal/office-client.js';
import { OfficeElement } from '../internal/office-element.js';
import { type OfficeReport, toReport } from '../internal/office-problem.js';
import { failureState, stateStyles } from '../internal/states.js';
import { readSurroundings } from '../internal/surroundings.js';
import { isHueAllowed } from '../internal/tokens.js';
import { BatchAct, type UnendedBatch } from './batch-act.js';
import { watchOutcome } from './outcome-watch.js';
import { styles } from './sign-button.styles.js';
import { words } from './sign-button.words.js';
import { type DialogEnd, type DialogSettings, SignDialog } from './sign-dialog.js';

/** One at a time, so that a button that is busy cannot also have failed. */
type Phase =
  | { readonly is: 'ready' }
  | { readonly is: 'asking' }
  | { readonly is: 'open' }
  /** The outcome is awaited from a window, or from a server that was left while it signed. */
  | { readonly is: 'watching'; readonly left: boolean }
  /** The screen of a batch was closed, and the server signs. */
  | { readonly is: 'going-on' }
  | { readonly is: 'failed'; readonly problem: OfficeReport };

/** The one screen that is open on this page, and who opened it. A page that redraws itself makes the owner anew. */
interface Open {
  owner: SignButtonElement;
  readonly subject: string;
  readonly dialog: SignDialog;
}
let open: Open | undefined;

/** An intent lives for five minutes. */
const intentLife = 5 * 60_000;

/** What is put in the dialog, and what follows when it is closed. */
interface Screen {
  readonly screen: { readonly frameUrl: string; readonly windowUrl: string };
  readonly done: (letterId: string, outcome: 'signed' | 'uncertain') => void;
  readonly batch?: DialogSettings['batch'];
  readonly ended: (owner: SignButtonElement, end: DialogEnd) => void;
}

/**
 * Opens Noken's own signing screen over the page and tells how it went: for one letter, or for many under one passphrase.
 *
 * The page never sees the passphrase: the screen is a frame of Noken's origin, and between the two only its height, its
 * state and the outcome travel. Where the page forbids frames, the screen opens in a window.
 *
 * The screen of many letters may be closed while the server signs; pressed again, the button opens it where it stands.
 *
 * @summary A button that opens the signing screen for one letter or many.
 * @tagname noken-sign-button
 *
 * @slot - The label. "Tanda tangani" when left out.
 *
 * @event {SignRequestEvent} noken-sign-request - The reader asked to sign. Cancel it and no screen opens.
 * @event {SignedEvent} noken-signed - The letter is signed, checked and stored. The screen may still be open.
 * @event {SignUncertainEvent} noken-sign-uncertain - Nobody knows yet whether it is signed; it is locked until then.
 * @event {SignFailedEvent} noken-sign-failed - Nothing was signed; `event.code` says why.
 * @event {SignCancelledEvent} noken-sign-cancelled - The reader closed the screen before anything was sent.
 * @event {BatchRequestEvent} noken-batch-request - The reader asked to sign many letters: `event.letterIds`, empty where a batch is opened again. Cancel it and no screen opens.
 * @event {BatchEndedEvent} noken-batch-ended - Every letter of the batch was tried, or it was ended: `event.batch` has `state`, `signed` and `of`. The screen may still be open.
 * @event {BatchClosedEvent} noken-batch-closed - The screen of a batch was closed; while `event.batch.state` is no end, the server goes on or waits.
 * @event {BatchFailedEvent} noken-batch-failed - No batch was begun; `event.code` says why.
 *
 * @csspart root - The reset root in which everything is drawn.
 * @csspart button - The native button.
 * @csspart status - The line that says what is awaited.
 * @csspart note - Why the screen did not open.
 * @csspart offline - The line that says that there is no connection.
 *
 * @cssproperty [--noken-accent=#1a5f96] - Fill of the button.
 */
export class SignButtonElement extends OfficeElement {
  static override readonly tag = 'noken-sign-button';
  static override readonly contained = false;
  static override styles = [buttonStyles, noteStyles, stateStyles, styles];
  static override shadowRootOptions: ShadowRootInit = {
    ...OfficeElement.shadowRootOptions,
    delegatesFocus: true,
  };

  /** The letter to sign. */
  @property({ attribute: 'letter-id' }) letterId = '';

  /** Many letters to sign with one passphrase, in this order, at most 200. They are signed instead of `letterId`. */
  @property({ attribute: false }) letterIds: readonly string[] = [];

  /** A batch that has not ended, as the server tells of it: a press opens it again. */
  @property({ attribute: false }) batch?: UnendedBatch | undefined;

  /** Version of the letter that the reader sees. */
  @property({ type: Number }) version = 0;

  /** Takes the button out of use, as `disabled` does on a native button. */
  @property({ type: Boolean }) disabled = false;

  /** @internal */
  @state() private phase: Phase = { is: 'ready' };
  /** Makes a second sending of the same harmless. */
  private key: { readonly value: string; readonly of: string } | undefined;
  /** A batch that this button began and that has not ended. */
  private held: { readonly act: BatchAct; readonly of: string } | undefined;
  private watching: AbortController | undefined;

  /** Does what a press does. Resolves when the screen is open or refused, and never rejects. */
  async sign(): Promise<void> {
    const { client, office, subject } = this;
    const positionId = office?.desk?.positionId;
    if (open) return open.dialog.focus();
    if (this.disabled || this.phase.is === 'asking' || !client || positionId === undefined || subject === '')
      return;
    const { letterId, letterIds, many } = this;
    if (!this.dispatchEvent(many ? new BatchRequestEvent(letterIds) : new SignRequestEvent(letterId))) return;
    this.unwatch();
    this.phase = { is: 'asking' };
    try {
      const screen = await (many ? this.openBatch(client, positionId) : this.openLetter(client, positionId));
      if (!open) this.show(subject, screen);
    } catch (error) {
      const problem = toReport(error, this.language);
      this.phase = { is: 'failed', problem };
      const { code } = problem;
      this.dispatchEvent(many ? new BatchFailedEvent(letterIds, code) : new SignFailedEvent(letterId, code));
    }
  }

  override connectedCallback(): void {
    super.connectedCallback();
    if (!open || open.owner === this || open.owner.isConnected || open.subject !== this.subject) return;
    open.owner = this;
    this.phase = { is: 'open' };
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    // Moved elements are connected again before this runs; those that are gone ask nothing any more.
    queueMicrotask(() => {
      if (!this.isConnected) this.unwatch();
    });
  }

  protected override renderInside() {
    const said = words[this.language];
    const busy = this.phase.is === 'asking';
    return html`
      <button
        part="button"
        type="button"
        class="button primary"
        ?disabled=${this.disabled}
        aria-busy=${busy}
        @click=${this.sign}
      >
        ${icon(penIcon)}<slot
          >${this.letterIds.length > 0 ? said.signMany(this.letterIds.length) : said.sign}</slot
        >
      </button>
      ${this.renderBeside()}
    `;
  }

  private renderBeside() {
    const said = words[this.language];
    const { phase } = this;
    if (phase.is === 'asking') return html`<p class="beside" part="status" role="status">${said.asking}</p>`;
    if (phase.is === 'going-on')
      return html`<p class="beside" part="status" role="status">${said.goesOnMany}</p>`;
    if (phase.is === 'watching') {
      return html`<div class="beside" part="status">
        <span role="status">${phase.left ? said.goesOn : said.elsewhere}</span>
        <button type="button" class="button plain" @click=${this.rest}>${said.stopWaiting}</button>
      </div>`;
    }
    if (phase.is !== 'failed') return nothing;
    return failureState({
      report: phase.problem,
      what: said.notOpened,
      language: this.language,
      format: this.format,
      retry: () => void this.sign(),
      renew: () => void this.client?.renew(),
    });
  }

  /** What is signed: by it a button that the page made anew knows the screen of the one before. */
  private get subject(): string {
    return this.batch?.batchId ?? (this.letterIds.length > 0 ? this.letterIds.join() : this.letterId);
  }

  private get many(): boolean {
    return this.batch !== undefined || this.letterIds.length > 0;
  }

  private async openLetter(client: OfficeClient, positionId: string): Promise<Screen> {
    const { letterId, version } = this;
    const screen = await client.beginSigning(positionId, letterId, version, { key: this.keyOf(letterId) });
    this.key = undefined;
    return {
      screen,
      done: (of, outcome) => {
        if (of === letterId) finish(letterId, outcome);
      },
      ended: (owner, end) => {
        if (end.is === 'cancelled') tell(owner, new SignCancelledEvent(letterId));
        else if (end.is === 'failed') tell(owner, new SignFailedEvent(letterId, end.code));
        else if (end.is !== 'done') void owner.watch(letterId, positionId, end.is === 'left');
      },
    };
  }

  private async openBatch(client: OfficeClient, positionId: string): Promise<Screen> {
    const act = await this.batchAct(client, positionId);
    const of = this.subject;
    return {
      screen: act.begun,
      done: (letterId, outcome) => {
        if (act.isNews(letterId, outcome)) finish(letterId, outcome);
      },
      batch: (message) => {
        const ended = act.take(message);
        if (ended && open) tell(open.owner, ended);
      },
      ended: (owner) => {
        owner.held = act.ended ? undefined : { act, of };
        if (act.running) owner.phase = { is: 'going-on' };
        tell(owner, act.closed());
      },
    };
  }

  private async batchAct(client: OfficeClient, positionId: string): Promise<BatchAct> {
    const { batch, letterIds, subject, held } = this;
    if (batch) return new BatchAct(batch, undefined, batch.letters, batch);
    if (held?.of === subject && Date.parse(held.act.begun.expiresAt) > Date.now()) return held.act;
    const begun = await client.beginBatch(positionId, letterIds, { key: this.keyOf(subject) });
    this.key = undefined;
    return new BatchAct(begun, letterIds, letterIds.length);
  }

  private keyOf(subject: string): string {
    if (this.key?.of !== subject) this.key = { value: newKey(), of: subject };
    return this.key.value;
  }

  private show(subject: string, { screen, done, batch, ended }: Screen): void {
    const hue = this.office?.me?.tenant.hue;
    const dialog = new SignDialog({
      screen,
      language: this.language,
      theme: readSurroundings(this).theme,
      hue: hue !== undefined && isHueAllowed(hue) ? hue : undefined,
      done,
      batch,
      ended: (end) => {
        const owner = open?.owner ?? this;
        open = undefined;
        owner.phase = { is: 'ready' };
        owner.focus();
        ended(owner, end);
      },
    });
    open = { owner: this, subject, dialog };
    this.phase = { is: 'open' };
    dialog.open();
  }

  private async watch(letterId: string, deskId: string, left: boolean): Promise<void> {
    const { client } = this;
    if (!client) return;
    const watching = new AbortController();
    const { signal } = watching;
    this.watching = watching;
    this.phase = { is: 'watching', left };
    const end = await watchOutcome({
      read: (signal) => client.letter(deskId, letterId, { signal }),
      deskId,
      signal,
      pause: 3000,
      longest: intentLife,
    });
    if (signal.aborted) return;
    this.rest();
    if (end === 'signed') tell(this, new SignedEvent(letterId));
    else if (end === 'uncertain' || left) tell(this, new SignUncertainEvent(letterId));
    else tell(this, new SignCancelledEvent(letterId));
  }

  private rest(): void {
    this.unwatch();
    this.phase = { is: 'ready' };
  }

  private unwatch(): void {
    this.watching?.abort();
    this.watching = undefined;
  }
}

function finish(letterId: string, outcome: 'signed' | 'uncertain'): void {
  if (!open) return;
  tell(open.owner, outcome === 'signed' ? new SignedEvent(letterId) : new SignUncertainEvent(letterId));
}

/** A page that replaced its body has no button left, and still wants to know. */
function tell(owner: SignButtonElement, event: Event): void {
  (owner.isConnected ? owner : document.documentElement).dispatchEvent(event);
}

declare global {
  interface HTMLElementTagNameMap {
    'noken-sign-button': SignButtonElement;
  }
}
