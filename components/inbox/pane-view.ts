import { html } from 'lit';
import type {
  DisposedEvent,
  FollowedUpEvent,
  LetterChangedEvent,
  LetterOpenRequestEvent,
  SignedEvent,
} from '../events.js';
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
  readonly noteChange: (event: LetterChangedEvent | SignedEvent | FollowedUpEvent) => void;
  readonly noteDisposed: (event: DisposedEvent) => void;
  readonly settle: () => void;
  /** The answer that was just written. */
  readonly openOther: (event: LetterOpenRequestEvent) => void;
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
      @noken-followed-up=${pane.noteChange}
      @noken-signed=${pane.noteChange}
      @noken-uploaded=${pane.settle}
      @noken-created=${pane.settle}
      @noken-letter-open-request=${pane.openOther}
      @noken-recalled=${pane.settle}
      >${pane.place}</noken-letter
    >`;
  return whenHere(host, letterPart, 'noken-letter', view, { meanwhile: pane.place, then: pane.focus });
}

export interface RecordPane {
  readonly place: unknown;
  /** Moves focus to a form that came late. */
  readonly focus: () => void;
  readonly settle: () => void;
  /** The letter that was recorded, or one that is the same. */
  readonly openOther: (event: LetterOpenRequestEvent) => void;
}

/** The form in which a registrar records a letter. */
export function recordPane(host: OfficeElement, { place, focus, settle, openOther }: RecordPane) {
  const view = () =>
    html`<noken-letter-form
      .client=${host.client}
      .office=${host.office}
      @noken-recorded=${settle}
      @noken-uploaded=${settle}
      @noken-letter-open-request=${openOther}
    ></noken-letter-form>`;
  return html`${place}${whenHere(host, forms, 'noken-letter-form', view, { then: focus })}`;
}
