import { DispositionFormElement } from './disposition-form/disposition-form.js';
import { LetterFormElement } from './letter-form/letter-form.js';

/** Forms are opened now and then, so the kit fetches them when one is. */
export const elements = [DispositionFormElement, LetterFormElement] as const;
