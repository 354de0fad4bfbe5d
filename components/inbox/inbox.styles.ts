import { css } from 'lit';

/**
 * Under 900 px one column, in which a letter covers the list; from there the list of 384 px stands beside the letter.
 */
export const styles = css`
  .top {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 0 8px;
    border-block-end: 1px solid var(--n-line);
  }
  .desk {
    position: relative;
    display: flex;
    align-items: center;
    gap: 12px;
    flex: 1 1 160px;
    min-width: 0;
    min-height: 64px;
    padding: 8px 4px 8px 16px;
  }
  .desk-icon {
    display: none;
  }
  .desk-title {
    font-size: 16px;
    line-height: 22px;
    font-weight: 600;
  }
  .desk select {
    position: absolute;
    inset: 0;
    inline-size: 100%;
    block-size: 100%;
    opacity: 0;
    cursor: pointer;
    font-size: 16px;
    color: var(--n-text);
    background: var(--n-bg);
  }
  .desk:focus-within {
    outline: 2px solid var(--n-focus);
    outline-offset: -2px;
  }
  .desk:hover:has(select) {
    background: var(--n-bg-hover);
  }
  .top-acts {
    display: flex;
    flex: none;
    align-items: center;
    justify-content: flex-end;
    padding: 4px 8px;
  }
  .top-acts .hint {
    display: none;
    padding-inline-end: 4px;
  }
  .top-acts .record {
    inline-size: var(--n-target);
    padding: 0;
  }
  .top-acts .record span {
    position: absolute;
    inline-size: 1px;
    block-size: 1px;
    overflow: hidden;
    clip-path: inset(50%);
    white-space: nowrap;
  }
  .counters {
    order: 1;
    display: flex;
    flex: 1 1 100%;
    border-block-start: 1px solid var(--n-line);
  }
  .counter {
    flex: 1 1 0;
    min-width: 0;
    min-height: 60px;
    padding: 6px 4px;
    display: flex;
    flex-direction: column;
    align-items: center;
    text-align: center;
    border: 0;
    border-block-end: 3px solid transparent;
    background: transparent;
    font-size: 13px;
    line-height: 18px;
    color: var(--n-text-2);
    cursor: pointer;
  }
  .counter + .counter {
    border-inline-start: 1px solid var(--n-line);
  }
  .counter b {
    display: block;
    font-size: 20px;
    line-height: 24px;
    font-weight: 600;
    color: var(--n-text);
  }
  .counter.none b {
    font-weight: 400;
    color: var(--n-text-2);
  }
  .counter.late:not(.none) b {
    color: var(--n-danger);
  }
  .counter[aria-pressed='true'] {
    border-block-end-color: var(--n-accent);
    background: var(--n-bg-selected);
  }
  .counter:hover,
  .tab-button:hover {
    background: var(--n-bg-hover);
  }
  .counter:focus-visible,
  .tab-button:focus-visible,
  .row:focus-visible {
    outline-offset: -2px;
  }
  .tabs-line {
    display: flex;
    overflow-x: auto;
    padding-inline: 4px;
    border-block-end: 1px solid var(--n-line);
    scrollbar-width: none;
  }
  .tab-button {
    flex: none;
    min-height: 44px;
    padding: 4px 12px;
    border: 0;
    border-block: 3px solid transparent;
    background: transparent;
    color: var(--n-text-2);
    cursor: pointer;
    white-space: nowrap;
  }
  .tab-button[aria-current] {
    border-block-end-color: var(--n-accent);
    color: var(--n-text);
    font-weight: 600;
  }
  .tab-button span {
    font-weight: 400;
    color: var(--n-text-2);
    margin-inline-start: 4px;
  }
  .search {
    display: none;
    position: relative;
    padding: 8px 12px;
    border-block-end: 1px solid var(--n-line);
  }
  .search.open {
    display: flex;
    gap: 4px;
  }
  .search .icon {
    position: absolute;
    inset: 20px auto auto 24px;
    color: var(--n-text-2);
  }
  .search .button .icon {
    position: static;
  }
  .search .control {
    padding-inline-start: 40px;
    flex: 1;
    min-width: 0;
  }
  .said {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    justify-content: space-between;
    gap: 4px 8px;
    padding: 4px 4px 4px 16px;
    background: var(--n-bg-sunken);
    border-block-end: 1px solid var(--n-line);
  }
  .fresh {
    display: block;
    inline-size: 100%;
    border: 0;
    border-radius: 0;
    border-block-end: 1px solid var(--n-line);
    background: var(--n-bg-selected);
    color: var(--n-accent);
  }
  .end {
    padding: 16px;
  }
  .end .button {
    inline-size: 100%;
  }
  .place {
    display: flex;
    align-items: center;
    gap: 4px;
    padding: 4px 8px;
    border-block-end: 1px solid var(--n-line);
    font: 400 14px/20px var(--noken-font, system-ui, sans-serif);
    color: var(--n-text-2);
  }
  .place .where {
    flex: 1;
  }
  /* Beside the list there is nothing to go back to, and room at the right of the letter's tags. */
  .place.beside {
    position: absolute;
    inset: 4px 8px auto auto;
    z-index: 1;
    border: 0;
  }
  .place.beside .where {
    flex: none;
  }
  .no-letter {
    display: none;
  }
  .covered > .top,
  .covered > .tabs-line,
  .covered .list-pane {
    display: none;
  }
  .panes > .letter-pane:empty {
    display: none;
  }
  @container noken (min-width: 600px) {
    .desk-icon,
    .top-acts .hint {
      display: block;
    }
    .top-acts {
      gap: 4px;
      padding-inline: 12px;
    }
    .top-acts .record {
      inline-size: auto;
      padding-inline: 16px;
    }
    .top-acts .record span {
      position: static;
      inline-size: auto;
      block-size: auto;
      clip-path: none;
    }
  }
  @container noken (min-width: 900px) {
    .covered > .top,
    .covered > .tabs-line {
      display: flex;
    }
    .covered .list-pane {
      display: block;
    }
    .top {
      flex-wrap: nowrap;
    }
    .desk {
      flex: 0 1 auto;
    }
    .counters {
      order: 0;
      flex: 0 1 auto;
      border: 0;
      align-self: center;
    }
    .counter {
      flex-direction: row;
      gap: 8px;
      flex: none;
      min-height: 44px;
      padding: 4px 16px;
      border-inline-start: 1px solid var(--n-line);
    }
    .counter b {
      font-size: 16px;
    }
    .top-acts {
      flex: 1;
    }
    .panes {
      display: grid;
      grid-template-columns: 384px minmax(0, 1fr);
      min-height: 720px;
    }
    /* As tall as the letter beside it, and scrolled by itself. */
    .list-pane {
      position: relative;
      border-inline-end: 1px solid var(--n-line);
    }
    .list-scroll {
      position: absolute;
      inset: 0;
      overflow-y: auto;
    }
    .search {
      display: flex;
      position: sticky;
      inset-block-start: 0;
      z-index: 1;
      background: var(--n-bg);
    }
    .narrow-only {
      display: none;
    }
    .no-letter {
      display: block;
      padding: 40px 24px;
      color: var(--n-text-2);
    }
  }
`;
