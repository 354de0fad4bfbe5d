import { html, nothing } from 'lit';
import type { BatchItem, SignBatch } from '../../server/contract/sign-batches.js';
import type { SignPreflight } from '../../server/contract/signing.js';
import type { Format } from '../internal/format.js';
import { icon, penIcon } from '../internal/icons.js';
import { type Loading, loadingScreen } from '../internal/loading.js';
import { note } from '../internal/note.js';
import { failureState } from '../internal/states.js';
import type { Theme } from '../internal/surroundings.js';
import type { Language } from '../internal/words.js';
import type { BatchWords } from './batch-frame.words.js';
import { batchLetterView } from './batch-letter-view.js';
import { batchListView } from './batch-list-view.js';
import { batchResultView, resultTitle } from './batch-result-view.js';
import { batchRunView, batchStoppedView } from './batch-run-view.js';
import { batchSignView } from './batch-sign-view.js';
import {
  type BatchStage,
  chosen,
  countOf,
  doneOf,
  itemOf,
  nextUnopened,
  toSign,
  wasOpened,
} from './batch-stage.js';
import { headView, windowLink } from './head-view.js';
import { letterRows } from './letters-listed.js';
import { refusedView } from './preflight-view.js';
import type { FrameWords } from './sign-frame.words.js';

interface Acts {
  readonly look: () => void;
  readonly open: (letterId: string) => void;
  readonly openNext: () => void;
  readonly toList: () => void;
  readonly leave: () => void;
  readonly takeBack: (letterId: string) => void;
  readonly toSigning: () => void;
  readonly affirm: (event: Event) => void;
  readonly toggle: () => void;
  readonly submit: (event: Event) => void;
  readonly stopAfter: () => void;
  readonly resume: () => void;
  readonly skip: () => void;
  readonly end: () => void;
  readonly copy: () => void;
  readonly failPage: (name: string) => void;
  readonly retryPage: (name: string) => void;
  readonly pageShown: (event: Event) => void;
  readonly close: () => void;
  readonly goElsewhere: () => void;
}

export interface BatchScreen {
  readonly stage: BatchStage;
  readonly batch: SignBatch | undefined;
  readonly asked: Loading<SignBatch>;
  readonly language: Language;
  readonly words: BatchWords;
  readonly frameWords: FrameWords;
  readonly theme: Theme;
  readonly hued: boolean;
  readonly format: Format;
  /** Checks of the letter that is being read. */
  readonly own: SignPreflight | 'failed' | undefined;
  readonly affirmed: boolean;
  readonly failedPages: ReadonlySet<string>;
  readonly pageUrl: (item: BatchItem, page: number, width: number) => string;
  /** @param elsewhere the link to a window of its own */
  readonly passkey: (
    act: SignPreflight,
    elsewhere: unknown,
  ) => { readonly view: unknown; readonly given: boolean };
  readonly shown: boolean;
  readonly closed: boolean;
  readonly covered: boolean;
  /** Whether the result could be copied; absent while nobody asked. */
  readonly copied: boolean | undefined;
  readonly windowUrl: string;
  readonly acts: Acts;
}

/** Draws the whole screen of many letters: where it is, what it is about, and the buttons, which never scroll away. */
export function batchView(screen: BatchScreen) {
  const { stage, batch, hued, language, theme } = screen;
  const isReading = stage.is === 'letter';
  return html`<div class="root" lang=${language} data-theme=${theme} data-density="auto" ?data-hued=${hued}>
    <div class="room sheet is-${stage.is}">
      ${headView({ language, facts: batch && { ...batch.act, ...batch }, title: titleOf(screen) })}
      <div class="body ${isReading ? 'reading' : ''}" tabindex="0">
        <div class=${isReading ? 'whole' : 'measured'}>${body(screen)}</div>
      </div>
      ${foot(screen)}
    </div>
  </div>`;
}

function titleOf({ stage, batch, words, frameWords }: BatchScreen): string {
  if (!batch) return frameWords.title;
  const left = toSign(batch).length;
  switch (stage.is) {
    case 'letter': {
      const at = batch.items.findIndex(({ letterId }) => letterId === stage.letterId);
      return words.letterTitle(at + 1, batch.items.length);
    }
    case 'sign':
      return batch.state === 'open' ? words.title(left) : words.pausedTitle;
    case 'running':
      return words.runningTitle(chosen(batch));
    case 'stopped':
      return words.stoppedTitle;
    case 'refused':
      return frameWords.title;
    case 'over':
      return batch.state === 'expired' && countOf(batch, 'signed') === 0
        ? words.expiredTitle
        : resultTitle(batch, words);
    case 'elsewhere':
      return frameWords.elsewhereTitle;
    default:
      return left === 0 ? frameWords.title : words.title(left);
  }
}

