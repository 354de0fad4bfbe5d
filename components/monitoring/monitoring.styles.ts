import { css } from 'lit';

export const styles = css`
  .sheet {
    border: 1px solid var(--n-line);
    border-radius: 8px;
    overflow: hidden;
  }
  .head {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 8px 16px;
    padding: 12px 16px;
    border-block-end: 1px solid var(--n-line);
  }
  .head h2 {
    flex: 1 1 160px;
  }
  .months {
    display: flex;
    gap: 4px;
  }
  .months .button {
    min-block-size: 44px;
    inline-size: 44px;
  }
  .foot .button {
    flex: none;
  }
  tfoot .tag {
    display: none;
  }
  .months .control {
    min-inline-size: 0;
    inline-size: auto;
    font-weight: 500;
  }
  .totals {
    display: grid;
    grid-template-columns: 1fr 1fr;
    border-block-end: 1px solid var(--n-line);
    gap: 1px;
    background: var(--n-line);
  }
  .totals > div {
    padding: 12px 16px;
    background: var(--n-bg);
  }
  .totals > div:last-child:nth-child(odd) {
    grid-column: 1 / -1;
  }
  dt {
    color: var(--n-text-2);
  }
  .totals .number {
    font-size: 20px;
    line-height: 28px;
    font-weight: 600;
  }
  .totals .late .number.some {
    color: var(--n-danger);
  }
  .levels {
    display: flex;
    padding-inline: 4px;
    border-block-end: 1px solid var(--n-line);
    overflow-x: auto;
  }
  .levels button {
    min-block-size: var(--n-target);
    padding: 8px 12px;
    border: 0;
    border-block-end: 3px solid transparent;
    background: transparent;
    color: var(--n-text-2);
    white-space: nowrap;
    cursor: pointer;
  }
  .levels button:hover {
    background: var(--n-bg-hover);
  }
  .levels button:focus-visible {
    outline-offset: -2px;
  }
  .levels button[aria-pressed='true'] {
    border-color: var(--n-accent);
    color: var(--n-text);
    font-weight: 600;
  }
  .levels .count {
    margin-inline-start: 8px;
    font-weight: 400;
    color: var(--n-text-2);
  }
  .sorting {
    display: flex;
    align-items: center;
    gap: 8px;
    padding: 8px 16px;
    border-block-end: 1px solid var(--n-line);
    color: var(--n-text-2);
  }
  .sorting .control {
    flex: 1;
    min-inline-size: 0;
  }
  .busy {
    opacity: 0.6;
  }
  table,
  tbody,
  tfoot,
  tr {
    display: block;
    inline-size: 100%;
  }
  thead {
    display: none;
  }
  tr {
    display: grid;
    gap: 4px;
    padding: 12px 16px;
    border-block-end: 1px solid var(--n-line);
    position: relative;
  }
  tbody th,
  tfoot th {
    font-weight: 600;
    text-align: start;
    padding-inline-end: 112px;
  }
  tfoot tr {
    border-block-start: 2px solid var(--n-line-strong);
  }
  td {
    display: grid;
    grid-template-columns: minmax(128px, 40%) 1fr;
    gap: 12px;
    align-items: center;
    font-size: 13px;
    line-height: 18px;
    color: var(--n-text-2);
  }
  tbody td.late .said {
    position: absolute;
    inline-size: 1px;
    block-size: 1px;
    overflow: hidden;
    clip-path: inset(50%);
  }
  tbody td.late {
    position: absolute;
    inset-inline-end: 16px;
    inset-block-start: 12px;
    display: block;
  }
  .figure {
    color: var(--n-text);
  }
  .inactive {
    display: block;
    font-weight: 400;
  }
  .bar {
    display: block;
    inline-size: 100%;
    block-size: 8px;
  }
  .bar .rest {
    fill: var(--n-bar-rest);
  }
  .bar .part {
    fill: var(--n-bar);
  }
  .foot {
    display: flex;
    align-items: center;
    justify-content: space-between;
    gap: 16px;
    padding: 12px 16px;
  }
  .csv-note {
    padding: 0 16px 16px;
  }
  .csv-note .note {
    margin: 0;
  }
  @container noken (min-width: 700px) {
    .totals {
      grid-template-columns: repeat(5, 1fr);
    }
    .totals > div:last-child:nth-child(odd) {
      grid-column: auto;
    }
    .sorting {
      display: none;
    }
    table {
      display: table;
      border-collapse: collapse;
    }
    thead {
      display: table-header-group;
      background: var(--n-bg-sunken);
    }
    tbody {
      display: table-row-group;
    }
    tfoot {
      display: table-footer-group;
    }
    tr {
      display: table-row;
      position: static;
    }
    th,
    td,
    tbody td.late {
      display: table-cell;
      position: static;
      padding: 0 16px;
      block-size: 40px;
      text-align: end;
      border-block-end: 1px solid var(--n-line);
      font-size: 14px;
      line-height: 20px;
      white-space: nowrap;
    }
    tbody th,
    tfoot th,
    thead th.name {
      text-align: start;
      white-space: normal;
      padding-inline-end: 16px;
    }
    tbody th {
      font-weight: 500;
    }
    tfoot :is(th, td) {
      border-block-start: 2px solid var(--n-line-strong);
      border-block-end: 0;
      font-weight: 600;
    }
    td .label,
    td .tag {
      display: none;
    }
    tbody td.late .said {
      position: static;
      inline-size: auto;
      block-size: auto;
      clip-path: none;
      overflow: visible;
    }
    td.late:not(.zero) .figure {
      color: var(--n-danger);
      font-weight: 600;
    }
    td.zero .figure {
      color: var(--n-text-2);
    }
    .bar {
      display: inline-block;
      inline-size: 84px;
      margin-inline-start: 8px;
      vertical-align: middle;
    }
    thead .barred,
    tfoot .barred {
      padding-inline-end: 108px;
    }
    .sort {
      display: inline-flex;
      align-items: center;
      gap: 4px;
      min-block-size: var(--n-target);
      margin-inline: -8px;
      padding: 0 8px;
      border: 0;
      border-radius: 4px;
      background: transparent;
      font-size: 13px;
      line-height: 18px;
      font-weight: 600;
      color: var(--n-text-2);
      cursor: pointer;
    }
    .sort:hover {
      background: var(--n-bg-hover);
    }
    .sort.on {
      color: var(--n-text);
    }
  }
`;
