import { Hono } from 'hono';
import { Problem } from '../platform/problem.js';
import { scopeFor, tenantBySlug, type Office } from '../tenants/index.js';
import { tenantAuthority } from './tenant-authority.js';

const mostBytes = 4096;

/** `POST /v1/tsa/:tenant`: time-stamps of a trial tenant's own authority (RFC 3161 §3.4), for tools outside. */
export function timestampRoutes(office: Office) {
  return new Hono().post('/v1/tsa/:tenant', async (c) => {
    const tenant = await tenantBySlug(office.store, c.req.param('tenant'));
    if (!tenant || c.req.header('content-type') !== 'application/timestamp-query')
      throw new Problem('route-not-found');
    const request = new Uint8Array(await c.req.arrayBuffer());
    if (request.length > mostBytes) throw new Problem('request-too-large', { limit: '4 KB' });
    const authority = await tenantAuthority(scopeFor(office, tenant, { kind: 'public' }), office);
    const answer = await authority.timestamps.answer(request);
    return c.body(new Uint8Array(answer), 200, { 'Content-Type': 'application/timestamp-reply' });
  });
}
