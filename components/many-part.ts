import { LatePart } from './internal/late-part.js';

/** What an inbox needs to sign many letters at once. It brings no element, and is fetched for who may sign alone. */
export const manyPart = new LatePart([], () => import('./inbox/many-letters.js'));
