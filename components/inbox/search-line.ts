import { html } from 'lit';
import { crossIcon, icon, searchIcon } from '../internal/icons.js';
import type { OfficeElement } from '../internal/office-element.js';
import type { Language } from '../internal/words.js';
import { words } from './inbox.words.js';

/** A pause in typing after which the server is asked. Milliseconds. */
const typingPause = 300;

interface Searching {
  /** Asks for what was typed. */
  readonly find: (q: string) => void;
  /** The search is over; `typed` where something was searched for, or was going to be. */
  readonly leave: (typed: boolean) => void;
}

/** One box for subject, number, agenda and sender. Where it is narrow it opens over the list, with focus in it. */
export class SearchLine {
  open = false;
  private typing: ReturnType<typeof setTimeout> | undefined;

  constructor(
    private readonly host: OfficeElement,
    private readonly on: Searching,
  ) {}

  readonly show = (): void => {
    this.set(true);
    void this.host.updateComplete.then(() => this.box?.focus());
  };

  readonly close = (): void => {
    const typed = (this.box?.value ?? '') !== '';
    this.set(false);
    this.on.leave(typed);
  };

  /** Folds it where it is narrow. */
  fold(): void {
    this.set(false);
  }

  clear(): void {
    clearTimeout(this.typing);
    if (this.box) this.box.value = '';
  }

  render(language: Language) {
    const said = words[language];
    return html`<div class="search ${this.open ? 'open' : ''}" role="search">
      ${icon(searchIcon)}<input
        class="control"
        type="search"
        aria-label=${said.search}
        placeholder=${said.search}
        maxlength="100"
        @input=${this.type}
        @keydown=${(event: KeyboardEvent) => (event.key === 'Escape' ? this.close() : undefined)}
      />
      <button
        type="button"
        class="button plain icon-only narrow-only"
        aria-label=${said.closeSearch}
        @click=${this.close}
      >
        ${icon(crossIcon)}
      </button>
    </div>`;
  }

  private get box(): HTMLInputElement | null {
    return this.host.renderRoot.querySelector('.search input');
  }

  private readonly type = (event: Event): void => {
    const q = (event.target as HTMLInputElement).value.trim();
    clearTimeout(this.typing);
    this.typing = setTimeout(() => this.on.find(q), typingPause);
  };

  private set(open: boolean): void {
    this.open = open;
    this.host.requestUpdate();
  }
}
