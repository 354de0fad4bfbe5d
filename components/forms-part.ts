import { LatePart } from './internal/late-part.js';

/** The forms of a desk and of a letter. Those who draw one of them name this, and never its class. */
export const forms = new LatePart(
  ['noken-disposition-form', 'noken-letter-form'],
  () => import('./forms.js'),
);

/** Whether letters can be recorded and begun here. */
export function canWrite(): boolean {
  return forms.has('noken-letter-form') || customElements.get('noken-letter-form') !== undefined;
}
