import { html, nothing } from 'lit';
import type { SignatureReport, Verification } from '../../server/contract/verification.js';
import type { Format } from '../internal/format.js';
import {
  alertIcon,
  checkIcon,
  chevronRightIcon,
  circleIcon,
  crossIcon,
  helpIcon,
  icon,
  infoIcon,
  shieldIcon,
} from '../internal/icons.js';
import { note } from '../internal/note.js';
import { type Asked, signatureAnswers, type Tone } from './signature-answers.js';
import type { VerifierWords } from './verifier.words.js';

interface Look {
  readonly colour: 'ok' | 'grey' | 'danger' | 'warn';
  readonly shape: string;
}

/** Green is only what is intact *and* trusted; a trial signature never is. */
function lookOf({ report, trial }: Verification): Look {
  switch (report.verdict) {
    case 'intact':
      return report.trusted && !trial
        ? { colour: 'ok', shape: shieldIcon }
        : { colour: 'grey', shape: infoIcon };
    case 'changed':
    case 'broken':
      return { colour: 'danger', shape: alertIcon };
    case 'undetermined':
    case 'unreadable':
      return { colour: 'warn', shape: helpIcon };
    case 'unsigned':
      return { colour: 'grey', shape: infoIcon };
  }
}

/** Verdict, then each signature with three plain answers, then what to do where there is doubt. */
export function verdictView(verification: Verification, words: VerifierWords, format: Format) {
  const { colour, shape } = lookOf(verification);
  const { withdrawn } = verification;
  const { title, lead, next } = verification.summary;
  const { signatures, reason } = verification.report;
  const isSaid = verification.sentences[reason] !== undefined;
  return html`
    ${withdrawn ? note('warn', { ...withdrawn, role: 'alert' }) : nothing}
    <div class="verdict ${colour}" part="verdict">
      ${icon(shape, 'large')}
      <div>
        <h2 class="title" tabindex="-1">${title}</h2>
        <p>${lead}</p>
      </div>
    </div>
    ${
      signatures.length === 0
        ? nothing
        : html`<ul class="cards" aria-label=${words.signatures}>
            ${signatures.map((signature) => card({ signature, verification, words, format }))}
          </ul>`
    }
    ${versions(verification, words)}
    ${
      next === undefined
        ? nothing
        : html`<div class="next">
            <h3>${words.next}</h3>
            <p>
              ${next}${signatures.length === 0 && reason !== '' && !isSaid ? html` <span class="hint">${words.codeInBrackets(reason)}</span>` : nothing}
            </p>
          </div>`
    }
  `;
}

/** Which versions the file has; each signature's own is told beside it. */
function versions({ report, sentences }: Verification, words: VerifierWords) {
  const suspicious = report.history.filter(({ suspicion }) => suspicion !== undefined);
  if (suspicious.length === 0) return nothing;
  return html`<div class="next">
    <h3>${words.versions}</h3>
    <ul>
      ${suspicious.map(
        ({ revision, suspicion = '' }) =>
          html`<li>
            ${icon(alertIcon, 'small')} <b>${words.versionOf(revision)}: ${words.suspicious}.</b> ${
              sentences[suspicion] ?? words.codeInBrackets(suspicion)
            }
          </li>`,
      )}
    </ul>
  </div>`;
}

/** What was found besides what the first answer says, each in a sentence. */
function remarks({ signature, verification, words }: Asked) {
  const isAnswered = signature.integrity !== 'right' || signature.changesAfter === 'suspicious';
  const told = signature.problems
    .slice(isAnswered ? 1 : 0)
    .flatMap((code) => verification.sentences[code] ?? []);
  if (told.length === 0) return nothing;
  return html`<ul class="remarks" aria-label=${words.problems}>
    ${told.map((sentence) => html`<li>${sentence}</li>`)}
  </ul>`;
}

const shapes: Readonly<Record<Tone, string>> = {
  good: checkIcon,
  bad: crossIcon,
  doubt: alertIcon,
  open: circleIcon,
  unknown: helpIcon,
};

function card(asked: Asked) {
  const { signature, words, format } = asked;
  const kind = { signature: words.signature, seal: words.seal, timestamp: words.timestamp }[signature.kind];
  const when = signature.signedAt === '' ? words.timeUnknown : format.dateTime(signature.signedAt);
  return html`<li class="card" part="signature">
    <h3 class="card-title">${signature.signer.name || words.nameUnknown}</h3>
    <p class="by">${signature.reason ? `${signature.reason} · ` : ''}${kind}, ${when}</p>
    <ul class="answers">
      ${signatureAnswers(asked).map(
        ({ tone, title, text }) =>
          html`<li class=${tone}>
            ${icon(shapes[tone])}
            <div>
              <p class="answer">${title}</p>
              <p class="hint">${text}</p>
            </div>
          </li>`,
      )}
    </ul>
    ${remarks(asked)}
    <details>
      <summary>${icon(chevronRightIcon, 'small')}${words.details}</summary>
      <dl>
        ${facts(asked).map(
          ([name, value]) =>
            html`<dt>${name}</dt>
              <dd>${value}</dd>`,
        )}
      </dl>
    </details>
  </li>`;
}

function facts({ signature, verification, words, format }: Asked): readonly (readonly [string, string])[] {
  const { issuer, serial, notBefore, notAfter } = signature.signer;
  const time = (instant: string | undefined) => (instant ? format.dateTime(instant) : '');
  const all: readonly (readonly [string, string])[] = [
    [words.issuer, issuer],
    [words.serial, serial],
    [words.validity, notBefore && notAfter ? words.from(format.date(notBefore), format.date(notAfter)) : ''],
    [words.signedAt, time(signature.signedAt)],
    [words.stampedAt, time(signature.timestamp)],
    [words.level, levelName(signature)],
    [words.covers, signature.covers === 'whole-file' ? words.wholeFile : words.revision],
    [words.version, signature.revision ? String(signature.revision) : ''],
    [words.place, signature.location ?? ''],
    [words.field, signature.field],
    [words.codes, signature.problems.join(', ')],
    [words.hash, verification.sha256],
  ];
  return all.filter(([, value]) => value !== '');
}

function levelName({ level }: SignatureReport): string {
  return level === 'other' ? '' : `PAdES ${level}`;
}
