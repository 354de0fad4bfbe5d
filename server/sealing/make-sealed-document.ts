import { type Certificate, type KeySigner, signPdf } from '../pdf/index.js';
import {
  addSignature,
  freePlace,
  signingTrust,
  tenantAuthority,
  type AddedSignature,
} from '../signing/index.js';
import { tenantOf, type Office, type Scope } from '../tenants/index.js';
import { sealEvidence } from './seal-evidence.js';

/**
 * Puts the institution's seal on a stored document as one signature more, in a field of its own and a box that calls it a
 * seal, and judges and stores the result. Nothing names it yet.
 *
 * On trial the tenant's own clock stamps it, and there is evidence where the seal's issuer gives some (B-LT, else B-T).
 * In official mode no clock of ours counts, so that the seal stands by itself (B-B).
 *
 * @param base SHA-256 of the document
 * @throws {Problem} `document-unsignable`
 * @throws Error when our own check does not hold
 */
export async function makeSealedDocument(
  office: Office,
  scope: Scope,
  base: string,
  signer: KeySigner<void>,
): Promise<AddedSignature> {
  const tenant = await tenantOf(scope);
  const trial = tenant.legal_mode === 'trial';
  const authority = trial ? await tenantAuthority(scope, office) : undefined;
  const { commonName: name } = signer.certificate;
  const appearance = { capacity: [], name, seal: true, trial };
  const trust = await signingTrust(office, { scope, tenant, gateways: office.gateways });
  const added = await addSignature(office, {
    scope,
    base,
    trust,
    sign: async (source, before) =>
      signPdf(source, signer, {
        at: office.now(),
        name,
        reason: `Segel elektronik ${tenant.name}`,
        placement: await freePlace(source, appearance),
        appearance,
        fieldName: sealField(before.signatures.map(({ field }) => field)),
        ...(authority && { timestamp: authority.timestamps }),
      }),
    evidence: (signed, field) =>
      sealEvidence(office, signed, { field, signer, issuers: issuersOf(signer, trust.anchors), authority }),
  });
  if (added.mine.kind !== 'seal') throw new Error('Our own check takes the seal for a person’s signature.');
  return added;
}

/** Apart from the fields of persons (`TTE1`); the number is another where somebody sealed before it came to us. */
function sealField(fields: readonly string[]): string {
  let number = 1;
  while (fields.includes(`SEGEL${String(number)}`)) number += 1;
  return `SEGEL${String(number)}`;
}

/** Where the path ends stands among those who are trusted, and seldom in the key's own file. */
function issuersOf({ chain }: KeySigner<void>, anchors: readonly Certificate[]): Certificate[] {
  return [...chain, ...anchors];
}
