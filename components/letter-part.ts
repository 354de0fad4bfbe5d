import { LatePart } from './internal/late-part.js';

/** A letter, and all that is drawn in it at once. */
export const letterPart = new LatePart(
  ['noken-letter', 'noken-document-viewer', 'noken-disposition-trail', 'noken-sign-button'],
  async () => (await import('./letter/letter.js')).part,
);
