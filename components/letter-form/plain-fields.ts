import type { LetterChoices } from '../../server/contract/letters.js';
import { html, noChange, nothing } from 'lit';
import { field, type FieldContent, fieldDescription } from '../internal/field.js';
import type { LetterDirection } from './letter-draft.js';
import type { FieldsView } from './fields-view.js';
import { words } from './letter-form.words.js';

type TextName = 'number' | 'sender' | 'subject' | 'addressee' | 'attachments';

interface TextSetting {
  readonly most: number;
  readonly hint?: string;
  readonly optional?: boolean;
  readonly suggestions?: readonly string[];
  /** The field is left and holds something else than before. */
  readonly left?: () => void;
}

/** One line of text, with what was written before as suggestions. */
export function textField(view: FieldsView, name: TextName, setting: TextSetting) {
  const said = words[view.format.language];
  const content = contentOf(view, name, { hint: setting.hint, optional: setting.optional });
  const list = setting.suggestions && setting.suggestions.length > 0 ? `${name}-list` : undefined;
  return html`${field(
    { ...content, label: said[name] },
    html`<input
      class="control"
      id=${name}
      type="text"
      autocomplete="off"
      maxlength=${setting.most}
      list=${list ?? nothing}
      aria-invalid=${content.problem === undefined ? nothing : 'true'}
      aria-describedby=${fieldDescription(content)}
      .value=${view.draft[name]}
      @input=${({ target }: Event) => view.change({ [name]: (target as HTMLInputElement).value })}
      @change=${() => setting.left?.()}
    />`,
  )}${
    list === undefined
      ? nothing
      : html`<datalist id=${list}>
          ${setting.suggestions?.map((each) => html`<option value=${each}></option>`)}
        </datalist>`
  }`;
}

/** A date as the browser asks for it. One half typed in is empty, and must not be taken out of the reader's hands. */
export function dateField(view: FieldsView, name: 'letterDate' | 'receivedDate', today: string) {
  const content = contentOf(view, name);
  const value = view.draft[name];
  return field(
    content,
    html`<input
      class="control"
      id=${name}
      type="date"
      max=${today}
      aria-invalid=${content.problem === undefined ? nothing : 'true'}
      aria-describedby=${fieldDescription(content)}
      .value=${value === '' ? noChange : value}
      @input=${({ target }: Event) => view.change({ [name]: (target as HTMLInputElement).value })}
    />`,
  );
}

export interface SelectSetting {
  readonly options: unknown;
  readonly hint?: string | undefined;
  readonly optional?: boolean;
}

export function selectField(
  view: FieldsView,
  name: 'kindId' | 'classification' | 'routeTo',
  { options, hint, optional }: SelectSetting,
) {
  const content = contentOf(view, name, { hint, optional });
  return field(
    content,
    html`<select
      class="control"
      id=${name}
      aria-invalid=${content.problem === undefined ? nothing : 'true'}
      aria-describedby=${fieldDescription(content)}
      @change=${({ target }: Event) => view.change({ [name]: (target as HTMLSelectElement).value })}
    >
      ${options}
    </select>`,
  );
}

/** A tenant without a list of kinds can record nothing. */
export function hasKinds({
  choices,
  direction,
}: Pick<FieldsView, 'choices'> & { readonly direction: LetterDirection }): boolean {
  return kindsOf(choices, direction).length > 0;
}

function kindsOf({ kinds }: LetterChoices, direction: LetterDirection) {
  return kinds.filter((kind) => kind.direction === direction || kind.direction === 'both');
}

/** Kinds of this direction, by their group. */
export function kindField(view: FieldsView, direction: LetterDirection) {
  const said = words[view.format.language];
  const kinds = kindsOf(view.choices, direction);
  const groups = [...new Set(kinds.map(({ group }) => group))];
  const { kindId } = view.draft;
  return selectField(view, 'kindId', {
    options: html`<option value="" ?selected=${kindId === ''}>${said.chooseKind}</option>
      ${groups.map(
        (group) =>
          html`<optgroup label=${group}>
            ${kinds
              .filter((kind) => kind.group === group)
              .map(({ id, name }) => html`<option value=${id} ?selected=${id === kindId}>${name}</option>`)}
          </optgroup>`,
      )}`,
  });
}

export function classificationField(view: FieldsView, optional: boolean) {
  const said = words[view.format.language];
  const { classification } = view.draft;
  return selectField(view, 'classification', {
    optional,
    options: html`<option value="" ?selected=${classification === ''}>
        ${optional ? said.noClassification : said.chooseClassification}
      </option>
      ${view.choices.classifications.map(
        ({ code, name }) =>
          html`<option value=${code} ?selected=${code === classification}>${code} ${name}</option>`,
      )}`,
  });
}

function contentOf(
  view: FieldsView,
  name: TextName | 'letterDate' | 'receivedDate' | 'kindId' | 'classification' | 'routeTo',
  { hint, optional }: { readonly hint?: string | undefined; readonly optional?: boolean | undefined } = {},
): FieldContent {
  const said = words[view.format.language];
  return {
    id: name,
    label: said[name],
    hint,
    optional: optional ? said.optional : undefined,
    problem: view.wrong(name),
  };
}
