import { html } from 'lit';
import type { LetterView } from '../../server/contract/letters.js';
import type { DisposeFailedEvent } from '../events.js';
import { crossIcon, icon } from '../internal/icons.js';
import type { Office, OfficeClient } from '../internal/office-client.js';

/** What an element inside is given. */
export interface Given {
  readonly letter: LetterView;
  readonly client: OfficeClient | undefined;
  readonly office: Office | undefined;
}

export interface FormPlace {
  readonly title: string;
  readonly closeWord: string;
  readonly close: () => void;
  readonly form: unknown;
}

/** The place in a letter's page in which a form of its own stands. */
export function formPlace({ title, closeWord, close, form }: FormPlace) {
  return html`<section class="form-place" aria-label=${title}>
    <header>
      <h3 class="card-title" id="form-title" tabindex="-1">${title}</h3>
      <button type="button" class="button plain icon-only" aria-label=${closeWord} @click=${close}>
        ${icon(crossIcon)}
      </button>
    </header>
    ${form}
  </section>`;
}

export function disposeForm(
  { letter, client, office }: Given,
  changed: () => void,
  failed: (event: DisposeFailedEvent) => void,
) {
  return html`<noken-disposition-form
    .letterId=${letter.id}
    .client=${client}
    .office=${office}
    @noken-disposed=${changed}
    @noken-recalled=${changed}
    @noken-dispose-failed=${failed}
  ></noken-disposition-form>`;
}

export function replyForm({ letter, client, office }: Given) {
  return html`<noken-letter-form
    direction="outgoing"
    .replyTo=${letter.id}
    .client=${client}
    .office=${office}
  ></noken-letter-form>`;
}
