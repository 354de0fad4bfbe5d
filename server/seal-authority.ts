import { ConfigRefusal, type OutsideTimestamps } from './config.js';
import type { SealAuthority, SealAuthorityOf } from './ledger/index.js';
import { readTrustStore, timestampClient, type Certificate } from './pdf/index.js';
import { tenantAuthority } from './signing/index.js';
import type { Office } from './tenants/index.js';

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
  const { url, authorization, trust } = outside;
  const authority: SealAuthority = {
    name: new URL(url).host,
    stamps: timestampClient({ url, ...(authorization ? { fetch: withAuthorization(authorization) } : {}) }),
    anchors: await anchorsIn(trust),
  };
  return () => Promise.resolve(authority);
}

async function anchorsIn(folder: string): Promise<readonly Certificate[]> {
  const { anchors } = await readTrustStore(folder).catch((cause: unknown) => {
    throw new ConfigRefusal(`NOKEN_TSA_TRUST: the certificates in ${folder} cannot be read.`, { cause });
  });
  if (anchors.length === 0) throw new ConfigRefusal(`NOKEN_TSA_TRUST: there is no certificate in ${folder}.`);
  return anchors;
}

/** An address with a password in it is one that `fetch` refuses and that errors repeat. */
function withAuthorization(authorization: string): typeof fetch {
  return (address, init) => {
    const headers = new Headers(init?.headers);
    headers.set('authorization', authorization);
    return fetch(address, { ...init, headers });
  };
}
