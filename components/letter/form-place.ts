import { html } from 'lit';
import type { Act, LetterView } from '../../server/contract/letters.js';
import type { DisposeFailedEvent } from '../events.js';
import { canWrite, forms } from '../forms-part.js';
import { crossIcon, icon } from '../internal/icons.js';
import type { Office, OfficeClient } from '../internal/office-client.js';
import { whenHere } from '../internal/late-place.js';
import type { OfficeElement } from '../internal/office-element.js';

/** A kit may lack the form; what cannot be done there is not offered. */
export function isPossible(act: Act): boolean {
  return act !== 'reply' || canWrite();
}

/** What an element inside is given. */
export interface Given {
  /** Draws again once the form is here. */
  readonly host: OfficeElement;
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
  { host, letter, client, office }: Given,
  changed: () => void,
  failed: (event: DisposeFailedEvent) => void,
) {
  const view = () =>
    html`<noken-disposition-form
      .letterId=${letter.id}
      .client=${client}
      .office=${office}
      @noken-disposed=${changed}
      @noken-recalled=${changed}
      @noken-dispose-failed=${failed}
    ></noken-disposition-form>`;
  return whenHere(host, forms, 'noken-disposition-form', view);
}

export function replyForm({ host, letter, client, office }: Given) {
  const view = () =>
    html`<noken-letter-form
      direction="outgoing"
      .replyTo=${letter.id}
      .client=${client}
      .office=${office}
    ></noken-letter-form>`;
  return whenHere(host, forms, 'noken-letter-form', view);
}
