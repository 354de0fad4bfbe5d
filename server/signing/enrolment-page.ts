import { randomBytes } from 'node:crypto';
import type { Language } from '../contract/problems.js';
import type { Enrolment } from '../contract/signing.js';
import { PASSPHRASE_LENGTH } from '../pdf/index.js';
import type { Account } from '../portals/index.js';
import { escapeHtml } from '../platform/escape-html.js';
import type { Problem } from '../platform/problem.js';
import type { FactorToShow } from './enrol-factor.js';
import { accountName } from './enrol-account.js';
import { enrolmentScript } from './enrolment-script.js';
import { enrolmentWords, type EnrolmentWords } from './enrolment-words.js';
import { pictureCount, pictureName, pictureSvg, wordPair } from './mark-picture.js';
import { ownPage, scriptJson } from './own-page.js';
import { passkeySection, passkeySectionScript } from './passkey-section.js';
import { passkeyWords } from './passkey-words.js';
import { qrSvg } from './qr-svg.js';

const { least, most } = PASSPHRASE_LENGTH;

interface Shown {
  readonly enrolment: Enrolment;
  /** At the step that shows it. */
  readonly factor?: FactorToShow | undefined;
  /** At the step that asks whose they are. */
  readonly accounts: readonly Account[];
}

/** The step of an enrolment that comes next. What is typed goes as JSON to `/v1/enrolments/…`, and the page comes again. */
export function enrolmentPage(shown: Shown, nonce: string, language: Language): string {
  const w = enrolmentWords[language];
  const { enrolment } = shown;
  const { steps, step, trial } = enrolment;
  const toAdd = steps.length === 0;
  const title = toAdd ? passkeyWords[language].title : w[step];
  const at = step === 'done' ? steps.length + 1 : steps.indexOf(step) + 1;
  const of = steps.length + 1;
  const body = `
${trial ? `<p class="trial">${w.banner}</p>` : ''}
${
  toAdd
    ? ''
    : `<p class="step" id="step">${w.step(at, of)}</p>
<progress value="${String(at)}" max="${String(of)}" aria-labelledby="step"></progress>`
}
<h1>${title}</h1>
<p>${escapeHtml(w.lead(enrolment.official, enrolment.tenant))}</p>
${toAdd ? addStep(enrolment, w, language) : stepBody(shown, w, language)}
<noscript><p>${w.noScript}</p></noscript>`;
  const said = { differs: w.differs, short: w.short, busy: w.busy, offline: w.offline };
  return ownPage({
    title: w.title,
    body,
    nonce,
    language,
    script: `const words=${scriptJson(said)};${enrolmentScript}${step === 'done' ? passkeySectionScript(language) : ''}`,
  });
}

/** The page of a link that is unknown, used or over. */
export function lostEnrolmentPage(problem: Problem, nonce: string, language: Language): string {
  const w = enrolmentWords[language];
  const body = `<h1>${w.lost}</h1><p>${escapeHtml(problem.report(language, '').title)}</p>`;
  return ownPage({ title: w.lost, body, nonce, language });
}

function stepBody({ enrolment, factor, accounts }: Shown, w: EnrolmentWords, language: Language): string {
  switch (enrolment.step) {
    case 'mark':
      return markStep(w, language);
    case 'key':
      return keyStep(enrolment, w);
    case 'factor':
      return factorStep(factor, w);
    case 'account':
      return accountStep(accounts, w);
    case 'trial':
      return trialStep(enrolment, w);
    case 'done':
      return doneStep(enrolment, w, language);
  }
}

/** How many pictures are offered at once: a screenful of a phone. */
const offered = 6;

/** Other words and pictures each time, so that what is taken without a thought differs from person to person. */
function markStep(w: EnrolmentWords, language: Language): string {
  const random = randomBytes(3);
  const [first = 0, second = 0, third = 0] = random;
  // A step that shares no factor with the count meets each picture once.
  const pictures = Array.from({ length: offered }, (_, at) => (third + at * 7) % pictureCount);
  return `<p>${w.markLead}</p>
<form data-post="/mark" novalidate>
<label for="words">${w.markWords}</label><p class="hint" id="words-hint">${w.markWordsHint}</p>
<input id="words" name="words" value="${wordPair([first, second])}" minlength="3" maxlength="40" autocomplete="off" aria-describedby="words-hint" required>
<fieldset class="marks"><legend>${w.markPicture}</legend>
${pictures
  .map((picture, at) => {
    const name = pictureName(picture, language);
    return `<label><input type="radio" name="picture" value="${String(picture)}"${at === 0 ? ' checked' : ''}>${pictureSvg(picture, name)}</label>`;
  })
  .join('\n')}
</fieldset>
<p class="said" role="alert"></p>
<button type="submit">${w.markChoose}</button>
</form>
<p class="hint">${w.resume}</p>`;
}

