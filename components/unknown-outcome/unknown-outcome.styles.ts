import { css } from 'lit';
import { progressStyles } from '../internal/progress.styles.js';

export const styles = css`
  ${progressStyles}
  :host {
    display: block;
  }
  .outcome {
    border-block-end: 1px solid var(--n-line);
    padding-block-end: 16px;
  }
  .outcome > section {
    display: grid;
    gap: 8px;
    padding-inline: 16px;
    margin-block-start: 16px;
    max-width: 720px;
  }
  .strong {
    font-weight: 600;
  }
  .evidence {
    display: grid;
    grid-template-columns: max-content minmax(0, 1fr);
    gap: 6px 16px;
  }
  .evidence dt {
    color: var(--n-text-2);
  }
  code,
  pre {
    font-family: ui-monospace, monospace;
    font-size: 13px;
    line-height: 18px;
    overflow-wrap: anywhere;
  }
  .answers {
    border-block-end: 1px solid var(--n-line);
  }
  .answers li {
    display: grid;
    gap: 4px;
    padding-block: 8px;
    border-block-start: 1px solid var(--n-line);
  }
  q {
    quotes: '“' '”';
    overflow-wrap: anywhere;
  }
  summary {
    display: flex;
    align-items: center;
    min-height: var(--n-target, 44px);
    color: var(--n-accent);
    cursor: pointer;
    inline-size: fit-content;
  }
  summary::before {
    content: '▸';
    inline-size: 20px;
  }
  details[open] > summary::before {
    content: '▾';
  }
  pre {
    max-block-size: 240px;
    overflow: auto;
    padding: 8px 12px;
    border-radius: 8px;
    background: var(--n-bg-sunken);
    white-space: pre-wrap;
  }
  .way {
    display: grid;
    gap: 8px;
    padding: 12px 16px;
    border: 1px solid var(--n-line);
    border-radius: 8px;
  }
  .way form {
    display: grid;
    gap: 12px;
  }
  .way .note {
    margin: 0;
  }
  .way-acts {
    display: flex;
    flex-wrap: wrap;
    gap: 8px;
    margin-block-start: 4px;
  }
  @container noken (max-width: 479px) {
    .evidence {
      grid-template-columns: minmax(0, 1fr);
      gap: 0;
    }
    .evidence dd {
      margin-block-end: 8px;
    }
  }
`;
