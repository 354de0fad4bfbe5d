import { css, html, nothing } from 'lit';
import type { FileSending } from './file-sending.js';
import { fileWords } from './file.words.js';
import type { Format } from './format.js';
import { checkIcon, fileIcon, icon, pauseIcon, uploadIcon } from './icons.js';
import { note } from './note.js';
import { isSessionEnd, type OfficeReport } from './office-problem.js';
import { progressStyles } from './progress.styles.js';
import { failureState } from './states.js';

/** Bytes, until the server said its own limit. */
export const usualFileLimit = 50 * 1024 * 1024;

export interface FileChoice {
  readonly sending: FileSending;
  readonly format: Format;
  /** Bytes. */
  readonly limit: number;
  /** What the button says while nothing is chosen. */
  readonly label: string;
  /** Why the chosen file was not taken, before anything was sent. */
  readonly refused: string | undefined;
  readonly choose: (file: File) => void;
  readonly go: () => void;
  /** Asks the portal for a new session, where the old one ended on the way. */
  readonly renew?: (() => void) | undefined;
}

/** Why this file cannot go, told before a byte is sent. The server judges all the same. */
export function refusalOf(file: File, limit: number, format: Format): string | undefined {
  const said = fileWords[format.language];
  if (file.size === 0) return said.fileEmpty(file.name);
  if (file.size > limit) return said.fileLarge(file.name, format.size(file.size), format.size(limit));
  return undefined;
}

/** Like `refusalOf`, and looks into the file: a PDF says so within its first 1024 bytes. */
export async function refusalOfContent(
  file: File,
  limit: number,
  format: Format,
): Promise<string | undefined> {
  const said = fileWords[format.language];
  const refusal = refusalOf(file, limit, format);
  if (refusal !== undefined) return refusal;
  try {
    return (await file.slice(0, 1024 + 5).text()).includes('%PDF-') ? undefined : said.notPdf(file.name);
  } catch (error) {
    // A folder, or a file that was moved or is still open in a scanner's program.
    if (error instanceof DOMException) return said.unreadable(file.name);
    throw error;
  }
}

/** Chooses one PDF by its button or by a drop, and shows how it travels. */
export function fileChoice(choice: FileChoice) {
  const said = fileWords[choice.format.language];
  const { state } = choice.sending;
  const moving = state.is === 'sending' || state.is === 'paused';
  const open = (event: Event) =>
    (event.currentTarget as HTMLElement).parentElement?.querySelector('input')?.click();
  const take = (event: Event) => {
    const input = event.target as HTMLInputElement;
    const file = input.files?.[0];
    // The same file may be chosen again after a refusal.
    input.value = '';
    if (file) choice.choose(file);
  };
  // Taken even while another one travels, since the browser would leave the page for it.
  const drop = (event: DragEvent) => {
    event.preventDefault();
    const file = event.dataTransfer?.files[0];
    if (file && !moving) choice.choose(file);
  };
  return html`<div class="file-choice" @dragover=${(event: Event) => event.preventDefault()} @drop=${drop}>
    ${choice.refused === undefined ? nothing : note('warn', { title: choice.refused, role: 'alert' })}
    ${state.is === 'none' ? nothing : journey(choice)}
    ${
      moving
        ? nothing
        : html`<div>
            <button type="button" class="button choose" @click=${open}>
              ${icon(uploadIcon)}${state.is === 'none' ? choice.label : said.otherFile}
            </button>
            <input
              type="file"
              accept="application/pdf,.pdf"
              hidden
              aria-label=${choice.label}
              @change=${take}
            />
            <p class="hint">
              ${said.maxSize(choice.format.size(choice.limit))}<span class="by-drop"> ${said.dropHere}</span>
            </p>
          </div>`
    }
  </div>`;
}

function journey({ sending, format, go, renew }: FileChoice) {
  const said = fileWords[format.language];
  const { state } = sending;
  if (state.is === 'none') return nothing;
  const { file } = state;
  const moving = state.is === 'sending' || state.is === 'paused';
  const left = sending.secondsLeft;
  return html`
    <p class="chosen-file">
      ${icon(state.is === 'sent' ? checkIcon : fileIcon)}<span>${file.name} · ${format.size(file.size)}</span>
    </p>
    ${state.is === 'refused' ? refusal(state.problem, format, renew) : nothing}
    ${
      moving
        ? html`<div class="travel">
            <p>
              <span class="seen-by-readers-only" role="status"
                >${state.is === 'sending' ? said.uploadingWord : nothing}</span
              >
              ${(state.is === 'paused' ? said.paused : said.uploading)(
                format.size(state.progress.done),
                format.size(file.size),
              )}${left === undefined ? nothing : ` · ${said.secondsLeft(left)}`}
            </p>
            <progress
              aria-label=${said.uploadingWord}
              max=${file.size}
              .value=${state.progress.done}
            ></progress>
            <p class="hint">${said.goesOn}</p>
            ${
              state.is === 'sending'
                ? html`<button type="button" class="button" @click=${() => sending.pause()}>
                    ${icon(pauseIcon)}${said.pause}
                  </button>`
                : html`<button type="button" class="button" @click=${go}>
                    ${icon(uploadIcon)}${said.resume}
                  </button>`
            }
            <button type="button" class="button plain" @click=${() => sending.cancel()}>
              ${said.cancelUpload}
            </button>
          </div>`
        : nothing
    }
    ${
      state.is === 'refused' && !isForGood(state.problem.code) && !isSessionEnd(state.problem)
        ? html`<button type="button" class="button resume" @click=${go}>
            ${icon(uploadIcon)}${said.resume}
          </button>`
        : nothing
    }
  `;
}

function refusal(report: OfficeReport, format: Format, renew: FileChoice['renew']) {
  const { language } = format;
  const said = fileWords[language];
  if (renew && isSessionEnd(report))
    return failureState({ report, what: said.notUploaded, language, format, renew, retry: renew });
  return note('warn', { title: said.notUploaded, text: report.title, role: 'alert' });
}

/** The file itself is not good, so sending it again would change nothing. */
function isForGood(code: OfficeReport['code']): boolean {
  return code.startsWith('file-');
}

export const fileChoiceStyles = css`
  ${progressStyles}
  .travel {
    display: flex;
    flex-wrap: wrap;
    gap: 8px;
  }
  .travel > p,
  .travel > progress {
    flex-basis: 100%;
  }
  .file-choice {
    display: grid;
    gap: 8px;
  }
  .file-choice .note {
    margin: 0;
  }
  .file-choice .hint {
    margin-block-start: 4px;
  }
  .chosen-file {
    display: flex;
    gap: 8px;
  }
  @media (pointer: coarse) {
    .by-drop {
      display: none;
    }
  }
`;
