import { html, nothing } from 'lit';
import type { SignatureReport, Verification } from '../../server/contract/verification.js';
import type { Format } from '../internal/format.js';
import { alertIcon, checkIcon, chevronRightIcon, crossIcon, helpIcon, icon } from '../internal/icons.js';
import type { PanelWords } from './signature-panel.words.js';

export interface Shown {
  readonly verification: Verification;
  readonly words: PanelWords;
  readonly format: Format;
}

/** How a signature is marked, by icon, word and colour. Green is only what is intact and trusted by no trial. */
export function markOf(one: SignatureReport, { verification, words }: Shown) {
  if (one.integrity === 'wrong') return { colour: 'bad', shape: crossIcon, word: words.wrong };
  if (one.integrity === 'unchecked') return { colour: 'doubt', shape: helpIcon, word: words.unchecked };
  if (one.changesAfter === 'suspicious') return { colour: 'bad', shape: alertIcon, word: words.suspicious };
  if (one.trust !== 'trusted') return { colour: 'plain', shape: checkIcon, word: words.rightUntrusted };
  if (verification.trial) return { colour: 'plain', shape: checkIcon, word: words.rightTrial };
  return { colour: 'good', shape: checkIcon, word: words.right };
}

export function nameOf({ signer }: SignatureReport, words: PanelWords): string {
  return signer.name || words.nameUnknown;
}

/** One signature to an official. */
export function signatureRow(one: SignatureReport, shown: Shown) {
  const { verification, words } = shown;
  const { colour, shape, word } = markOf(one, shown);
  const told = one.problems.flatMap((code) => verification.sentences[code] ?? []);
  return html`<li class="signature" part="signature">
    <p class="mark ${colour}">${icon(shape)}<b>${word}</b></p>
    <p class="name">${nameOf(one, words)} <span class="hint">${words[one.kind]}</span></p>
    <dl>
      ${facts(one, shown).map(
        ([name, value]) =>
          html`<dt>${name}</dt>
            <dd>${value}</dd>`,
      )}
    </dl>
    ${
      one.changesAfter === 'permitted' && one.integrity === 'right'
        ? html`<p class="hint">
            ${verification.proofOnly.includes(one.field) ? words.proofOnly : words.permitted}
          </p>`
        : nothing
    }
    ${
      one.problems.length === 0
        ? nothing
        : html`<ul class="remarks" aria-label=${words.remarks}>
              ${told.map((sentence) => html`<li>${sentence}</li>`)}
            </ul>
            <details>
              <summary>${icon(chevronRightIcon, 'small')}${words.codes}</summary>
              <p class="hint">${one.problems.join(', ')}</p>
            </details>`
    }
  </li>`;
}

function facts(one: SignatureReport, { verification, words, format }: Shown) {
  const { notBefore, notAfter, issuer } = one.signer;
  const trust = {
    trusted: verification.trial ? words.trustTrial : words.trustTrusted,
    untrusted: words.trustUntrusted,
    expired: words.trustExpired,
    revoked: words.trustRevoked,
    unknown: words.trustUnknown,
  }[one.trust];
  const said = one.integrity === 'wrong' ? words.trustUnproved : trust;
  const all: readonly (readonly [string, string])[] = [
    [words.time, timeOf(one, words, format)],
    [words.level, one.level === 'other' ? words.levelOther : `PAdES ${one.level}`],
    [words.trust, issuer === '' ? said : `${issuer}, ${said}`],
    [words.validity, notBefore && notAfter ? words.from(format.date(notBefore), format.date(notAfter)) : ''],
    [words.version, one.revision ? String(one.revision) : ''],
  ];
  return all.filter(([, value]) => value !== '');
}

function timeOf(one: SignatureReport, words: PanelWords, format: Format): string {
  if (one.timestamp !== undefined && one.integrity === 'right')
    return words.timeProved(format.dateTime(one.timestamp));
  return one.signedAt === '' ? words.timeUnknown : words.timeClaimed(format.dateTime(one.signedAt));
}
