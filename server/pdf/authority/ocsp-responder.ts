import { keyBits } from '../core/certificate-id.js';
import type { Certificate } from '../core/certificate.js';
import { readWholeDer } from '../core/der-reader.js';
import { explicit, generalizedTime, octetString, oid, sequence, TAG, tlv } from '../core/der-writer.js';
import { hashOf } from '../core/hash-algorithm.js';
import { KeyRefusal } from '../core/key-refusal.js';
import { readOcspRequest, type OcspQuestion, type OcspRequest } from '../core/ocsp-request.js';
import { OID } from '../core/oids.js';
import { extension } from './issue-certificate.js';
import type { CertifiedKey } from './local-authority.js';
import { revocationReasons, type Revocation } from './revocation-reason.js';
import { signBody } from './sign-body.js';

/** What an issuer knows of a certificate of its own. */
export type CertificateStanding = 'good' | Revocation;

export interface OcspResponderInput {
  /** Whose certificates are asked about. */
  readonly issuer: Certificate;
  /** Its certificate is from that issuer and for OCSP alone (RFC 6960 §4.2.2.2). RSA. */
  readonly responder: CertifiedKey;
  /**
   * By serial number, in lower case hex without leading zeros but for a whole octet; undefined for a certificate that
   * was never issued.
   */
  readonly standingOf: (serialHex: string) => Promise<CertificateStanding | undefined>;
  readonly now: () => Date;
  /** Milliseconds for which an answer may be used. */
  readonly life: number;
}

export interface OcspAnswer {
  /** `OCSPResponse`. */
  readonly der: Uint8Array;
  /** Until when it may be kept for others; absent for a refusal and for an answer to one nonce. */
  readonly until?: Date;
}

export interface OcspResponder {
  /** Answers an `OCSPRequest`. Never throws for what a stranger sent. */
  answer(request: Uint8Array): Promise<OcspAnswer>;
}

/** `OCSPResponseStatus` (RFC 6960 §4.2.1). */
const REFUSALS = { malformedRequest: 1, unauthorized: 6 } as const;

/** RFC 9654 §2.1 lets a nonce be of 1 to 128 octets. */
const LONGEST_NONCE = 128;

/**
 * An OCSP responder of an issuing CA (RFC 6960). `good` is said only of a certificate that was issued, `unknown` of any
 * other serial number; a question about another issuer is `unauthorized`.
 *
 * @throws {KeyRefusal} `key-unsupported` for a responder's certificate that is not for this
 */
export function ocspResponder(input: OcspResponderInput): OcspResponder {
  const { certificate } = input.responder;
  const purposes = certificate.extendedKeyUsage?.purposes ?? [];
  if (!certificate.isSignedBy(input.issuer) || purposes.length !== 1 || purposes[0] !== OID.ocspSigning)
    throw new KeyRefusal('key-unsupported', 'the certificate is not for OCSP of this issuer');
  const isOurs = issuerCheck(input.issuer);
  return {
    answer: async (request) => {
      const asked = readAsked(request);
      if (!asked) return { der: refusal('malformedRequest') };
      if (!asked.ids.every(isOurs)) return { der: refusal('unauthorized') };
      return answerTo(input, asked);
    },
  };
}

function readAsked(request: Uint8Array): OcspRequest | undefined {
  try {
    const asked = readOcspRequest(request);
    const length = asked.nonce && nonceLength(asked.nonce);
    return length === undefined || (length > 0 && length <= LONGEST_NONCE) ? asked : undefined;
  } catch (error) {
    if (error instanceof KeyRefusal) return undefined;
    throw error;
  }
}

/** Some clients send the octets bare, without an OCTET STRING around them. */
function nonceLength(nonce: Uint8Array): number {
  try {
    return readWholeDer(nonce).expect(TAG.octetString).octets().length;
  } catch (error) {
    if (error instanceof KeyRefusal) return nonce.length;
    throw error;
  }
}

function issuerCheck(issuer: Certificate): (question: OcspQuestion) => boolean {
  const key = keyBits(issuer);
  const same = (a: Uint8Array, b: Uint8Array) => Buffer.compare(a, b) === 0;
  return ({ hash, issuerNameHash, issuerKeyHash }) =>
    hash !== undefined &&
    same(hashOf(hash, issuer.subject.der), issuerNameHash) &&
    same(hashOf(hash, key), issuerKeyHash);
}

async function answerTo(
  { responder, standingOf, now, life }: OcspResponderInput,
  { ids, nonce }: OcspRequest,
): Promise<OcspAnswer> {
  const at = now();
  const until = new Date(at.getTime() + life);
  const singles: Uint8Array[] = [];
  for (const { der, serialDer } of ids) {
    const standing = await standingOf(serialHex(serialDer));
    singles.push(sequence(der, statusOf(standing), generalizedTime(at), explicit(0, generalizedTime(until))));
  }
  const { key, certificate } = responder;
  const body = sequence(
    explicit(2, octetString(hashOf('sha1', keyBits(certificate)))),
    generalizedTime(at),
    sequence(...singles),
    ...(nonce ? [explicit(1, sequence(extension(OID.ocspNonce, nonce, false)))] : []),
  );
  const basic = sequence(body, ...(await signBody(body, key)), explicit(0, sequence(certificate.der)));
  const der = sequence(
    tlv(TAG.enumerated, Uint8Array.of(0)),
    explicit(0, sequence(oid(OID.ocspBasic), octetString(basic))),
  );
  return nonce ? { der } : { der, until };
}

/** `CertStatus`: all three are implicitly tagged (RFC 6960 §4.2.1). */
function statusOf(standing: CertificateStanding | undefined): Uint8Array {
  if (standing === 'good') return tlv(0x80);
  if (standing === undefined) return tlv(0x82);
  const { revokedAt, reason } = standing;
  const code = tlv(TAG.enumerated, Uint8Array.of(revocationReasons[reason]));
  return tlv(0xa1, generalizedTime(revokedAt), ...(reason === 'unspecified' ? [] : [explicit(0, code)]));
}

function serialHex(serialDer: Uint8Array): string {
  const { content } = readWholeDer(serialDer);
  return Buffer.from(content)
    .toString('hex')
    .replace(/^(00)+(?=..)/, '');
}

function refusal(status: keyof typeof REFUSALS): Uint8Array {
  return sequence(tlv(TAG.enumerated, Uint8Array.of(REFUSALS[status])));
}
