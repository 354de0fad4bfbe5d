import { signPdf, type KeySigner } from '../pdf/index.js';
import type { Office } from '../tenants/index.js';
import { addSignature } from './add-signature.js';
import { boxText } from './box-text.js';
import { embedEvidence } from './embed-evidence.js';
import { freePlace } from './free-place.js';
import { printedCapacity } from './preflight.js';
import type { SignedDocument } from './signed-document.js';
import type { SigningFacts } from './signing-facts.js';
import { signingTrust } from './signing-trust.js';
import { tenantAuthority } from './tenant-authority.js';

/**
 * Signs the letter's file by a key of ours with evidence (B-LT; without any, B-T), judges the result, and stores it.
 * Nothing names it yet.
 *
 * @throws {Problem} `document-unsignable`
 * @throws Error when our own check does not hold: the file is then thrown away and the letter stays unsigned
 */
export async function makeSignedDocument(
  office: Office,
  facts: SigningFacts,
  signer: KeySigner<void>,
): Promise<SignedDocument> {
  const { scope, intent, official, tenant } = facts;
  const authority = await tenantAuthority(scope, office);
  const appearance = boxText(facts);
  const added = await addSignature(office, {
    scope,
    base: intent.document_sha256,
    trust: await signingTrust(office, facts),
    sign: async (base, before) =>
      signPdf(base, signer, {
        at: office.now(),
        name: official.name,
        reason: `Menandatangani sebagai ${printedCapacity(facts)}`,
        location: tenant.name,
        placement: await freePlace(base, appearance),
        appearance,
        fieldName: `TTE${String(before.signatures.length + 1)}`,
        timestamp: authority.timestamps,
      }),
    evidence: (signed, field) => embedEvidence(office, facts, authority, signed, field),
  });
  return { provider: 'local', rewritten: false, ...added };
}
