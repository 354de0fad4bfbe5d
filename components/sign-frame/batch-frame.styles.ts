import { css } from 'lit';

/** Beside the sheet of one letter. */
export const batchStyles = css`
  progress {
    display: block;
    margin-block: 8px;
  }
  .letters {
    border-block-start: 1px solid var(--n-line);
  }
  .letter {
    border-block-end: 1px solid var(--n-line);
  }
  .row {
    display: flex;
    align-items: flex-start;
    gap: 12px;
    inline-size: 100%;
    min-block-size: var(--n-row);
    padding: 8px 0;
    border: 0;
    background: transparent;
    text-align: start;
  }
  button.row {
    cursor: pointer;
  }
  button.row:hover {
    background: var(--n-bg-hover);
  }
  button.row:focus-visible {
    outline-offset: -2px;
  }
  button.row > .icon:last-child {
    align-self: center;
    color: var(--n-text-2);
  }
  .row-text {
    display: grid;
    flex: 1;
    min-inline-size: 0;
  }
  .row > .icon {
    color: var(--n-text-2);
  }
  .opened .row > .icon:first-child,
  .letter.is-signing .row > .icon {
    color: var(--n-accent);
  }
  .letter.is-signed .row > .icon {
    color: var(--n-ok);
  }
  .letter.is-uncertain .row > .icon,
  .letter.is-refused .row > .icon {
    color: var(--n-warn);
  }
  .letter.is-failed .row > .icon:first-child {
    color: var(--n-danger);
  }
  .letter.is-left .row-text > span {
    color: var(--n-text-2);
  }
  .why {
    padding: 0 0 12px 32px;
  }
  .back-in {
    margin: 0 0 8px 16px;
  }
  .group summary {
    display: list-item;
    padding-block: 12px;
    font-weight: 600;
    cursor: pointer;
  }
  .group .letters,
  .group > p {
    margin-block-end: 8px;
  }
  .names {
    display: grid;
    gap: 8px;
    padding-inline-start: 24px;
    list-style: decimal;
  }
  .names li {
    list-style: decimal;
  }
  .whole {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    min-block-size: 100%;
  }
  .letter-reader {
    padding-block-start: 8px;
  }
  .about {
    display: grid;
    gap: 12px;
    max-inline-size: 860px;
    margin: 0 auto 12px;
  }
  .about .note {
    margin: 0;
  }
  .to-list {
    justify-self: start;
    margin-inline-start: -8px;
    padding-inline: 4px 12px;
  }
  .pages {
    display: grid;
    gap: 16px;
  }
  .page figcaption {
    padding-block-start: 4px;
    text-align: center;
  }
  @container noken (min-width: 600px) {
    .pages .paper {
      max-inline-size: 860px;
      margin-inline: auto;
    }
    .is-list .one,
    .is-sign .one,
    .is-running .one,
    .is-stopped .one,
    .is-refused .one,
    .is-over .one {
      max-inline-size: 640px;
      margin-inline: auto;
    }
    .buttons .wide-only.apart {
      display: flex;
    }
  }
`;
