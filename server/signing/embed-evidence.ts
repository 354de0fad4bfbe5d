import { addValidationMaterial, KeyRefusal, PdfRefusal, type ByteSource } from '../pdf/index.js';
import type { Office } from '../tenants/index.js';
import { checkCertificate } from './preflight.js';
import { signingFacts, type SigningFacts } from './signing-facts.js';
import type { TenantAuthority } from './tenant-authority.js';

/** What makes a signature last, or why there is none. */
export type Evidence = { readonly tail: Uint8Array } | { readonly gap: string };

/**
 * Asks our own authority about the signer and the clock, and gives what it says as a revision after the signature
 * (PAdES B-LT). Without that the signature is as real as before, and an official has given a passphrase for it: it is
 * kept as it is, at level B-T, and the code of what was in the way is written down.
 *
 * @param signed the file with the signature in `field`
 * @throws {Problem} `certificate-revoked`, and KeyRefusal where it is our clock's: then the signature is worth nothing
 */
export async function embedEvidence(
  office: Office,
  facts: SigningFacts,
  authority: TenantAuthority,
  signed: ByteSource,
  field: string,
): Promise<Evidence> {
  try {
    return await addValidationMaterial(signed, {
      revocation: authority.revocation,
      certificates: [authority.issuing.certificate, authority.root],
      // The time-stamp's clock is this one, too.
      now: office.now(),
      fields: [field],
    });
  } catch (error) {
    if (error instanceof KeyRefusal && error.code === 'certificate-revoked') {
      throw (await checkCertificate(await signingFacts(office, facts.intent.id))) ?? error;
    }
    office.log.failure('signature-without-evidence', error, { intent: facts.intent.id });
    return { gap: error instanceof KeyRefusal || error instanceof PdfRefusal ? error.code : 'unexpected' };
  }
}
