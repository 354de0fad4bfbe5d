import { css } from 'lit';
import { fileChoiceStyles } from '../internal/file-choice.js';

/** Narrow: one column and the acts in a bar at the foot. From 680 px the document stands beside a column of 264. */
export const styles = css`
  ${fileChoiceStyles}
  .letter {
    display: flex;
    flex-direction: column;
  }
  .head {
    position: relative;
    padding: 12px 16px;
    border-block-end: 1px solid var(--n-line);
  }
  .head .title {
    outline-offset: 2px;
    margin-block: 4px;
    border-radius: 4px;
    inline-size: fit-content;
    max-inline-size: 100%;
  }
  .reason {
    white-space: pre-line;
    overflow-wrap: anywhere;
  }
  .from {
    color: var(--n-text-2);
  }
  .acts {
    order: 99;
    position: sticky;
    inset-block-end: 0;
    z-index: 2;
    padding: 8px 16px;
    padding-block-end: max(8px, env(safe-area-inset-bottom));
    background: var(--n-bg);
    border-block-start: 1px solid var(--n-line);
  }
  .acts .row,
  .acts .rest {
    display: flex;
    flex-wrap: wrap;
    gap: 8px;
  }
  /* One row on a phone: a long label beside the main one breaks between words before a button gets a row of its own. */
  .acts .row {
    flex-wrap: nowrap;
  }
  .acts .row > * {
    flex-shrink: 0;
  }
  .acts .row .button:not(.primary, .icon-only) {
    flex-shrink: 1;
    min-width: min-content;
    overflow-wrap: normal;
  }
  .acts .rest {
    padding-block-end: 8px;
  }
  .acts .row .primary,
  .acts .row noken-sign-button {
    flex: 1 0 auto;
  }
  .wide-only {
    display: none;
  }
  .panel,
  .form-place {
    border-block-end: 1px solid var(--n-line);
  }
  .panel {
    padding: 16px;
    display: grid;
    gap: 12px;
    max-width: 720px;
  }
  .panel .note {
    margin: 0;
  }
  .panel-acts {
    display: flex;
    flex-wrap: wrap;
    gap: 8px;
  }
  .choices legend {
    font-weight: 600;
    padding: 0;
    margin-block-end: 4px;
  }
  .choices.in-a-row {
    display: flex;
    flex-wrap: wrap;
    gap: 0 16px;
  }
  .choices.in-a-row legend,
  .choices.in-a-row .field-problem {
    flex-basis: 100%;
    float: left;
    inline-size: 100%;
  }
  .choice {
    display: flex;
    align-items: center;
    gap: 12px;
    min-height: 44px;
  }
  .choice input {
    inline-size: 20px;
    block-size: 20px;
    flex: none;
    accent-color: var(--n-accent);
  }
  .choice .hint {
    display: block;
  }
  .form-place > header {
    display: flex;
    align-items: center;
    justify-content: space-between;
    padding: 8px 16px 0;
  }
  .fold {
    display: flex;
    align-items: center;
    gap: 12px;
    inline-size: 100%;
    min-height: 48px;
    padding: 4px 16px;
    border: 0;
    border-block-end: 1px solid var(--n-line);
    background: transparent;
    text-align: start;
    cursor: pointer;
  }
  .fold b {
    font-weight: 600;
  }
  .fold span {
    flex: 1;
    min-width: 0;
    color: var(--n-text-2);
    white-space: nowrap;
    overflow: hidden;
    text-overflow: ellipsis;
  }
  .fold:focus-visible {
    outline-offset: -2px;
  }
  .folded-facts {
    padding: 4px 16px 12px;
    border-block-end: 1px solid var(--n-line);
  }
  .document {
    min-width: 0;
  }
  .side section {
    border-block-start: 1px solid var(--n-line);
  }
  .side .inside {
    padding: 12px 16px;
  }
  .side .facts-place {
    display: none;
  }
  .facts > div {
    display: grid;
    grid-template-columns: 96px 1fr;
    gap: 8px;
    padding-block: 3px;
  }
  .facts dt {
    color: var(--n-text-2);
  }
  .files li {
    display: flex;
    gap: 8px;
    padding-block: 4px;
  }
  .files li > div {
    flex: 1;
    min-width: 0;
  }
  .signers li {
    padding-block: 4px;
  }
  .proofs {
    display: flex;
    flex-wrap: wrap;
    gap: 8px;
    margin-block: 8px 4px;
  }
  .signers b {
    font-weight: 600;
  }
  .no-file {
    margin: 16px;
  }
  @container noken (min-width: 480px) {
    /* What stands in the slot may lie at the right of the first line. */
    .state {
      padding-block-start: 40px;
    }
    .letter {
      padding-block-end: 16px;
    }
    .head {
      border-block-end: 0;
      padding-block-end: 4px;
    }
    .acts {
      order: 0;
      inset-block: 0 auto;
      border-block-start: 0;
      border-block-end: 1px solid var(--n-line);
    }
    .acts .row .primary,
    .acts .row noken-sign-button {
      flex: 0 0 auto;
    }
    .acts .rest {
      padding-block: 0 8px;
    }
    .wide-only {
      display: inline-flex;
    }
    .narrow-only {
      display: none;
    }
    .document {
      margin: 16px 16px 0;
    }
  }
  @container noken (min-width: 680px) {
    .body {
      display: grid;
      grid-template-columns: minmax(0, 1fr) 264px;
      gap: 16px;
      padding: 16px 16px 0;
    }
    .document {
      margin: 0;
    }
    .fold,
    .folded-facts {
      display: none;
    }
    .side .facts-place {
      display: block;
    }
    .side section:first-child {
      border-block-start: 0;
    }
    .side .inside {
      padding-inline: 0;
    }
    /* The trail has an inset of its own. */
    .side noken-disposition-trail {
      display: block;
      margin-inline: -16px;
    }
  }
`;
