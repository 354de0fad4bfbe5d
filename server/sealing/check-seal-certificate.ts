import { checkPath, isSealCertificate, type Certificate } from '../pdf/index.js';
import { localDate } from '../platform/local-date.js';
import { Problem } from '../platform/problem.js';
import { signingTrust } from '../signing/index.js';
import { tenantOf, type Office, type Scope } from '../tenants/index.js';

/**
 * Whether a certificate may seal for a tenant today: an institution's and no person's, issued for that, in validity, with
 * a path to somebody whom this server trusts; in official mode to a root of kind national. Asked when a key is taken in
 * and again before each seal, since all but its name may have changed meanwhile.
 *
 * @param chain issuers, nearest first; the root may be left out
 * @throws {Problem} `seal-certificate-personal`, `seal-usage-wrong`, `seal-certificate-expired` (not yet, too),
 *   `seal-certificate-untrusted`, `seal-certificate-not-national`
 */
export async function checkSealCertificate(
  office: Office,
  scope: Scope,
  certificate: Certificate,
  chain: readonly Certificate[],
): Promise<void> {
  const { commonName: name, keyUsage, notBefore, notAfter } = certificate;
  if (!isSealCertificate(certificate)) throw new Problem('seal-certificate-personal', { name });
  if (!keyUsage?.has('digitalSignature') && !keyUsage?.has('nonRepudiation'))
    throw new Problem('seal-usage-wrong', { name });
  const now = office.now();
  if (now < notBefore || now > notAfter) {
    const [from, until] = [notBefore, notAfter].map((at) => localDate(at, scope.zone)) as [string, string];
    throw new Problem('seal-certificate-expired', { name, from, until });
  }
  const tenant = await tenantOf(scope);
  const trust = await signingTrust(office, { scope, tenant, gateways: office.gateways });
  const path = checkPath(certificate, chain, trust, now);
  if (path.trust !== 'trusted')
    throw new Problem('seal-certificate-untrusted', { name, why: path.problems.join(', ') });
  if (tenant.legal_mode === 'official' && path.rule?.kind !== 'national')
    throw new Problem('seal-certificate-not-national', { name });
}
