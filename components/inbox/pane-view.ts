import { html } from 'lit';
import type { DisposedEvent, LetterChangedEvent } from '../events.js';
import { forms } from '../forms-part.js';
import { whenHere } from '../internal/late-place.js';
import type { OfficeElement } from '../internal/office-element.js';
import { letterPart } from '../letter-part.js';

export interface LetterPane {
  readonly letterId: string;
  /** The way back, and where in the list it is. */
  readonly place: unknown;
  /** Moves focus to a letter that came late. */
  readonly focus: () => void;
  readonly noteChange: (event: LetterChangedEvent) => void;
  readonly noteDisposed: (event: DisposedEvent) => void;
  /** This desk is done with it. */
  readonly goOn: () => void;
  readonly settle: () => void;
}

/** The letter that is read, beside or over the list. */
export function letterPane(host: OfficeElement, pane: LetterPane) {
  const view = () =>
    html`<noken-letter
      .letterId=${pane.letterId}
      .client=${host.client}
      .office=${host.office}
      @noken-letter-changed=${pane.noteChange}
      @noken-disposed=${pane.noteDisposed}
      @noken-followed-up=${pane.goOn}
      @noken-signed=${pane.goOn}
      @noken-uploaded=${pane.settle}
      @noken-recalled=${pane.settle}
      >${pane.place}</noken-letter
    >`;
  return whenHere(host, letterPart, 'noken-letter', view, { meanwhile: pane.place, then: pane.focus });
}

/** The form in which a registrar records a letter. */
export function recordPane(host: OfficeElement, place: unknown, recorded: () => void) {
  const view = () =>
    html`<noken-letter-form
      .client=${host.client}
      .office=${host.office}
      @noken-recorded=${recorded}
    ></noken-letter-form>`;
  return html`${place}${whenHere(host, forms, 'noken-letter-form', view)}`;
}
