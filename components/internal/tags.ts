import { css, html, nothing } from 'lit';
import type { InboxRow } from '../../server/contract/letters.js';
import type { Derajat, Sifat } from '../../server/contract/vocabulary.js';
import type { Format } from './format.js';
import {
  checkIcon,
  circleAlertIcon,
  clockIcon,
  flagIcon,
  helpIcon,
  icon,
  lockIcon,
  penIcon,
} from './icons.js';
import { commonWords, type Language } from './words.js';

export const tagStyles = css`
  .tags {
    display: flex;
    flex-wrap: wrap;
    gap: 4px 12px;
    align-items: center;
  }
  .tag {
    display: inline-flex;
    align-items: center;
    gap: 4px;
    font-size: 13px;
    line-height: 18px;
    font-weight: 500;
    color: var(--n-text-2);
    white-space: nowrap;
  }
  .tag.sangat-segera {
    color: var(--n-danger);
  }
  .tag.segera,
  .tag.uncertain {
    color: var(--n-warn);
  }
  .tag.late {
    padding: 2px 8px 2px 4px;
    margin-inline-start: -4px;
    border-radius: 4px;
    background: var(--n-danger-bg);
    color: var(--n-danger);
  }
  .tag.sifat {
    padding: 1px 8px 1px 6px;
    border: 1px solid var(--n-line-strong);
    border-radius: 4px;
    color: var(--n-text);
  }
  .tag.yours {
    color: var(--n-accent);
  }
  /* The coloured edge belongs to derajat alone, and never stands without its word. */
  .edge-sangat-segera {
    border-inline-start: 4px solid var(--n-danger);
  }
  .edge-segera {
    border-inline-start: 4px dashed var(--n-warn-edge);
  }
  .edge-biasa {
    border-inline-start: 4px solid transparent;
  }
`;

/** Flag and word; nothing for an ordinary letter. Its row or heading wears `edge-<derajat>` as well. */
export function derajatTag(derajat: Derajat, language: Language) {
  if (derajat === 'biasa') return nothing;
  const words = commonWords[language];
  return html`<span class="tag ${derajat}"
    >${icon(flagIcon, 'small')}${derajat === 'segera' ? words.segera : words.sangatSegera}</span
  >`;
}

export function sifatWord(sifat: Sifat, language: Language): string {
  const words = commonWords[language];
  return {
    biasa: words.sifatBiasa,
    terbatas: words.terbatas,
    rahasia: words.rahasia,
    'sangat-rahasia': words.sangatRahasia,
  }[sifat];
}

export function derajatWord(derajat: Derajat, language: Language): string {
  const words = commonWords[language];
  return { biasa: words.derajatBiasa, segera: words.segera, 'sangat-segera': words.sangatSegera }[derajat];
}

/** Outlined badge with a lock, from terbatas up. */
export function sifatTag(sifat: Sifat, language: Language) {
  if (sifat === 'biasa') return nothing;
  return html`<span class="tag sifat">${icon(lockIcon, 'small')}${sifatWord(sifat, language)}</span>`;
}

/** Late by working days, else the last day where there is one. */
export function dueTag(due: string | undefined, lateDays: number, format: Format, now?: Date) {
  const words = commonWords[format.language];
  if (lateDays > 0)
    return html`<span class="tag late">${icon(circleAlertIcon, 'small')}${words.late(lateDays)}</span>`;
  if (due === undefined) return nothing;
  const days = format.daysUntil(due, now);
  const text = days === 0 ? words.dueToday : days === 1 ? words.dueTomorrow : words.due(format.day(due));
  return html`<span class="tag">${icon(clockIcon, 'small')}${text}</span>`;
}

/** Nobody knows whether it was signed. In place of what it waits for: a person decides first. */
export function uncertainTag(language: Language) {
  return html`<span class="tag uncertain"
    >${icon(helpIcon, 'small')}${commonWords[language].uncertain}</span
  >`;
}

/** What this desk is asked for next. Only signature and paraf are shouted in the accent colour. */
export function waitsForTag(waitsFor: InboxRow['waitsFor'], language: Language) {
  if (waitsFor === undefined) return nothing;
  const words = commonWords[language];
  const text = {
    sign: words.waitsSign,
    paraf: words.waitsParaf,
    disposition: words.waitsDisposition,
    'follow-up': words.waitsFollowUp,
    file: words.waitsFile,
    number: words.waitsNumber,
    route: words.waitsRoute,
    close: words.waitsClose,
  }[waitsFor];
  if (waitsFor === 'sign') return html`<span class="tag yours">${icon(penIcon, 'small')}${text}</span>`;
  if (waitsFor === 'paraf') return html`<span class="tag yours">${icon(checkIcon, 'small')}${text}</span>`;
  return html`<span class="tag">${text}</span>`;
}
