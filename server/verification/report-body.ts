import type { SignatureReport, Verification } from '../contract/verification.js';
import { shortInstant } from '../platform/date-words.js';
import { escapeHtml } from '../platform/escape-html.js';
import { chooseShown } from './choose-shown.js';
import { fileVersions } from './file-versions.js';
import { info, question, verdictBanner, type Tone } from './public-page.js';
import { reportWords } from './report-words.js';
import { signatureCard, type Reader } from './signature-card.js';

/** A page is for a phone; a file with more signatures is for an expert. */
const mostCards = 20;

/** A triangle is for what is wrong, not for what nobody can tell. */
const signs: Readonly<Partial<Record<Tone, string>>> = { grey: info, warn: question };

/** What was found about a file, to somebody who knows nothing of signatures. HTML without script, form or link. */
export function reportBody(page: Reader, verification: Verification): string {
  const w = reportWords[page.language];
  const { withdrawn } = verification;
  const { title, lead, next } = verification.summary;
  const { signatures } = verification.report;
  const tone = toneOf(verification);
  const shown = chooseShown(
    signatures,
    [...signatures].sort((one, other) => Number(isWrong(other)) - Number(isWrong(one))),
    mostCards,
  );
  const left = signatures.length - shown.length;
  const name = escapeHtml(verification.name ?? 'PDF');
  const about = `${name} · ${w.checked(shortInstant(verification.checkedAt, page.zone, page.language))}`;
  return `<p class="hint file">${about}</p>
${withdrawn ? verdictBanner('warn', withdrawn.title, escapeHtml(withdrawn.text)) : ''}
${verdictBanner(tone, title, escapeHtml(lead), signs[tone])}
${next === undefined ? '' : `<h2>${w.next}</h2><p>${escapeHtml(next)}</p>`}
${shown.map((one) => signatureCard(one, page, verification)).join('\n')}
${left > 0 ? `<p>${w.moreSignatures(left)}</p>` : ''}
${fileVersions(verification, page.language)}`;
}

function isWrong({ integrity, changesAfter }: SignatureReport): boolean {
  return integrity !== 'right' || changesAfter === 'suspicious';
}

/** Green only for intact *and* trusted by somebody who is no trial. */
function toneOf({ report, trial }: Verification): Tone {
  switch (report.verdict) {
    case 'intact':
      return report.trusted && !trial ? 'ok' : 'grey';
    case 'changed':
    case 'broken':
      return 'danger';
    case 'unsigned':
      return 'grey';
    default:
      return 'warn';
  }
}
