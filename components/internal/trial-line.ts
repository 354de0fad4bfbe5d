import { css, html } from 'lit';
import { icon, infoIcon } from './icons.js';
import { commonWords, type Language } from './words.js';

export const trialLineStyles = css`
  .trial-line {
    display: flex;
    align-items: center;
    gap: 8px;
    padding: 4px 16px;
    font-size: 13px;
    line-height: 18px;
    background: var(--n-trial-bg);
    color: var(--n-text);
  }
  .trial-line strong,
  .trial-line .icon {
    color: var(--n-trial);
    font-weight: 600;
  }
`;

/** "Uji coba – belum berkekuatan hukum" */
export function trialLine(language: Language) {
  const words = commonWords[language];
  return html`<p class="trial-line" part="trial">
    ${icon(infoIcon, 'small')}<span><strong>${words.trial}</strong> – ${words.trialMeaning}</span>
  </p>`;
}
