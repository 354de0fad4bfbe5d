import { css } from 'lit';

/** `.button`, `.button.primary` (one per view), `.button.plain` (third level), `.button.icon-only` (with an aria-label). */
export const buttonStyles = css`
  .button {
    display: inline-flex;
    align-items: center;
    justify-content: center;
    gap: 8px;
    min-height: var(--n-target, 44px);
    min-width: var(--n-target, 44px);
    padding: 7px 16px;
    border: 1px solid var(--n-line-strong);
    border-radius: 8px;
    background: var(--n-bg);
    color: var(--n-text);
    font-weight: 500;
    line-height: 20px;
    text-decoration: none;
    cursor: pointer;
  }
  .button:hover {
    background: var(--n-bg-hover);
  }
  .button.primary {
    border-color: var(--n-accent);
    background: var(--n-accent);
    color: var(--n-on-accent);
  }
  .button.primary:hover {
    border-color: var(--n-accent-hover);
    background: var(--n-accent-hover);
  }
  .button.plain {
    border-color: transparent;
    background: transparent;
    color: var(--n-accent);
  }
  .button.plain:hover {
    background: var(--n-bg-hover);
  }
  .button.icon-only {
    padding: 0;
    width: var(--n-target, 44px);
  }
  .button.danger {
    color: var(--n-danger);
  }
  .button[aria-disabled='true'] {
    cursor: not-allowed;
    border-style: dashed;
    color: var(--n-text-2);
  }
`;
