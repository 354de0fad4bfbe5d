import { css } from 'lit';

export const styles = css`
  :host {
    display: block;
  }
  .form {
    display: grid;
    gap: 16px;
    max-width: 880px;
    padding-block-start: 12px;
  }
  .about {
    padding: 8px 16px;
    background: var(--n-bg-sunken);
    color: var(--n-text-2);
    font-size: 13px;
    line-height: 18px;
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
  }
  .part-title {
    padding-inline: 16px;
    font-weight: 600;
  }
  .pick .name {
    display: block;
    font-size: 16px;
    line-height: 24px;
  }
  .pick.deep {
    padding-inline-start: 36px;
  }
  .pick.deeper {
    padding-inline-start: 56px;
  }
  .all {
    margin-inline-start: 4px;
  }
  .search {
    padding: 8px 16px;
  }
  .tree {
    max-block-size: 400px;
    overflow-y: auto;
  }
  .chips {
    display: flex;
    flex-wrap: wrap;
    gap: 8px;
    padding: 8px 16px 0;
  }
  .chip {
    display: inline-flex;
    align-items: center;
    gap: 6px;
    min-height: 44px;
    padding: 8px 15px;
    border: 1px solid var(--n-line-strong);
    border-radius: 22px;
    background: var(--n-bg);
    color: var(--n-text);
    cursor: pointer;
  }
  .chip[aria-pressed='true'] {
    padding: 7px 14px;
    border: 2px solid var(--n-accent);
    background: var(--n-bg-selected);
    color: var(--n-accent);
    font-weight: 500;
  }
  .chip.more {
    color: var(--n-accent);
  }
  .receiver {
    padding: 8px 16px;
    border-block-end: 1px solid var(--n-line);
  }
  .receiver .chips {
    padding-inline: 0;
  }
  .due {
    display: flex;
    align-items: center;
    gap: 12px;
    margin: 16px 16px 0;
    padding-block: 8px;
    border-block: 1px solid var(--n-line);
  }
  .due > .what {
    flex: 1;
    min-width: 0;
  }
  .root .due b {
    font-weight: 600;
  }
  .inset {
    padding: 8px 16px;
  }
  textarea.control {
    min-height: 88px;
    resize: vertical;
  }
  .bar {
    position: sticky;
    inset-block-end: 0;
    display: grid;
    gap: 8px;
    padding: 12px 16px calc(12px + env(safe-area-inset-bottom));
    border-block-start: 1px solid var(--n-line);
    background: var(--n-bg);
  }
  .bar .wanting {
    color: var(--n-danger);
    font-weight: 600;
  }
  .outcome {
    padding-block-end: 4px;
  }
  @container noken (min-width: 680px) {
    .columns {
      display: grid;
      grid-template-columns: 300px 1fr;
      gap: 16px;
      align-items: start;
    }
    .bar {
      grid-template-columns: 1fr auto;
      align-items: center;
    }
  }
`;
