import { html, nothing } from 'lit';
import {
  arrowDownIcon,
  arrowUpIcon,
  chevronLeftIcon,
  chevronRightIcon,
  crossIcon,
  icon,
  zoomInIcon,
  zoomOutIcon,
} from '../internal/icons.js';
import type { PanelWords } from './signature-panel.words.js';

export interface CompareActs {
  readonly leave: () => void;
  readonly turn: (by: 1 | -1) => void;
  /** To the next mark, or to that before. */
  readonly step: (by: 1 | -1) => void;
  readonly enlarge: (large: boolean) => void;
  readonly takeKey: (event: KeyboardEvent) => void;
  readonly takePageKey: (event: KeyboardEvent) => void;
  readonly scrollTogether: (event: Event) => void;
}

/** The two versions, the newer of which is one more than the older. */
export interface Compared {
  readonly newer: number;
  readonly words: PanelWords;
  readonly acts: CompareActs;
}

export interface ComparedPages extends Compared {
  readonly page: number;
  readonly count: number;
  readonly large: boolean;
  /** What was found on this page. */
  readonly found: string;
  /** Absent where there is certainly no mark to go to. */
  readonly hasSteps: boolean;
}

/** The box round a comparison: what is compared, and the way back. */
export function comparison({ newer, words, acts }: Compared, inside: unknown) {
  const title = words.comparing(newer - 1, newer);
  return html`<section class="comparing" part="comparing" aria-label=${title} @keydown=${acts.takeKey}>
    <div class="bar">
      <h4 class="card-title" tabindex="-1">${title}</h4>
      ${tool(words.closeComparing, crossIcon, acts.leave)}
    </div>
    ${inside}
  </section>`;
}

/** The same page of both, with the ways to other pages and from one difference to the next. */
export function comparedPages(shown: ComparedPages) {
  const { newer, words, acts, page, count, large, found, hasSteps } = shown;
  return html`
    <div class="bar">
      ${page > 1 ? tool(words.previous, chevronLeftIcon, () => acts.turn(-1)) : nothing}
      <p role="status">${words.pageOf(page, count)}</p>
      ${page < count ? tool(words.next, chevronRightIcon, () => acts.turn(1)) : nothing}
      ${
        large
          ? tool(words.smaller, zoomOutIcon, () => acts.enlarge(false))
          : tool(words.larger, zoomInIcon, () => acts.enlarge(true))
      }
    </div>
    <div class="bar">
      <p role="status">${found}</p>
      ${
        hasSteps
          ? html`${tool(words.previousMark, arrowUpIcon, () => acts.step(-1), 'p')}
            ${tool(words.nextMark, arrowDownIcon, () => acts.step(1), 'n')}`
          : nothing
      }
    </div>
    <div class="panes">${pane(shown, newer - 1)} ${pane(shown, newer)}</div>
  `;
}

/** The paper in it is filled by whoever draws; nothing else writes there. */
function pane({ words, acts, page, large }: ComparedPages, version: number) {
  return html`<div class="pane">
    <p class="hint">${words.versionOf(version)}</p>
    <div
      class="scroller"
      role="region"
      tabindex="0"
      aria-label=${words.versionOf(version)}
      @scroll=${acts.scrollTogether}
      @keydown=${acts.takePageKey}
    >
      <div class="paper ${large ? 'large' : ''}" role="img" aria-label=${words.paper(page, version)}></div>
    </div>
  </div>`;
}

function tool(name: string, shape: string, act: () => void, key?: string) {
  return html`<button
    type="button"
    class="button plain icon-only"
    aria-label=${name}
    aria-keyshortcuts=${key ?? nothing}
    title=${key === undefined ? name : `${name} (${key.toUpperCase()})`}
    @click=${act}
  >
    ${icon(shape)}
  </button>`;
}
