import { css } from 'lit';
import { progressStyles } from '../internal/progress.styles.js';

export const styles = css`
  ${progressStyles}
  .viewer {
    border: 1px solid var(--n-line);
    border-radius: 8px;
    overflow: hidden;
    background: var(--n-bg);
  }
  .tools {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 0 4px;
    min-height: 48px;
    padding: 2px 4px 2px 12px;
    border-block-end: 1px solid var(--n-line);
  }
  .tools .where {
    flex: 1;
    white-space: nowrap;
  }
  .tools .where b {
    font-weight: 600;
  }
  .well {
    position: relative;
    overflow: auto;
    background: var(--n-bg-sunken);
    scrollbar-gutter: stable;
  }
  .well:focus-visible {
    outline-offset: -2px;
  }
  .well[data-waits] {
    min-height: 160px;
  }
  .page {
    margin: 12px auto;
    background: #ffffff;
    outline: 1px solid var(--n-line);
  }
  .page canvas {
    display: block;
    inline-size: 100%;
    block-size: 100%;
  }
  .before-opening {
    padding: 24px 16px;
    background: var(--n-bg-sunken);
  }
  .signatures {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    justify-content: space-between;
    gap: 4px 12px;
    padding: 4px 4px 4px 12px;
    min-height: 36px;
    border-block-start: 1px solid var(--n-line);
  }
  .waits {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    justify-content: space-between;
    gap: 8px;
    padding: 4px 4px 4px 12px;
    background: var(--n-bg-sunken);
    border-block-end: 1px solid var(--n-line);
  }
  .waits b {
    font-weight: 600;
  }
  .waits progress {
    flex-basis: 100%;
    block-size: 4px;
    margin-inline-end: 8px;
  }
  .viewer .note {
    margin: 12px;
  }
`;
