import { html } from 'lit';
import type { LetterView } from '../../server/contract/letters.js';
import type { Format } from '../internal/format.js';
import { degrees } from './incoming-fields.js';
import { words } from './letter-form.words.js';
import { classificationField, kindField, textField } from './plain-fields.js';
import { signersView, type SignersView } from './signers-view.js';

/** The letter that is answered, so that nobody answers another one. */
export function repliedLine({ number, subject }: LetterView, { language }: Format) {
  return html`<p class="about">
    ${words[language].answers([number, subject].filter((each) => each !== undefined).join(' · '))}
  </p>`;
}

/** The facts of a letter that goes out; its number comes later, from the unit's series. */
export function outgoingFields(view: SignersView) {
  return html`
    ${textField(view, 'subject', { most: 300 })}
    ${textField(view, 'addressee', { most: 200, suggestions: view.choices.senders })}
    <div class="pair">${kindField(view, 'outgoing')}${classificationField(view, false)}</div>
    ${degrees(view, undefined)} ${signersView(view)}
  `;
}
