import { css } from 'lit';

export const styles = css`
  :host {
    display: inline-block;
  }
  .counters {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
  }
  .counter {
    display: inline-flex;
    align-items: baseline;
    gap: 6px;
    padding-inline: 12px;
    border-inline-end: 1px solid var(--n-line);
    font-size: 13px;
    line-height: 18px;
    color: var(--n-text-2);
    white-space: nowrap;
  }
  .counter:last-child {
    border: 0;
  }
  .counter b {
    font-size: 16px;
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
  .counters i {
    display: inline-block;
    inline-size: 20px;
    block-size: 16px;
    border-radius: 4px;
    background: var(--n-bar-rest);
  }
  .said {
    display: flex;
    align-items: center;
    gap: 8px;
    font-size: 13px;
    line-height: 18px;
  }
`;
