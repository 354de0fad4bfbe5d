import { type CSSResult, html, nothing, type ReactiveController } from 'lit';
import type { BatchClosedEvent, BatchStanding } from '../events.js';
import { commonWords } from '../internal/words.js';
import { whenHere } from '../internal/late-place.js';
import { letterPart } from '../letter-part.js';
import { BatchStrip } from './batch-strip.js';
import type { ListedRow } from './desk-list.js';
import { rowTo } from './list-place.js';
import { watchLongPress } from './long-press.js';
import type { ManyGround } from './many-ground.js';
import { styles } from './many-letters.styles.js';
import { words } from './many-letters.words.js';
import { isSignable, mostAtOnce, Selection } from './selection.js';

/** It brings no element. */
export const elements = [] as const;

/**
 * Letters of one list that are signed together: chosen by touch, mouse or keys, then signed on one screen of Noken's own.
 *
 * What is chosen is what is seen: another tab, filter or search begins anew.
 */
export class ManyLetters implements ReactiveController {
  private readonly selection: Selection;
  private readonly strip: BatchStrip;
  /** A screen of a batch is open. */
  private open = false;
  private wish: unknown;

  constructor(private readonly ground: ManyGround) {
    const { host, list } = ground;
    this.selection = new Selection(() => list.rows);
    this.strip = new BatchStrip(ground, () => this.open);
    host.addController(this);
    const root = host.renderRoot as ShadowRoot;
    root.adoptedStyleSheets = [...root.adoptedStyleSheets, sheetOf(styles)];
    watchLongPress(root, this.takeLongPress);
    root.addEventListener('noken-batch-request', () => (this.open = true));
    root.addEventListener('noken-batch-failed', () => (this.open = false));
    root.addEventListener('noken-batch-ended', () => void list.refresh(true));
    root.addEventListener('noken-batch-closed', (event) =>
      this.noteClosed((event as BatchClosedEvent).batch),
    );
  }

  hostUpdate(): void {
    const { wish } = this.ground.list;
    if (this.wish !== undefined && this.wish !== wish) this.selection.clear();
    this.wish = wish;
  }

  get choosing(): boolean {
    return this.selection.on;
  }

  boxOf(row: ListedRow): 'on' | 'off' | undefined {
    if (!this.selection.on || !isSignable(row)) return undefined;
    return this.selection.has(row.letterId) ? 'on' : 'off';
  }

  above() {
    const { selection } = this;
    const { signable, ids, full } = selection;
    const said = words[this.ground.format().language];
    // There is always a button, so that no row moves when the last one is chosen.
    const some = signable.length > ids.length && !full;
    return html`${this.strip.render()}
    ${
      selection.on
        ? html`<div class="said">
            <span>${said.chooseThem}</span>
            <button type="button" class="button plain" @click=${some ? this.chooseAll : this.chooseNone}>
              ${some ? said.chooseAll(signable.length) : said.chooseNone}
            </button>
            <p class="keys hint">${said.keys}</p>
          </div>`
        : signable.length > 1
          ? html`<p class="said invite">
              <span>${said.waiting(signable.length)}</span>
              <button type="button" class="button plain" @click=${this.begin}>${said.choose}</button>
            </p>`
          : nothing
    }`;
  }

  below() {
    const { selection } = this;
    if (!selection.on) return nothing;
    const { host } = this.ground;
    const { language } = this.ground.format();
    const said = words[language];
    const { ids, full } = selection;
    const button = () =>
      html`<noken-sign-button
        .letterIds=${ids}
        .disabled=${ids.length === 0}
        .client=${host.client}
        .office=${host.office}
        >${ids.length === 0 ? said.signNone : said.sign(ids.length)}</noken-sign-button
      >`;
    return html`<div class="many-bar" role="group" aria-label=${said.together} @keydown=${this.takeBarKey}>
      <p role="status">
        ${ids.length === 0 ? said.none : said.chosen(ids.length)}${full ? `. ${said.most(mostAtOnce)}` : ''}
      </p>
      ${whenHere(host, letterPart, 'noken-sign-button', button)}
      <button type="button" class="button" @click=${this.end}>${commonWords[language].cancel}</button>
    </div>`;
  }

  press(row: ListedRow, event: MouseEvent): boolean {
    const { selection } = this;
    if (event.shiftKey) selection.extend(this.ground.stopId(), row.letterId);
    else if (isSignable(row) && (selection.on || event.ctrlKey || event.metaKey))
      selection.toggle(row.letterId);
    else return false;
    this.show(row.letterId);
    return true;
  }

  takeKey(event: KeyboardEvent): boolean {
    const taken = this.keyTaken(event);
    if (taken) event.preventDefault();
    return taken;
  }

  private keyTaken(event: KeyboardEvent): boolean {
    const { selection, ground } = this;
    const { rows } = ground.list;
    const row = (event.target as Element).closest<HTMLElement>('[data-letter]')?.dataset.letter;
    const some = selection.signable.length > 0;
    if (event.key === 'Escape' && selection.on) this.end();
    else if (event.key === 'Enter' && selection.on && row !== undefined) ground.open(row);
    else if (event.key.toLowerCase() === 'a' && (event.ctrlKey || event.metaKey) && some) this.chooseAll();
    else {
      const to = event.shiftKey && some ? rowTo(event.key, rows, row) : undefined;
      if (to === undefined) return false;
      selection.extend(row, to);
      this.show(to);
    }
    return true;
  }

  private readonly takeBarKey = (event: KeyboardEvent): void => {
    if (event.key === 'Escape') this.end();
  };

  private readonly takeLongPress = (letterId: string): boolean => {
    if (!this.selection.signable.includes(letterId)) return false;
    this.selection.toggle(letterId);
    this.show(letterId);
    return true;
  };

  private readonly begin = (): void => {
    this.selection.begin();
    this.show(this.selection.signable[0]);
  };

  private readonly chooseAll = (): void => {
    this.selection.all();
    this.show();
  };

  private readonly chooseNone = (): void => {
    this.selection.clear();
    this.show();
  };

  private readonly end = (): void => {
    this.selection.end();
    this.show();
  };

  /** Draws what is chosen, and keeps the focus in the list. */
  private show(letterId?: string): void {
    this.ground.host.requestUpdate();
    this.ground.focus(letterId);
  }

  private noteClosed({ batchId, state, signed, of }: BatchStanding): void {
    this.open = false;
    const said = words[this.ground.format().language];
    const ended = state === 'done' || state === 'cancelled' || state === 'expired';
    if (ended) this.strip.drop(batchId);
    // Of what goes on or waits the strip tells.
    if (state === 'done' || (ended && signed > 0))
      this.ground.tell(signed === of ? said.signedAll(of) : said.signedSome(signed, of));
    this.end();
    void this.ground.list.refresh(true);
    void this.strip.ask();
  }
}

/** The floor of browsers knows constructed sheets. */
function sheetOf({ styleSheet }: CSSResult): CSSStyleSheet {
  if (!styleSheet) throw new Error('This browser has no constructed style sheets.');
  return styleSheet;
}
