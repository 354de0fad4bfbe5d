import type { Language } from '../contract/problems.js';
import type { SignatureReport, Verification } from '../contract/verification.js';
import { shortDate, shortInstant } from '../platform/date-words.js';
import { escapeHtml } from '../platform/escape-html.js';
import { localDate } from '../platform/local-date.js';
import { reportWords, type ReportWords } from './report-words.js';

type Answer = readonly [title: string, text: string];
/** How an answer is marked, by a sign and a colour. */
type Mark = 'good' | 'bad' | 'doubt' | 'open';

export interface Reader {
  readonly language: Language;
  readonly zone: string;
}

/** One signature to a citizen: who and when, three plain answers, what was found, and the technical rest folded. HTML. */
export function signatureCard(one: SignatureReport, reader: Reader, verification: Verification): string {
  const w = reportWords[reader.language];
  const at = one.signedAt === '' ? w.timeless : shortInstant(one.signedAt, reader.zone, reader.language);
  const rows: readonly (readonly [Mark, Answer])[] = [
    intactRow(one, verification, w),
    trustRow(one, verification, w),
    timeRow(one, verification, w),
  ];
  const list = rows
    .map(
      ([mark, [title, text]]) => `<li class="${mark}"><b>${title}</b><span>${escapeHtml(text)}</span></li>`,
    )
    .join('');
  return `<article><h2>${escapeHtml(one.signer.name === '' ? w.nameless : one.signer.name)}</h2>
<span class="hint">${w.kind[one.kind]} · ${at}</span><ul class="answers">${list}</ul>${found(one, verification)}
<details><summary>${w.details}</summary><dl>${facts(one, reader, verification.sha256)}</dl></details></article>`;
}

/** What was found besides what the first answer says, each in a sentence; the order is that of the checks. */
function found(one: SignatureReport, { sentences }: Verification): string {
  const told = one.problems.slice(isAnswered(one) ? 1 : 0).flatMap((code) => sentences[code] ?? []);
  if (told.length === 0) return '';
  return `<ul class="why">${told.map((sentence) => `<li>${escapeHtml(sentence)}</li>`).join('')}</ul>`;
}

function facts(one: SignatureReport, { zone, language }: Reader, sha256: string): string {
  const w = reportWords[language];
  const { issuer, serial, notBefore, notAfter } = one.signer;
  const day = (instant: string) => shortDate(localDate(new Date(instant), zone), language);
  const all: readonly (readonly [string, string])[] = [
    [w.issuer, issuer],
    [w.serial, serial],
    [w.validity, notBefore !== '' && notAfter !== '' ? w.until(day(notBefore), day(notAfter)) : ''],
    [w.level, one.level === 'other' ? '' : `PAdES ${one.level}`],
    [w.field, one.field],
    [w.codes, one.problems.join(', ')],
    [w.hash, sha256],
  ];
  return all
    .filter(([, value]) => value !== '')
    .map(([name, value]) => `<dt>${name}</dt><dd>${escapeHtml(value)}</dd>`)
    .join('');
}

/** Whether the first problem says why the first answer is what it is. */
function isAnswered({ integrity, changesAfter }: SignatureReport): boolean {
  return integrity !== 'right' || changesAfter === 'suspicious';
}

function intactRow(
  one: SignatureReport,
  { sentences, proofOnly }: Verification,
  w: ReportWords,
): readonly [Mark, Answer] {
  const because = ([title, text]: Answer): Answer => [title, sentences[one.problems[0] ?? ''] ?? text];
  if (one.integrity === 'wrong') return ['bad', because(w.intact.wrong)];
  if (one.integrity === 'unchecked') return ['doubt', because(w.intact.unchecked)];
  if (one.changesAfter === 'suspicious') return ['bad', because(w.intact.suspicious)];
  return ['good', proofOnly.includes(one.field) ? w.intact.proof : w.intact[one.changesAfter]];
}

function trustRow(
  one: SignatureReport,
  { trial, report }: Verification,
  w: ReportWords,
): readonly [Mark, Answer] {
  // A name in a signature that does not hold is only a claim, whoever the certificate is from.
  if (one.integrity === 'wrong') return ['doubt', w.trust.unproved];
  if (one.trust === 'trusted') {
    if (trial) return ['doubt', w.trust.trial];
    return ['good', report.verdict === 'intact' ? w.trust.trusted : w.trust.known];
  }
  return [one.trust === 'revoked' ? 'bad' : 'doubt', w.trust[one.trust]];
}

function timeRow(one: SignatureReport, { trial }: Verification, w: ReportWords): readonly [Mark, Answer] {
  if (one.timestamp === undefined) return [one.integrity === 'right' ? 'open' : 'doubt', w.time.claimed];
  const isWrong = one.integrity === 'wrong' || one.problems.some((code) => code.startsWith('timestamp-'));
  if (isWrong) return ['doubt', w.time.claimed];
  if (trial) return ['open', w.time.own];
  return one.trust === 'trusted' ? ['good', w.time.proved] : ['open', w.time.doubted];
}
