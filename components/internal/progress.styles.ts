import { css } from 'lit';

/** A bar of how far something is. */
export const progressStyles = css`
  progress {
    appearance: none;
    inline-size: 100%;
    block-size: 8px;
    border: 0;
    border-radius: 4px;
    overflow: hidden;
    background: var(--n-bar-rest);
  }
  progress::-webkit-progress-bar {
    background: var(--n-bar-rest);
  }
  progress::-webkit-progress-value {
    background: var(--n-bar);
  }
  progress::-moz-progress-bar {
    background: var(--n-bar);
  }
`;
