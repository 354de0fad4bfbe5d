import { css } from 'lit';
import { progressStyles } from '../internal/progress.styles.js';

export const styles = css`
  ${progressStyles}
  .sheet {
    max-width: 720px;
  }
  .choice {
    padding: 16px;
    display: grid;
    gap: 20px;
  }
  .drop {
    display: grid;
    justify-items: start;
    gap: 4px;
    padding: 20px;
    border: 2px dashed var(--n-line-strong);
    border-radius: 8px;
  }
  .drop.over {
    border-style: solid;
    border-color: var(--n-accent);
    background: var(--n-bg-selected);
  }
  .drop > .icon {
    color: var(--n-text-2);
    margin-block-end: 8px;
  }
  .drop .button {
    margin-block-start: 12px;
  }
  .by-code {
    display: grid;
    gap: 8px;
    align-items: start;
  }
  .by-code .control {
    font-family: ui-monospace, 'SF Mono', Consolas, monospace;
    text-transform: uppercase;
  }
  .subject {
    display: flex;
    align-items: center;
    gap: 12px;
    padding: 12px 16px;
    border-block-end: 1px solid var(--n-line);
  }
  .subject > div {
    flex: 1;
    min-width: 0;
  }
  .subject-name {
    font-weight: 600;
  }
  .subject .hint {
    font-size: 14px;
    line-height: 20px;
  }
  .working {
    padding: 16px;
  }
  .working progress {
    display: block;
    margin-block-start: 8px;
  }
  .verdict {
    display: flex;
    gap: 12px;
    padding: 20px 16px;
    background: var(--n-bg-sunken);
  }
  .verdict.ok {
    background: var(--n-ok-bg);
    --colour: var(--n-ok);
  }
  .verdict.danger {
    background: var(--n-danger-bg);
    --colour: var(--n-danger);
  }
  .verdict.warn {
    background: var(--n-warn-bg);
    --colour: var(--n-warn);
  }
  .verdict > .icon,
  .verdict .title {
    color: var(--colour, var(--n-text));
  }
  .verdict .title {
    font-size: 20px;
    line-height: 28px;
    font-weight: 600;
    inline-size: fit-content;
    margin-inline: -4px;
    padding-inline: 4px;
    outline-offset: 0;
    border-radius: 4px;
  }
  .cards {
    display: grid;
    gap: 12px;
    padding: 16px;
  }
  .card {
    border: 1px solid var(--n-line);
    border-radius: 8px;
    padding: 12px 16px 0;
  }
  .card h3 {
    font-size: 16px;
    line-height: 24px;
    font-weight: 600;
  }
  .by {
    color: var(--n-text-2);
  }
  .answers {
    display: grid;
    gap: 12px 16px;
    padding-block: 12px;
  }
  .answers li {
    display: flex;
    gap: 12px;
  }
  .answer {
    font-weight: 600;
  }
  .good > .icon {
    color: var(--n-ok);
  }
  .bad > .icon {
    color: var(--n-danger);
  }
  .doubt > .icon,
  .unknown > .icon {
    color: var(--n-warn);
  }
  .open > .icon {
    color: var(--n-text-2);
  }
  details {
    border-block-start: 1px solid var(--n-line);
  }
  summary {
    display: flex;
    align-items: center;
    gap: 8px;
    min-height: var(--n-target);
    color: var(--n-accent);
    font-weight: 600;
    cursor: pointer;
    list-style: none;
  }
  summary::-webkit-details-marker {
    display: none;
  }
  details[open] > summary > .icon {
    transform: rotate(90deg);
  }
  dl {
    display: grid;
    grid-template-columns: minmax(96px, max-content) 1fr;
    gap: 4px 16px;
    padding-block-end: 12px;
    font-size: 13px;
    line-height: 18px;
  }
  dt {
    color: var(--n-text-2);
  }
  .remarks {
    padding: 0 0 12px 20px;
    list-style: disc;
    font-size: 13px;
    line-height: 18px;
  }
  .next b {
    font-weight: 600;
  }
  .next {
    padding: 0 16px 16px;
  }
  .verdict + .next {
    padding-block-start: 16px;
  }
  .next h3 {
    font-weight: 600;
  }
  .own {
    margin: 0 16px 16px;
  }
  .own > .button {
    margin-inline-start: -16px;
  }
  .own > .hint {
    padding-block-end: 8px;
  }
  .own li {
    display: flex;
    align-items: center;
    justify-content: space-between;
    gap: 16px;
    padding-block: 4px;
    border-block-start: 1px solid var(--n-line);
  }
  @container noken (min-width: 600px) {
    .by-code {
      grid-template-columns: 1fr auto;
    }
    .by-code .button {
      margin-block-start: 24px;
    }
    .answers {
      grid-template-columns: repeat(3, 1fr);
    }
  }
`;
