import { css, html, nothing } from 'lit';

export interface FieldContent {
  /** Id of the control in this shadow root. */
  readonly id: string;
  readonly label: string;
  readonly hint?: string | undefined;
  /** What is wrong, said below the control. The control itself gets `aria-invalid` and `aria-describedby`. */
  readonly problem?: string | undefined;
  readonly optional?: string | undefined;
}

/**
 * Label, control, hint and problem. The control is the caller's, with class `control`, the same id, and
 * `aria-describedby=${fieldDescription(field)}`.
 */
export function field(content: FieldContent, control: unknown) {
  return html`<div class="field ${content.problem === undefined ? '' : 'wrong'}">
    <label for=${content.id}
      >${content.label}${content.optional ? html` <span class="hint">${content.optional}</span>` : nothing}</label
    >
    ${control}
    ${content.hint === undefined ? nothing : html`<p class="hint" id="${content.id}-hint">${content.hint}</p>`}
    ${content.problem === undefined ? nothing : html`<p class="field-problem" id="${content.id}-problem">${content.problem}</p>`}
  </div>`;
}

export function fieldDescription(content: FieldContent) {
  const ids = [
    ...(content.hint === undefined ? [] : [`${content.id}-hint`]),
    ...(content.problem === undefined ? [] : [`${content.id}-problem`]),
  ];
  return ids.length > 0 ? ids.join(' ') : nothing;
}

/** 16 px in every field: below that a phone zooms into it. */
export const fieldStyles = css`
  .field > label {
    display: block;
    font-weight: 600;
    margin-block-end: 4px;
  }
  .control {
    display: block;
    width: 100%;
    min-height: 44px;
    padding: 9px 12px;
    border: 1px solid var(--n-line-strong);
    border-radius: 8px;
    background: var(--n-bg);
    color: var(--n-text);
    font-size: 16px;
    line-height: 24px;
  }
  .control:focus-visible {
    outline-offset: 0;
  }
  .control::placeholder {
    color: var(--n-text-2);
    opacity: 1;
  }
  .wrong .control,
  .control[aria-invalid='true'] {
    border-color: var(--n-danger);
    border-width: 2px;
    padding: 8px 11px;
  }
  .field > .hint,
  .field-problem {
    margin-block-start: 4px;
  }
  .field-problem {
    font-size: 13px;
    line-height: 18px;
    color: var(--n-danger);
  }
`;
