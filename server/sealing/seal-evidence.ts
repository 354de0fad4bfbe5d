import {
  addValidationMaterial,
  joinSources,
  KeyRefusal,
  PdfRefusal,
  revocationClient,
  type ByteSource,
  type Certificate,
  type KeySigner,
} from '../pdf/index.js';
import type { Evidence, TenantAuthority } from '../signing/index.js';
import type { Office } from '../tenants/index.js';

interface SealedFile {
  readonly field: string;
  readonly signer: KeySigner<void>;
  /** In which issuers are looked for. */
  readonly issuers: readonly Certificate[];
  /** Whose clock stamped it; absent where none did. */
  readonly authority: TenantAuthority | undefined;
}

/**
 * Asks the seal's issuer, at the addresses in its own certificates, and our authority about its clock. The operator took
 * these certificates in, so that their addresses are no stranger's. Without a time-stamp there is nothing that could last.
 *
 * @throws {KeyRefusal} `certificate-revoked`: then the seal is worth nothing
 */
export async function sealEvidence(
  office: Office,
  signed: ByteSource,
  { field, signer, issuers, authority }: SealedFile,
): Promise<Evidence> {
  if (!authority) return { gap: 'no-timestamp' };
  const client = revocationClient({ allow: hostsOf([signer.certificate, ...signer.chain]) });
  try {
    return await addValidationMaterial(signed, {
      revocation: joinSources(authority.revocation, client),
      certificates: [...issuers, authority.issuing.certificate, authority.root],
      now: office.now(),
      fields: [field],
    });
  } catch (error) {
    if (error instanceof KeyRefusal && error.code === 'certificate-revoked') throw error;
    office.log.failure('seal-without-evidence', error, { field });
    return { gap: error instanceof KeyRefusal || error instanceof PdfRefusal ? error.code : 'unexpected' };
  }
}

function hostsOf(certificates: readonly Certificate[]): string[] {
  const urls = certificates.flatMap(({ ocspUrls, crlUrls, caIssuerUrls }) => [
    ...ocspUrls,
    ...crlUrls,
    ...caIssuerUrls,
  ]);
  return [...new Set(urls.filter((url) => URL.canParse(url)).map((url) => new URL(url).host))];
}
