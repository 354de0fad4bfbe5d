import { html, nothing } from 'lit';
import type { SignPreflight } from '../../server/contract/signing.js';
import { alertIcon, externalIcon, icon, lockIcon } from '../internal/icons.js';
import { trialLine } from '../internal/trial-line.js';
import type { Language } from '../internal/words.js';
import { deviceView } from './device-view.js';
import { words as allWords } from './sign-frame.words.js';

interface Head {
  readonly language: Language;
  /** Absent until the server has answered. */
  readonly facts: Pick<SignPreflight, 'device' | 'mark' | 'trial' | 'origin'> | undefined;
  readonly title: string;
  /** Below the title where it is narrow. */
  readonly step?: string | undefined;
}

/** Trial line, the true origin, the title, and by what the official knows this screen. */
export function headView({ language, facts, title, step }: Head) {
  const words = allWords[language];
  return html`<header class="head measured">
    ${facts?.trial ? trialLine(language) : nothing}
    <p class="origin">
      ${icon(window.isSecureContext ? lockIcon : alertIcon, 'small')}<span
        ><b>${location.host}</b>${facts ? ` · ${words.askedBy(hostOf(facts.origin))}` : nothing}</span
      >
    </p>
    <div class="title-row">
      <div>
        <h1 class="title" tabindex="-1">${title}</h1>
        ${step === undefined ? nothing : html`<p class="second narrow">${step}</p>`}
      </div>
      ${deviceView(facts, words)}
    </div>
  </header>`;
}

interface WindowLink {
  /** Empty where the screen is a window of its own. */
  readonly windowUrl: string;
  readonly language: Language;
  readonly goElsewhere: () => void;
}

/** The way out of a portal's page, to where the address is in sight. */
export function windowLink({ windowUrl, language, goElsewhere }: WindowLink) {
  if (windowUrl === '') return nothing;
  return html`<a class="button plain" href=${windowUrl} target="_blank" rel="noopener" @click=${goElsewhere}>
    ${icon(externalIcon)}${allWords[language].openWindow}
  </a>`;
}

function hostOf(origin: string): string {
  return origin.replace(/^https?:\/\//, '');
}
