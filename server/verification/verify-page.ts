import type { Language } from '../contract/problems.js';
import type { SignatureReport, Verification } from '../contract/verification.js';
import { shortInstant } from '../platform/date-words.js';
import { escapeHtml } from '../platform/escape-html.js';
import { chooseShown } from './choose-shown.js';
import { fileVersions } from './file-versions.js';
import { codeForm, info, publicPage, question, verdictBanner, type Tone } from './public-page.js';
import { publicWords } from './public-words.js';
import { reportWords } from './report-words.js';
import { signatureCard } from './signature-card.js';

/** A page is for a phone; a file with more signatures is for an expert. */
const mostCards = 20;

/** A triangle is for what is wrong, not for what nobody can tell. */
const signs: Readonly<Partial<Record<Tone, string>>> = { grey: info, warn: question };

export interface VerifyPage {
  readonly language: Language;
  readonly nonce: string;
  readonly zone: string;
  /** As told to people, `50 MB`. */
  readonly limit: string;
}

/** `/verify`: a form for a file and one for a code; with a verification its report above them. Works without script. */
export function verifyPage(page: VerifyPage, verification?: Verification): string {
  const w = publicWords[page.language];
  if (!verification) return withForms(page, w.verify, `<h1 class="lone">${w.verify}</h1>`);
  return withForms(page, verification.summary.title, `${report(page, verification)}<h2>${w.another}</h2>`);
}

/** A refusal on the page: what went wrong, above the form that it went wrong with. */
export function verifyProblemPage(page: VerifyPage, sentence: string): string {
  const w = publicWords[page.language];
  const banner = verdictBanner('warn', w.notChecked, escapeHtml(sentence));
  return withForms(page, w.notChecked, `${banner}<h2>${w.another}</h2>`);
}

/** @param above HTML */
function withForms({ language, nonce, limit }: VerifyPage, title: string, above: string): string {
  const w = publicWords[language];
  const action = language === 'en' ? '/verify?lang=en' : '/verify';
  const body = `${above}
<form action="${action}" method="post" enctype="multipart/form-data">
<label for="file">${w.choose}</label><p class="hint" id="file-hint">${w.chooseHint(limit)}</p>
<input id="file" name="file" type="file" accept="application/pdf,.pdf" required aria-describedby="file-hint">
<button>${w.send}</button></form>
<h2>${w.orCode}</h2>${codeForm('', language, w.check, 'plain')}`;
  return publicPage({
    title,
    body,
    language,
    nonce,
    otherHref: language === 'en' ? '/verify' : '/verify?lang=en',
  });
}

function report(page: VerifyPage, verification: Verification): string {
  const w = reportWords[page.language];
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
