import { html, nothing } from 'lit';
import type { SignPreflight } from '../../server/contract/signing.js';
import { alertIcon, icon } from '../internal/icons.js';
import type { Said } from './frame-stage.js';
import type { FrameWords } from './sign-frame.words.js';

const freeTries = 5;

interface FactorView {
  readonly facts: SignPreflight;
  readonly words: FrameWords;
  readonly said: Said | undefined;
  readonly closed: boolean;
  /** What stands for the code: drawn above it, and in its place once it is given. */
  readonly passkey: { readonly view: unknown; readonly given: boolean };
}

/** The code of the phone, after the passphrase; nothing where the passphrase is enough. */
export function factorView({ facts, words, said, closed, passkey }: FactorView) {
  if (!facts.factor) return nothing;
  if (passkey.given) return passkey.view;
  const here = said?.at === 'factor' ? said : undefined;
  const wrong = here?.wrongWithLeft;
  const left = facts.factor.triesLeft;
  return html`${passkey.view}
    <div class="field factor ${here ? 'wrong' : ''}">
      <label for="code">${words.factorCode}</label>
      ${
        wrong === undefined
          ? html`<p class="second" id="code-help">${words.codeHelp}</p>`
          : html`<p class="wrong-line" id="code-help" role="alert">
              ${icon(alertIcon)}<span><b>${words.codeWrong(wrong)}</b> ${words.nothingSigned}</span>
            </p>`
      }
      <input
        class="control code"
        id="code"
        ?disabled=${closed}
        inputmode="numeric"
        maxlength="7"
        autocomplete="one-time-code"
        autocorrect="off"
        spellcheck="false"
        aria-describedby="code-help code-more"
        aria-invalid=${here ? 'true' : nothing}
      />
      <p class="second" id="code-more">
        ${here && wrong === undefined ? html`<span class="field-problem" role="alert">${words.codeFirst}</span>` : nothing}
        ${wrong !== undefined ? words.lostPhone(facts.whoHelps) : left < freeTries ? words.triesLeft(left) : nothing}
      </p>
    </div>`;
}

/** Whether it can be a code of an app: six digits, perhaps with a gap. */
export function isCode(typed: string): boolean {
  return /^[0-9]{6}$/.test(typed.replace(/[\s-]/g, ''));
}
