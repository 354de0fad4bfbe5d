import { html, nothing } from 'lit';
import { keyed } from 'lit/directives/keyed.js';
import type { BatchItem, CheckOfAll } from '../../server/contract/sign-batches.js';
import type { PreflightCheck, SignPreflight } from '../../server/contract/signing.js';
import { chevronLeftIcon, icon } from '../internal/icons.js';
import { note } from '../internal/note.js';
import { commonWords } from '../internal/words.js';
import type { BatchStage } from './batch-stage.js';
import type { BatchScreen } from './batch-view.js';
import { paperView } from './paper-view.js';
import { checkRow, numberView } from './preflight-view.js';
import { problemNote } from './problem-note.js';

/** Checks of the one who signs stand where the passphrase is asked for, once for all letters. */
const elsewhere: Readonly<Record<CheckOfAll | 'opened', true>> = {
  appointment: true,
  certificate: true,
  factor: true,
  clock: true,
  'legal-mode': true,
  // Of this frame alone it counts what was opened in it.
  opened: true,
};

/** One letter to be read: what it is, what was found about it, and its pages, whose pictures come as they are needed. */
export function batchLetterView(screen: BatchScreen, item: BatchItem, stage: BatchStage) {
  const { words, frameWords, acts, format } = screen;
  const facts = [
    item.date === undefined ? undefined : format.date(item.date),
    words.pages(item.pages),
  ].filter((fact) => fact !== undefined);
  return html`<div class="reader letter-reader">
    <div class="about">
      <button type="button" class="button plain to-list" @click=${acts.toList}>
        ${icon(chevronLeftIcon)}${words.toList}
      </button>
      ${problemNote(stage)}
      ${item.state === 'left' ? note('plain', { title: words.leftOut, text: words.leftMeaning }) : nothing}
      <div>
        <p class="strong">${item.number === '' ? words.noNumber : numberView(item.number)}</p>
        <p>${item.subject}</p>
        <p class="second">${facts.join(' · ')}</p>
      </div>
      ${item.state === 'left' ? nothing : ownChecks(screen)}
    </div>
    ${keyed(
      item.letterId,
      html`<div class="pages" role="group" aria-label=${words.pagesOf(item.number)}>
        ${[...new Array(item.pages).keys()].map((at) => pageView(screen, item, at + 1))}
      </div>`,
    )}
    ${item.pages === 0 ? html`<p>${frameWords.pageFailed}</p>` : nothing}
  </div>`;
}

function pageView(
  { frameWords, language, failedPages, acts, pageUrl }: BatchScreen,
  item: BatchItem,
  page: number,
) {
  const name = `${item.letterId}/${page}`;
  return html`<figure class="page" data-page=${page}>
    ${paperView({
      page,
      pages: item.pages,
      url: pageUrl(item, page, 640),
      wideUrl: pageUrl(item, page, 1280),
      words: frameWords,
      failed: failedPages.has(name),
      fail: () => acts.failPage(name),
      retry: () => acts.retryPage(name),
      retryWord: commonWords[language].retry,
      shown: acts.pageShown,
    })}
    <figcaption class="hint">${frameWords.pageOf(page, item.pages)}</figcaption>
  </figure>`;
}

/** Warnings, and what would have this letter passed over. What is well is not told twelve times. */
function ownChecks({ own, words }: BatchScreen) {
  if (own === 'failed')
    return html`<ul class="checks">
      ${checkRow('advice', words.checksFailed)}
    </ul>`;
  if (!own) return nothing;
  const unmet = unmetChecks(own);
  if (unmet.length === 0) return nothing;
  return html`
    ${unmet.some(({ code }) => code !== undefined) ? note('warn', { title: words.cannot, text: words.cannotMeaning }) : nothing}
    <ul class="checks">
      ${unmet.map(({ code, title, detail }) => checkRow(code === undefined ? 'advice' : 'failed', title, detail))}
    </ul>
  `;
}

function unmetChecks({ checks }: SignPreflight): readonly PreflightCheck[] {
  return checks.filter(({ check, ok }) => !ok && !(check in elsewhere));
}
