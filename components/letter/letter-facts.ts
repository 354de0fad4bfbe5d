import { html, nothing } from 'lit';
import type { LetterFile, LetterView } from '../../server/contract/letters.js';
import type { Format } from '../internal/format.js';
import { downloadIcon, fileIcon, icon } from '../internal/icons.js';
import { derajatWord, sifatWord } from '../internal/tags.js';
import { words } from './letter.words.js';

/** Everything known of a letter that its heading does not say already. `server` is where its code can be looked up. */
export function letterFacts(letter: LetterView, format: Format, server: string) {
  const said = words[format.language];
  const { agenda, classification, replyTo, code } = letter;
  const rows: readonly (readonly [name: string, value: unknown])[] = [
    [said.kind, letter.kind.name],
    [said.received, letter.receivedDate === undefined ? undefined : format.date(letter.receivedDate)],
    [said.agenda, agenda === undefined ? undefined : `${agenda.number}/${agenda.year}, ${agenda.unit}`],
    [
      said.classification,
      classification === undefined ? undefined : `${classification.code} ${classification.name}`,
    ],
    [said.attachments, letter.attachments],
    [said.sifat, sifatWord(letter.sifat, format.language)],
    [said.derajat, derajatWord(letter.derajat, format.language)],
    [
      said.replyTo,
      replyTo === undefined
        ? undefined
        : [replyTo.number, replyTo.subject].filter((each) => each !== undefined).join(' · '),
    ],
    [
      said.code,
      code === undefined
        ? undefined
        : html`<a href="${server}/v/${code}" target="_blank" rel="noopener">${grouped(code)}</a>`,
    ],
    [said.status, said[`status-${letter.status}`]],
  ];
  return html`<dl class="facts">
    ${rows
      .filter(([, value]) => value !== undefined && value !== '')
      .map(
        ([name, value]) =>
          html`<div>
            <dt>${name}</dt>
            <dd>${value}</dd>
          </div>`,
      )}
  </dl>`;
}

/** One line where there is little room: "Agenda 411 · sifat biasa · 1 berkas". */
export function factsInOneLine(letter: LetterView, format: Format): string {
  const said = words[format.language];
  const parts = [
    ...(letter.agenda === undefined ? [letter.kind.name] : [said.agendaIs(letter.agenda.number)]),
    said.sifatIs(sifatWord(letter.sifat, format.language).toLowerCase()),
    ...(letter.attachments === undefined ? [] : [letter.attachments]),
  ];
  const line = parts.join(' · ');
  return line.charAt(0).toUpperCase() + line.slice(1);
}

export function letterFiles(
  files: readonly LetterFile[],
  format: Format,
  download: (file: LetterFile) => void,
) {
  const said = words[format.language];
  return html`<ul class="files">
    ${files.map(
      (file) =>
        html`<li>
          ${icon(fileIcon)}
          <div>
            <p>${said[`role-${file.role}`]}, ${said.fileFacts(file.pages, format.size(file.size))}</p>
            <p class="hint">
              ${file.name} · ${format.day(file.at)}, ${format.clock(file.at)}<br />
              ${file.signatures === 0 ? said.unsigned : said.signedTimes(file.signatures)}
            </p>
          </div>
          <button
            type="button"
            class="button plain icon-only"
            aria-label=${said.download(file.name)}
            @click=${() => download(file)}
          >
            ${icon(downloadIcon)}
          </button>
        </li>`,
    )}
  </ul>`;
}

/** Who signs, in turn. */
export function letterSigners({ signers }: LetterView, format: Format) {
  const said = words[format.language];
  if (signers.length === 0) return nothing;
  return html`<ol class="signers">
    ${signers.map(
      ({ ordinal, position, state, by, at }) =>
        html`<li>
          <p><b>${ordinal}. ${position.shortTitle}</b></p>
          <p class="hint">
            ${[
              said[`signer-${state}`],
              by ?? position.holder ?? said.vacant,
              ...(at === undefined ? [] : [`${format.day(at)}, ${format.clock(at)}`]),
            ].join(' · ')}
          </p>
        </li>`,
    )}
  </ol>`;
}

function grouped(code: string): string {
  return code.replace(/(.{4})(?=.)/g, '$1 ');
}
