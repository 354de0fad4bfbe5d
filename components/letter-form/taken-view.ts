import { html, nothing } from 'lit';
import type { Duplicate } from '../../server/contract/letters.js';
import { fileChoice, type FileChoice } from '../internal/file-choice.js';
import { fileWords } from '../internal/file.words.js';
import { circleCheckIcon, icon } from '../internal/icons.js';
import { note } from '../internal/note.js';
import { offlineLine } from '../internal/states.js';
import { duplicateCard } from './duplicate-view.js';
import { words } from './letter-form.words.js';
import type { Taken } from './taken-letter.js';

export interface TakenView {
  readonly taken: Taken;
  readonly file: FileChoice;
  readonly online: boolean;
  /** Other letters with the very same file. */
  readonly duplicates: readonly Duplicate[];
  readonly open: (letterId: string) => void;
  readonly next: () => void;
}

/** What stands after the letter was recorded: its number at once, then its file on the way. */
export function takenView(view: TakenView) {
  const { file, taken } = view;
  const { agenda } = taken;
  const { format, sending } = file;
  const said = words[format.language];
  const { state } = sending;
  const moving = state.is === 'sending' || state.is === 'paused';
  const arrived = state.is === 'sent';
  const coming = moving ? said.fileComes : arrived ? said.fileCame : said.fileMissing;
  return html`<div class="taken">
      ${icon(circleCheckIcon)}
      <div>
        <h3 class="title" id="taken-title" tabindex="-1">
          ${agenda ? said.agenda(agenda.number) : said.created}
        </h3>
        <p role="status">
          ${agenda ? said.recorded : nothing} ${coming} ${agenda ? said.writeNumber : nothing}
        </p>
        ${agenda ? html`<p>${taken.routedTo ? said.routedTo(taken.routedTo.title) : said.routedToNobody}</p>` : nothing}
      </div>
    </div>
    ${view.online ? nothing : offlineLine(format.language)}
    <div class="fields">
      <p class="hint">${taken.facts.join(' · ')}</p>
      <section class="file" aria-label=${said.file}>
        ${
          arrived
            ? html`<p class="came">
                ${icon(circleCheckIcon)}<span
                  >${fileWords[format.language].received} ${state.file.name} ·
                  ${format.size(state.file.size)}</span
                >
              </p>`
            : fileChoice(file)
        }
      </section>
      ${view.duplicates.length === 0 ? nothing : sameFile(view)}
      ${agenda || !arrived ? nothing : html`<p>${said.nextIsNumber}</p>`}
    </div>
    ${moving ? nothing : nextActs(view)}`;
}

/** An outgoing letter is opened next, to be numbered; a registrar goes on with the next letter. */
function nextActs({ taken, file: { format }, next, open }: TakenView) {
  const said = words[format.language];
  const openButton = (kind: string, word: string) =>
    html`<button type="button" class="button open ${kind}" @click=${() => open(taken.letterId)}>
      ${word}
    </button>`;
  const nextButton = (kind: string, word: string) =>
    html`<button type="button" class="button next ${kind}" @click=${next}>${word}</button>`;
  return html`<div class="bar acts" part="bar">
    ${
      taken.agenda
        ? html`${nextButton('primary', said.recordAnother)}${openButton('', said.openLetter)}`
        : html`${openButton('primary', said.openDraft)}${nextButton('', said.createAnother)}`
    }
  </div>`;
}

function sameFile({ duplicates, file: { format }, open }: TakenView) {
  const said = words[format.language];
  return note('warn', {
    title: said.sameFileTaken,
    role: 'alert',
    text: html`${said.sameFileMeaning} ${duplicates.map((each) => duplicateCard(each, format))}`,
    acts: duplicates.map(
      ({ letterId, agenda }) =>
        html`<button type="button" class="button" @click=${() => open(letterId)}>
          ${said.openAgenda(agenda)}
        </button>`,
    ),
  });
}
