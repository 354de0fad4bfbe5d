import { html, nothing } from 'lit';
import type { SignPreflight } from '../../server/contract/signing.js';
import type { Format } from '../internal/format.js';
import { icon, penIcon, refreshIcon, zoomInIcon } from '../internal/icons.js';
import { type Loading, loadingScreen } from '../internal/loading.js';
import { note } from '../internal/note.js';
import { failureState } from '../internal/states.js';
import type { Theme } from '../internal/surroundings.js';
import { commonWords, type Language } from '../internal/words.js';
import { affirmationView } from './affirmation-view.js';
import { factorView } from './factor-view.js';
import type { FrameStage } from './frame-stage.js';
import { headView, windowLink } from './head-view.js';
import { letterLines, signedView, signingView, uncertainView } from './outcome-view.js';
import { paperView, readerView } from './paper-view.js';
import { passphraseView } from './passphrase-view.js';
import {
  capacityView,
  factsCard,
  factsView,
  isOpened,
  metChecks,
  readButton,
  refusedView,
  saidView,
} from './preflight-view.js';
import { shortNumber } from './short-number.js';
import { type FrameWords, words as allWords } from './sign-frame.words.js';

interface Acts {
  readonly look: () => void;
  readonly checkAgain: () => void;
  readonly submit: (event: Event) => void;
  readonly goOn: () => void;
  readonly goBack: () => void;
  readonly affirm: (event: Event) => void;
  readonly toggle: () => void;
  readonly read: () => void;
  readonly turn: (page: number) => void;
  readonly stopReading: () => void;
  readonly failPage: () => void;
  readonly retryPage: () => void;
  readonly close: () => void;
  readonly goElsewhere: () => void;
}

export interface FrameState {
  readonly stage: FrameStage;
  readonly facts: SignPreflight | undefined;
  readonly asked: Loading<SignPreflight>;
  readonly language: Language;
  readonly theme: Theme;
  readonly hued: boolean;
  readonly format: Format;
  readonly reading: number | undefined;
  readonly readHere: boolean;
  readonly affirmed: boolean;
  readonly pageFailed: boolean;
  readonly pageUrl: (page: number, width: number) => string;
  readonly shown: boolean;
  readonly closed: boolean;
  readonly covered: boolean;
  readonly windowUrl: string;
  /** @param elsewhere the link to a window of its own */
  readonly passkey: (
    facts: SignPreflight,
    elsewhere: unknown,
  ) => { readonly view: unknown; readonly given: boolean };
  readonly acts: Acts;
}

/** Draws the whole screen: where it is, what it is about, and the buttons, which never scroll away. */
export function frameView(frame: FrameState) {
  const { stage, reading, hued, language, theme } = frame;
  const step = stage.is === 'ready' ? `step-${stage.step}` : 'step-1';
  return html`<div class="root" lang=${language} data-theme=${theme} data-density="auto" ?data-hued=${hued}>
    <div class="room sheet is-${stage.is} ${step}">
      ${head(frame)}
      <div class="body" ?hidden=${reading !== undefined}>
        <div class="measured">${body(frame)}</div>
      </div>
      ${reading === undefined ? nothing : html`<div class="body reading">${reader(frame, reading)}</div>`}
      ${foot(frame)}
    </div>
  </div>`;
}

function head({ facts, stage, language }: FrameState) {
  const words = allWords[language];
  const second = facts?.factor ? words.stepTwoWithCode : words.stepTwo;
  const step = stage.is === 'ready' ? (stage.step === 1 ? words.stepOne : second) : undefined;
  return headView({ language, facts, title: titleOf(stage, words), step });
}

function titleOf(stage: FrameStage, words: FrameWords): string {
  switch (stage.is) {
    case 'signing':
      return words.signingTitle;
    case 'over':
      return stage.outcome.state === 'signed' ? words.signedTitle : words.uncertainTitle;
    case 'ended':
      return stage.expired ? words.expiredTitle : words.notYet;
    case 'elsewhere':
      return words.elsewhereTitle;
    default:
      return words.title;
  }
}

function body(frame: FrameState) {
  const { stage, facts, language, format, acts } = frame;
  const words = allWords[language];
  switch (stage.is) {
    case 'loading':
      return html`<div class="waiting">${loadingScreen(frame.asked, words.loading, language, 3)}</div>`;
    case 'failed':
      return failureState({ report: stage.problem, what: words.failed, language, format, retry: acts.look });
    case 'ready':
      return facts && two(frame, facts, readyView(frame, facts));
    case 'refused':
      return facts && two(frame, facts, refusedView(looked(frame, facts)));
    case 'signing': {
      const seconds = Math.floor((performance.now() - stage.since) / 1000);
      return facts && html`<div class="one">${signingView(stage.progress, seconds, facts, words)}</div>`;
    }
    case 'over': {
      const { outcome, checked } = stage;
      if (!facts) return nothing;
      return html`<div class="one" role="status">
        ${
          outcome.state === 'signed'
            ? signedView(outcome, facts, words, format)
            : uncertainView(facts, checked === true, words)
        }
      </div>`;
    }
    case 'ended':
      return html`<div class="one">
        ${note(stage.expired ? 'warn' : 'danger', {
          title: stage.title ?? (stage.expired ? words.nothingSigned : words.refusedBefore),
          text: words.reopen,
          role: 'alert',
        })}
        ${saidView(stage.said, words)}
      </div>`;
    case 'elsewhere':
      return html`<div class="one"><p role="status">${words.elsewhere}</p></div>`;
  }
}

