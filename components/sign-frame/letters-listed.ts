import { html, nothing } from 'lit';
import type { BatchItem, BatchItemState } from '../../server/contract/sign-batches.js';
import {
  alertIcon,
  chevronRightIcon,
  circleCheckIcon,
  circleIcon,
  crossIcon,
  eyeIcon,
  halfIcon,
  helpIcon,
  icon,
  minusIcon,
} from '../internal/icons.js';
import type { BatchWords } from './batch-frame.words.js';
import { wasOpened } from './batch-stage.js';
import { numberView, saidView } from './preflight-view.js';
import type { FrameWords } from './sign-frame.words.js';

interface Rows {
  readonly items: readonly BatchItem[];
  readonly words: BatchWords;
  readonly frameWords: FrameWords;
  /** Whether opening a letter is what counts, or what became of it. */
  readonly about: 'opening' | 'outcome';
  readonly open?: ((letterId: string) => void) | undefined;
  readonly takeBack?: ((letterId: string) => void) | undefined;
}

const shapes: Readonly<Record<BatchItemState, string>> = {
  ready: circleIcon,
  signing: halfIcon,
  signed: circleCheckIcon,
  uncertain: helpIcon,
  failed: crossIcon,
  refused: alertIcon,
  left: minusIcon,
};

/** Letters with the state of each in a word and a shape, and why where it was not signed. */
export function letterRows(rows: Rows) {
  return html`<ol class="letters">
    ${rows.items.map((item) => letterRow(item, rows))}
  </ol>`;
}

function letterRow(item: BatchItem, { words, frameWords, about, open, takeBack }: Rows) {
  const { letterId, state, problem } = item;
  const isToOpen = about === 'opening' && (state === 'ready' || state === 'failed');
  const opened = isToOpen && wasOpened(item);
  const told = html`
    ${icon(opened ? eyeIcon : shapes[state])}
    <span class="row-text">
      <span class="strong">${item.number === '' ? words.noNumber : numberView(item.number)}</span>
      <span>${item.subject}</span>
      <span class="second">${isToOpen ? openingLine(item, words) : words[`state-${state}`]}</span>
    </span>
  `;
  const mayOpen = open && item.intentId !== undefined && (isToOpen || state === 'left');
  return html`<li class="letter is-${state} ${opened ? 'opened' : ''}" data-letter=${letterId}>
    ${
      mayOpen
        ? html`<button type="button" class="row" @click=${() => open(letterId)}>
            ${told}${icon(chevronRightIcon)}
          </button>`
        : html`<div class="row">${told}</div>`
    }
    ${
      problem && state !== 'signed' && state !== 'ready'
        ? html`<div class="why">
            <p>${problem.title}</p>
            ${saidView(problem.said, frameWords)}
          </div>`
        : nothing
    }
    ${
      takeBack && state === 'left'
        ? html`<button type="button" class="button plain back-in" @click=${() => takeBack(letterId)}>
            ${words.takeBack}
          </button>`
        : nothing
    }
  </li>`;
}

function openingLine({ seen, pages }: BatchItem, words: BatchWords): string {
  if (seen.length === 0) return `${words.pages(pages)}, ${words.notOpened}`;
  return words.pagesSeen(seen.length, pages);
}
