import type { Certificate } from '../core/certificate.js';

/** What was said of one certificate, as it was signed (DER). Nothing here has been checked. */
export interface RevocationEvidence {
  /** `OCSPResponse` (RFC 6960 §4.2.1). */
  readonly ocsps: Uint8Array[];
  /** `CertificateList` (RFC 5280 §5.1). */
  readonly crls: Uint8Array[];
}

/** Whoever can be asked whether a certificate was revoked: an authority at hand, or one reached by HTTP. */
export interface RevocationSource {
  /**
   * Evidence about `certificate`, which `issuer` signed; empty lists where none can be had.
   *
   * An answer must not hold a nonce: it is kept, and read again by those who asked nothing.
   */
  evidence(certificate: Certificate, issuer: Certificate): Promise<RevocationEvidence>;
  /** Whoever issued `certificate`, where the source can find that out. Nobody is trusted for being found. */
  issuer?(certificate: Certificate): Promise<Certificate | undefined>;
}
