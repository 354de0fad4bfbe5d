import type { Certificate } from '../core/certificate.js';
import { readSignedData } from '../core/cms-reader.js';
import { hashOf, type ContentHasher } from '../core/hash-algorithm.js';
import { KeyRefusal } from '../core/key-refusal.js';
import { OID } from '../core/oids.js';
import { parseTstInfo } from '../core/tst-info.js';
import type { CmsProblem } from './cms-problem.js';
import { checkSigner } from './check-signer.js';
import { evidenceInCms, noEvidence, type Evidence } from './revocation-evidence.js';

export interface TimestampCheck {
  /** Absent where the token cannot be read. Worth nothing unless `right`. */
  readonly time?: Date;
  /** The imprint is of our content, the token's signature verifies, and its certificate is for this use. */
  readonly right: boolean;
  /** `wrong` where something was found false, `unchecked` where we could not tell. */
  readonly signature: 'right' | 'wrong' | 'unchecked';
  readonly problems: readonly CmsProblem[];
  readonly certificates: readonly Certificate[];
  /** What lies in the token about revocation, unchecked. */
  readonly evidence: Evidence;
  readonly signer?: Certificate;
}

/**
 * Checks an RFC 3161 token over some content: for a signature time-stamp the signature value, for a
 * document time-stamp the byte range. Who vouches for the authority is `checkPath`'s, with purpose
 * `timestamp`.
 */
export async function checkTimestampToken(
  token: Uint8Array,
  hashContent: ContentHasher,
): Promise<TimestampCheck> {
  let signed;
  let info;
  try {
    signed = readSignedData(token);
    info = parseTstInfo(signed.content ?? new Uint8Array());
  } catch (error) {
    if (!(error instanceof KeyRefusal)) throw error;
    return {
      right: false,
      signature: 'unchecked',
      problems: ['timestamp-unreadable'],
      certificates: [],
      evidence: noEvidence,
    };
  }

  const inside = signed.content ?? new Uint8Array();
  const check = await checkSigner(signed, {
    type: OID.tstInfo,
    hash: (algorithm) => Promise.resolve(hashOf(algorithm, inside)),
  });
  const problems: CmsProblem[] = [...check.problems];
  let { signature } = check;
  const fail = (verdict: 'wrong' | 'unchecked', problem: CmsProblem) => {
    problems.push(problem);
    if (signature !== 'wrong') signature = verdict;
  };

  if (!info.hash) fail('unchecked', 'cms-algorithm-unknown');
  else if (!Buffer.from(info.imprint).equals(await hashContent(info.hash)))
    fail('wrong', 'timestamp-imprint-wrong');
  if (!check.ess) problems.push('ess-missing');
  if (check.signer && !isForTimestamps(check.signer)) fail('wrong', 'timestamp-usage-wrong');

  return {
    time: info.time,
    right: signature === 'right',
    signature,
    problems,
    certificates: signed.certificates,
    evidence: evidenceInCms(token),
    ...(check.signer && { signer: check.signer }),
  };
}

/** RFC 3161 §2.3: the usage is critical and the only one, so that no other key can make time. */
export function isForTimestamps(certificate: Certificate): boolean {
  const usage = certificate.extendedKeyUsage;
  return usage?.critical === true && usage.purposes.length === 1 && usage.purposes[0] === OID.timeStamping;
}
