import { randomBytes } from 'node:crypto';
import { Hono } from 'hono';
import { languageOf } from '../platform/language.js';
import { Problem } from '../platform/problem.js';
import { scopeFor, tenantBySlug, type Office } from '../tenants/index.js';
import { ownPageHeaders } from './own-page.js';
import { recoveryPage } from './recovery-page.js';
import { recoveryCases } from './recovery-words.js';
import { whoHelps } from './who-helps.js';

/** What to do when phone, passphrase or certificate cannot be used: for anybody, since it names nobody. */
export function recoveryRoutes(office: Office) {
  return new Hono().get('/help/:tenant/:about', async (c) => {
    const about = recoveryCases.find((one) => one === c.req.param('about'));
    const tenant = about && (await tenantBySlug(office.store, c.req.param('tenant')));
    if (!about || !tenant) throw new Problem('route-not-found');
    const nonce = randomBytes(16).toString('base64url');
    const language = languageOf(c.req.query('lang') ?? c.req.header('accept-language'));
    const who = await whoHelps(scopeFor(office, tenant, { kind: 'public' }));
    return c.body(
      recoveryPage({ about, tenant, whoHelps: who }, nonce, language),
      200,
      ownPageHeaders(nonce),
    );
  });
}
