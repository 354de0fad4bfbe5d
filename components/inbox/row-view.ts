import { html, nothing } from 'lit';
import type { Format } from '../internal/format.js';
import { checkIcon, externalIcon, icon } from '../internal/icons.js';
import { derajatTag, dueTag, sifatTag, uncertainTag, waitsForTag } from '../internal/tags.js';
import { commonWords } from '../internal/words.js';
import type { ListedRow } from './desk-list.js';
import { tabWord } from './inbox-head.js';
import { words } from './inbox.words.js';

export interface RowView {
  readonly row: ListedRow;
  readonly format: Format;
  /** Found by a search over the whole desk, so that the list does not say where the row lies. */
  readonly searched: boolean;
  readonly selected: boolean;
  /** The one row that is reached by Tab. */
  readonly stop: boolean;
  /** Where it can be chosen with others: whether it is. */
  readonly box: 'on' | 'off' | undefined;
  readonly press: (row: ListedRow, event: MouseEvent) => void;
}

/** Said in a row; for a disposition nothing is, since that is what a desk is for. */
const worthSaying: readonly ListedRow['waitsFor'][] = ['sign', 'paraf', 'file', 'number', 'close'];

/** Places that no other tag of a row tells. */
const worthPlacing: readonly ListedRow['tab'][] = ['sent', 'done'];

/** Two lines, and a third where something must be said. Its height follows from its data, so nothing is measured. */
export function rowView({ row, format, searched, selected, stop, box, press }: RowView) {
  const said = words[format.language];
  const tags = tagsOf(row, format, searched);
  return html`<li class="item ${tags.length > 0 ? 'tagged' : ''} ${row.gone ? 'gone' : ''}">
    <button
      type="button"
      class="row edge-${row.derajat} ${row.unread ? 'unread' : ''}"
      part="row"
      data-letter=${row.letterId}
      tabindex=${stop ? 0 : -1}
      role=${box === undefined ? nothing : 'checkbox'}
      aria-checked=${box === undefined ? nothing : box === 'on'}
      aria-current=${selected ? 'true' : nothing}
      @click=${(event: MouseEvent) => press(row, event)}
    >
      ${box === undefined ? nothing : html`<span class="box">${icon(checkIcon)}</span>`}
      ${
        row.unread
          ? html`<span class="dot"
              ><span class="seen-by-readers-only">${commonWords[format.language].unread}. </span></span
            >`
          : nothing
      }
      <span class="subject">${row.restricted ? said.restricted : row.subject}</span>
      ${row.restricted ? html`<span class="way">${icon(externalIcon)}</span>` : nothing}
      <span class="about">${aboutOf(row, format)}</span>
      <span class="age">${row.gone ? said.left : format.age(row.arrivedAt)}</span>
      ${tags.length > 0 ? html`<span class="tags">${tags}</span>` : nothing}
    </button>
  </li>`;
}

function aboutOf(row: ListedRow, format: Format) {
  const said = words[format.language];
  const agenda = row.agenda === undefined ? [] : [said.agenda(row.agenda)];
  const parts = row.restricted
    ? [said.restrictedMeaning, ...agenda]
    : [row.sender, row.number].filter((part) => part !== undefined && part !== '');
  return parts.join(' · ');
}

function tagsOf(row: ListedRow, format: Format, searched: boolean): unknown[] {
  const { language } = format;
  const said = words[language];
  return [
    derajatTag(row.derajat, language),
    sifatTag(row.sifat, language),
    dueTag(row.due, row.lateDays, format),
    row.status === 'uncertain'
      ? uncertainTag(language)
      : worthSaying.includes(row.waitsFor)
        ? waitsForTag(row.waitsFor, language)
        : nothing,
    row.reason === 'copy' ? html`<span class="tag">${said.copyTag}</span>` : nothing,
    row.progress
      ? html`<span class="tag">${said.progress(row.progress.done, row.progress.of)}</span>`
      : nothing,
    searched && row.tab && worthPlacing.includes(row.tab)
      ? html`<span class="tag">${tabWord(row.tab, language)}</span>`
      : nothing,
  ].filter((tag) => tag !== nothing);
}
