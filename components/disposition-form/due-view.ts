import { html, nothing } from 'lit';
import type { Derajat } from '../../server/contract/vocabulary.js';
import { field, fieldDescription } from '../internal/field.js';
import { clockIcon, icon, plusIcon } from '../internal/icons.js';
import { derajatWord } from '../internal/tags.js';
import { words } from './disposition-form.words.js';
import type { DraftView } from './draft-view.js';
import { chip } from './instructions-view.js';
import { afterWorkingDays } from './working-days.js';

const offered = [1, 2, 3, 5] as const;

/** The last day with the reason it was set, and the note. */
export function dueView({
  draft,
  choices,
  language,
  format,
  unfolded,
  change,
  fold,
  derajat,
  problem,
}: DraftView & { readonly derajat: Derajat; readonly problem?: string | undefined }) {
  const said = words[language];
  const due = draft.due ?? choices.due.date;
  const open = unfolded.has('due');
  const { today, holidays } = choices;
  const dates = offered
    .map((days) => ({ days, date: afterWorkingDays(today, days, holidays) }))
    .filter(({ date }) => choices.due.latest === undefined || date <= choices.due.latest);
  const dateField = { id: 'due', label: said.otherDate, problem };
  return html`<section>
    <div class="due">
      ${icon(clockIcon)}
      <div class="what">
        <p>${said.due} <b>${format.day(due)}</b></p>
        <p class="hint">
          ${
            due === choices.due.latest
              ? said.dueAbove
              : due === choices.due.date
                ? said.dueReason(choices.due.workingDays, derajatWord(derajat, language).toLowerCase())
                : said.dueChosen
          }
        </p>
      </div>
      <button
        type="button"
        class="button plain"
        aria-expanded=${open}
        aria-label=${said.changeDue}
        @click=${() => fold('due')}
      >
        ${said.change}
      </button>
    </div>
    ${
      open
        ? html`<div class="chips" role="group" aria-label=${said.due}>
              ${dates.map(({ days, date }) =>
                chip(said.inDays(days, format.day(date)), date === due, () => change({ due: date })),
              )}
            </div>
            <div class="inset">
              ${field(
                dateField,
                html`<input
                  class="control"
                  id="due"
                  type="date"
                  min=${today}
                  max=${choices.due.latest ?? nothing}
                  aria-invalid=${problem === undefined ? nothing : 'true'}
                  aria-describedby=${fieldDescription(dateField)}
                  .value=${due}
                  @change=${({ target }: Event) => {
                    const { value } = target as HTMLInputElement;
                    change({ due: value >= today ? value : choices.due.date });
                  }}
                />`,
              )}
            </div>`
        : ''
    }
    ${
      unfolded.has('note') || draft.note !== ''
        ? html`<div class="inset">
            ${field(
              { id: 'note', label: said.note },
              html`<textarea
                class="control"
                id="note"
                maxlength="2000"
                .value=${draft.note}
                @input=${({ target }: Event) => change({ note: (target as HTMLTextAreaElement).value })}
              ></textarea>`,
            )}
          </div>`
        : html`<button type="button" class="button plain" @click=${() => fold('note')}>
            ${icon(plusIcon)}${said.addNote}
          </button>`
    }
  </section>`;
}
