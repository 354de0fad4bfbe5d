import type { OutsideTimestamps } from './config.js';
import type { SealAuthority, SealAuthorityOf } from './ledger/index.js';
import { timestampClient } from './pdf/index.js';
import { tenantAuthority, watchedStamps } from './signing/index.js';
import type { Office } from './tenants/index.js';
import { readTrustFolder } from './trust-folder.js';

/**
 * The authority outside, where one is set; else the tenant's own local one, whose seals prove less (its key and its clock
 * are this server's).
 *
 * The answer throws `Problem` `official-mode-local-key` where a tenant may have no local authority.
 *
 * @throws {ConfigRefusal} where the folder of trusted certificates has none, or one that cannot be read
 */
export async function sealAuthority(
  office: Office,
  outside: OutsideTimestamps | undefined,
): Promise<SealAuthorityOf> {
  if (!outside)
    return async (scope) => {
      const { timestamps, root } = await tenantAuthority(scope, office);
      return { name: root.commonName, stamps: timestamps, anchors: [root] };
    };
  const authority = await outsideAuthority(office, outside);
  return () => Promise.resolve(authority);
}

/**
 * The authority outside. Each token that it gives also tells how right this machine's clock is.
 *
 * @throws {ConfigRefusal} as `sealAuthority`
 */
export async function outsideAuthority(
  office: Office,
  { url, authorization, trust }: OutsideTimestamps,
): Promise<SealAuthority> {
  const { anchors } = await readTrustFolder('NOKEN_TSA_TRUST', trust);
  const stamps = timestampClient({
    url,
    ...(authorization ? { fetch: withAuthorization(authorization) } : {}),
  });
  return { name: new URL(url).host, stamps: watchedStamps(office, { stamps, anchors }), anchors };
}

/** An address with a password in it is one that `fetch` refuses and that errors repeat. */
function withAuthorization(authorization: string): typeof fetch {
  return (address, init) => {
    const headers = new Headers(init?.headers);
    headers.set('authorization', authorization);
    return fetch(address, { ...init, headers });
  };
}
