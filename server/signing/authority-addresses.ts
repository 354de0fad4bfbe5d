import type { AuthorityAddresses } from '../pdf/index.js';

/** Where this server answers for the certificates of a tenant's local authority; burnt into each of them. */
export function authorityAddresses(publicUrl: string, slug: string): AuthorityAddresses {
  const at = `${publicUrl}/v1/ca/${encodeURIComponent(slug)}`;
  return {
    root: { caIssuers: `${at}/root.cer`, crl: `${at}/root.crl` },
    issuing: { ocsp: `${at}/ocsp`, caIssuers: `${at}/issuing.cer`, crl: `${at}/crl` },
  };
}
