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

/** What the server says of a code, else the code itself, so that it can be told to somebody. */
function because(text: string, code: string | undefined, { verification, words }: Asked): string {
  if (code === undefined) return text;
  return verification.sentences[code] ?? `${text} ${words.codeInBrackets(code)}`;
}

function isIntact(asked: Asked): Answer {
  const { signature, words, verification } = asked;
  const code = signature.problems[0];
  if (signature.integrity === 'wrong') {
    return { tone: 'bad', title: words.intactWrong, text: because(words.intactWrongText, code, asked) };
  }
  if (signature.integrity === 'unchecked') {
    return {
      tone: 'unknown',
      title: words.intactUnknown,
      text: because(words.intactUnknownText, code, asked),
    };
  }
  if (signature.changesAfter === 'suspicious') {
    return { tone: 'bad', title: words.intactChanged, text: because(words.intactChangedText, code, asked) };
  }
  const permitted = verification.proofOnly.includes(signature.field)
    ? words.intactProofText
    : words.intactPermittedText;
  return {
    tone: 'good',
    title: words.intactYes,
    text: signature.changesAfter === 'permitted' ? permitted : words.intactYesText,
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

function isTimeProved(asked: Asked): Answer {
  const { signature, verification, words } = asked;
  if (signature.timestamp === undefined) {
    return {
      tone: signature.integrity === 'unchecked' ? 'unknown' : 'open',
      title: words.timeNo,
      text: words.timeNoText,
    };
  }
  const wrong = signature.problems.find((code) => code.startsWith('timestamp-'));
  if (wrong !== undefined || signature.integrity === 'wrong') {
    return { tone: 'doubt', title: words.timeNo, text: because(words.timeDoubtText, wrong, asked) };
  }
  if (verification.trial) return { tone: 'open', title: words.timeOwn, text: words.timeOwnText };
  if (signature.trust !== 'trusted')
    return { tone: 'open', title: words.timeDoubt, text: words.timeDoubtText };
  return { tone: 'good', title: words.timeYes, text: words.timeYesText };
}
