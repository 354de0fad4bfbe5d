import { isSameCertificate, type Certificate } from '../core/certificate.js';
import { ocspRequest } from '../core/ocsp-request.js';
import type { RevocationEvidence, RevocationSource } from '../sign/revocation-source.js';
import type { CertificateStanding, OcspResponder } from './ocsp-responder.js';

export interface LocalRevocationInput {
  readonly root: Certificate;
  readonly issuing: Certificate;
  /** Of the issuing CA. */
  readonly responder: OcspResponder;
  readonly standingOf: (serialHex: string) => Promise<CertificateStanding | undefined>;
  /** The root's list as it stands now: `CertificateList` in DER. */
  readonly rootCrl: () => Promise<Uint8Array>;
}

/**
 * Evidence from a local authority at hand, without HTTP: an OCSP answer about what the issuing CA issued, the list of the
 * root about the issuing CA. About others there is none, and none about a responder, which need not be asked about.
 */
export function localRevocation(input: LocalRevocationInput): RevocationSource {
  const none: RevocationEvidence = { ocsps: [], crls: [] };
  return {
    evidence: async (certificate, issuer) => {
      if (!certificate.isSignedBy(issuer) || certificate.noRevocationCheck) return none;
      if (isSameCertificate(issuer, input.root)) {
        if (isSameCertificate(certificate, input.root)) return none;
        return { ocsps: [], crls: [await input.rootCrl()] };
      }
      if (!isSameCertificate(issuer, input.issuing)) return none;
      // "Unknown" would say nothing, and could be taken for something.
      if ((await input.standingOf(certificate.serialHex)) === undefined) return none;
      const { der } = await input.responder.answer(ocspRequest(certificate, issuer));
      return { ocsps: [der], crls: [] };
    },
  };
}
