import { css } from 'lit';

export const styles = css`
  .panel h3 {
    margin: 16px 16px 4px;
  }
  .about {
    margin-inline: 16px;
  }
  .signatures,
  .revisions {
    margin: 8px 16px 16px;
    padding: 0;
    list-style: none;
    border: 1px solid var(--n-line);
    border-radius: 8px;
  }
  .signature,
  .revision {
    padding: 12px 16px;
  }
  .signature + .signature,
  .revision + .revision {
    border-block-start: 1px solid var(--n-line);
  }
  .mark {
    display: flex;
    align-items: center;
    gap: 8px;
  }
  .panel b,
  .name {
    font-weight: 600;
  }
  .name .hint {
    font-weight: 400;
  }
  .mark.good {
    color: var(--n-ok);
  }
  .mark.bad {
    color: var(--n-danger);
  }
  .mark.doubt {
    color: var(--n-warn);
  }
  dl {
    display: grid;
    grid-template-columns: minmax(72px, max-content) 1fr;
    gap: 4px 16px;
    margin-block: 4px;
    font-size: 13px;
    line-height: 18px;
  }
  dt {
    color: var(--n-text-2);
  }
  dd {
    overflow-wrap: anywhere;
  }
  .remarks {
    margin-block: 8px 0;
    padding-inline-start: 20px;
    list-style: disc;
  }
  summary {
    display: flex;
    align-items: center;
    gap: 8px;
    min-height: var(--n-target);
    color: var(--n-accent);
    cursor: pointer;
    list-style: none;
  }
  summary::-webkit-details-marker {
    display: none;
  }
  details[open] > summary > .icon {
    transform: rotate(90deg);
  }
  .revision {
    display: grid;
    gap: 8px;
  }
  .acts {
    display: flex;
    flex-wrap: wrap;
    gap: 8px;
  }
  .revision > .note {
    margin: 0;
  }
  .note-text > .hint {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    column-gap: 12px;
  }
  /* Its words stand in line with those above, where it comes to stand below them. */
  .note-text > .hint > .button {
    margin-inline-start: -16px;
  }
  .comparing {
    margin: 0 16px 16px;
    border: 1px solid var(--n-line);
    border-radius: 8px;
    overflow: hidden;
  }
  .bar {
    display: flex;
    align-items: center;
    gap: 8px;
    padding: 4px 8px 4px 16px;
    border-block-end: 1px solid var(--n-line);
  }
  .bar > h4 {
    margin-inline-start: -4px;
    padding-inline: 4px;
    border-radius: 4px;
    outline-offset: 0;
  }
  .bar > h4,
  .bar > p {
    flex: 1;
    min-width: 0;
  }
  .panes {
    display: grid;
    gap: 1px;
    background: var(--n-line);
  }
  .pane {
    min-width: 0;
    background: var(--n-bg);
  }
  .pane > .hint {
    padding: 4px 16px;
  }
  .scroller {
    block-size: 320px;
    overflow: auto;
    padding: 8px;
    background: var(--n-bg-sunken);
    scrollbar-gutter: stable;
  }
  .scroller:focus-visible {
    outline-offset: -2px;
  }
  .paper {
    background: #ffffff;
    min-block-size: 120px;
    outline: 1px solid var(--n-line);
    position: relative;
  }
  .paper.large {
    inline-size: 200%;
  }
  /* Lies on paper, which is white in the dark too. */
  .frame {
    position: absolute;
    margin: -4px;
    padding: 4px;
    box-sizing: content-box;
    outline: 2px solid #7d4b00;
    border-radius: 4px;
    pointer-events: none;
  }
  .paper canvas {
    display: block;
    inline-size: 100%;
  }
  @container noken (min-width: 480px) {
    .revision {
      grid-template-columns: 1fr auto;
      align-items: start;
    }
    .revision > .note {
      grid-column: 1 / -1;
    }
    .panes {
      grid-template-columns: 1fr 1fr;
    }
    .scroller {
      block-size: 480px;
    }
  }
`;
