import { html, nothing } from 'lit';
import type { LetterView } from '../../server/contract/letters.js';
import type { Format } from '../internal/format.js';
import { downloadIcon, icon } from '../internal/icons.js';
import { note } from '../internal/note.js';
import type { FileSaver } from './file-saver.js';
import { letterFiles, letterSigners } from './letter-facts.js';
import { words } from './letter.words.js';

/** Who signs in turn and, once somebody has, the proof of it. */
export function signersPlace(letter: LetterView, format: Format, saver: FileSaver) {
  if (letter.signers.length === 0) return nothing;
  const said = words[format.language];
  const isSigned = letter.signers.some(({ state }) => state === 'signed');
  return html`<section class="inside">
    <h3 class="card-title">${said.signers}</h3>
    ${letterSigners(letter, format)}
    ${
      isSigned
        ? html`${problemOf(saver, ['slip', 'evidence'], said.downloadFailed)}
            <p class="proofs">
              <button type="button" class="button" @click=${() => void saver.save('slip')}>
                ${icon(downloadIcon, 'small')}${said.slip}
              </button>
              <button type="button" class="button" @click=${() => void saver.save('evidence')}>
                ${icon(downloadIcon, 'small')}${said.evidence}
              </button>
            </p>
            <p class="hint">${said.proofMeaning}</p>`
        : nothing
    }
  </section>`;
}

export function filesPlace(letter: LetterView, format: Format, saver: FileSaver) {
  if (letter.files.length === 0) return nothing;
  const said = words[format.language];
  return html`<section class="inside">
    <h3 class="card-title">${said.files}</h3>
    ${problemOf(saver, ['document'], said.downloadFailed)}
    ${letterFiles(letter.files, format, ({ documentId }) => void saver.save('document', documentId))}
  </section>`;
}

function problemOf({ problem }: FileSaver, of: readonly string[], title: string) {
  if (!problem || !of.includes(problem.of)) return nothing;
  return note('warn', { title, text: problem.report.title, role: 'alert' });
}
