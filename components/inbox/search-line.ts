import { html } from 'lit';
import { crossIcon, icon, searchIcon } from '../internal/icons.js';
import type { Language } from '../internal/words.js';
import { words } from './inbox.words.js';

export interface SearchLine {
  readonly language: Language;
  readonly open: boolean;
  readonly type: (event: Event) => void;
  readonly close: () => void;
}

/** One box for subject, number, agenda and sender. Where it is narrow it opens over the list, with focus in it. */
export function searchLine({ language, open, type, close }: SearchLine) {
  const said = words[language];
  return html`<div class="search ${open ? 'open' : ''}" role="search">
    ${icon(searchIcon)}<input
      class="control"
      type="search"
      aria-label=${said.search}
      placeholder=${said.search}
      maxlength="100"
      @input=${type}
      @keydown=${(event: KeyboardEvent) => (event.key === 'Escape' ? close() : undefined)}
    />
    <button
      type="button"
      class="button plain icon-only narrow-only"
      aria-label=${said.closeSearch}
      @click=${close}
    >
      ${icon(crossIcon)}
    </button>
  </div>`;
}
