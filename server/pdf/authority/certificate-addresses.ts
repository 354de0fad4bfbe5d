import { explicit, oid, sequence, tlv } from '../core/der-writer.js';
import { OID } from '../core/oids.js';

/** Where whoever holds a certificate asks about it; absent where nobody answers. ASCII. */
export interface CertificateAddresses {
  readonly ocsp?: string;
  /** The certificate of the issuer, in DER. */
  readonly caIssuers?: string;
  readonly crl?: string;
}

/** Value of `AuthorityInfoAccess` (RFC 5280 §4.2.2.1); undefined where it would be empty. */
export function authorityInformation({ ocsp, caIssuers }: CertificateAddresses): Uint8Array | undefined {
  const methods = [
    [OID.ocsp, ocsp],
    [OID.caIssuers, caIssuers],
  ] as const;
  const accesses = methods.flatMap(([method, at]) =>
    at === undefined ? [] : [sequence(oid(method), address(at))],
  );
  return accesses.length === 0 ? undefined : sequence(...accesses);
}

/** Value of `CRLDistributionPoints` with one full name (RFC 5280 §4.2.1.13). */
export function distributionPoints(crl: string): Uint8Array {
  return sequence(sequence(explicit(0, explicit(0, address(crl)))));
}

/** `uniformResourceIdentifier` of GeneralName. @throws {RangeError} for what is no IA5String */
function address(text: string): Uint8Array {
  if (!/^[\x21-\x7e]+$/.test(text)) throw new RangeError('An address in a certificate is ASCII.');
  return tlv(0x86, Buffer.from(text, 'latin1'));
}
