import { css } from 'lit';

export const styles = css`
  .heading {
    padding: 12px 16px;
    border-block-end: 1px solid var(--n-line);
  }
  .fields {
    display: grid;
    gap: 20px;
    max-width: 880px;
    padding: 16px;
  }
  .fields .note {
    margin: 0;
  }
  .fields > .note .note-acts > .button,
  .file > .note .note-acts > .button {
    flex: 1 1 100%;
  }
  .pair {
    display: grid;
    gap: 20px 16px;
  }
  .pair.dates {
    grid-template-columns: 1fr 1fr;
  }
  .dates .control {
    padding-inline: 8px;
  }
  .pair > * {
    min-width: 0;
  }
  .file {
    display: grid;
    gap: 8px;
    justify-items: start;
  }
  .file > * {
    inline-size: 100%;
  }
  .file > .drop-file {
    inline-size: auto;
  }
  .label,
  .segments legend,
  .signers legend {
    font-weight: 600;
    padding: 0;
    margin-block-end: 4px;
  }
  .label .hint {
    font-weight: 400;
  }
  .file-choice {
    padding: 12px;
    border: 1px dashed var(--n-line-strong);
    border-radius: 8px;
  }
  select.control {
    text-overflow: ellipsis;
  }
  .segment-row {
    display: grid;
    grid-auto-flow: column;
    grid-auto-columns: 1fr;
    border: 1px solid var(--n-line-strong);
    border-radius: 8px;
  }
  .segment-row.wrong {
    border-color: var(--n-danger);
  }
  .segment {
    position: relative;
    display: flex;
    align-items: center;
    justify-content: center;
    min-height: 44px;
    padding: 4px 6px;
    border-inline-end: 1px solid var(--n-line);
    border-block-end: 3px solid transparent;
    text-align: center;
    cursor: pointer;
  }
  .segment:first-child {
    border-start-start-radius: 7px;
    border-end-start-radius: 7px;
  }
  .segment:last-child {
    border-inline-end: 0;
    border-start-end-radius: 7px;
    border-end-end-radius: 7px;
  }
  .segment:hover {
    background: var(--n-bg-hover);
  }
  .segment:has(:checked) {
    border-block-end-color: var(--n-accent);
    background: var(--n-bg-selected);
    color: var(--n-accent);
    font-weight: 500;
  }
  .segment:has(:focus-visible) {
    outline: 2px solid var(--n-focus);
    outline-offset: -2px;
  }
  /* Over the whole segment, so that a tap and a screen reader's ring meet the control itself. */
  .segment input {
    position: absolute;
    inset: 0;
    inline-size: 100%;
    block-size: 100%;
    opacity: 0;
    cursor: pointer;
  }
  .segments > .hint,
  .segments > .field-problem {
    margin-block-start: 4px;
  }
  .more {
    justify-self: start;
    padding-inline: 4px 16px;
  }
  .twin {
    display: block;
    margin-block-start: 8px;
    padding: 8px 12px;
    border: 1px solid var(--n-line);
    border-radius: 8px;
    background: var(--n-bg);
  }
  .twin > * {
    display: block;
  }
  .twin > .button {
    display: inline-flex;
    margin-inline-start: -12px;
    padding-inline: 12px;
  }
  .root .twin b {
    font-weight: 600;
  }
  .about {
    padding: 8px 12px;
    border-radius: 8px;
    background: var(--n-bg-sunken);
    color: var(--n-text-2);
    font-size: 13px;
    line-height: 18px;
  }
  .order {
    margin-block-end: 8px;
    border: 1px solid var(--n-line);
    border-radius: 8px;
  }
  .order li {
    display: flex;
    align-items: center;
    gap: 8px;
    min-height: 44px;
    padding: 4px 4px 4px 12px;
  }
  .order li + li {
    border-block-start: 1px solid var(--n-line);
  }
  .order .name {
    flex: 1;
    min-width: 0;
  }
  .ordinal {
    min-inline-size: 20px;
    font-weight: 600;
  }
  .candidates {
    max-block-size: 320px;
    overflow-y: auto;
    border: 1px solid var(--n-line-strong);
    border-radius: 8px;
  }
  .pick .hint {
    display: block;
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
  .bar .choose-first {
    color: var(--n-text-2);
  }
  .taken {
    display: flex;
    align-items: center;
    gap: 12px;
    padding: 12px 16px;
    background: var(--n-ok-bg);
    color: var(--n-text);
  }
  .taken > .icon,
  .came > .icon {
    color: var(--n-ok);
  }
  .came {
    display: flex;
    gap: 8px;
  }
  @container noken (min-width: 480px) {
    .pair {
      grid-template-columns: 1fr 1fr;
    }
    .bar.acts {
      grid-auto-flow: column;
      justify-content: start;
    }
    .fields > .note .note-acts > .button,
    .file > .note .note-acts > .button {
      flex: none;
    }
  }
  @container noken (min-width: 680px) {
    .bar {
      max-width: 880px;
      grid-template-columns: 1fr auto;
      align-items: center;
    }
    .bar > .button {
      grid-column: 2;
    }
    .bar.acts {
      grid-template-columns: auto auto;
    }
    .bar.acts > .button {
      grid-column: auto;
    }
  }
`;
