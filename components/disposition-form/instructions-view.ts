import { html } from 'lit';
import { checkIcon, icon } from '../internal/icons.js';
import { toggled } from './disposition-draft.js';
import { words } from './disposition-form.words.js';
import type { DraftView } from './draft-view.js';

/** So many are shown before *Semua*. */
const frequent = 4;

/** Instructions for all receivers alike. */
export function instructionsView(view: DraftView) {
  const { draft, change } = view;
  return html`<section class="instructions">
    <h3 class="part-title" id="instructions">${words[view.language].instructions}</h3>
    <div class="chips" role="group" aria-labelledby="instructions">
      ${instructionChips(view, 'instructions', draft.instructions, (instructions) => change({ instructions }))}
    </div>
  </section>`;
}

/**
 * The four instructions used most and those that are on, then all.
 *
 * @param part name under which the form knows whether all are shown
 */
export function instructionChips(
  { choices, language, unfolded, fold }: DraftView,
  part: string,
  on: readonly string[],
  choose: (instructions: readonly string[]) => void,
) {
  const all = unfolded.has(part) || choices.instructions.length <= frequent;
  const shown = choices.instructions.filter((each, place) => all || place < frequent || on.includes(each));
  return html`${shown.map((each) => chip(each, on.includes(each), () => choose(toggled(on, each))))}
  ${
    all
      ? ''
      : html`<button type="button" class="chip more" @click=${() => fold(part)}>
          ${words[language].allInstructions(choices.instructions.length)}
        </button>`
  }`;
}

/** A choice of few: tick and a thicker border when it is on. */
export function chip(text: string, on: boolean, press: () => void, label?: string) {
  return html`<button
    type="button"
    class="chip"
    aria-pressed=${on}
    aria-label=${label ?? text}
    @click=${press}
  >
    ${on ? icon(checkIcon, 'small') : ''}${text}
  </button>`;
}
