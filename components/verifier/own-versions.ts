import { html, nothing } from 'lit';
import type { Verification } from '../../server/contract/verification.js';
import type { Format } from '../internal/format.js';
import { chevronRightIcon, downloadIcon, icon } from '../internal/icons.js';
import { versionsAtOnce } from '../internal/versions-at-once.js';
import type { VerifierWords } from './verifier.words.js';

export interface OwnVersions {
  readonly verification: Verification;
  readonly words: VerifierWords;
  readonly format: Format;
  readonly showsAll: boolean;
  readonly showAll: () => void;
  /** @param bytes how long the file was then */
  readonly save: (revision: number, bytes: number) => void;
}

/** The versions before the last in a file that the visitor has: each is its beginning, so nobody is asked for it. */
export function ownVersions({ verification, words, format, showsAll, showAll, save }: OwnVersions) {
  const { history, signatures } = verification.report;
  const earlier = history.slice(0, -1);
  if (earlier.length === 0) return nothing;
  const listed = showsAll ? earlier : versionsAtOnce({ history: earlier, signatures });
  const left = earlier.length - listed.length;
  return html`<details class="own">
    <summary>${icon(chevronRightIcon, 'small')}${words.earlierVersions(earlier.length)}</summary>
    <p class="hint">${words.earlierMeaning}</p>
    ${
      left === 0
        ? nothing
        : html`<button type="button" class="button plain" @click=${showAll}>
            ${words.otherVersions(left)}
          </button>`
    }
    <ul aria-label=${words.earlierVersions(earlier.length)}>
      ${listed.map(
        ({ revision, bytes }) =>
          html`<li>
            <p>${words.versionOf(revision)} <span class="hint">${format.size(bytes)}</span></p>
            <button
              type="button"
              class="button"
              aria-label=${words.downloadVersionOf(revision)}
              @click=${() => save(revision, bytes)}
            >
              ${icon(downloadIcon)}${words.download}
            </button>
          </li>`,
      )}
    </ul>
  </details>`;
}
