import { hashOf, checkPath, checkTimestampToken, type Certificate } from '../pdf/index.js';
import { canonicalJson } from '../platform/canonical-json.js';

/** What a time-stamp authority was shown: that this row had this hash. */
export interface Seal {
  readonly tenantId: string;
  readonly seq: number;
  readonly hash: string;
  /** RFC 3161 TimeStampToken, DER, over the SHA-256 of `sealedText`. */
  readonly token: Uint8Array;
}

/** RFC 8785 text of what is sealed, so that other tools can hash it as well. */
export function sealedText({ tenantId, seq, hash }: Omit<Seal, 'token'>): string {
  return canonicalJson({ tenant: tenantId, seq, hash });
}

export interface SealCheck {
  /** When the authority saw it, by its own clock; absent unless it is right. */
  readonly at?: Date;
  readonly problem?: 'seal-wrong' | 'seal-untrusted';
  /** Who signed the token, and what else of certificates lies in it. */
  readonly signer?: Certificate;
  readonly certificates: readonly Certificate[];
}

/**
 * Checks a seal by itself: the token is over it, its signature is right, and its certificate leads to one of `anchors` at
 * the token's time. Revocation is not looked at.
 */
export async function checkSeal(seal: Seal, anchors: readonly Certificate[]): Promise<SealCheck> {
  const bytes = Buffer.from(sealedText(seal));
  const { right, time, signer, certificates } = await checkTimestampToken(seal.token, (algorithm) =>
    // SHA-1 can be made to fit two texts, so that a token over it is over neither.
    Promise.resolve(algorithm === 'sha1' ? new Uint8Array() : hashOf(algorithm, bytes)),
  );
  if (!right || !time || !signer) return { problem: 'seal-wrong', certificates };
  const { trust } = checkPath(signer, certificates, { anchors }, time, 'timestamp');
  if (trust !== 'trusted') return { problem: 'seal-untrusted', signer, certificates };
  return { at: time, signer, certificates };
}
