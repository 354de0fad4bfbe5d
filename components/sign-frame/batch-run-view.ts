import { html, nothing } from 'lit';
import type { SignBatch } from '../../server/contract/sign-batches.js';
import { crossIcon, helpIcon, offlineIcon, pauseIcon } from '../internal/icons.js';
import { note } from '../internal/note.js';
import { type BatchStage, chosen, countOf, doneOf, itemOf, toSign } from './batch-stage.js';
import type { BatchScreen } from './batch-view.js';
import { letterRows } from './letters-listed.js';
import { secondsOfPlace } from './outcome-view.js';
import { numberView, saidView } from './preflight-view.js';
import { problemNote } from './problem-note.js';
import { shortNumber } from './short-number.js';

/** How far it is, which letter is under way, and that nobody need wait for it. */
export function batchRunView(
  screen: BatchScreen,
  batch: SignBatch,
  stage: Extract<BatchStage, { is: 'running' }>,
) {
  const { words, frameWords } = screen;
  const done = doneOf(batch);
  const count = chosen(batch);
  const now = batch.items.find(({ state }) => state === 'signing');
  const items = batch.items.filter(({ state }) => state !== 'left');
  return html`<div class="one">
    <div>
      <p class="strong" id="done">${words.doneOf(done, count)}</p>
      <progress max=${count} value=${done} aria-labelledby="done"></progress>
      <p class="second">
        ${
          batch.place !== undefined
            ? frameWords.stepQueue(batch.place, secondsOfPlace(batch.place))
            : now
              ? html`${numberView(now.number)} ${now.subject}`
              : done === 0
                ? words.checking
                : nothing
        }
      </p>
    </div>
    <p role="status" class="seen-by-readers-only">${milestone(done, count, screen)}</p>
    ${
      stage.cut
        ? note('warn', { title: words.cut, icon: offlineIcon, role: 'alert' })
        : html`<p class="second">${words.mayClose}</p>`
    }
    ${stage.stopping === 'asked' ? note('plain', { title: words.stopping, role: 'status', icon: pauseIcon }) : nothing}
    ${stage.stopping === 'unheard' ? note('warn', { title: words.stopUnheard, role: 'alert' }) : nothing}
    ${letterRows({ items, words, frameWords, about: 'outcome' })}
  </div>`;
}

/** Which letter, why, in words, and what is left. */
export function batchStoppedView(screen: BatchScreen, batch: SignBatch, stage: BatchStage) {
  const { words, frameWords, acts } = screen;
  const { stop } = batch;
  const item = itemOf(batch, stop?.letterId);
  const isUncertain = item?.state === 'uncertain';
  const name = shortNumber(item?.number ?? '');
  const rest = words.stoppedRest(countOf(batch, 'signed'), toSign(batch).length);
  const items = batch.items.filter(({ state }) => state !== 'left');
  return html`<div class="one">
    ${problemNote(stage)}
    ${
      item && stop
        ? note(isUncertain ? 'warn' : 'danger', {
            title: isUncertain ? words.stoppedUncertain(name) : words.stoppedAt(name),
            icon: isUncertain ? helpIcon : crossIcon,
            role: 'alert',
            text: html`${stop.title} ${isUncertain ? words.uncertainDo(batch.whoHelps) : nothing}
            ${saidView(stop.said, frameWords)}`,
            acts:
              item.state === 'failed' && toSign(batch).length > 1
                ? html`<button type="button" class="button" @click=${acts.skip}>${words.skip}</button>`
                : undefined,
          })
        : note('warn', { title: stop?.title ?? words.stoppedShut, role: 'alert' })
    }
    <p>${rest} ${isUncertain && toSign(batch).length > 0 ? words.stoppedRestUnknown : nothing}</p>
    ${letterRows({ items, words, frameWords, about: 'outcome' })}
  </div>`;
}

/** Said aloud four times at most, however many letters there are. */
function milestone(done: number, count: number, { words }: BatchScreen) {
  const quarter = Math.floor((done * 4) / Math.max(count, 1));
  return quarter === 0 || done === count ? nothing : words.halfway(Math.ceil((quarter * count) / 4), count);
}