function keyStep({ provesFactor, helpUrl }: Enrolment, w: EnrolmentWords): string {
  const field = (name: string, label: string, hint: string) => `
<label for="${name}">${label}</label>${hint === '' ? '' : `<p class="hint" id="${name}-hint">${hint}</p>`}
<input id="${name}" name="${name}" type="password" autocomplete="new-password" maxlength="${String(most)}"${hint === '' ? '' : ` aria-describedby="${name}-hint"`} required>`;
  return `<p>${w.keyLead}</p>
<form data-post="" data-least="${String(least)}" novalidate>
${provesFactor ? codeField(w.oldCode, `${w.oldCodeHint} <a href="${helpUrl}lost-phone">${w.lostPhone}</a>`) : ''}
${field('passphrase', w.passphrase, w.hint)}
${field('again', w.again, '')}
<p class="hint">${w.only}</p>
<p class="said" role="alert"></p>
<button type="submit">${w.make}</button>
</form>`;
}

function factorStep(factor: FactorToShow | undefined, w: EnrolmentWords): string {
  if (!factor) throw new Error('The step of the second factor without its secret.');
  return `<p>${w.factorLead}</p>
<p>${w.scan}</p>
${qrSvg(factor.link, w.qr)}
<p>${w.onPhone}<br><a class="button plain" href="${escapeHtml(factor.link)}">${w.openApp}</a></p>
<p>${w.typeIt}:<br><span class="secret">${inFours(factor.secret)}</span></p>
<p class="hint">${w.keepIt}</p>
<form data-post="/factor" novalidate>
${codeField(w.code, w.codeHint)}
<p class="said" role="alert"></p>
<button type="submit">${w.confirm}</button>
</form>
<p class="hint">${w.resume}</p>`;
}

function accountStep(accounts: readonly Account[], w: EnrolmentWords): string {
  const row = (account: Account) => `
<li><b>${escapeHtml(account.portal)}</b><br>${w.accountName}: <b>${escapeHtml(account.sub)}</b><br>
<button type="submit" class="plain" name="refused" value="${escapeHtml(accountName(account))}">${w.accountNotMine}</button></li>`;
  const list = accounts.length === 0 ? `<p>${w.accountNone}</p>` : `<ul>${accounts.map(row).join('')}</ul>`;
  return `<p>${w.accountLead}</p>
<form data-post="/account" novalidate>
${list}
<p class="said" role="alert"></p>
<button type="submit">${accounts.length === 0 ? w.goOn : w.accountMine}</button>
</form>`;
}

function trialStep({ factorInForce }: Enrolment, w: EnrolmentWords): string {
  return `<p>${w.trialLead}</p>
<form data-post="/trial" novalidate>
<label for="passphrase">${w.passphrase}</label>
<input id="passphrase" name="passphrase" type="password" autocomplete="off" maxlength="${String(most)}" required>
${factorInForce ? codeField(w.code, w.trialCodeHint) : ''}
<p class="said" role="alert"></p>
<button type="submit">${w.trialSign}</button>
</form>
<div id="sample" hidden><p class="said ok" role="status">${w.trialRight}</p>
<canvas width="640" height="905" role="img" aria-label="${w.trialPicture}"></canvas>
<button type="button" id="on">${w.goOn}</button></div>`;
}

/** A link that only adds a device. */
function addStep(enrolment: Enrolment, w: EnrolmentWords, language: Language): string {
  const section = passkeySection(enrolment, language);
  return `${section === '' ? `<p>${passkeyWords[language].unavailable}</p>` : section}
<p><a href="${enrolment.helpUrl}lost-phone">${w.lostPhone}</a></p>`;
}

function doneStep(enrolment: Enrolment, w: EnrolmentWords, language: Language): string {
  const { steps, helpUrl } = enrolment;
  const devices = passkeySection(enrolment, language);
  return `<p>${w.doneLead}</p>
<ul class="done">${steps.map((step) => `<li>${w[`${step}Done`]}</li>`).join('')}</ul>
<h2>${w.next}</h2>
<p>${w.nextLead}</p>
${
  devices === ''
    ? ''
    : `<h2>${passkeyWords[language].title}</h2>
${devices}`
}
<p><a href="${helpUrl}lost-phone">${w.lostPhone}</a> · <a href="${helpUrl}lost-passphrase">${w.lostPassphrase}</a></p>
<p class="hint">${w.close}</p>`;
}

function codeField(label: string, hint: string): string {
  return `<label for="code">${label}</label><p class="hint" id="code-hint">${hint}</p>
<input id="code" name="code" class="code" inputmode="numeric" autocomplete="one-time-code" maxlength="7" aria-describedby="code-hint" required>`;
}

function inFours(secret: string): string {
  return secret.replace(/(.{4})(?=.)/g, '$1 ');
}
