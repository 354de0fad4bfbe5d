import type { SignatureReport, Verification } from '../../server/contract/verification.js';
import type { Format } from '../internal/format.js';
import type { VerifierWords } from './verifier.words.js';

/** `good` tick, `bad` cross, `doubt` triangle, `open` circle, `unknown` question mark. */
export type Tone = 'good' | 'bad' | 'doubt' | 'open' | 'unknown';

export interface Answer {
  readonly tone: Tone;
  readonly title: string;
  readonly text: string;
}

/** What the three questions about one signature are answered from. */
export interface Asked {
  readonly signature: SignatureReport;
  readonly verification: Verification;
  readonly words: VerifierWords;
  readonly format: Format;
}

/** Is it intact? Is it trusted? Is its time proved? */
export function signatureAnswers(asked: Asked): readonly [Answer, Answer, Answer] {
  return [isIntact(asked), isTrusted(asked), isTimeProved(asked)];
}

/** A sentence where the code is one that people meet, else the code itself, so that it can be told to somebody. */
export function because(code: string | undefined, words: VerifierWords): string | undefined {
  if (code === undefined || code === '') return undefined;
  const sentence: unknown = (words as Readonly<Record<string, unknown>>)[`because-${code}`];
  return typeof sentence === 'string' ? sentence : undefined;
}

function withCode(text: string, code: string | undefined, words: VerifierWords): string {
  return because(code, words) ?? (code === undefined ? text : `${text} ${words.codeInBrackets(code)}`);
}

function isIntact({ signature, words }: Asked): Answer {
  const code = signature.problems[0];
  if (signature.integrity === 'wrong') {
    return { tone: 'bad', title: words.intactWrong, text: withCode(words.intactWrongText, code, words) };
  }
  if (signature.integrity === 'unchecked') {
    return {
      tone: 'unknown',
      title: words.intactUnknown,
      text: withCode(words.intactUnknownText, code, words),
    };
  }
  if (signature.changesAfter === 'suspicious') {
    return { tone: 'bad', title: words.intactChanged, text: withCode(words.intactChangedText, code, words) };
  }
  const permitted = signature.changesAfter === 'permitted';
  return {
    tone: 'good',
    title: words.intactYes,
    text: permitted ? words.intactPermittedText : words.intactYesText,
  };
}

function isTrusted({ signature, verification, words, format }: Asked): Answer {
  const { issuer, notAfter } = signature.signer;
  // A name in a signature that does not hold is only a claim, whoever the certificate is from.
  if (signature.integrity === 'wrong') {
    return { tone: 'unknown', title: words.trustUnknown, text: words.trustUnprovedText };
  }
  switch (signature.trust) {
    case 'trusted':
      if (verification.trial)
        return { tone: 'doubt', title: words.trustNo, text: words.trustTrialText(issuer) };
      if (verification.report.verdict !== 'intact') {
        return { tone: 'good', title: words.signerKnown, text: words.signerKnownText };
      }
      return { tone: 'good', title: words.trustYes, text: words.trustYesText(issuer) };
    case 'untrusted':
      return {
        tone: 'doubt',
        title: words.trustNo,
        text: verification.trial ? words.trustTrialText(issuer) : words.trustNoText(issuer),
      };
    case 'expired':
      return {
        tone: 'doubt',
        title: words.trustExpired,
        text: words.trustExpiredText(format.date(notAfter)),
      };
    case 'revoked':
      return { tone: 'bad', title: words.trustRevoked, text: words.trustRevokedText };
    case 'unknown':
      return { tone: 'unknown', title: words.trustUnknown, text: words.trustUnknownText };
  }
}

function isTimeProved({ signature, verification, words }: Asked): Answer {
  if (signature.timestamp === undefined) {
    return {
      tone: signature.integrity === 'unchecked' ? 'unknown' : 'open',
      title: words.timeNo,
      text: words.timeNoText,
    };
  }
  const wrong = signature.problems.find((code) => code.startsWith('timestamp-'));
  if (wrong !== undefined || signature.integrity === 'wrong') {
    return { tone: 'doubt', title: words.timeNo, text: withCode(words.timeDoubtText, wrong, words) };
  }
  if (verification.trial) return { tone: 'open', title: words.timeOwn, text: words.timeOwnText };
  if (signature.trust !== 'trusted')
    return { tone: 'open', title: words.timeDoubt, text: words.timeDoubtText };
  return { tone: 'good', title: words.timeYes, text: words.timeYesText };
}
