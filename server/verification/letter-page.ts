import type { Language } from '../contract/problems.js';
import { longDate, shortDate, shortInstant } from '../platform/date-words.js';
import { escapeHtml } from '../platform/escape-html.js';
import { codeForm, groupsOfFour, info, publicPage, verdictBanner, type Tone } from './public-page.js';
import type { PublicLetter, PublicVerdict } from './public-letter.js';
import { publicWords, type PublicWords } from './public-words.js';
import type { WithdrawnLetter } from './withdrawn-letter.js';

const tones: Readonly<Record<PublicVerdict, Tone>> = {
  genuine: 'ok',
  withdrawn: 'warn',
  trial: 'trial',
  unknown: 'grey',
  unfinished: 'grey',
};

/** `/v/<code>`: is there such a letter, and does it look like my paper? Works without script, in 15 KB. */
export function letterPage(letter: PublicLetter, language: Language, nonce: string): string {
  const w = publicWords[language];
  const path = `/v/${letter.code}`;
  const title = letter.verdict === 'trial' && letter.withdrawn ? w.trialWithdrawn : w.verdict[letter.verdict];
  const lead = letter.withdrawn ? withdrawnLead(letter, letter.withdrawn, language) : leadOf(letter, w);
  const picture = letter.facts
    ? `<h2>${w.compare}</h2><p class="hint">${w.compareText}</p>
<img class="page" src="${path}/page.webp" alt="${w.picture}" width="640" height="905">
<p class="code-line">${groupsOfFour(letter.code)}</p>`
    : letter.verdict === 'unfinished'
      ? ''
      : `<p>${w.hidden}</p>`;
  const body = `${verdictBanner(tones[letter.verdict], title, lead)}${factList(letter, language)}${picture}`;
  return publicPage({
    title,
    body,
    language,
    nonce,
    otherHref: language === 'en' ? path : `${path}?lang=en`,
  });
}

/** Nobody knows the code: what was typed stands in the form to be corrected. */
export function unknownCodePage(typed: string, language: Language, nonce: string): string {
  const w = publicWords[language];
  const body = `${verdictBanner('grey', w.verdict.unknown, w.lead.unknown)}
${codeForm(groupsOfFour(typed.replace(/[\s-]/g, '').slice(0, 60)), language, w.again)}
<h2>${w.right}</h2><p>${w.rightText}</p>
<a class="outlined" href="/verify/lapor${language === 'en' ? '?lang=en' : ''}">${w.report}</a>`;
  const query = `code=${encodeURIComponent(typed.slice(0, 60))}`;
  return publicPage({
    title: w.verdict.unknown,
    body,
    language,
    nonce,
    otherHref: language === 'en' ? `/v?${query}` : `/v?${query}&lang=en`,
  });
}

/** `/verify/lapor`: what to do with a letter that may be a fake. */
export function reportFakePage(language: Language, nonce: string): string {
  const w = publicWords[language];
  const steps = w.reportSteps.map((step) => `<li>${step}</li>`).join('');
  return publicPage({
    title: w.report,
    body: `${verdictBanner('grey', w.report, w.reportLead, info)}<ol>${steps}</ol>`,
    language,
    nonce,
    otherHref: language === 'en' ? '/verify/lapor' : '/verify/lapor?lang=en',
  });
}

/** There is nothing below to compare with where the letter is not shown. */
function leadOf({ verdict, facts }: PublicLetter, w: PublicWords): string {
  return verdict === 'genuine' && !facts ? w.genuineHidden : w.lead[verdict];
}

/** HTML. What is no longer in force is said at once, whatever else is to be said. */
function withdrawnLead({ verdict }: PublicLetter, { details }: WithdrawnLetter, language: Language): string {
  const w = publicWords[language];
  const { since, replacedBy } = details ?? {};
  return [
    since === undefined ? w.lead.withdrawn : w.withdrawnSince(longDate(since, language)),
    ...(replacedBy === undefined ? [] : [w.replacedInstead(escapeHtml(replacedBy))]),
    ...(verdict === 'trial' ? [w.lead.trial] : []),
  ].join(' ');
}

function factList({ facts, withdrawn: ended, zone }: PublicLetter, language: Language): string {
  if (!facts) return '';
  const w = publicWords[language];
  const signers = facts.signers
    .map(
      (one) =>
        `<dd>${escapeHtml(one.name)}<span>${escapeHtml(one.capacity)} · ${shortInstant(one.at, zone, language)}</span></dd>`,
    )
    .join('');
  const seal = facts.seal
    ? `<dt>${w.seal}</dt><dd>${escapeHtml(facts.seal.name)}<span>${shortInstant(facts.seal.at, zone, language)}</span></dd>\n`
    : '';
  const { since, reason, replacedBy } = ended?.details ?? {};
  const withdrawn =
    since === undefined
      ? ''
      : `<dt>${w.withdrawn}</dt><dd>${shortDate(since, language)}${
          reason === '' ? '' : `<span>${escapeHtml(w.reason(reason ?? ''))}</span>`
        }</dd>${
          replacedBy === undefined
            ? ''
            : `<dt>${w.replaced}</dt><dd class="number">${escapeHtml(replacedBy).replaceAll('/', '/<wbr>')}</dd>`
        }`;
  return `<dl>
<dt>${w.number}</dt><dd class="number">${escapeHtml(facts.number).replaceAll('/', '/<wbr>')}</dd>
<dt>${w.date}</dt><dd>${shortDate(facts.date, language)}</dd>
<dt>${w.subject}</dt><dd>${escapeHtml(facts.subject)}</dd>
<dt>${w.office}</dt><dd>${escapeHtml(facts.office)}</dd>
<dt>${w.signers}</dt>${signers}
${seal}${withdrawn}</dl>`;
}
