import { randomBytes } from 'node:crypto';
import { Hono } from 'hono';
import { Enrol, Enrolled, Enrolment } from '../contract/signing.js';
import { languageOf } from '../platform/language.js';
import { Problem } from '../platform/problem.js';
import { answers } from '../platform/valid.middleware.js';
import type { Office } from '../tenants/index.js';
import { enrolmentPage, lostEnrolmentPage, ownPageHeaders } from './enrolment-page.js';
import { enrolOfficial, showEnrolment } from './enrol-official.js';
import { ownOrigin } from './own-origin.middleware.js';
import { readSecretBody } from './secret-body.middleware.js';

/** The page behind a one-time link, and what it sends. The link's secret is the whole right; it stands in no log. */
export function enrolmentRoutes(office: Office) {
  const own = ownOrigin(office.publicUrl);
  return new Hono()
    .get('/enrol/:secret', async (c) => {
      const nonce = randomBytes(16).toString('base64url');
      const language = languageOf(c.req.query('lang') ?? c.req.header('accept-language'));
      try {
        const enrolment = await showEnrolment(office, c.req.param('secret'));
        return c.body(enrolmentPage(enrolment, nonce, language), 200, ownPageHeaders(nonce));
      } catch (error) {
        if (!(error instanceof Problem)) throw error;
        return c.body(lostEnrolmentPage(error, nonce, language), 404, ownPageHeaders(nonce));
      }
    })
    .get('/v1/enrolments/:secret', answers('Who is invited', Enrolment), own, async (c) =>
      c.json(await showEnrolment(office, c.req.param('secret'))),
    )
    .post('/v1/enrolments/:secret', answers('Makes the key', Enrolled, 201), own, async (c) => {
      const { passphrase } = await readSecretBody(c, Enrol);
      return c.json(await enrolOfficial(office, c.req.param('secret'), passphrase), 201);
    });
}
