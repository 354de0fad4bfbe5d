import { html } from 'lit';
import type { SignBatch } from '../../server/contract/sign-batches.js';
import { note } from '../internal/note.js';
import { type BatchStage, countOf, toSign, wasOpened } from './batch-stage.js';
import type { BatchScreen } from './batch-view.js';
import { letterRows } from './letters-listed.js';
import { problemNote } from './problem-note.js';

/** Which letters there are, and how many were opened: the first thing seen of a batch. */
export function batchListView(screen: BatchScreen, batch: SignBatch, stage: BatchStage) {
  const { words, frameWords, acts } = screen;
  const queue = toSign(batch);
  const opened = queue.filter(wasOpened).length;
  const isPaused = batch.state === 'paused' || countOf(batch, 'signed', 'uncertain') > 0;
  return html`<div class="one">
    ${problemNote(stage)}
    ${
      queue.length === 0
        ? note('plain', { title: words.nothingIn })
        : html`<div>
            <p class="strong" id="opened">${words.openedOf(opened, queue.length)}</p>
            <progress max=${queue.length} value=${opened} aria-labelledby="opened"></progress>
            <p class="second">${opened === queue.length ? words.allOpened : words.openEach}</p>
          </div>`
    }
    ${isPaused ? html`<p class="second">${words.pausedAt(countOf(batch, 'signed'), queue.length)}</p>` : ''}
    ${letterRows({ items: batch.items, words, frameWords, about: 'opening', open: acts.open, takeBack: acts.takeBack })}
  </div>`;
}
