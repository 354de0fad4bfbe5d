import { html, nothing } from 'lit';
import type { Counters, InboxPage, InboxTab } from '../../server/contract/letters.js';
import type { Desk } from '../../server/contract/portal-session.js';
import type { Format } from '../internal/format.js';
import { chevronsIcon, icon, monitorIcon, plusIcon, refreshIcon, searchIcon } from '../internal/icons.js';
import type { Language } from '../internal/words.js';
import type { Filter, ListWish } from './desk-list.js';
import { words } from './inbox.words.js';

/** At which desk one sits, until when, and the way to another. A native list lies over it, as phones know it. */
export function deskSwitch(
  desk: Desk,
  desks: readonly Desk[],
  format: Format,
  choose: (positionId: string) => void,
) {
  const said = words[format.language];
  const others = desks.length - 1;
  const facts = [
    ...(desk.secretary ? [said.helping] : []),
    ...(desk.until === undefined ? [] : [said.until(format.day(desk.until).slice(4))]),
    ...(others > 0 ? [said.otherDesks(others)] : [desk.unit]),
  ];
  return html`<div class="desk">
    <span class="desk-icon">${icon(monitorIcon)}</span>
    <div class="desk-words" aria-hidden=${others > 0 ? 'true' : nothing}>
      <p class="desk-title">${desk.shortTitle}</p>
      <p class="hint">${facts.join(' · ')}</p>
    </div>
    ${
      others > 0
        ? html`${icon(chevronsIcon)}<select
              aria-label=${said.desk}
              @change=${(event: Event) => choose((event.target as HTMLSelectElement).value)}
            >
              ${desks.map(
                (each) =>
                  html`<option value=${each.positionId} ?selected=${each.positionId === desk.positionId}>
                    ${each.shortTitle} · ${each.unit}
                  </option>`,
              )}
            </select>`
        : nothing
    }
  </div>`;
}

const filters: readonly (readonly [filter: Filter, counter: keyof Counters])[] = [
  ['unread', 'unread'],
  ['sign', 'sign'],
  ['due-today', 'dueToday'],
  ['late', 'late'],
];

/** The counters of the desk; each is a filter over all of it. */
export function counterButtons(
  counters: Counters,
  wish: ListWish,
  format: Format,
  choose: (filter: Filter) => void,
) {
  const said = words[format.language];
  return html`<div class="counters" role="group" aria-label=${said.counters}>
    ${filters.map(
      ([filter, counter]) =>
        html`<button
          type="button"
          class="counter ${filter} ${counters[counter] === 0 ? 'none' : ''}"
          part="counter"
          aria-pressed=${wish.filter === filter}
          @click=${() => choose(filter)}
        >
          <b>${format.number(counters[counter])}</b> ${said[filter]}
        </button>`,
    )}
  </div>`;
}

export interface TopActs {
  readonly format: Format;
  /** When the list was read. */
  readonly at: string | undefined;
  readonly busy: boolean;
  readonly searching: boolean;
  readonly search: () => void;
  readonly refresh: () => void;
  readonly record: unknown;
}

/** How fresh the list is, and what can be done with all of it. */
export function topActs({ format, at, busy, searching, search, refresh, record }: TopActs) {
  const said = words[format.language];
  return html`<div class="top-acts">
    ${at === undefined ? nothing : html`<span class="hint">${said.refreshed(format.clock(at))}</span>`}
    <button
      type="button"
      class="button plain icon-only narrow-only"
      aria-label=${said.openSearch}
      aria-expanded=${searching}
      @click=${search}
    >
      ${icon(searchIcon)}
    </button>
    <button
      type="button"
      class="button plain icon-only"
      aria-label=${said.refresh}
      aria-busy=${busy}
      @click=${refresh}
    >
      ${icon(refreshIcon)}
    </button>
    ${record}
  </div>`;
}

/** A link where the portal has a page for it. */
export function recordButton(language: Language, url: string | undefined, record: () => void) {
  const content = html`${icon(plusIcon)}<span>${words[language].record}</span>`;
  return url === undefined
    ? html`<button type="button" class="button record" @click=${record}>${content}</button>`
    : html`<a class="button record" href=${url}>${content}</a>`;
}

const tabs: readonly InboxTab[] = ['in', 'disposition', 'sign', 'copy', 'sent', 'done'];
/** What lies there and is done needs no number. */
const counted: readonly InboxTab[] = ['in', 'disposition', 'sign', 'copy'];

export function tabWord(tab: InboxTab, language: Language): string {
  return words[language][tab === 'sign' ? 'tab-sign' : tab];
}

/** Places of the desk. While a filter or a search looks over all of them, none is the current one. */
export function tabButtons(
  page: InboxPage | undefined,
  wish: ListWish,
  format: Format,
  choose: (tab: InboxTab) => void,
) {
  const said = words[format.language];
  const current = wish.filter === undefined && wish.q === '' ? wish.tab : undefined;
  return html`<nav class="tabs-line" aria-label=${said.tabs}>
    ${tabs.map(
      (tab) =>
        html`<button
          type="button"
          class="tab-button"
          part="tab"
          aria-current=${tab === current ? 'true' : nothing}
          @click=${() => choose(tab)}
        >
          ${tabWord(tab, format.language)}
          ${page && counted.includes(tab) ? html`<span>${format.number(page.tabs[tab] ?? 0)}</span>` : nothing}
        </button>`,
    )}
  </nav>`;
}
