import { html, nothing } from 'lit';
import type { Duplicate } from '../../server/contract/letters.js';
import { fileChoice, type FileChoice } from '../internal/file-choice.js';
import type { Format } from '../internal/format.js';
import { disposeIcon, icon, plusIcon } from '../internal/icons.js';
import { note } from '../internal/note.js';
import { emptyState, failureState, offlineLine } from '../internal/states.js';
import { duplicateView } from './duplicate-view.js';
import type { Compared, DuplicateWatch } from './duplicate-watch.js';
import type { FormGround } from './form-ground.js';
import { hasKinds } from './plain-fields.js';
import { incomingFields } from './incoming-fields.js';
import type { DraftField, Faults, LetterDirection, LetterDraft } from './letter-draft.js';
import { words } from './letter-form.words.js';
import { outgoingFields, repliedLine } from './outgoing-fields.js';
import type { RefusedField } from './refused-field.js';
import type { SentState } from './sent-once.js';

export interface WholeFormView extends FormGround {
  readonly draft: LetterDraft;
  readonly direction: LetterDirection;
  readonly format: Format;
  readonly online: boolean;
  readonly sent: SentState;
  readonly twins: DuplicateWatch;
  readonly file: FileChoice;
  readonly faults: Faults;
  readonly refused: RefusedField | undefined;
  readonly unfolded: boolean;
  readonly moved: string;
  readonly change: (part: Partial<LetterDraft>) => void;
  readonly fold: () => void;
  readonly move: (signers: readonly string[], id: string, by: -1 | 1) => void;
  readonly compare: () => void;
  readonly same: (duplicate: Duplicate) => void;
  readonly dropFile: () => void;
  readonly press: () => void;
  readonly useBefore: () => void;
  readonly asOther: () => void;
}

/** The whole form of one direction, from the file to its button. */
export function formView(view: WholeFormView) {
  const { direction, format, file, sent } = view;
  const said = words[format.language];
  const wrong = (name: DraftField) => {
    const fault = view.faults[name];
    if (view.refused?.name === name) return view.refused.text;
    return fault === undefined ? undefined : said[fault];
  };
  if (!hasKinds(view)) return emptyState(said.noKinds, said.noKindsMeaning);
  const submit = (event: Event) => {
    event.preventDefault();
    view.press();
  };
  return html`<form novalidate aria-labelledby="form-title" @submit=${submit}>
    ${view.online || (sent.is === 'refused' && sent.problem.code === 'offline') ? nothing : offlineLine(format.language)}
    <div class="fields">
      ${view.replied ? repliedLine(view.replied, format) : nothing}
      <section class="file" aria-label=${said.file}>
        <p class="label">${said.file} <span class="hint">${said.fileLater}</span></p>
        ${fileChoice(file)}
        ${
          file.sending.state.is === 'none'
            ? nothing
            : html`<button type="button" class="button plain drop-file" @click=${view.dropFile}>
                ${said.removeFile}
              </button>`
        }
        ${twinsView(view, 'file')}
      </section>
      ${
        direction === 'incoming'
          ? incomingFields({ ...view, wrong, duplicates: twinsView(view, 'number-and-sender') })
          : outgoingFields({ ...view, wrong })
      }
    </div>
    <div class="refusal">${refusalView(view)}</div>
    <div class="bar" part="bar">${barView(view, wrong)}</div>
  </form>`;
}

function twinsView({ twins, format, same }: WholeFormView, compared: Compared) {
  return duplicateView({
    compared,
    found: twins.found(compared),
    format,
    same,
    different: () => twins.sayDifferent(compared),
    show: ({ letterId }) => void twins.show(letterId, format.language),
    problem: twins.problem,
  });
}

function barView(view: WholeFormView, wrong: (name: DraftField) => string | undefined) {
  const { direction, format, sent, twins } = view;
  const said = words[format.language];
  if (twins.undecided) return html`<p class="choose-first" role="status">${said.chooseFirst}</p>`;
  if (sent.is === 'sent-before') return nothing;
  const names = (Object.keys(view.draft) as DraftField[]).filter((name) => wrong(name) !== undefined);
  const busy = sent.is === 'sending';
  return html`${
      names.length === 0
        ? nothing
        : html`<p class="wanting" role="alert">
            ${said.wanting(names.map((name) => said[name].toLowerCase()).join(', '))}
          </p>`
    }
    <button type="submit" class="button primary" aria-busy=${busy}>
      ${icon(direction === 'incoming' ? disposeIcon : plusIcon)}${busy ? said.sending : said[`send-${direction}`]}
    </button>`;
}

function refusalView(view: WholeFormView) {
  const { direction, format, sent, refused } = view;
  const { language } = format;
  const said = words[language];
  if (sent.is === 'sent-before')
    return note('warn', {
      title: said.sentBefore,
      text: said.sentBeforeMeaning,
      role: 'alert',
      acts: html`<button type="button" class="button use-before" @click=${view.useBefore}>
          ${said.useRecorded}
        </button>
        <button type="button" class="button as-other" @click=${view.asOther}>${said.recordAsOther}</button>`,
    });
  if (sent.is !== 'refused' || refused) return nothing;
  const { problem } = sent;
  if (problem.code === 'letter-duplicate')
    return view.twins.undecided || view.twins.evenIfDuplicate
      ? nothing
      : note('warn', {
          title: said.duplicate,
          text: problem.title,
          role: 'alert',
          acts: html`<button
            type="button"
            class="button different"
            @click=${() => {
              view.twins.sayDifferent('number-and-sender');
              view.press();
            }}
          >
            ${said.differentLetter}
          </button>`,
        });
  if (sent.unsure && problem.code === 'offline')
    return note('warn', { title: said.unsure, text: said.unsureMeaning, role: 'alert' });
  const what = direction === 'incoming' ? said.notRecorded : said.notCreated;
  return failureState({ report: problem, what, language, format });
}
