import { html, nothing, svg } from 'lit';
import type { Monitoring, MonthFigures } from '../../server/contract/month-figures.js';
import type { Format } from '../internal/format.js';
import { chevronDownIcon, circleAlertIcon, icon } from '../internal/icons.js';
import type { MonitoringWords } from './monitoring.words.js';
import { type MonitoredUnit, type SortKey, sortUnits } from './sort-units.js';

interface Figures {
  readonly monitoring: Monitoring;
  readonly by: SortKey;
  readonly words: MonitoringWords;
  readonly format: Format;
  readonly sort: (by: SortKey) => void;
}

const columns = ['incoming', 'outgoing', 'dispositions', 'late', 'signatures'] as const;
const barred: ReadonlySet<keyof MonthFigures> = new Set(['incoming', 'dispositions', 'signatures']);

/**
 * One table in both shapes: rows where there is room, else a block for each unit. Its roles are written out, since a browser
 * forgets them when `display` is not that of a table.
 */
export function figuresTable({ monitoring, by, words, format, sort }: Figures) {
  const units = sortUnits(monitoring.units, by);
  const most = (column: keyof MonthFigures) => Math.max(0, ...units.map(({ figures }) => figures[column]));
  // The totals above are the whole government's; these are of the rows that stand here.
  const sum = (column: keyof MonthFigures) => units.reduce((all, { figures }) => all + figures[column], 0);
  const widest = Object.fromEntries(columns.map((column) => [column, most(column)])) as Record<
    keyof MonthFigures,
    number
  >;
  return html`<table role="table" aria-label="${words[monitoring.level]}, ${format.month(monitoring.month)}">
    <thead role="rowgroup">
      <tr role="row">
        ${header('name', words[monitoring.level], by, sort)}
        ${columns.map((column) => header(column, words[column], by, sort))}
      </tr>
    </thead>
    <tbody role="rowgroup">
      ${units.map((unit) => unitRow(unit, widest, words, format))}
    </tbody>
    <tfoot role="rowgroup">
      <tr role="row">
        <th role="rowheader" scope="row">${words.total}</th>
        ${columns.map((column) => cell(column, sum(column), undefined, words, format))}
      </tr>
    </tfoot>
  </table>`;
}

function header(column: SortKey, label: string, by: SortKey, sort: (by: SortKey) => void) {
  const on = column === by;
  return html`<th
    role="columnheader"
    scope="col"
    class="${column} ${column !== 'name' && barred.has(column) ? 'barred' : ''}"
    aria-sort=${on ? (column === 'name' ? 'ascending' : 'descending') : nothing}
  >
    <button type="button" class="sort ${on ? 'on' : ''}" @click=${() => sort(column)}>
      ${label}${on ? icon(chevronDownIcon, 'small') : nothing}
    </button>
  </th>`;
}

function unitRow(
  { name, active, figures }: MonitoredUnit,
  widest: Readonly<Record<keyof MonthFigures, number>>,
  words: MonitoringWords,
  format: Format,
) {
  return html`<tr role="row" part="unit">
    <th role="rowheader" scope="row">
      ${name}${active ? nothing : html`<span class="hint inactive">${words.inactive}</span>`}
    </th>
    ${columns.map((column) => cell(column, figures[column], widest[column], words, format))}
  </tr>`;
}

/** The figure with its bar, where the column has one; `most` is the largest figure of the column. */
function cell(
  column: keyof MonthFigures,
  figure: number,
  most: number | undefined,
  words: MonitoringWords,
  format: Format,
) {
  const number = format.number(figure);
  const bar = most !== undefined && barred.has(column);
  return html`<td
    role="cell"
    class="${column} ${figure === 0 ? 'zero' : ''} ${barred.has(column) ? 'barred' : ''}"
  >
    <span class="said"
      ><span class="label">${words[column]} </span><span class="figure">${number}</span></span
    >
    ${bar ? share(figure, most) : nothing}
    ${
      column === 'late' && figure > 0
        ? html`<span class="tag late" aria-hidden="true"
            >${icon(circleAlertIcon, 'small')}${words.lateTag(number)}</span
          >`
        : nothing
    }
  </td>`;
}

/** Drawn by attributes of SVG, since a strict policy refuses inline styles. The figure beside it says the same. */
function share(figure: number, most: number) {
  const width = most === 0 ? 0 : Math.max(figure > 0 ? 2 : 0, (figure / most) * 100);
  return html`<svg class="bar" aria-hidden="true" focusable="false">
    ${svg`<rect class="rest" width="100%" height="8" rx="2"></rect><rect class="part" width=${`${width}%`} height="8" rx="2"></rect>`}
  </svg>`;
}
