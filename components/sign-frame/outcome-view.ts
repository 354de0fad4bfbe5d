import { html, nothing } from 'lit';
import type { Signed, SignPreflight } from '../../server/contract/signing.js';
import type { Format } from '../internal/format.js';
import { checkIcon, circleIcon, halfIcon, helpIcon, icon, offlineIcon } from '../internal/icons.js';
import { note } from '../internal/note.js';
import { numberView } from './preflight-view.js';
import type { SigningProgress } from './run-signing.js';
import type { FrameWords } from './sign-frame.words.js';

/** One unlock takes about 0.9 s, and two are done at once. */
const secondsPerPlace = 0.45;

/** How long who stands so far back in the line waits, in whole seconds. */
export function secondsOfPlace(place: number): number {
  return Math.max(1, Math.ceil(place * secondsPerPlace));
}

/** Seconds after which it is said how far it is, and after which nobody need wait. */
const slow = 3;
const verySlow = 20;

/** Which step is under way, and for how long. Only steps that the server tells are shown as done. */
export function signingView(
  progress: SigningProgress,
  seconds: number,
  facts: SignPreflight,
  words: FrameWords,
) {
  const { steps, at } = facts.provider === 'bsre' ? gatewaySteps(progress, words) : ownSteps(progress, words);
  return html`
    ${letterLines(facts, words)}
    <ol class="steps">
      ${steps.map(
        (step, index) =>
          html`<li
            class=${index < at ? 'done' : index === at ? 'now' : ''}
            aria-current=${index === at ? 'step' : nothing}
          >
            ${icon(index < at ? checkIcon : index === at ? halfIcon : circleIcon)}
            <span>${step}</span>
            <span class="when"
              >${index < at ? words.done : index === at ? words.seconds(seconds) : nothing}</span
            >
          </li>`,
      )}
    </ol>
    <p role="status" class="seen-by-readers-only">${steps[at]}</p>
    ${
      progress.cut
        ? note('warn', { title: words.cut, icon: offlineIcon, role: 'alert' })
        : html`<p class="second">
            ${facts.provider === 'bsre' ? gatewayWait(seconds, steps[at], words) : words.mayClose}
            ${progress.dispatched ? words.noReturn : nothing}
          </p>`
    }
  `;
}

interface Steps {
  readonly steps: readonly string[];
  /** Which of them is under way. */
  readonly at: number;
}

function ownSteps({ dispatched, place }: SigningProgress, words: FrameWords): Steps {
  const check = place === undefined ? words.stepCheck : words.stepQueue(place, secondsOfPlace(place));
  return { steps: [check, words.stepSign, words.stepStore], at: dispatched === true ? 1 : 0 };
}

/** What was sent is told as sent; then the answer is awaited, and judged once it came. */
function gatewaySteps({ dispatched, step }: SigningProgress, words: FrameWords): Steps {
  const at = dispatched !== true ? 0 : step === 'answered' ? 3 : 2;
  const answer = at === 2 ? words.stepAwaited : words.stepAnswered;
  return { steps: [words.stepAffirmed, words.stepSent, answer, words.stepChecked, words.stepStore], at };
}

function gatewayWait(seconds: number, step: string | undefined, words: FrameWords) {
  if (seconds < slow) return nothing;
  return html`${words.waiting(seconds, step ?? '')}
    <span role="status">${seconds < verySlow ? nothing : words.closeWhenSlow}</span>`;
}

/** What is being signed, in three lines. */
export function letterLines(facts: SignPreflight, words: FrameWords) {
  return html`<div class="lines">
    <p class="strong">${numberView(facts.letter?.number ?? '')}</p>
    <p>${facts.letter?.subject}</p>
    <p class="second">${words.signingAsShort(facts.capacity)}</p>
  </div>`;
}

/** Our own check first, then what stands on the paper. */
export function signedView(outcome: Signed, facts: SignPreflight, words: FrameWords, format: Format) {
  const { number, signedAt, code, signatures } = outcome;
  return html`
    <div class="lead ok">
      ${icon(checkIcon, 'large')}
      <p>${outcome.verdict === 'intact' ? words.checkedAgain : words.stored}</p>
    </div>
    ${outcome.rewritten ? note('plain', { title: words.rewritten, text: words.rewrittenMeaning }) : nothing}
    <dl class="facts wide">
      ${
        number === undefined
          ? nothing
          : html`<dt>${words.number}</dt>
              <dd>${numberView(number)}</dd>`
      }
      ${
        signedAt === undefined
          ? nothing
          : html`<dt>${words.time}</dt>
              <dd>${format.dateTime(signedAt)}</dd>`
      }
      <dt>${words.signer}</dt>
      <dd>${facts.official}, ${facts.capacity}</dd>
      ${
        signatures > 1
          ? html`<dt>${words.signatures}</dt>
              <dd>${words.signatureNo(signatures)}</dd>`
          : nothing
      }
      ${
        code === undefined
          ? nothing
          : html`<dt>${words.code}</dt>
              <dd class="code">${groupsOfFour(code)}</dd>`
      }
    </dl>
  `;
}

/** Warns, and never says that it failed. */
export function uncertainView(facts: SignPreflight, checked: boolean, words: FrameWords) {
  return html`
    <div class="lead warn">
      ${icon(helpIcon, 'large')}
      <p>${facts.provider === 'bsre' ? words.uncertainAtBsre : nothing} ${words.uncertainLead}</p>
    </div>
    ${note('warn', { title: words.doNotSign, text: words.locked })}
    <dl class="facts wide">
      <dt>${words.number}</dt>
      <dd>${numberView(facts.letter?.number ?? '')}</dd>
      <dt>${words.ifItStays}</dt>
      <dd>${facts.provider === 'bsre' ? words.decideAtDesk : words.decides(facts.whoHelps)}</dd>
    </dl>
    <p role="status" class="second">${checked ? words.stillUncertain : nothing}</p>
  `;
}

function groupsOfFour(code: string): string {
  return code.replace(/(.{4})(?=.)/g, '$1 ');
}
