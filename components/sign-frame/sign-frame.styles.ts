import { css } from 'lit';

export const styles = css`
  .root {
    position: fixed;
    inset: 0;
  }
  .room {
    --n-target: 44px;
    display: flex;
    flex-direction: column;
    block-size: 100%;
    max-inline-size: 904px;
    margin-inline: auto;
  }
  .head {
    flex: none;
    border-block-end: 1px solid var(--n-line);
  }
  .origin {
    display: flex;
    align-items: center;
    gap: 6px;
    padding: 8px 16px 0;
    font-size: 13px;
    line-height: 18px;
    color: var(--n-text-2);
  }
  .origin b {
    font-weight: 600;
    color: var(--n-text);
  }
  .title-row {
    display: flex;
    align-items: center;
    justify-content: space-between;
    gap: 12px;
    padding: 4px 16px 12px;
  }
  .title-row .second {
    padding-block-start: 4px;
  }
  h1 {
    inline-size: fit-content;
    outline-offset: 0;
    border-radius: 4px;
  }
  .device {
    max-inline-size: 88px;
    text-align: end;
  }
  .body {
    flex: 1;
    min-block-size: 0;
    overflow: auto;
  }
  .body:focus-visible {
    outline-offset: -2px;
  }
  .foot {
    flex: none;
    padding: 12px 16px;
    border-block-start: 1px solid var(--n-line);
    background: var(--n-bg);
  }
  .foot > p {
    margin-block-end: 8px;
  }
  .buttons {
    display: flex;
    gap: 8px;
    align-items: center;
    justify-content: flex-end;
  }
  .buttons .main {
    flex: 1;
  }
  .second {
    color: var(--n-text-2);
  }
  .strong {
    font-weight: 600;
  }
  .keep {
    white-space: nowrap;
  }
  .two {
    display: grid;
    grid-template-columns: 96px 1fr;
    gap: 16px 12px;
    padding: 16px;
    align-items: start;
  }
  .rest-cell {
    grid-column: 1 / -1;
    display: grid;
    gap: 16px;
  }
  .rest-cell .note {
    margin: 0;
  }
  .rest-cell > h2 {
    margin-block-end: -12px;
  }
  .card .read {
    margin-block: 4px 0;
    margin-inline-start: -8px;
    padding-inline: 8px 12px;
  }
  .card .read.primary {
    margin-inline-start: 0;
  }
  .paper {
    display: block;
    inline-size: 100%;
    aspect-ratio: auto 215 / 330;
    background: #ffffff;
    outline: 1px solid var(--n-line);
    color-scheme: light;
  }
  .paper.none {
    display: grid;
    align-content: center;
    justify-items: start;
    gap: 8px;
    padding: 8px;
    background: var(--n-bg-sunken);
    outline: 0;
    font-size: 13px;
    line-height: 18px;
  }
  .reader {
    background: var(--n-bg-sunken);
    padding: 0 12px 12px;
    min-block-size: 100%;
  }
  .turning {
    position: sticky;
    inset-block-start: 0;
    display: flex;
    align-items: center;
    justify-content: center;
    gap: 12px;
    padding-block: 8px;
    background: var(--n-bg-sunken);
  }
  form,
  .first-step,
  .second-step {
    display: grid;
    gap: 16px;
  }
  .capacity {
    border-inline-start: 4px solid var(--n-accent);
    padding-inline-start: 12px;
  }
  .capacity .second:last-child {
    display: flex;
    gap: 6px;
  }
  .capacity .icon {
    margin-block-start: 2px;
    color: var(--n-ok);
  }
  .checks {
    display: grid;
    gap: 12px;
  }
  .checks li {
    display: flex;
    gap: 10px;
  }
  .content {
    display: grid;
    gap: 12px;
    padding: 12px;
    border: 1px solid var(--n-line-strong);
    border-radius: 8px;
  }
  .met > .icon {
    color: var(--n-ok);
  }
  .failed > .icon {
    color: var(--n-danger);
  }
  .advice > .icon {
    color: var(--n-warn);
  }
  .field > .affirmation {
    display: flex;
    gap: 12px;
    align-items: flex-start;
    margin: 0;
    padding: 12px;
    min-block-size: 44px;
    border: 1px solid var(--n-line-strong);
    border-radius: 8px;
    font-weight: 400;
    cursor: pointer;
  }
  .affirmation:has(input:checked) {
    border-color: var(--n-accent);
  }
  .wrong > .affirmation {
    border: 2px solid var(--n-danger);
    padding: 11px;
  }
  .affirmation input {
    flex: none;
    inline-size: 20px;
    block-size: 20px;
    accent-color: var(--n-accent);
  }
  .passphrase > label,
  .factor > label {
    margin: 0;
  }
  .with-eye {
    position: relative;
    margin-block: 4px;
  }
  .with-eye .control {
    padding-inline-end: 52px;
  }
  .with-eye .button {
    position: absolute;
    inset-inline-end: 2px;
    inset-block-start: 1px;
  }
  .wrong-line {
    display: flex;
    gap: 8px;
  }
  .wrong-line .icon,
  .wrong-line b {
    color: var(--n-danger);
    font-weight: 600;
  }
  .second-step .narrow .button {
    margin-inline-start: -16px;
  }
  #passphrase-help .field-problem {
    display: block;
    margin: 0;
  }
  .one {
    display: grid;
    gap: 16px;
    padding: 16px;
  }
  .one .note {
    margin: 0;
  }
  .lines {
    display: grid;
    gap: 2px;
    padding-block-end: 16px;
    border-block-end: 1px solid var(--n-line);
  }
  .steps li {
    display: flex;
    gap: 16px;
    align-items: center;
    min-block-size: 44px;
    border-block-end: 1px solid var(--n-line);
    color: var(--n-text-2);
  }
  .steps li:last-child {
    border: 0;
  }
  .steps span:nth-of-type(1) {
    flex: 1;
  }
  .steps .done,
  .steps .now {
    color: var(--n-text);
  }
  .steps .now {
    font-weight: 600;
  }
  .steps .done > .icon {
    color: var(--n-ok);
  }
  .steps .now > .icon {
    color: var(--n-accent);
  }
  .lead {
    display: flex;
    gap: 12px;
    align-items: center;
    padding-block-end: 16px;
    border-block-end: 1px solid var(--n-line);
  }
  .lead.ok > .icon {
    color: var(--n-ok);
  }
  .lead.warn > .icon {
    color: var(--n-warn);
  }
  .facts {
    display: grid;
    grid-template-columns: 84px 1fr;
    gap: 6px 0;
  }
  .facts.wide {
    grid-template-columns: 124px 1fr;
    gap: 8px 0;
  }
  dt {
    color: var(--n-text-2);
  }
  .code {
    font-family: ui-monospace, 'SF Mono', Consolas, monospace;
    font-size: 13px;
  }
  .wide-only,
  .step-2 .first-step,
  .step-2 .paper-cell,
  .step-2 .facts-cell,
  .step-2 .step-1-only,
  .step-2 .step-1-narrow,
  .step-1 .second-step,
  .step-1 .step-2-only,
  .step-1 .step-2-or-wide {
    display: none;
  }
  @container noken (min-width: 480px) {
    .device {
      max-inline-size: none;
    }
  }
  @container noken (min-width: 600px) {
    .narrow,
    .step-2 .step-2-only,
    .step-1 .step-1-narrow,
    .step-2 .step-1-narrow {
      display: none;
    }
    .wide-only,
    .step-2 .paper-cell,
    .step-2 .facts-cell,
    .step-2 .step-1-only {
      display: block;
    }
    .step-2 .first-step,
    .step-1 .second-step {
      display: grid;
    }
    .step-1 .step-2-or-wide {
      display: inline-flex;
    }
    .two {
      grid-template-columns: minmax(240px, 42%) 1fr;
      grid-template-rows: auto 1fr;
      gap: 0;
      padding: 0;
    }
    .paper-cell {
      grid-row: 1 / 3;
      align-self: stretch;
      padding: 16px;
      background: var(--n-bg-sunken);
      border-inline-end: 1px solid var(--n-line);
    }
    .facts-cell,
    .rest-cell {
      grid-column: 2;
      padding: 16px 16px 0;
    }
    .rest-cell {
      padding-block-end: 16px;
    }
    .under-paper {
      display: flex;
      align-items: center;
      justify-content: space-between;
      padding-block-start: 8px;
    }
    .title-row {
      align-items: flex-end;
    }
    .buttons .apart {
      flex: 1;
      margin-inline-start: -8px;
    }
    .buttons .main {
      flex: none;
    }
    .reader .paper {
      max-inline-size: 860px;
      margin-inline: auto;
    }
  }
`;
