import { html, nothing } from 'lit';

export interface SegmentRow<T extends string> {
  readonly name: string;
  readonly label: string;
  readonly options: readonly (readonly [value: T, word: string])[];
  readonly value: T;
  readonly hint?: string | undefined;
  readonly problem?: string | undefined;
  readonly choose: (value: T) => void;
}

/** A choice of few in one row. Radio buttons below, so that arrow keys and screen readers know it. */
export function segmentRow<T extends string>(row: SegmentRow<T>) {
  const { name, hint, problem } = row;
  const about = [hint === undefined ? '' : `${name}-hint`, problem === undefined ? '' : `${name}-problem`]
    .filter((id) => id !== '')
    .join(' ');
  return html`<fieldset class="segments" aria-describedby=${about === '' ? nothing : about}>
    <legend>${row.label}</legend>
    <div class="segment-row ${problem === undefined ? '' : 'wrong'}">
      ${row.options.map(
        ([value, word]) =>
          html`<label class="segment"
            ><input
              type="radio"
              name=${name}
              id="${name}-${value}"
              value=${value}
              .checked=${value === row.value}
              @change=${() => row.choose(value)}
            /><span>${word}</span></label
          >`,
      )}
    </div>
    ${hint === undefined ? nothing : html`<p class="hint" id="${name}-hint">${hint}</p>`}
    ${problem === undefined ? nothing : html`<p class="field-problem" id="${name}-problem">${problem}</p>`}
  </fieldset>`;
}
