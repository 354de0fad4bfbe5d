import { html, nothing } from 'lit';
import type { Format } from '../internal/format.js';
import { fileIcon, icon, pauseIcon, uploadIcon } from '../internal/icons.js';
import { note } from '../internal/note.js';
import { actWords } from './act.words.js';
import type { FileSending } from './file-sending.js';

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
}

/** Chooses one PDF and shows how it travels. */
export function fileChoice(choice: FileChoice) {
  const said = actWords[choice.format.language];
  const { state } = choice.sending;
  const open = (event: Event) =>
    (event.currentTarget as HTMLElement).parentElement?.querySelector('input')?.click();
  const take = (event: Event) => {
    const input = event.target as HTMLInputElement;
    const file = input.files?.[0];
    // The same file may be chosen again after a refusal.
    input.value = '';
    if (file) choice.choose(file);
  };
  return html`<div class="file-choice">
    ${choice.refused === undefined ? nothing : note('warn', { title: choice.refused, role: 'alert' })}
    ${state.is === 'none' ? nothing : journey(choice)}
    ${
      state.is === 'sending' || state.is === 'paused'
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
            <p class="hint">${said.maxSize(choice.format.size(choice.limit))}</p>
          </div>`
    }
  </div>`;
}

function journey({ sending, format, go }: FileChoice) {
  const said = actWords[format.language];
  const { state } = sending;
  if (state.is === 'none') return nothing;
  const { file } = state;
  const moving = state.is === 'sending' || state.is === 'paused';
  const left = sending.secondsLeft;
  return html`
    <p class="chosen-file">${icon(fileIcon)}<span>${file.name} · ${format.size(file.size)}</span></p>
    ${
      state.is === 'refused'
        ? note('warn', { title: said.notUploaded, text: state.problem.title, role: 'alert' })
        : nothing
    }
    ${
      moving
        ? html`<div class="travel">
            <p>
              <span role="status">${state.is === 'sending' ? said.uploadingWord : nothing}</span>
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
      state.is === 'refused'
        ? html`<button type="button" class="button" @click=${go}>${icon(uploadIcon)}${said.resume}</button>`
        : nothing
    }
  `;
}