/** The letter's page beside what is said about it; above it where the frame is narrow. */
function two(frame: FrameState, facts: SignPreflight, rest: unknown) {
  const { language, acts } = frame;
  const words = allWords[language];
  const seen = looked(frame, facts);
  const pages = facts.letter?.pages ?? 0;
  return html`<div class="two">
    <div class="paper-cell">
      ${paperView(paper(frame, 1, 640))}
      <div class="under-paper wide-only">
        <p class="hint">${words.pageOf(1, pages)}</p>
        ${
          isOpened(seen) || !facts.signable
            ? html`<button type="button" class="button plain read" @click=${acts.read}>
                ${icon(zoomInIcon)}${words.enlarge}
              </button>`
            : readButton(seen, acts.read)
        }
      </div>
    </div>
    <div class="facts-cell">
      <div class="wide-only">${factsView(seen)}</div>
      <div class="narrow">${factsCard(seen, nothing, acts.read)}</div>
    </div>
    <div class="rest-cell">${rest}</div>
  </div>`;
}

function readyView(frame: FrameState, facts: SignPreflight) {
  const { stage, language, acts, shown } = frame;
  const words = allWords[language];
  const seen = looked(frame, facts);
  const said = stage.is === 'ready' ? stage.said : undefined;
  const missing = said?.at === 'affirmation';
  return html`
    ${facts.windowAdvised && frame.windowUrl !== '' ? note('plain', { title: words.windowBetter, text: words.windowWhy, acts: ownWindow(frame) }) : nothing}
    ${said?.at === 'top' ? note('warn', { title: said.title, role: 'alert' }) : nothing}
    <form id="signing" novalidate autocomplete="off" @submit=${acts.submit}>
      <div class="first-step">
        ${capacityView(seen)} ${metChecks(seen)}
        ${affirmationView({ words, text: words.affirmation, affirmed: frame.affirmed, missing, affirm: acts.affirm })}
      </div>
      <div class="second-step">
        <div class="narrow">${letterLines(facts, words)}</div>
        ${frame.covered ? note('danger', { title: words.covered, text: words.coveredDo, role: 'alert', acts: ownWindow(frame) }) : nothing}
        ${passphraseView({ facts, words, said, shown, closed: frame.covered, toggle: acts.toggle })}
        ${factorView({ facts, words, said, closed: frame.covered, passkey: frame.passkey(facts, ownWindow(frame)) })}
        <div class="narrow">${ownWindow(frame)}</div>
      </div>
    </form>
  `;
}

function reader(frame: FrameState, page: number) {
  const { acts } = frame;
  return readerView(paper(frame, page, 1280), acts.turn);
}

function paper(frame: FrameState, page: number, width: number) {
  const { language, facts, pageFailed, acts, pageUrl } = frame;
  return {
    page,
    pages: facts?.letter?.pages ?? 0,
    url: pageUrl(page, width),
    words: allWords[language],
    failed: pageFailed,
    fail: acts.failPage,
    retry: acts.retryPage,
    retryWord: commonWords[language].retry,
  };
}

function looked({ language, format, readHere }: FrameState, facts: SignPreflight) {
  return { facts, words: allWords[language], format, readHere };
}

function ownWindow({ windowUrl, language, acts }: FrameState) {
  return windowLink({ windowUrl, language, goElsewhere: acts.goElsewhere });
}

function foot(frame: FrameState) {
  const words = allWords[frame.language];
  return html`<footer class="foot measured">
    ${frame.closed ? html`<p class="second" role="status">${words.windowMayClose}</p>` : nothing}
    <div class="buttons">${buttons(frame, words)}</div>
  </footer>`;
}

function buttons(frame: FrameState, words: FrameWords) {
  const { stage, facts, reading, acts } = frame;
  const close = (label: string, kind = '') =>
    html`<button type="button" class="button close ${kind}" @click=${acts.close}>${label}</button>`;
  if (reading !== undefined) {
    return html`<button type="button" class="button primary" @click=${acts.stopReading}>
      ${words.backToSigning}
    </button>`;
  }
  switch (stage.is) {
    case 'ready': {
      if (!facts) return nothing;
      const weight = isOpened(looked(frame, facts)) ? 'primary' : '';
      return html`
        <div class="wide-only apart">${ownWindow(frame)}</div>
        <div class="step-1-only">${close(words.cancel)}</div>
        <button type="button" class="button step-2-only" @click=${acts.goBack}>${words.back}</button>
        <button type="button" class="button main step-1-narrow ${weight}" @click=${acts.goOn}>
          ${words.goOn}
        </button>
        <button type="submit" form="signing" class="button main step-2-or-wide ${weight}">
          ${icon(penIcon)}${words.sign(shortNumber(facts.letter?.number ?? ''))}
        </button>
      `;
    }
    case 'signing':
      return close(words.closeAndGoOn);
    case 'over':
      if (stage.outcome.state === 'signed') return close(words.close, 'primary');
      return html`${close(words.close)}
        <button type="button" class="button primary main" @click=${acts.checkAgain}>
          ${icon(refreshIcon)}${words.checkNow}
        </button>`;
    case 'elsewhere':
      return html`${close(words.close)}
        <button type="button" class="button main" @click=${acts.look}>${words.continueHere}</button>`;
    default:
      return close(stage.is === 'loading' ? words.cancel : words.close);
  }
}
