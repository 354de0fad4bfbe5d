import { html, nothing } from 'lit';
import { field, fieldDescription } from '../internal/field.js';
import type { Format } from '../internal/format.js';
import { icon, uploadIcon } from '../internal/icons.js';
import { note } from '../internal/note.js';
import type { OfficeReport } from '../internal/office-problem.js';
import { failureState } from '../internal/states.js';
import { commonWords } from '../internal/words.js';
import type { FileState } from './signed-file.js';
import { words } from './unknown-outcome.words.js';

interface FileWay {
  readonly state: FileState;
  readonly format: Format;
  readonly choose: (file: File) => void;
  readonly cancel: () => void;
  readonly renew: () => void;
}

/** The way of a file that proves itself: chosen, on its way, looked at, and why it is not taken. */
export function fileWay({ state, format, choose, cancel, renew }: FileWay) {
  const said = words[format.language];
  const sending = state.is === 'sending';
  const open = (event: Event) => {
    if (!sending) (event.currentTarget as HTMLElement).parentElement?.querySelector('input')?.click();
  };
  const take = (event: Event) => {
    const input = event.target as HTMLInputElement;
    const file = input.files?.[0];
    // The same file may be chosen again after a refusal.
    input.value = '';
    if (file) choose(file);
  };
  return html`<section class="way">
    <h4 class="strong">${said.fileTitle}</h4>
    <p>${said.fileText}</p>
    ${state.is === 'unfit' ? note('warn', { title: state.why, role: 'alert' }) : nothing}
    ${state.is === 'refused' ? notTaken(state.problem, format, renew) : nothing}
    ${sending ? travel(state, format) : nothing}
    <div class="way-acts">
      <button type="button" class="button" aria-disabled=${sending ? 'true' : nothing} @click=${open}>
        ${icon(uploadIcon)}${said.chooseFile}
      </button>
      <input type="file" accept="application/pdf,.pdf" hidden aria-label=${said.chooseFile} @change=${take} />
      ${
        sending
          ? html`<button type="button" class="button plain" @click=${cancel}>${said.cancelFile}</button>`
          : nothing
      }
    </div>
  </section>`;
}

function travel({ file, progress }: Extract<FileState, { is: 'sending' }>, format: Format) {
  const said = words[format.language];
  const arrived = progress.done >= file.size;
  const sentence = arrived
    ? said.checkingFile(file.name)
    : said.sendingFile(file.name, format.size(progress.done), format.size(file.size));
  return html`<p>${sentence}</p>
    <progress aria-label=${said.chooseFile} max=${file.size} .value=${progress.done}></progress>
    <p class="seen-by-readers-only" role="status">${arrived ? sentence : nothing}</p>`;
}

/** A judgement of the file, or something that a second try may mend. */
function notTaken(problem: OfficeReport, format: Format, renew: () => void) {
  const said = words[format.language];
  if (problem.code === 'signed-copy-wrong' || problem.code.startsWith('file-'))
    return note('danger', { title: said.fileNotTaken, text: problem.title, role: 'alert' });
  const { language } = format;
  return failureState({ report: problem, what: said.fileNotSent, language, format, renew });
}

interface UnsignedWay {
  /** Number and subject. */
  readonly letter: string;
  readonly provider: string;
  readonly format: Format;
  readonly open: boolean;
  readonly busy: boolean;
  readonly missing: boolean;
  readonly problem: OfficeReport | undefined;
  readonly begin: () => void;
  readonly giveUp: () => void;
  readonly submit: (event: SubmitEvent) => void;
  readonly renew: () => void;
}

/** The way of a person's word: what it means stands above the button that says it. */
export function unsignedWay(way: UnsignedWay) {
  const { format, open, busy, missing, problem } = way;
  const { language } = format;
  const said = words[language];
  const content = {
    id: 'reason',
    label: said.reason,
    hint: said.reasonHint,
    problem: missing ? said.reasonMissing : undefined,
  };
  return html`<section class="way">
    <h4 class="strong">${said.unsignedTitle}</h4>
    <p>${said.unsignedText}</p>
    ${
      open
        ? html`<form novalidate @submit=${way.submit}>
            ${note('warn', { title: said.confirm(way.letter, way.provider) })}
            ${field(
              content,
              html`<textarea
                class="control"
                id="reason"
                name="reason"
                rows="3"
                maxlength="1000"
                aria-invalid=${missing ? 'true' : nothing}
                aria-describedby=${fieldDescription(content)}
              ></textarea>`,
            )}
            ${
              problem
                ? failureState({ report: problem, what: said.notDecided, language, format, renew: way.renew })
                : nothing
            }
            <div class="way-acts">
              <button type="submit" class="button primary" aria-busy=${busy}>
                ${busy ? said.sending : said.unsigned}
              </button>
              <button type="button" class="button" @click=${way.giveUp}>
                ${commonWords[language].cancel}
              </button>
            </div>
          </form>`
        : html`<div class="way-acts">
            <button type="button" class="button begin" @click=${way.begin}>${said.unsigned}</button>
          </div>`
    }
  </section>`;
}
