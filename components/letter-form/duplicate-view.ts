import { html, nothing } from 'lit';
import type { Duplicate } from '../../server/contract/letters.js';
import type { Format } from '../internal/format.js';
import { eyeIcon, icon } from '../internal/icons.js';
import { note } from '../internal/note.js';
import type { OfficeReport } from '../internal/office-problem.js';
import type { Compared } from './duplicate-watch.js';
import { words } from './letter-form.words.js';

export interface DuplicateView {
  readonly compared: Compared;
  readonly found: readonly Duplicate[];
  readonly format: Format;
  /** Opens its file, to be compared with the paper at hand. */
  readonly show: (duplicate: Duplicate) => void;
  readonly problem: OfficeReport | undefined;
  /** It is the same letter, so this one is not recorded. */
  readonly same: (duplicate: Duplicate) => void;
  readonly different: () => void;
}

/** Beside the fields that match: what is there already, and two plain answers. */
export function duplicateView(view: DuplicateView) {
  const { found, format, compared } = view;
  const said = words[format.language];
  const [first] = found;
  if (!first) return nothing;
  return note('warn', {
    title: said.duplicate,
    role: 'alert',
    text: html`${compared === 'file' ? said.duplicateFile : said.duplicatePair}
    ${found.map((each) =>
      duplicateCard(
        each,
        format,
        html`<button type="button" class="button plain show" @click=${() => view.show(each)}>
          ${icon(eyeIcon)}${said.compare}
        </button>`,
      ),
    )}
    ${view.problem ? html`<span class="field-problem" role="alert">${view.problem.title}</span>` : nothing}`,
    acts: html`<button type="button" class="button same" @click=${() => view.same(first)}>
        ${said.sameLetter}
      </button>
      <button type="button" class="button different" @click=${view.different}>
        ${said.differentLetter}
      </button>`,
  });
}

/** A letter above sifat biasa is named by its agenda number alone. */
export function duplicateCard(duplicate: Duplicate, format: Format, compare: unknown = nothing) {
  const said = words[format.language];
  const { agenda, subject, sender, number, receivedDate } = duplicate;
  return html`<span class="twin">
    <b>${subject === '' ? said.restricted : subject}</b>
    <span class="hint">
      ${said.agenda(agenda)}${
        receivedDate === undefined ? nothing : html`, ${said.receivedOn(format.date(receivedDate))}`
      }
    </span>
    <span class="hint">${[sender, number ?? ''].filter((each) => each !== '').join(' · ')}</span>
    ${subject === '' ? nothing : compare}
  </span>`;
}
