import {
  certificateTime,
  explicit,
  generalizedTime,
  implicit,
  integer,
  octetString,
  sequence,
  tlv,
  TAG,
} from '../core/der-writer.js';
import { OID } from '../core/oids.js';
import { extension } from './issue-certificate.js';
import type { CertifiedKey } from './local-authority.js';
import { revocationReasons, type Revocation } from './revocation-reason.js';
import { bodyAlgorithm, signBody } from './sign-body.js';

export interface RevokedCertificate extends Revocation {
  readonly serial: bigint;
}

export interface CrlInput {
  /** Whose certificates they are; RSA, and allowed to sign lists. */
  readonly issuer: CertifiedKey;
  /** Grows from list to list of one issuer (RFC 5280 §5.2.3). */
  readonly number: number;
  readonly thisUpdate: Date;
  readonly nextUpdate: Date;
  /** In any order. Those that have expired stay: a signature is judged long after its certificate is over. */
  readonly revoked: readonly RevokedCertificate[];
}

/**
 * Signs a whole revocation list of version 2 over everything that an issuer has issued (RFC 5280 §5.1).
 *
 * @returns `CertificateList` in DER
 * @throws {RangeError} for a certificate that is listed twice
 */
export async function issueCrl({ issuer, number, thisUpdate, nextUpdate, revoked }: CrlInput) {
  const { certificate, key } = issuer;
  const entries = revoked.toSorted((a, b) => (a.serial < b.serial ? -1 : 1));
  if (new Set(entries.map(({ serial }) => serial)).size !== entries.length)
    throw new RangeError('A certificate is revoked once.');
  const keyId = Buffer.from(certificate.subjectKeyId ?? '', 'hex');
  const body = sequence(
    integer(1),
    bodyAlgorithm,
    certificate.subject.der,
    certificateTime(thisUpdate),
    certificateTime(nextUpdate),
    // "MUST be absent" rather than empty (§5.1.2.6).
    ...(entries.length === 0 ? [] : [sequence(...entries.map(entryOf))]),
    explicit(
      0,
      sequence(
        extension(OID.authorityKeyIdentifier, sequence(implicit(0, octetString(keyId))), false),
        extension(OID.crlNumber, integer(number), false),
        // Says that expired ones are kept since the issuer began (X.509 §9.5.2.8).
        extension(EXPIRED_ON_LIST, generalizedTime(certificate.notBefore), false),
      ),
    ),
  );
  return sequence(body, ...(await signBody(body, key)));
}

const EXPIRED_ON_LIST = '2.5.29.60';

function entryOf({ serial, revokedAt, reason }: RevokedCertificate): Uint8Array {
  const code = tlv(TAG.enumerated, Uint8Array.of(revocationReasons[reason]));
  return sequence(
    integer(serial),
    certificateTime(revokedAt),
    // An absent reason is what "unspecified" is to be said by (§5.3.1).
    ...(reason === 'unspecified' ? [] : [sequence(extension(OID.crlReason, code, false))]),
  );
}