function body(screen: BatchScreen) {
  const { stage, batch, words, frameWords, language, format, acts } = screen;
  switch (stage.is) {
    case 'loading':
      return html`<div class="waiting">${loadingScreen(screen.asked, words.loading, language, 3)}</div>`;
    case 'failed':
      return failureState({ report: stage.problem, what: words.failed, language, format, retry: acts.look });
    case 'elsewhere':
      return html`<div class="one"><p role="status">${frameWords.elsewhere}</p></div>`;
  }
  if (!batch) return nothing;
  switch (stage.is) {
    case 'list':
      return batchListView(screen, batch, stage);
    case 'letter': {
      const item = itemOf(batch, stage.letterId);
      return item && batchLetterView(screen, item, stage);
    }
    case 'sign':
      return batch.act && batchSignView(screen, batch, batch.act, stage);
    case 'running':
      return batchRunView(screen, batch, stage);
    case 'stopped':
      return batchStoppedView(screen, batch, stage);
    case 'refused':
      return refusedBatch(screen, batch);
    case 'over':
      return batchResultView(screen, batch);
  }
}

/** Nothing of it can be signed: why, who helps, and what became of letters that were. */
function refusedBatch({ words, frameWords, format }: BatchScreen, batch: SignBatch) {
  const { act, items, whoHelps } = batch;
  return html`<div class="one">
    ${
      act
        ? refusedView({ facts: act, words: frameWords, format, readHere: true })
        : html`${note('danger', { title: words.noneSignable })}
            <p>${words.askHelp(whoHelps)}</p>`
    }
    ${letterRows({ items, words, frameWords, about: 'outcome' })}
  </div>`;
}

function foot(screen: BatchScreen) {
  return html`<footer class="foot measured">
    ${screen.closed ? html`<p class="second" role="status">${screen.frameWords.windowMayClose}</p>` : nothing}
    <div class="buttons">${buttons(screen)}</div>
  </footer>`;
}

function buttons(screen: BatchScreen) {
  const { stage, batch, words, frameWords, acts } = screen;
  const close = (label: string, kind = '') =>
    html`<button type="button" class="button close ${kind}" @click=${acts.close}>${label}</button>`;
  const main = (label: string, act: () => void, kind = 'primary') =>
    html`<button type="button" class="button main ${kind}" @click=${act}>${label}</button>`;
  const away = html`<div class="wide-only apart">
    ${windowLink({ ...screen, goElsewhere: acts.goElsewhere })}
  </div>`;
  if (!batch) return close(stage.is === 'loading' ? frameWords.cancel : frameWords.close);
  const queue = toSign(batch);
  switch (stage.is) {
    case 'list': {
      const next = nextUnopened(batch);
      const label = queue.some(wasOpened) ? words.openNext : words.start;
      return html`${away} ${close(frameWords.close)}
      ${next ? main(label, acts.openNext) : queue.length > 0 ? main(words.toSigning(queue.length), acts.toSigning) : nothing}`;
    }
    case 'letter':
      return html`${leaveButton(screen, stage.letterId, batch)}
      ${
        nextUnopened(batch, stage.letterId)
          ? main(words.next, acts.openNext)
          : queue.length > 0 && queue.every((item) => wasOpened(item) || item.letterId === stage.letterId)
            ? main(words.toSigning(queue.length), acts.toSigning)
            : main(words.toList, acts.toList)
      }`;
    case 'sign':
      return html`${away}
        <button type="button" class="button" @click=${acts.toList}>${frameWords.back}</button>
        <button type="submit" form="signing" class="button main primary">
          <span class="wide-only">${icon(penIcon)}</span
          >${batch.state === 'open' ? words.sign(queue.length) : words.signRest(queue.length)}
        </button>`;
    case 'running':
      return html`${stage.stopping === 'asked' || !isBegun(batch, stage.from) ? nothing : main(words.stopAfter, acts.stopAfter, '')}
        <button type="button" class="button close" @click=${acts.close}>
          <span class="narrow">${frameWords.close}</span
          ><span class="wide-only">${frameWords.closeAndGoOn}</span>
        </button>`;
    case 'stopped': {
      const isAgain = itemOf(batch, batch.stop?.letterId)?.state === 'failed';
      return html`<button type="button" class="button" @click=${acts.end}>${words.end}</button>
        ${queue.length === 0 ? nothing : main(isAgain ? words.again : words.goOn, acts.resume)}`;
    }
    case 'over':
      return html`<button type="button" class="button" @click=${acts.copy}>${words.copy}</button>
        ${close(frameWords.close, 'primary main')}`;
    case 'elsewhere':
      return html`${close(frameWords.close)} ${main(frameWords.continueHere, acts.look, '')}`;
    default:
      return close(frameWords.close);
  }
}

/** While the passphrase is looked at there is nothing to stop after. */
function isBegun(batch: SignBatch, from: number): boolean {
  return countOf(batch, 'signing') > 0 || doneOf(batch) > from;
}

function leaveButton({ words, acts }: BatchScreen, letterId: string, batch: SignBatch) {
  if (itemOf(batch, letterId)?.state === 'left')
    return html`<button type="button" class="button" @click=${() => acts.takeBack(letterId)}>
      ${words.takeBack}
    </button>`;
  return html`<button type="button" class="button" @click=${acts.leave}>
    <span class="narrow">${words.leaveShort}</span><span class="wide-only">${words.leave}</span>
  </button>`;
}
