import type { Language } from '../contract/problems.js';
import type { Verification } from '../contract/verification.js';
import { escapeHtml } from '../platform/escape-html.js';
import { codeForm, publicPage, verdictBanner } from './public-page.js';
import { publicWords } from './public-words.js';
import { reportBody } from './report-body.js';

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
  return withForms(
    page,
    verification.summary.title,
    `${reportBody(page, verification)}<h2>${w.another}</h2>`,
  );
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
