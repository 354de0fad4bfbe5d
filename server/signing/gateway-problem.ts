import type { BsreCode, BsreFailure } from '../bsre/index.js';
import type { ProblemCode } from '../contract/problems.js';
import { Problem } from '../platform/problem.js';

/** What a person is told where the gateway did not sign. The passphrase has its own way, since tries are counted. */
const codes: Readonly<Record<BsreCode, ProblemCode>> = {
  'passphrase-wrong': 'passphrase-wrong',
  'totp-wrong': 'gateway-code-wrong',
  'person-unregistered': 'gateway-person-unregistered',
  'certificate-missing': 'gateway-certificate-state',
  'certificate-expired': 'gateway-certificate-state',
  'pdf-unreadable': 'gateway-refused',
  'pdf-too-large': 'gateway-size-refused',
  'document-gone': 'gateway-refused',
  'login-refused': 'gateway-misconfigured',
  'address-wrong': 'gateway-misconfigured',
  'gateway-busy': 'gateway-unreachable',
  'gateway-failed': 'gateway-unreachable',
  refused: 'gateway-refused',
  redirected: 'gateway-misconfigured',
  unreachable: 'gateway-unreachable',
  'tls-refused': 'gateway-misconfigured',
  'cut-off': 'gateway-unreachable',
  'too-slow': 'gateway-unreachable',
  'answer-too-long': 'gateway-unreachable',
  'answer-unreadable': 'gateway-unreachable',
  'not-offered': 'gateway-refused',
  'request-invalid': 'gateway-refused',
  'placement-outside': 'gateway-refused',
  'placement-uncertain': 'gateway-refused',
};

const states: Readonly<Partial<Record<BsreCode, string>>> = {
  'certificate-missing': 'NO_CERTIFICATE',
  'certificate-expired': 'EXPIRED',
};

/** Of a failure after which nothing was signed. What BSrE said itself is shown beside our words: it demands so. */
export function gatewayProblem(failure: BsreFailure, who: string): Problem {
  const said = failure.said ?? (failure.raw === '' ? failure.code : failure.raw.slice(0, 200));
  return new Problem(
    codes[failure.code],
    { who, said, state: states[failure.code] ?? 'UNKNOWN' },
    { cause: failure },
  );
}
