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

/** Which of the three steps is under way, and for how long. Only steps that the server tells are shown as done. */
export function signingView(
  progress: SigningProgress,
  seconds: number,
  facts: SignPreflight,
  words: FrameWords,
) {
  const { dispatched, place, cut } = progress;
  const check =
    place === undefined
      ? words.stepCheck
      : words.stepQueue(place, Math.max(1, Math.ceil(place * secondsPerPlace)));
  const steps = [check, words.stepSign, words.stepStore];
  const at = dispatched === true ? 1 : 0;
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
      cut
        ? note('warn', { title: words.cut, icon: offlineIcon, role: 'alert' })
        : html`<p class="second">${words.mayClose} ${dispatched ? words.noReturn : nothing}</p>`
    }
  `;
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
      <p>${words.uncertainLead}</p>
    </div>
    ${note('warn', { title: words.doNotSign, text: words.locked })}
    <dl class="facts wide">
      <dt>${words.number}</dt>
      <dd>${numberView(facts.letter?.number ?? '')}</dd>
      <dt>${words.ifItStays}</dt>
      <dd>${words.decides(facts.whoHelps)}</dd>
    </dl>
    <p role="status" class="second">${checked ? words.stillUncertain : nothing}</p>
  `;
}

function groupsOfFour(code: string): string {
  return code.replace(/(.{4})(?=.)/g, '$1 ');
}
