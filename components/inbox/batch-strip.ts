import { html, nothing, type ReactiveController } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import type { UnendedBatches } from '../../server/contract/sign-batches.js';
import { whenHere } from '../internal/late-place.js';
import { note, type NoteKind } from '../internal/note.js';
import { toReport } from '../internal/office-problem.js';
import { letterPart } from '../letter-part.js';
import { EveryMinute } from './every-minute.js';
import { type ManyGround, maySign } from './many-ground.js';
import { words } from './many-letters.words.js';

type UnendedBatch = UnendedBatches['batches'][number];

/** Between two looks at a batch that the server signs, milliseconds. */
const pause = 5000;

const kinds: Readonly<Record<string, NoteKind>> = { stopped: 'warn', paused: 'warn' };

/**
 * Batches of this desk that were begun and have not ended, over the list: how far each is, and the way back to it. So it is
 * found again after a tab was closed. While the server signs one, it is looked at every few seconds.
 */
export class BatchStrip implements ReactiveController {
  private batches: readonly UnendedBatch[] = [];
  private of: string | undefined;
  private readonly hidden = new Set<string>();
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor(
    private readonly ground: ManyGround,
    /** Whether a screen is open, which tells all of its batch itself. */
    private readonly isOpen: () => boolean,
  ) {
    ground.host.addController(this);
    new EveryMinute(ground.host, () => void this.ask());
  }

  hostUpdated(): void {
    const of = this.positionId;
    if (of === this.of) return;
    this.of = of;
    this.batches = [];
    void this.ask();
  }

  hostDisconnected(): void {
    clearTimeout(this.timer);
  }

  hostConnected(): void {
    this.lookAgain();
  }

  /** Looks how they stand now. A failure disturbs nobody; the next look asks again. */
  async ask(): Promise<void> {
    const { client } = this.ground.host;
    const { of, batches: before } = this;
    if (!client || of === undefined || this.isOpen()) return;
    try {
      const { batches } = await client.unendedBatches(of);
      if (of !== this.of || this.isOpen()) return;
      this.batches = batches;
      this.ground.host.requestUpdate();
      this.weigh(before, batches);
    } catch (error) {
      toReport(error, this.ground.format().language);
    }
    this.lookAgain();
  }

  /** It has ended, as its screen said. */
  drop(ended: string): void {
    this.batches = this.batches.filter(({ batchId }) => batchId !== ended);
  }

  render() {
    const { host } = this.ground;
    return repeat(
      this.shown,
      ({ batchId }) => batchId,
      (batch) => {
        const said = words[this.ground.format().language];
        const { letters, signed, uncertain, state } = batch;
        const open = () =>
          html`<noken-sign-button .batch=${batch} .client=${host.client} .office=${host.office}
            >${state === 'running' ? said.look : said.goOn}</noken-sign-button
          >`;
        return html`<div class="batch-strip">
          ${note(kinds[state] ?? 'plain', {
            title: state === 'open' ? said.standingNone(letters) : said.standing(letters, signed),
            text: `${said[`is-${state}`]}${uncertain > 0 ? ` ${said.uncertain(uncertain)}` : ''}`,
            acts: html`${whenHere(host, letterPart, 'noken-sign-button', open)}
            ${state === 'open' ? this.hideButton(batch) : nothing}`,
          })}
        </div>`;
      },
    );
  }

  /** Of those in which nothing was signed the newest is enough: the letters of the others wait in the list. */
  private get shown(): readonly UnendedBatch[] {
    const newest = this.batches.find(({ state }) => state === 'open');
    return this.batches.filter(
      (batch) => !this.hidden.has(batch.batchId) && (batch.state !== 'open' || batch === newest),
    );
  }

  /** For as long as the page lives: a batch in which nothing was signed ends by itself. */
  private hideButton({ batchId }: UnendedBatch) {
    const hide = () => {
      this.hidden.add(batchId);
      this.ground.host.requestUpdate();
      this.ground.focus();
    };
    return html`<button type="button" class="button plain" @click=${hide}>
      ${words[this.ground.format().language].hide}
    </button>`;
  }

  private get positionId(): string | undefined {
    const { host } = this.ground;
    return maySign(host) ? host.office?.desk?.positionId : undefined;
  }

  /** What was signed since leaves the list; a batch that is gone has ended. */
  private weigh(before: readonly UnendedBatch[], now: readonly UnendedBatch[]): void {
    const running = before.filter(({ state }) => state === 'running');
    const changed = running.filter(({ batchId, signed }) =>
      now.every((batch) => batch.batchId !== batchId || batch.signed !== signed),
    );
    if (changed.length === 0) return;
    const ended = changed.find(({ batchId }) => now.every((batch) => batch.batchId !== batchId));
    if (ended) this.ground.tell(words[this.ground.format().language].ended(ended.letters));
    void this.ground.list.refresh(ended !== undefined);
  }

  private lookAgain(): void {
    clearTimeout(this.timer);
    if (!this.batches.some(({ state }) => state === 'running')) return;
    this.timer = setTimeout(() => {
      if (document.visibilityState === 'visible') void this.ask();
      else this.lookAgain();
    }, pause);
  }
}
