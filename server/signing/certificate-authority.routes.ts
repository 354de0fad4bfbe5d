import { Hono, type Context } from 'hono';
import type { RevocationListRow } from '../database/index.js';
import { Problem } from '../platform/problem.js';
import { scopeFor, tenantBySlug, type Office } from '../tenants/index.js';
import { tenantAuthority, type TenantAuthority } from './tenant-authority.js';

const mostBytes = 4096;

/** Seconds for which others may keep what we say of revocation. Shorter than its life, so that news travels. */
const kept = { ocsp: 3600, crl: 3600, certificate: 86_400 } as const;

/**
 * What the certificates of a trial tenant's local authority point at, for tools outside: OCSP (RFC 6960 appendix A),
 * revocation lists, and the certificates of the authority. Without a token, in clear or not: all of it is signed.
 */
export function certificateAuthorityRoutes(office: Office) {
  const authorityOf = async (c: Context): Promise<TenantAuthority> => {
    const tenant = await tenantBySlug(office.store, c.req.param('tenant') ?? '');
    if (!tenant) throw new Problem('route-not-found');
    return tenantAuthority(scopeFor(office, tenant, { kind: 'public' }), office);
  };
  const certificate = async (c: Context, role: 'root' | 'issuing') => {
    const { root, issuing } = await authorityOf(c);
    const { der } = role === 'root' ? root : issuing.certificate;
    return c.body(new Uint8Array(der), 200, {
      'Content-Type': 'application/pkix-cert',
      'Cache-Control': `public, max-age=${kept.certificate}`,
    });
  };
  const list = async (c: Context, issuer: RevocationListRow['issuer']) =>
    listAnswer(c, await (await authorityOf(c)).crl(issuer));

  return new Hono()
    .post('/v1/ca/:tenant/ocsp', async (c) => {
      if (c.req.header('content-type') !== 'application/ocsp-request') throw new Problem('route-not-found');
      return ocspAnswer(c, await authorityOf(c), new Uint8Array(await c.req.arrayBuffer()));
    })
    .get('/v1/ca/:tenant/ocsp/:request{.+}', async (c) =>
      // Base64, whose "/" some clients escape and some do not.
      ocspAnswer(c, await authorityOf(c), Buffer.from(c.req.param('request'), 'base64')),
    )
    .get('/v1/ca/:tenant/crl', (c) => list(c, 'issuing'))
    .get('/v1/ca/:tenant/root.crl', (c) => list(c, 'root'))
    .get('/v1/ca/:tenant/root.cer', (c) => certificate(c, 'root'))
    .get('/v1/ca/:tenant/issuing.cer', (c) => certificate(c, 'issuing'));
}

async function ocspAnswer(c: Context, { ocsp }: TenantAuthority, request: Uint8Array): Promise<Response> {
  if (request.length > mostBytes) throw new Problem('request-too-large', { limit: '4 KB' });
  const { der, until } = await ocsp.answer(request);
  const cacheable = c.req.method === 'GET' && until;
  return c.body(new Uint8Array(der), 200, {
    'Content-Type': 'application/ocsp-response',
    'Cache-Control': cacheable ? `public, max-age=${kept.ocsp}, no-transform, must-revalidate` : 'no-store',
  });
}

function listAnswer(c: Context, { number, list, this_update }: RevocationListRow): Response {
  const etag = `"${number}"`;
  const headers = {
    'Cache-Control': `public, max-age=${kept.crl}, must-revalidate`,
    ETag: etag,
    'Last-Modified': new Date(this_update).toUTCString(),
  };
  if (c.req.header('if-none-match') === etag) return c.body(null, 304, headers);
  return c.body(new Uint8Array(Buffer.from(list, 'base64')), 200, {
    ...headers,
    'Content-Type': 'application/pkix-crl',
  });
}
