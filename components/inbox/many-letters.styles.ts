import { css } from 'lit';

/** Boxes of rows, the bar at the foot of what is seen of the list, and the strips of batches. */
export const styles = css`
  .choosing .row {
    padding-inline-start: 52px;
    /* The bar lies over the foot of the list. */
    scroll-margin-block-end: 112px;
  }
  .row .box {
    position: absolute;
    inset: 0 auto 0 16px;
    block-size: 22px;
    inline-size: 22px;
    margin-block: auto;
    border: 2px solid var(--n-line-strong);
    border-radius: 4px;
    background: var(--n-bg);
    color: var(--n-on-accent);
  }
  .row .box .icon {
    position: absolute;
    inset: -1px;
    stroke-width: 2.6;
  }
  .row[aria-checked='true'] .box {
    border-color: var(--n-accent);
    background: var(--n-accent);
  }
  .row[aria-checked='false'] .box .icon {
    display: none;
  }
  .row[aria-checked='true'] {
    background: var(--n-bg-selected);
  }
  @media (pointer: coarse) {
    .row {
      -webkit-touch-callout: none;
      user-select: none;
    }
  }
  @media (forced-colors: active) {
    .row[aria-checked='true'] .box {
      background: Highlight;
      color: HighlightText;
    }
  }
  .said.invite {
    flex-wrap: nowrap;
  }
  .said.invite .button {
    flex: none;
  }
  .keys {
    display: none;
    flex: 1 1 100%;
    padding-block-end: 8px;
  }
  .many-bar {
    position: sticky;
    inset-block-end: 0;
    z-index: 1;
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 8px;
    padding: 8px 12px;
    border-block-start: 1px solid var(--n-line-strong);
    background: var(--n-bg);
  }
  .many-bar > p {
    flex: 1 1 100%;
  }
  .many-bar noken-sign-button {
    flex: 1 1 0;
    min-inline-size: 160px;
  }
  .many-bar noken-sign-button::part(button) {
    padding-inline: 8px;
  }
  .many-bar noken-sign-button::part(root),
  .many-bar noken-sign-button::part(button) {
    inline-size: 100%;
  }
  .batch-strip .note {
    margin: 8px 12px;
  }
  .batch-strip .note-acts {
    margin-block: 8px 0;
  }
  .batch-strip noken-sign-button::part(button) {
    border-color: var(--n-line-strong);
    background: var(--n-bg);
    color: var(--n-text);
  }
  @container noken (min-width: 900px) {
    @media (hover: hover) {
      .keys {
        display: block;
      }
    }
  }
`;
