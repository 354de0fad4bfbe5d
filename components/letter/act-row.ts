import { html, nothing } from 'lit';
import type { Act } from '../../server/contract/letters.js';
import { checkIcon, disposeIcon, ellipsisIcon, icon, returnIcon, uploadIcon } from '../internal/icons.js';
import type { LetterWords } from './letter.words.js';

/** What a desk most likely came for stands first. */
const order: readonly Act[] = [
  'sign',
  'refuse',
  'number',
  'upload',
  'route',
  'dispose',
  'follow-up',
  'no-disposition',
  'close',
  'return',
  'reply',
  'withdraw',
];
const shapes: Partial<Record<Act, string>> = {
  dispose: disposeIcon,
  upload: uploadIcon,
  'follow-up': checkIcon,
  return: returnIcon,
};
/** Beside the first, where there is room for them. */
const beside = 2;

export interface ActRow {
  readonly acts: readonly Act[];
  readonly said: LetterWords;
  /** The rest is unfolded. */
  readonly unfolded: boolean;
  /** The element that signs; it brings its own button. */
  readonly signButton: unknown;
  readonly act: (act: Act) => void;
  readonly fold: () => void;
}

/** The acts of one letter: one main, two beside it, the rest behind three dots. */
export function actRow({ acts, said, unfolded, signButton, act, fold }: ActRow) {
  const sorted = order.filter((each) => acts.includes(each));
  if (sorted.length === 0) return nothing;
  const button = (each: Act, place: string) =>
    each === 'sign'
      ? signButton
      : html`<button type="button" class="button ${place}" @click=${() => act(each)}>
          ${shapes[each] && place === 'primary' ? icon(shapes[each]) : nothing}${said[`act-${each}`]}
        </button>`;
  const [first, ...others] = sorted;
  const near = others.slice(0, beside);
  const far = others.slice(beside);
  // Of the two beside it a phone has room for one, so the other stands among the rest there.
  const rest = [...near.slice(1), ...far];
  return html`<div class="acts" role="group" aria-label=${said.acts}>
    ${
      unfolded && rest.length > 0
        ? html`<div class="rest" id="rest">
            ${rest.map((each) => button(each, near.includes(each) ? 'narrow-only' : ''))}
          </div>`
        : nothing
    }
    <div class="row">
      ${first === undefined ? nothing : button(first, first === 'withdraw' ? '' : 'primary')}
      ${near.map((each, at) => button(each, at === 0 ? '' : 'wide-only'))}
      ${
        rest.length === 0
          ? nothing
          : html`<button
              type="button"
              class="button icon-only ${far.length === 0 ? 'narrow-only' : ''}"
              aria-label=${said.more}
              aria-expanded=${unfolded}
              @click=${fold}
            >
              ${icon(ellipsisIcon)}
            </button>`
      }
    </div>
  </div>`;
}
