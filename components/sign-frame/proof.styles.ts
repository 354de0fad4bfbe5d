import { css } from 'lit';

/** By what official and screen know each other: the code of the phone, the personal mark. */
export const proofStyles = css`
  .control.code {
    max-inline-size: 12em;
    margin-block: 4px;
    font:
      600 20px/24px ui-monospace,
      Consolas,
      monospace;
    letter-spacing: 0.15em;
  }
  .mark {
    display: flex;
    align-items: center;
    gap: 8px;
    flex: none;
    font-weight: 600;
    text-align: end;
  }
  .mark svg {
    inline-size: 44px;
    block-size: 44px;
    border-radius: 4px;
  }
`;
