import { html } from 'lit';
import { checkIcon, icon } from '../internal/icons.js';
import { toggled } from './disposition-draft.js';
import { words } from './disposition-form.words.js';
import type { DraftView } from './draft-view.js';

/** So many are shown before *Semua*. */
const frequent = 4;

/** Instructions for all receivers alike: the four used most, then all. */
export function instructionsView({ draft, choices, language, unfolded, change, fold }: DraftView) {
  const said = words[language];
  const all = unfolded.has('instructions') || choices.instructions.length <= frequent;
  const shown = choices.instructions.filter(
    (each, place) => all || place < frequent || draft.instructions.includes(each),
  );
  return html`<section class="instructions">
    <h3 class="part-title" id="instructions">${said.instructions}</h3>
    <div class="chips" role="group" aria-labelledby="instructions">
      ${shown.map((each) =>
        chip(each, draft.instructions.includes(each), () =>
          change({ instructions: toggled(draft.instructions, each) }),
        ),
      )}
      ${
        all
          ? ''
          : html`<button type="button" class="chip more" @click=${() => fold('instructions')}>
              ${said.allInstructions(choices.instructions.length)}
            </button>`
      }
    </div>
  </section>`;
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
