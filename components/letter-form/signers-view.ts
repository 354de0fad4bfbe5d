import { html, nothing } from 'lit';
import type { PositionName } from '../../server/contract/letters.js';
import { chevronDownIcon, chevronUpIcon, crossIcon, icon } from '../internal/icons.js';
import type { FieldsView } from './fields-view.js';
import { mostSigners, movedSigner, withSigner } from './letter-draft.js';
import { words } from './letter-form.words.js';

export interface SignersView extends FieldsView {
  /** Last move in words, for who does not see the list. */
  readonly moved: string;
  /** Changes the order and says so; focus stays with the signer. */
  readonly move: (signers: readonly string[], id: string, by: -1 | 1) => void;
}

/** Who signs, first to last, and from whom to choose. */
export function signersView(view: SignersView) {
  const { draft, choices, format } = view;
  const said = words[format.language];
  const problem = view.wrong('signers');
  const chosen = draft.signers.flatMap((id) => choices.signers.filter((each) => each.id === id));
  const full = chosen.length >= mostSigners;
  if (choices.signers.length === 0) return html`<p class="hint">${said.noSigners}</p>`;
  return html`<fieldset
    class="signers"
    aria-describedby=${problem === undefined ? nothing : 'signers-problem'}
  >
    <legend>${said.signers}</legend>
    ${problem === undefined ? nothing : html`<p class="field-problem" id="signers-problem">${problem}</p>`}
    ${
      chosen.length === 0
        ? nothing
        : html`<ol class="order" aria-label=${said.signingOrder}>
            ${chosen.map((signer, at) => orderedSigner(view, signer, at, chosen.length))}
          </ol>`
    }
    <p class="seen-by-readers-only" role="status">${view.moved}</p>
    <div class="candidates" role="group" aria-label=${said.chooseSigners}>
      ${choices.signers.map((signer, at) => {
        const on = draft.signers.includes(signer.id);
        return html`<label class="pick ${on ? 'on' : ''}"
          ><input
            type="checkbox"
            id=${at === 0 ? 'signers' : nothing}
            .checked=${on}
            ?disabled=${full && !on}
            @change=${() => view.change({ signers: withSigner(draft.signers, signer.id) })}
          /><span>${signer.title}<span class="hint">${signer.holder ?? said.vacant}</span></span></label
        >`;
      })}
    </div>
    ${full ? html`<p class="hint">${said.signersFull(mostSigners)}</p>` : nothing}
  </fieldset>`;
}

function orderedSigner(view: SignersView, { id, shortTitle, title }: PositionName, at: number, of: number) {
  const said = words[view.format.language];
  const { signers } = view.draft;
  const move = (by: -1 | 1) => view.move(movedSigner(signers, id, by), id, by);
  const button = (className: string, label: string, shape: string, press: () => void) =>
    html`<button
      type="button"
      class="button plain icon-only ${className}"
      data-signer=${id}
      aria-label=${label}
      @click=${press}
    >
      ${icon(shape)}
    </button>`;
  return html`<li>
    <span class="ordinal" aria-hidden="true">${at + 1}</span>
    <span class="name">${title}</span>
    ${at === 0 ? nothing : button('up', said.signsEarlier(shortTitle), chevronUpIcon, () => move(-1))}
    ${at === of - 1 ? nothing : button('down', said.signsLater(shortTitle), chevronDownIcon, () => move(1))}
    ${button('out', said.signsNot(shortTitle), crossIcon, () => view.change({ signers: withSigner(signers, id) }))}
  </li>`;
}
