import { DispositionFormElement } from './disposition-form/disposition-form.js';

/** Forms are opened now and then, so the kit fetches them when one is. */
export const elements = [DispositionFormElement] as const;
