import { html, nothing } from 'lit';
import { derajatWord, sifatWord } from '../internal/tags.js';
import { chevronUpIcon, icon, plusIcon } from '../internal/icons.js';
import type { FieldsView } from './fields-view.js';
import { words } from './letter-form.words.js';
import { classificationField, dateField, kindField, selectField, textField } from './plain-fields.js';
import { segmentRow } from './segment-row.js';

export interface IncomingView extends FieldsView {
  readonly today: string;
  /** What is known of the same number and sender. */
  readonly duplicates: unknown;
  readonly compare: () => void;
  /** Whether the seldom fields are shown. */
  readonly unfolded: boolean;
  readonly fold: () => void;
}

/** The facts of a letter that came in, in the order in which they stand on paper. */
export function incomingFields(view: IncomingView) {
  const said = words[view.format.language];
  const { compare } = view;
  return html`
    ${textField(view, 'number', { most: 100, left: compare })}
    ${textField(view, 'sender', { most: 200, left: compare, suggestions: view.choices.senders })}
    ${view.duplicates}
    <div class="pair dates">
      ${dateField(view, 'letterDate', view.today)}${dateField(view, 'receivedDate', view.today)}
    </div>
    ${textField(view, 'subject', { most: 300 })} ${kindField(view, 'incoming')}
    ${degrees(view, view.draft.sifat === 'biasa' ? undefined : said.restrictedHint)} ${routeField(view)}
    <button type="button" class="button plain more" aria-expanded=${view.unfolded} @click=${view.fold}>
      ${icon(view.unfolded ? chevronUpIcon : plusIcon)}${said.more}
    </button>
    ${
      view.unfolded
        ? html`<div class="pair">
            ${classificationField(view, true)}
            ${textField(view, 'attachments', { most: 60, optional: true, hint: said.attachmentsHint })}
          </div>`
        : nothing
    }
  `;
}

/** Derajat and sifat: two things, so two rows. */
export function degrees(view: FieldsView, hint: string | undefined) {
  const { draft, format, change } = view;
  const { language } = format;
  const said = words[language];
  return html`
    ${segmentRow({
      name: 'derajat',
      label: said.derajat,
      options: (['biasa', 'segera', 'sangat-segera'] as const).map(
        (value) => [value, derajatWord(value, language)] as const,
      ),
      value: draft.derajat,
      problem: view.wrong('derajat'),
      choose: (derajat) => change({ derajat }),
    })}
    ${segmentRow({
      name: 'sifat',
      label: said.sifat,
      options: (['biasa', 'terbatas', 'rahasia', 'sangat-rahasia'] as const).map(
        (value) => [value, sifatWord(value, language)] as const,
      ),
      value: draft.sifat,
      hint,
      problem: view.wrong('sifat'),
      choose: (sifat) => change({ sifat }),
    })}
  `;
}

function routeField(view: FieldsView) {
  const said = words[view.format.language];
  const { routeTo } = view.draft;
  return selectField(view, 'routeTo', {
    options: html`${view.choices.routes.map(
        ({ id, title, holder }) =>
          html`<option value=${id} ?selected=${id === routeTo}>
            ${holder === undefined ? `${title} (${said.vacant})` : title}
          </option>`,
      )}
      <option value="" ?selected=${routeTo === ''}>${said.notRouted}</option>`,
  });
}
