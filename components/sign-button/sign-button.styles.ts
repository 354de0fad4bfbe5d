import { css } from 'lit';

export const styles = css`
  :host {
    display: inline-block;
  }
  .beside {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 8px;
    margin-block-start: 8px;
    font-size: 13px;
    line-height: 18px;
    color: var(--n-text-2);
  }
  .note {
    margin: 8px 0 0;
    max-inline-size: 520px;
  }
`;
