import { forms } from './forms-part.js';
import { LatePart } from './internal/late-part.js';
import { letterPart } from './letter-part.js';
import { manyPart } from './many-part.js';
import { outcomePart } from './outcome-part.js';
import { signaturesPart } from './signatures-part.js';

/*
 * What is not in `noken.js`. Of each `import()` a bundler makes a file of its own, the kit's build too. A new late
 * element is told to one of these; its class must be named nowhere that `define.ts` reaches without an `import()`.
 */

const verifier = new LatePart(['noken-verifier'], async () => {
  const { VerifierElement } = await import('./verifier/verifier.js');
  return { elements: [VerifierElement] };
});

const monitoring = new LatePart(['noken-monitoring'], async () => {
  const { MonitoringElement } = await import('./monitoring/monitoring.js');
  return { elements: [MonitoringElement] };
});

/** Every part that is fetched when it is first needed. */
export const lateParts: readonly LatePart[] = [
  letterPart,
  forms,
  verifier,
  monitoring,
  signaturesPart,
  outcomePart,
  manyPart,
];
