import { CountersElement } from './counters/counters.js';
import { DispositionFormElement } from './disposition-form/disposition-form.js';
import { DispositionTrailElement } from './disposition-trail/disposition-trail.js';
import { DocumentViewerElement } from './document-viewer/document-viewer.js';
import { InboxElement } from './inbox/inbox.js';
import { LetterElement } from './letter/letter.js';
import { SessionElement } from './session/session.js';
import { SignButtonElement } from './sign-button/sign-button.js';
import { VerifierElement } from './verifier/verifier.js';

/**
 * Every element of the kit, outermost first, so that a client is there when the others ask.
 *
 * `<noken-monitoring>` is not among them until the server answers `/v1/monitoring`: on a page it could only fail.
 */
export const elements = [
  SessionElement,
  CountersElement,
  DispositionFormElement,
  DispositionTrailElement,
  DocumentViewerElement,
  InboxElement,
  LetterElement,
  SignButtonElement,
  VerifierElement,
] as const;

for (const element of elements) element.define();
