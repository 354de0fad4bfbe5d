import { html, nothing } from 'lit';
import type { Format } from '../internal/format.js';
import { downloadIcon, fitWidthIcon, icon, printIcon, zoomInIcon, zoomOutIcon } from '../internal/icons.js';
import { note } from '../internal/note.js';
import { commonWords } from '../internal/words.js';
import { words } from './document-viewer.words.js';

type Act = (() => void) | undefined;

export interface Tools {
  readonly page: number;
  readonly count: number;
  readonly zoomOut: Act;
  readonly fit: Act;
  readonly zoomIn: Act;
  readonly print: Act;
  readonly download: Act;
}

/** The line above the pages. What cannot be done now is not there. */
export function viewerTools(said: (typeof words)['id'] | (typeof words)['en'], tools: Tools) {
  const tool = (name: string, shape: string, act: Act) =>
    act
      ? html`<button
          type="button"
          class="button plain icon-only"
          aria-label=${name}
          title=${name}
          @click=${act}
        >
          ${icon(shape)}
        </button>`
      : nothing;
  return html`<div class="tools" part="tools" role="group" aria-label=${said.toolbar}>
    <p class="where" role="status">${said.pageWord} <b>${tools.page}</b> ${said.ofWord(tools.count)}</p>
    ${tool(said.zoomOut, zoomOutIcon, tools.zoomOut)} ${tool(said.fitWidth, fitWidthIcon, tools.fit)}
    ${tool(said.zoomIn, zoomInIcon, tools.zoomIn)} ${tool(said.print, printIcon, tools.print)}
    ${tool(said.download, downloadIcon, tools.download)}
  </div>`;
}

export interface Waiting {
  readonly seconds: number;
  /** Bytes. */
  readonly done: number;
  readonly of: number | undefined;
  readonly format: Format;
  readonly cancel: () => void;
}

/** What is being fetched, how far it is, and the way to give up. The figures are not read aloud each time. */
export function waitingLine({ seconds, done, of, format, cancel }: Waiting) {
  const said = words[format.language];
  const common = commonWords[format.language];
  return html`<div class="waits">
    <p>
      <span role="status">${said.fetching}</span>${
        of === undefined || done === 0
          ? nothing
          : html` <span>${said.fetched(format.size(Math.min(done, of)), format.size(of))}</span>`
      }${seconds >= 3 ? html` <span class="hint">${common.slow(seconds)}</span>` : nothing}
    </p>
    <button type="button" class="button plain" @click=${cancel}>${common.cancel}</button>
    ${
      of === undefined
        ? nothing
        : html`<progress aria-label=${said.fetching} max=${of} .value=${Math.min(done, of)}></progress>`
    }
  </div>`;
}

/** Why there are no pages, and the way to the file itself. */
export function unreadableNote(
  said: (typeof words)['id'] | (typeof words)['en'],
  why: 'encrypted' | 'damaged',
  download: Act,
) {
  return note('warn', {
    title: said[why],
    text: said.unreadableMeaning,
    acts: download
      ? html`<button type="button" class="button" @click=${download}>
          ${icon(downloadIcon)}${said.download}
        </button>`
      : undefined,
  });
}
