import type { Certificate } from '../core/certificate.js';
import { OID } from '../core/oids.js';
import { readEvidence } from '../verify/revocation-evidence.js';
import { statementsOn, type Statement } from '../verify/revocation-statements.js';
import { isInForce, isSaidBefore } from '../verify/statement-times.js';
import type { RevocationEvidence } from './revocation-source.js';

/** Of the evidence about a certificate, what whoever verifies later can use. */
export interface UsableEvidence extends RevocationEvidence {
  /** Whoever signed an OCSP response in the issuer's stead. */
  readonly responders: readonly Certificate[];
  /** The earliest revocation that any of it tells. */
  readonly revokedAt?: Date;
}

/**
 * Leaves out what says nothing of the certificate that our own verifier would take, and a "good" that is stale:
 * evidence that nobody can use later would only look like some. "Revoked" is never stale.
 *
 * @param clearing lists that say of {@link respondersIn} that they were not revoked
 */
export function usableEvidence(
  certificate: Certificate,
  issuer: Certificate,
  evidence: RevocationEvidence,
  clearing: readonly Uint8Array[],
  now: Date,
): UsableEvidence {
  const { ocsps, crls } = readEvidence(evidence);
  const lists = [...crls, ...readEvidence({ ocsps: [], crls: clearing }).crls];
  const said: Statement[] = [];
  const isUsable = (statements: readonly Statement[]) => {
    const current = statements.filter((statement) => counts(statement, now));
    said.push(...current);
    return current.length > 0;
  };
  const byLists = statementsOn(certificate, issuer, { ocsps: [], crls: lists }).length;
  const usable = ocsps.filter((response) => {
    // What the lists themselves say comes last.
    const all = statementsOn(certificate, issuer, { ocsps: [response], crls: lists });
    return isUsable(all.slice(0, all.length - byLists));
  });
  const usableLists = crls.filter((crl) =>
    isUsable(statementsOn(certificate, issuer, { ocsps: [], crls: [crl] })),
  );
  const [revokedAt] = said
    .flatMap((statement) => statement.revokedAt ?? [])
    .toSorted((a, b) => a.getTime() - b.getTime());
  return {
    ocsps: usable.map(({ der }) => der),
    crls: usableLists.map(({ der }) => der),
    responders: usable.flatMap(({ certificates }) => appointed(certificates, issuer)),
    ...(revokedAt && { revokedAt }),
  };
}

/** Those whom the issuer appointed to answer for it, of whom it does not say that nobody need ask. */
export function respondersIn(evidence: RevocationEvidence, issuer: Certificate): Certificate[] {
  return readEvidence({ ocsps: evidence.ocsps, crls: [] })
    .ocsps.flatMap(({ certificates }) => appointed(certificates, issuer))
    .filter(({ noRevocationCheck }) => !noRevocationCheck);
}

function appointed(certificates: readonly Certificate[], issuer: Certificate): Certificate[] {
  return certificates.filter(
    (each) =>
      each.extendedKeyUsage?.purposes.includes(OID.ocspSigning) === true &&
      each.issuer.folded === issuer.subject.folded &&
      each.isSignedBy(issuer),
  );
}

function counts(statement: Statement, now: Date): boolean {
  return statement.status === 'revoked' || (isSaidBefore(statement, now) && isInForce(statement, now));
}
