import { html, nothing, svg } from 'lit';
import type { SignPreflight } from '../../server/contract/signing.js';
import type { FrameWords } from './sign-frame.words.js';

/**
 * The official's own words and picture where this browser is known, and else that it is new. Neither proves that the screen
 * is Noken's: a page that was ever looked over the shoulder at can draw them too. The second factor and the window do.
 */
export function deviceView(facts: Pick<SignPreflight, 'device' | 'mark'> | undefined, words: FrameWords) {
  if (!facts) return nothing;
  if (facts.device !== 'known') return html`<p class="device hint">${words.newDevice}</p>`;
  const { mark } = facts;
  if (!mark) return html`<p class="device hint">${words.knownDevice}</p>`;
  return html`<p class="mark" aria-label=${words.mark(mark.words)} role="img">
    <span>${mark.words}</span>${wovenSquare(mark)}
  </p>`;
}

function wovenSquare({ weave, colours }: NonNullable<SignPreflight['mark']>) {
  const side = weave.length;
  const threads = weave.flatMap((row, y) =>
    [...row].map(
      (thread, x) =>
        svg`<rect x=${x} y=${y} width="1" height="1" fill=${colours[Number(thread)] ?? nothing}></rect>`,
    ),
  );
  return html`<svg viewBox="0 0 ${side} ${side}" shape-rendering="crispEdges" aria-hidden="true">
    ${threads}
  </svg>`;
}
