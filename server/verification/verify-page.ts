import type { Language } from '../contract/problems.js';
import type { Verification } from '../contract/verification.js';
import { shortInstant } from '../platform/date-words.js';
import { escapeHtml } from '../platform/escape-html.js';
import { fileVersions } from './file-versions.js';
import { codeForm, publicPage, shield, verdictBanner, type Tone } from './public-page.js';
import { publicWords } from './public-words.js';
import { reportWords, type ReportWords } from './report-words.js';
import { signatureCard } from './signature-card.js';

/** A page for a phone; a file with more is one for an expert. */
const mostCards = 20;

export interface VerifyPage {
  readonly language: Language;
  readonly nonce: string;
  readonly zone: string;
  /** As told to people, `50 MB`. */
  readonly limit: string;
}

/** `/verify`: a form for a file and one for a code; with a verification its report above them. Works without script. */
export function verifyPage(page: VerifyPage, verification?: Verification): string {
  const { language, nonce, limit } = page;
  const w = publicWords[language];
  const action = language === 'en' ? '/verify?lang=en' : '/verify';
  const body = `${verification ? report(page, verification) : `<h2>${w.verify}</h2>`}
<form action="${action}" method="post" enctype="multipart/form-data">
<label for="file">${w.choose}</label><p class="hint" id="file-hint">${w.chooseHint(limit)}</p>
<input id="file" name="file" type="file" accept="application/pdf,.pdf" required aria-describedby="file-hint">
<button>${w.send}</button></form>
<h2>${w.orCode}</h2>${codeForm('', language, w.check)}`;
  const title = verification ? headline(verification, reportWords[language])[0] : w.verify;
  return publicPage({
    title,
    body,
    language,
    nonce,
    otherHref: language === 'en' ? '/verify' : '/verify?lang=en',
  });
}

/** A refusal on the page: what went wrong, above the form that it went wrong with. */
export function verifyProblemPage(page: VerifyPage, sentence: string): string {
  const title = publicWords[page.language].verify;
  const banner = verdictBanner('warn', title, escapeHtml(sentence));
  return verifyPage(page).replace(`<h2>${title}</h2>`, () => banner);
}

function report(page: VerifyPage, verification: Verification): string {
  const w = reportWords[page.language];
  const [title, lead] = headline(verification, w);
  const { verdict, reason, signatures } = verification.report;
  // What the verdict says already is not said twice.
  const why = ['unreadable', 'undetermined'].includes(verdict) ? verification.sentences[reason] : undefined;
  const icon = verdict === 'intact' ? shield : undefined;
  const next = nextStep(verification, w);
  const name = escapeHtml(verification.name ?? 'PDF');
  const about = `${name} · ${w.checked(shortInstant(verification.checkedAt, page.zone, page.language))}`;
  return `<p class="hint file">${about}</p>
${verdictBanner(toneOf(verification), title, why === undefined ? lead : `${lead} ${why}`, icon)}
${next === undefined ? '' : `<h2>${w.next}</h2><p>${next}</p>`}
${signatures
  .slice(0, mostCards)
  .map((one) => signatureCard(one, page, verification))
  .join('\n')}
${fileVersions(verification, page.language)}`;
}

function nextStep({ report, trial }: Verification, w: ReportWords): string | undefined {
  switch (report.verdict) {
    case 'intact':
      if (trial) return w.nextTrial;
      return report.trusted ? undefined : w.nextUntrusted;
    case 'changed':
    case 'broken':
      return w.nextBad;
    case 'unsigned':
      return w.nextUnsigned;
    default:
      return w.nextDoubt;
  }
}

function headline({ report, trial }: Verification, w: ReportWords): readonly [string, string] {
  if (report.verdict !== 'intact') return w[report.verdict];
  if (trial) return w.trial;
  return report.trusted ? w.trusted : w.untrusted;
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
