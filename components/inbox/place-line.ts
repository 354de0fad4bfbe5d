import { html, nothing } from 'lit';
import { arrowLeftIcon, chevronDownIcon, chevronUpIcon, icon } from '../internal/icons.js';
import { commonWords, type Language } from '../internal/words.js';
import type { ListedRow } from './desk-list.js';
import { words } from './inbox.words.js';

export interface PlaceLine {
  readonly language: Language;
  readonly rows: readonly ListedRow[];
  readonly openId: string | undefined;
  readonly total: number;
  readonly open: (letterId: string) => void;
  /** Absent where the list stands beside. */
  readonly back: (() => void) | undefined;
}

/** "Surat 2 dari 9" with the ones before and after, and over a covered list the way back. Stands in the letter's slot. */
export function placeLine({ language, rows, openId, total, open, back }: PlaceLine) {
  const said = words[language];
  const at = rows.findIndex(({ letterId }) => letterId === openId);
  const go = (name: string, shape: string, row: ListedRow | undefined) =>
    row
      ? html`<button
          type="button"
          class="button plain icon-only"
          aria-label=${name}
          @click=${() => open(row.letterId)}
        >
          ${icon(shape)}
        </button>`
      : nothing;
  return html`<div class="place ${back ? '' : 'beside'}" slot="place">
    ${
      back
        ? html`<button
            type="button"
            class="button plain icon-only"
            aria-label=${commonWords[language].back}
            @click=${back}
          >
            ${icon(arrowLeftIcon)}
          </button>`
        : nothing
    }
    <span class="where">${at < 0 ? nothing : said.place(at + 1, Math.max(total, rows.length))}</span>
    ${go(said.previous, chevronUpIcon, rows[at - 1])}
    ${at < 0 ? nothing : go(said.next, chevronDownIcon, rows[at + 1])}
  </div>`;
}
