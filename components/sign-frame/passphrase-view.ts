import { html, nothing } from 'lit';
import type { SignPreflight } from '../../server/contract/signing.js';
import { alertIcon, eyeIcon, eyeOffIcon, icon } from '../internal/icons.js';
import type { Said } from './frame-stage.js';
import type { FrameWords } from './sign-frame.words.js';

const mostTries = 5;

interface PassphraseView {
  readonly facts: SignPreflight;
  readonly words: FrameWords;
  readonly said: Said | undefined;
  readonly shown: boolean;
  /** Nothing may be typed: something lies over the screen. */
  readonly closed: boolean;
  readonly toggle: () => void;
}

/**
 * The field, what is wrong with it above it, and who helps below.
 *
 * No browser is asked to keep what is typed: these are shared machines. What was typed lives in the field alone, never in a
 * binding of the template.
 */
export function passphraseView({ facts, words, said, shown, closed, toggle }: PassphraseView) {
  const here = said?.at === 'passphrase' ? said : undefined;
  const wrong = here?.wrongWithLeft;
  const missing = here && wrong === undefined && !here.emptied;
  const left = wrong ?? facts.triesLeft;
  return html`<div class="field passphrase ${wrong !== undefined || missing ? 'wrong' : ''}">
    <label for="passphrase">${words[`passphrase-${facts.provider}`]}</label>
    ${
      wrong === undefined
        ? html`<p class="second" id="only-you">${words[`onlyYou-${facts.provider}`]}</p>`
        : html`<p class="wrong-line" id="only-you" role="alert">
            ${icon(alertIcon)}<span><b>${words.wrong(wrong)}</b> ${words.nothingSigned}</span>
          </p>`
    }
    <div class="with-eye">
      <input
        class="control"
        id="passphrase"
        ?disabled=${closed}
        type=${shown ? 'text' : 'password'}
        maxlength="256"
        autocomplete="off"
        autocapitalize="off"
        autocorrect="off"
        spellcheck="false"
        data-1p-ignore
        data-lpignore="true"
        aria-describedby="only-you passphrase-help"
        aria-invalid=${wrong !== undefined || missing ? 'true' : nothing}
      />
      <button
        type="button"
        class="button plain icon-only"
        aria-label=${shown ? words.hide : words.show}
        aria-controls="passphrase"
        @click=${toggle}
      >
        ${icon(shown ? eyeOffIcon : eyeIcon)}
      </button>
    </div>
    <p class="second" id="passphrase-help">
      ${missing ? html`<span class="field-problem" role="alert">${words.passphraseFirst}</span>` : nothing}
      ${here?.emptied ? html`<span role="status">${words.emptied}</span>` : nothing}
      ${
        left >= mostTries
          ? nothing
          : html`${wrong === undefined ? `${words.triesLeft(left)} ` : nothing}${words[`locksAtFive-${facts.provider}`](facts.whoHelps)}`
      }
    </p>
  </div>`;
}
