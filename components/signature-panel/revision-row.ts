import { html, nothing } from 'lit';
import type { RevisionReport } from '../../server/contract/verification.js';
import { alertIcon, downloadIcon, icon } from '../internal/icons.js';
import { note } from '../internal/note.js';
import type { OfficeReport } from '../internal/office-problem.js';
import { nameOf, type Shown } from './signature-row.js';

export interface RevisionActs {
  /** Absent for the one that is shown already. */
  readonly open?: (() => void) | undefined;
  /** Absent for the first. */
  readonly compare?: (() => void) | undefined;
  readonly comparing: boolean;
  readonly download: () => void;
  /** Why this very version was not downloaded. */
  readonly refused: OfficeReport | undefined;
}

/** One version of the file: what it did, and the ways to look at it. */
export function revisionRow(one: RevisionReport, shown: Shown, acts: RevisionActs) {
  const { open, compare, comparing, download, refused } = acts;
  const { words, verification } = shown;
  const isNewest = one.revision === verification.report.history.length;
  const { revision, suspicion } = one;
  return html`<li class="revision" part="revision">
    <div>
      <p>
        <b>${words.versionOf(revision)}</b
        >${isNewest ? html` <span class="hint">${words.newest}</span>` : nothing}
      </p>
      ${
        suspicion === undefined
          ? nothing
          : html`<p class="mark bad">${icon(alertIcon, 'small')}<b>${words.markedSuspicious}</b></p>`
      }
      <p>${whatItDid(one, shown).join(' ')}</p>
    </div>
    <div class="acts">
      ${
        open
          ? html`<button
              type="button"
              class="button"
              aria-label=${words.openVersionOf(revision)}
              @click=${open}
            >
              ${words.openVersion}
            </button>`
          : nothing
      }
      ${
        compare
          ? html`<button
              type="button"
              class="button"
              aria-label=${words.compareWith(revision, revision - 1)}
              aria-expanded=${comparing}
              @click=${compare}
            >
              ${words.compare}
            </button>`
          : nothing
      }
      <button
        type="button"
        class="button plain icon-only"
        aria-label=${words.downloadVersionOf(revision)}
        title=${words.downloadVersionOf(revision)}
        @click=${download}
      >
        ${icon(downloadIcon)}
      </button>
    </div>
    ${refused ? note('warn', { title: words.downloadFailed, text: refused.title, role: 'alert' }) : nothing}
  </li>`;
}

/** Where it is suspicious the reason alone: what was allowed besides excuses nothing. */
function whatItDid(one: RevisionReport, { verification, words }: Shown): string[] {
  const { sentences, told, report } = verification;
  if (one.suspicion !== undefined) return [sentences[one.suspicion] ?? one.suspicion];
  const rules = one.changes.flatMap(({ rule }) => (told.includes(rule) ? (sentences[rule] ?? []) : []));
  const signers = report.signatures
    .filter(
      ({ revision, integrity, kind }) =>
        revision === one.revision && integrity === 'right' && kind !== 'timestamp',
    )
    .map((signature) => words.signedBy(nameOf(signature, words)));
  const did = [...rules, ...signers];
  if (did.length > 0) return did;
  return [one.revision === 1 ? words.firstVersion : words.technical];
}
