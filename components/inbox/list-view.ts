import { html, nothing } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import type { Format } from '../internal/format.js';
import { loadingLine, loadingScreen } from '../internal/loading.js';
import { emptyState, failureState, offlineLine } from '../internal/states.js';
import type { DeskList, ListedRow } from './desk-list.js';
import { words } from './inbox.words.js';
import { stopOf } from './list-place.js';
import type { ManyPlace } from './many-place.js';
import { rowView } from './row-view.js';

export interface ListView {
  readonly list: DeskList;
  readonly format: Format;
  readonly online: boolean;
  readonly openId: string | undefined;
  /** Which row was used last. */
  readonly stopId: string | undefined;
  readonly many: ManyPlace;
  readonly open: (row: ListedRow) => void;
  readonly showAll: () => void;
  readonly showWaiting: () => void;
  readonly renew: () => void;
  readonly keys: (event: KeyboardEvent) => void;
  /** What the empty list offers next. */
  readonly record: unknown;
}

/** The list in every state: being fetched, refused, offline, empty, without a match, whole. */
export function listView(view: ListView) {
  const { list, format } = view;
  const said = words[format.language];
  const { page, rows } = list;
  const { many } = view;
  const stop = stopOf(rows, view.stopId);
  const press = (row: ListedRow, event: MouseEvent) => many.press(row, event) || view.open(row);
  const keys = (event: KeyboardEvent) => many.takeKey(event) || view.keys(event);
  if (page.problem && rows.length === 0)
    return failureState({
      report: page.problem,
      what: said.failed,
      language: format.language,
      format,
      retry: () => void list.load(),
      renew: view.renew,
    });
  return html`
    ${aboveRows(view)} ${many.above()}
    ${rows.length === 0 && page.busy ? loadingScreen(page, said.loading, format.language) : nothing}
    ${rows.length === 0 && !page.busy && page.value ? noRows(view) : nothing}
    ${
      rows.length === 0
        ? nothing
        : html`<ul
            class="rows ${many.choosing ? 'choosing' : ''}"
            part="list"
            aria-label=${said.list}
            @keydown=${keys}
          >
            ${repeat(
              rows,
              ({ letterId }) => letterId,
              (row) =>
                rowView({
                  row,
                  format,
                  searched: list.wish.q !== '',
                  selected: row.letterId === view.openId,
                  stop: row.letterId === stop,
                  box: many.boxOf(row),
                  press,
                }),
            )}
          </ul>`
    }
    ${rows.length === 0 ? nothing : belowRows(view)} ${many.below()}
  `;
}

function aboveRows({ list, format, online, showAll, showWaiting, renew }: ListView) {
  const said = words[format.language];
  const { wish, page, delta, waiting } = list;
  // Being offline is said once, with the time of what is shown.
  const troubled = [page.problem, delta.problem].find((each) => each !== undefined);
  const offline = !online || troubled?.code === 'offline';
  return html`
    ${offline ? offlineLine(format.language, page.value ? format.time(page.value.at) : undefined) : nothing}
    ${
      troubled && !offline
        ? failureState({
            report: troubled,
            what: said.notRefreshed,
            language: format.language,
            format,
            retry: () => void list.refresh(),
            renew,
          })
        : nothing
    }
    ${
      wish.filter === undefined
        ? nothing
        : html`<p class="said">
            <span role="status">${said.only(said[wish.filter], page.value?.total ?? 0)}</span>
            <button type="button" class="button plain" @click=${showAll}>${said.showAll}</button>
          </p>`
    }
    ${
      waiting.length === 0
        ? nothing
        : html`<button type="button" class="button fresh" @click=${showWaiting}>
            ${said.fresh(waiting.length)}
          </button>`
    }
  `;
}

function noRows({ list, format, showAll, record }: ListView) {
  const said = words[format.language];
  const { wish } = list;
  const all = (label: string) =>
    html`<button type="button" class="button" @click=${showAll}>${label}</button>`;
  if (wish.q !== '') {
    const none = wish.filter ? said.noMatchIn(wish.q, said[wish.filter]) : said.noMatch(wish.q);
    return emptyState(none, said.noMatchMeaning, all(said.clearSearch));
  }
  if (wish.filter) return emptyState(said.noneFiltered, said.noneFilteredMeaning, all(said.showAll));
  return emptyState(said.empty, said.emptyMeaning, record);
}

function belowRows({ list, format, renew }: ListView) {
  const said = words[format.language];
  const { more, page, wish } = list;
  if (more.problem)
    return failureState({
      report: more.problem,
      what: said.moreFailed,
      language: format.language,
      format,
      retry: () => void list.loadMore(),
      renew,
    });
  if (!list.hasMore) {
    const total = page.value?.total ?? list.rows.length;
    return html`<p class="end hint">${wish.q === '' ? said.end(total) : said.endFound(total)}</p>`;
  }
  return html`${loadingLine(more, said.loadingMore, format.language)}
    <p class="end more">
      <button type="button" class="button" @click=${() => void list.loadMore()}>${said.more}</button>
    </p>`;
}
