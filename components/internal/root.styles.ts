import { css } from 'lit';

/**
 * The reset between the page and us. `*{…}` of a page beats `:host{…}`, and custom properties survive `all`,
 * so everything hangs on `.root` and only `--noken-*` reaches in. px only: a portal's `html` may be 10 px.
 */
export const rootStyles = css`
  :host {
    display: block;
  }
  :host([hidden]) {
    display: none;
  }
  .root {
    all: initial;
    display: block;
    box-sizing: border-box;
    container: noken / inline-size;
    font: 400 14px/20px
      var(--noken-font, system-ui, -apple-system, 'Segoe UI', Roboto, 'Noto Sans', sans-serif);
    font-variant-numeric: tabular-nums;
    color: var(--n-text);
    background: var(--n-bg);
    text-align: start;
    overflow-wrap: anywhere;
    -webkit-text-size-adjust: 100%;
    -webkit-tap-highlight-color: transparent;
  }
  .root[data-fitted] {
    container: none;
    display: inline-block;
    vertical-align: middle;
    background: transparent;
  }
  .room {
    --n-target: 44px;
    --n-row: 64px;
    --n-subject: 16px;
    position: relative;
  }
  @container noken (min-width: 900px) {
    .room {
      --n-target: 36px;
      --n-row: 60px;
      --n-subject: 14px;
    }
  }
  @media (pointer: coarse) {
    .room {
      --n-target: 44px;
      --n-row: 64px;
      --n-subject: 16px;
    }
  }
  .root[data-density='compact'] .room {
    --n-target: 36px;
    --n-row: 60px;
    --n-subject: 14px;
  }
  .root[data-density='touch'] .room {
    --n-target: 44px;
    --n-row: 64px;
    --n-subject: 16px;
  }
  /* Resets weigh nothing (:where), so any class of an element's own sheet wins over them. */
  :where(.root) *,
  :where(.root) *::before,
  :where(.root) *::after {
    box-sizing: border-box;
  }
  :where(.root) :where(h1, h2, h3, h4, p, ul, ol, dl, dd, figure, fieldset) {
    margin: 0;
    padding: 0;
    border: 0;
    min-width: 0;
    list-style: none;
    font: inherit;
  }
  :where(.root) :where(button, input, select, textarea) {
    font: inherit;
    color: inherit;
    letter-spacing: inherit;
    margin: 0;
  }
  :where(.root) a {
    color: var(--n-accent);
  }
  :where(.root) :focus-visible {
    outline: 2px solid var(--n-focus);
    outline-offset: 2px;
  }
  .root [hidden] {
    display: none;
  }
  .icon {
    flex: none;
    width: 20px;
    height: 20px;
    fill: none;
    stroke: currentColor;
    stroke-width: 1.8;
    stroke-linecap: round;
    stroke-linejoin: round;
    vertical-align: middle;
  }
  .icon.small {
    width: 16px;
    height: 16px;
  }
  .icon.large {
    width: 32px;
    height: 32px;
  }
  .seen-by-readers-only {
    position: absolute;
    width: 1px;
    height: 1px;
    margin: -1px;
    overflow: hidden;
    clip-path: inset(50%);
    white-space: nowrap;
  }
  .hint {
    font-size: 13px;
    line-height: 18px;
    color: var(--n-text-2);
  }
  .title {
    font-size: 20px;
    line-height: 28px;
    font-weight: 600;
  }
  .card-title {
    font-size: 16px;
    line-height: 24px;
    font-weight: 600;
  }
  @media (prefers-reduced-motion: reduce) {
    .root * {
      transition: none !important;
      animation: none !important;
    }
  }
`;
