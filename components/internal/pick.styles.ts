import { css } from 'lit';

/** `.pick` (`.on`): a row of a list of positions that is chosen by its box. */
export const pickStyles = css`
  .pick {
    display: flex;
    align-items: center;
    gap: 12px;
    min-height: 44px;
    padding: 6px 16px;
    cursor: pointer;
  }
  .pick:hover {
    background: var(--n-bg-hover);
  }
  .pick.on {
    background: var(--n-bg-selected);
  }
  .pick input {
    flex: none;
    inline-size: 20px;
    block-size: 20px;
    accent-color: var(--n-accent);
  }
`;
