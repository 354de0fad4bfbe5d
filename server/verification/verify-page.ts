import type { Language } from '../contract/problems.js';
import type { SignatureReport, Verification } from '../contract/verification.js';
import { shortInstant } from '../platform/date-words.js';
import { escapeHtml } from '../platform/escape-html.js';
import { codeForm, publicPage, shield, verdictBanner, type Tone } from './public-page.js';
import { publicWords } from './public-words.js';
import { because, reportWords, type ReportWords } from './report-words.js';

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
  const why = because(verification.report.reason, w);
  const icon = verification.report.verdict === 'intact' ? shield : undefined;
  const name = escapeHtml(verification.name ?? 'PDF');
  const about = `${name} · ${w.checked(shortInstant(verification.checkedAt, page.zone, page.language))}`;
  return `<p class="hint file">${about}</p>
${verdictBanner(toneOf(verification), title, why === undefined ? lead : `${lead} ${why}`, icon)}
${verification.report.signatures.map((one) => signatureCard(one, page, verification, w)).join('\n')}`;
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

type Answer = readonly [title: string, text: string];

function signatureCard(
  one: SignatureReport,
  { zone, language }: VerifyPage,
  verification: Verification,
  w: ReportWords,
): string {
  const at = one.signedAt === '' ? w.timeless : shortInstant(one.signedAt, zone, language);
  const rows: readonly (readonly [string, Answer])[] = [
    intactRow(one, w),
    trustRow(one, verification, w),
    timeRow(one, verification, w),
  ];
  const list = rows
    .map(
      ([tone, [title, text]]) => `<li class="${tone}"><b>${title}</b><span>${escapeHtml(text)}</span></li>`,
    )
    .join('');
  return `<article><h2>${escapeHtml(one.signer.name === '' ? w.nameless : one.signer.name)}</h2>
<span class="hint">${w.kind[one.kind]} · ${at}</span><ul>${list}</ul></article>`;
}

function intactRow(one: SignatureReport, w: ReportWords): readonly [string, Answer] {
  const [code] = one.problems;
  const explain = ([title, text]: Answer): Answer => [
    title,
    because(code, w) ?? (code === undefined ? text : `${text} ${w.code(code)}`),
  ];
  if (one.integrity === 'wrong') return ['bad', explain(w.intact.wrong)];
  if (one.integrity === 'unchecked') return ['doubt', explain(w.intact.unchecked)];
  if (one.changesAfter === 'suspicious') return ['bad', explain(w.intact.suspicious)];
  return ['good', w.intact[one.changesAfter]];
}

function trustRow(one: SignatureReport, { trial }: Verification, w: ReportWords): readonly [string, Answer] {
  // A name in a signature that does not hold is only a claim, whoever the certificate is from.
  if (one.integrity === 'wrong') return ['doubt', w.trust.unproved];
  if (one.trust === 'trusted') return trial ? ['doubt', w.trust.trial] : ['good', w.trust.trusted];
  return [one.trust === 'revoked' ? 'bad' : 'doubt', w.trust[one.trust]];
}

function timeRow(one: SignatureReport, { trial }: Verification, w: ReportWords): readonly [string, Answer] {
  if (one.timestamp === undefined || one.integrity === 'wrong') return ['doubt', w.time.claimed];
  return ['good', trial ? w.time.own : w.time.proved];
}
