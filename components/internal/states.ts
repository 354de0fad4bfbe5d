import { css, html, nothing } from 'lit';
import type { Format } from './format.js';
import { icon, inboxIcon, keyIcon, offlineIcon, refreshIcon } from './icons.js';
import { note } from './note.js';
import type { OfficeReport } from './office-problem.js';
import { commonWords, type Language } from './words.js';

export const stateStyles = css`
  .empty {
    padding: 40px 24px;
    max-width: 400px;
  }
  .empty > .icon {
    color: var(--n-text-2);
  }
  .empty p {
    margin-block: 8px 20px;
    color: var(--n-text-2);
  }
  .empty h3 {
    margin-block-start: 16px;
  }
  .offline-line {
    display: flex;
    gap: 12px;
    padding: 12px 16px;
    font-size: 13px;
    line-height: 18px;
    background: var(--n-bg-sunken);
    border-block-end: 1px solid var(--n-line);
  }
  .offline-line b {
    font-weight: 600;
  }
`;

/** One sentence, what it means, and the usual next act. */
export function emptyState(title: string, text: string, act: unknown = nothing, shape: string = inboxIcon) {
  return html`<div class="empty" part="empty">
    ${icon(shape, 'large')}
    <h3 class="card-title">${title}</h3>
    <p>${text}</p>
    ${act}
  </div>`;
}

/** A grey line, since being offline is weather and nobody's fault. `copiedAt` is the time of what is shown. */
export function offlineLine(language: Language, copiedAt?: string) {
  const words = commonWords[language];
  return html`<p class="offline-line" part="offline" role="status">
    ${icon(offlineIcon)}<span
      ><b>${words.offline}</b>
      ${copiedAt === undefined ? words.offlineMeaning : words.copiedAt(copiedAt)}</span
    >
  </p>`;
}

export interface Failure {
  readonly report: OfficeReport;
  /** What did not work, said by the element: "Daftar surat tidak dapat diambil". */
  readonly what: string;
  readonly language: Language;
  readonly format: Format;
  readonly retry?: (() => void) | undefined;
  /** Asks the portal for a new session. */
  readonly renew?: (() => void) | undefined;
}

/** Draws any refusal: offline, an ended session, or what the server said with a way on and a code to tell. */
export function failureState({ report, what, language, format, retry, renew }: Failure) {
  const words = commonWords[language];
  const again = retry
    ? html`<button type="button" class="button" @click=${retry}>${icon(refreshIcon)}${words.retry}</button>`
    : undefined;
  if (report.code === 'offline') {
    return html`${offlineLine(language)}${again ? html`<div class="offline-line">${again}</div>` : nothing}`;
  }
  if (
    report.code === 'session-expired' ||
    report.code === 'token-expired' ||
    report.code === 'token-missing'
  ) {
    return note('warn', {
      title: words.expired,
      text: words.expiredMeaning,
      icon: keyIcon,
      role: 'alert',
      acts: renew
        ? html`<button type="button" class="button primary" @click=${renew}>${words.signInAgain}</button>`
        : undefined,
    });
  }
  return note('danger', {
    title: what,
    text: report.title,
    role: 'alert',
    acts: again,
    ...(report.traceId ? { small: words.ifItStays(report.traceId, format.dateTime(new Date())) } : {}),
  });
}
