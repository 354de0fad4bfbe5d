import type { Language } from '../contract/problems.js';
import type { RevisionReport, Verification } from '../contract/verification.js';
import { escapeHtml } from '../platform/escape-html.js';
import { chooseShown } from './choose-shown.js';
import { reportWords } from './report-words.js';

const mostVersions = 20;

/** Which versions a file has and what each did, oldest first. Nothing for a file of one. HTML. */
export function fileVersions(verification: Verification, language: Language): string {
  const { history, signatures } = verification.report;
  if (history.length < 2) return '';
  const w = reportWords[language];
  // What is suspicious is never what is left out; else the newest say most.
  const preferred = [...history]
    .reverse()
    .sort((one, other) => Number(other.suspicion !== undefined) - Number(one.suspicion !== undefined));
  const rows = chooseShown(history, preferred, mostVersions).map((one) => {
    const signers = signatures
      .filter(({ revision, integrity, kind }) => {
        return revision === one.revision && integrity === 'right' && kind !== 'timestamp';
      })
      .map(({ signer }) => w.signedBy(signer.name === '' ? w.nameless : signer.name));
    const did = [...whatItDid(one, verification), ...signers];
    const text = did.length > 0 ? did.join(' ') : one.revision === 1 ? w.firstVersion : w.technical;
    const mark = one.suspicion === undefined ? '' : ' class="bad"';
    const word =
      one.suspicion === undefined ? w.version(one.revision) : `${w.version(one.revision)}: ${w.suspicious}`;
    return `<li${mark}><b>${word}</b><span>${escapeHtml(text)}</span></li>`;
  });
  const left = history.length - rows.length;
  return `<h2>${w.history}</h2><p class="hint">${w.historyLead}</p>
<article><ul>${rows.join('')}</ul>${left > 0 ? `<p>${w.more(left)}</p>` : ''}</article>`;
}

/** Where it is suspicious the reason alone: what was allowed besides excuses nothing. */
function whatItDid(one: RevisionReport, { sentences, told }: Verification): string[] {
  if (one.suspicion !== undefined) return [sentences[one.suspicion] ?? one.suspicion];
  return one.changes.flatMap(({ rule }) => (told.includes(rule) ? (sentences[rule] ?? []) : []));
}
