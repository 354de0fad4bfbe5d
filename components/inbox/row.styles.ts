import { css } from 'lit';

/** A row of the list. From 600 to 899 px its tags have a column of their own. */
export const rowStyles = css`
  .item {
    content-visibility: auto;
    contain-intrinsic-block-size: auto var(--n-row);
    border-block-end: 1px solid var(--n-line);
  }
  .item.tagged {
    contain-intrinsic-block-size: auto calc(var(--n-row) + 22px);
  }
  .row {
    position: relative;
    display: grid;
    grid-template-columns: minmax(0, 1fr) auto;
    grid-template-areas: 'subject way' 'about age' 'tags tags';
    align-content: center;
    gap: 0 12px;
    inline-size: 100%;
    min-height: var(--n-row);
    padding: 10px 12px 10px 16px;
    border-block: 0;
    border-inline-end: 0;
    background: transparent;
    text-align: start;
    cursor: pointer;
  }
  .row:hover {
    background: var(--n-bg-hover);
  }
  .row[aria-current] {
    background: var(--n-bg-selected);
  }
  .row .subject {
    grid-area: subject;
    font-size: var(--n-subject);
    line-height: 22px;
    white-space: nowrap;
    overflow: hidden;
    text-overflow: ellipsis;
  }
  .row .way {
    grid-area: way;
    color: var(--n-accent);
  }
  .row:not(:has(.way)) .subject {
    grid-column-end: age;
  }
  .row .about {
    grid-area: about;
    font-size: 13px;
    line-height: 20px;
    color: var(--n-text-2);
    white-space: nowrap;
    overflow: hidden;
    text-overflow: ellipsis;
  }
  .row .age {
    grid-area: age;
    font-size: 13px;
    line-height: 20px;
    color: var(--n-text-2);
    white-space: nowrap;
  }
  .row .tags {
    grid-area: tags;
    margin-block-start: 2px;
  }
  .row.unread .subject {
    font-weight: 700;
  }
  .row.unread .age {
    color: var(--n-text);
  }
  .dot {
    position: absolute;
    inset: 17px auto auto 4px;
    inline-size: 8px;
    block-size: 8px;
    border-radius: 50%;
    background: var(--n-accent);
  }
  .gone .row {
    cursor: default;
  }
  .gone .subject {
    text-decoration: line-through;
    color: var(--n-text-2);
  }
  @container noken (min-width: 600px) and (max-width: 899.98px) {
    .row {
      grid-template-columns: minmax(0, 1fr) auto 232px;
      grid-template-areas: 'subject way tags' 'about age tags';
    }
    .row .tags {
      margin: 0;
      padding-inline-start: 12px;
      align-self: center;
      gap: 0 12px;
    }
    .item.tagged {
      contain-intrinsic-block-size: auto var(--n-row);
    }
  }
`;
