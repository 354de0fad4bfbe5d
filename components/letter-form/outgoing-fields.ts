import { html, nothing } from 'lit';
import type { LetterView } from '../../server/contract/letters.js';
import { degrees } from './incoming-fields.js';
import { words } from './letter-form.words.js';
import { classificationField, kindField, textField } from './plain-fields.js';
import { signersView, type SignersView } from './signers-view.js';

export interface OutgoingView extends SignersView {
  /** The letter that is answered. */
  readonly replied: LetterView | undefined;
}

/** The facts of a letter that goes out; its number comes later, from the unit's series. */
export function outgoingFields(view: OutgoingView) {
  const said = words[view.format.language];
  const { replied } = view;
  return html`
    ${
      replied
        ? html`<p class="about">
            ${said.answers([replied.number, replied.subject].filter((each) => each !== undefined).join(' · '))}
          </p>`
        : nothing
    }
    ${textField(view, 'subject', { most: 300 })}
    ${textField(view, 'addressee', { most: 200, suggestions: view.choices.senders })}
    <div class="pair">${kindField(view, 'outgoing')}${classificationField(view, false)}</div>
    ${degrees(view, undefined)} ${signersView(view)}
  `;
}
