import { css } from 'lit';

export const styles = css`
  :host {
    display: block;
  }
  .head {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    justify-content: space-between;
    gap: 8px 16px;
    padding: 12px 16px;
    border-block-end: 1px solid var(--n-line);
  }
  .steps,
  .tree {
    padding: 12px 16px;
  }
  .steps + .tree {
    padding-block-start: 0;
  }
  .step,
  .entry {
    position: relative;
    display: grid;
    grid-template-columns: 20px 1fr;
    gap: 2px 8px;
    padding-block: 6px;
  }
  .step > .icon,
  .entry > .icon {
    margin-block-start: 1px;
    color: var(--n-text-2);
  }
  .what {
    min-width: 0;
    overflow-wrap: anywhere;
  }
  .root .who {
    font-weight: 600;
  }
  .root .when {
    color: var(--n-text-2);
    font-size: 13px;
    line-height: 18px;
  }
  .root .state {
    font-weight: 600;
    color: var(--n-text-2);
  }
  .is-read .icon,
  .root .is-read .state,
  .is-in-progress .icon,
  .root .is-in-progress .state {
    color: var(--n-accent);
  }
  .is-done > .icon,
  .root .is-done .state {
    color: var(--n-ok);
  }
  .is-returned > .icon,
  .root .is-returned .state {
    color: var(--n-warn);
  }
  .is-recalled .who {
    text-decoration: line-through;
  }
  .badge {
    display: inline-block;
    margin-inline-start: 8px;
    padding: 0 6px;
    border: 1px solid var(--n-line-strong);
    border-radius: 4px;
    font-size: 13px;
    line-height: 18px;
    font-weight: 400;
  }
  .mine {
    margin-inline: -8px;
    padding-inline: 8px;
    border-radius: 8px;
    background: var(--n-bg-selected);
  }
  /* Text-2 would be too pale to read on the tint with a small size; the table of look.md allows it from 13 px. */
  .nodes {
    margin-inline-start: 9px;
    padding-inline-start: 18px;
    border-inline-start: 1px solid var(--n-line);
  }
  /* From the fourth level on a phone has no room left to indent. */
  .nodes .nodes .nodes .nodes {
    margin-inline-start: 0;
    padding-inline-start: 0;
    border: 0;
  }
  .acts {
    grid-column: 2;
  }
  .follow-up {
    margin-block-start: 6px;
    padding: 8px 12px;
    border-radius: 8px;
    background: var(--n-bg-sunken);
    color: var(--n-text);
  }
  .root .file {
    display: inline-flex;
    align-items: center;
    gap: 6px;
    min-height: var(--n-target);
    padding: 0;
    border: 0;
    background: transparent;
    color: var(--n-accent);
    text-align: start;
    overflow-wrap: anywhere;
    cursor: pointer;
  }
  .note-line {
    white-space: pre-wrap;
  }
  .bar {
    display: inline-flex;
    gap: 2px;
    margin-inline-end: 8px;
    vertical-align: middle;
  }
  .bar i {
    inline-size: 20px;
    block-size: 6px;
    border: 1px solid var(--n-line-strong);
    border-radius: 2px;
  }
  .bar i.full {
    border-color: var(--n-ok);
    background: var(--n-ok);
  }
  @container noken (min-width: 640px) {
    .entry {
      grid-template-columns: 20px 1fr auto;
    }
    .acts {
      grid-column: 3;
      grid-row: 1;
    }
  }
`;
