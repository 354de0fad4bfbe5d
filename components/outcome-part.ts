import { LatePart } from './internal/late-part.js';

/** What a letter shows of which nobody knows whether it was signed. That is seldom, so nobody else pays for it. */
export const outcomePart = new LatePart(['noken-unknown-outcome'], async () => {
  const { UnknownOutcomeElement } = await import('./unknown-outcome/unknown-outcome.js');
  return { elements: [UnknownOutcomeElement] };
});
