/** Why a certificate is revoked, by the number of `CRLReason` (RFC 5280 §5.3.1). None of them can be taken back. */
export const revocationReasons = {
  unspecified: 0,
  'key-compromise': 1,
  'affiliation-changed': 3,
  superseded: 4,
  'cessation-of-operation': 5,
  'privilege-withdrawn': 9,
} as const;

export type RevocationReason = keyof typeof revocationReasons;

export interface Revocation {
  readonly revokedAt: Date;
  readonly reason: RevocationReason;
}

/** Whether that is the name of a reason. */
export function isRevocationReason(name: string): name is RevocationReason {
  return Object.hasOwn(revocationReasons, name);
}
