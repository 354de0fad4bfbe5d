import { html } from 'lit';
import { LatePart } from './internal/late-part.js';
import type { Office } from './internal/office-client.js';

/*
 * What is not in `noken.js`. A bundler makes one file of each `import()`, the kit's build too: an element is added here,
 * or to `forms.ts`, and its class must be named nowhere else that `define.ts` reaches.
 */

/** The forms of a letter and of a desk. */
export const forms = new LatePart(() => import('./forms.js'));

const verifier = new LatePart(async () => {
  const { VerifierElement } = await import('./verifier/verifier.js');
  return { elements: [VerifierElement] };
});

/** Every element that comes late, by its tag. */
export const lateTags: ReadonlyMap<string, LatePart> = new Map<string, LatePart>([
  ['noken-disposition-form', forms],
  ['noken-verifier', verifier],
]);

/** Whether an element is here or can be fetched. */
export function isToBeHad(tag: string): boolean {
  return lateTags.has(tag) || customElements.get(tag) !== undefined;
}

interface Host {
  readonly office?: Office | undefined;
  requestUpdate(): void;
}

/** Draws `view` once the element of this tag is here; until then it fetches it, and draws how that stands. */
export function whenHere(host: Host, tag: string, view: () => unknown) {
  const part = lateTags.get(tag);
  if (!part || customElements.get(tag)) return view();
  return html`<noken-late-place
    .awaited=${part}
    .here=${() => host.requestUpdate()}
    .office=${host.office}
  ></noken-late-place>`;
}
