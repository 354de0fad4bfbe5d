import { Hono } from 'hono';
import * as v from 'valibot';
import { PasskeyMade, PasskeyOffer, PasskeyRequest } from '../contract/passkeys.js';
import { EnrolFactor, Enrolment } from '../contract/signing.js';
import { Id } from '../contract/vocabulary.js';
import { Problem } from '../platform/problem.js';
import { rateLimit } from '../platform/rate-limit.middleware.js';
import { answers, valid } from '../platform/valid.middleware.js';
import type { Office } from '../tenants/index.js';
import { keepPasskey, offerPasskey } from './enrol-passkey.js';
import { keepHolder, linkOf } from './enrolment-cookie.middleware.js';
import { ownOrigin } from './own-origin.middleware.js';
import { askPasskey } from './prove-passkey.js';
import { showEnrolment } from './show-enrolment.js';

/** A passkey made at the end of an enrolment, and asked for where a second factor is. Noken's own origin only. */
export function passkeyRoutes(office: Office) {
  const own = ownOrigin(office.publicUrl);
  return new Hono()
    .post(
      '/v1/sign-intents/:intentId/passkey',
      rateLimit(office.limits.publicPerMinute, office.now, office.behindProxy),
      answers('Asks for the passkey of the official', PasskeyRequest),
      own,
      async (c) => {
        const intentId = c.req.param('intentId');
        if (!v.is(Id, intentId)) throw new Problem('intent-not-found');
        return c.json(await askPasskey(office, intentId));
      },
    )
    .post(
      '/v1/enrolments/:secret/offer',
      answers('Offers to make a passkey', PasskeyOffer),
      own,
      valid('json', EnrolFactor),
      async (c) => {
        const { offer, holder } = await offerPasskey(office, linkOf(c), c.req.valid('json').code);
        keepHolder(c, holder);
        return c.json(offer);
      },
    )
    .post(
      '/v1/enrolments/:secret/passkey',
      answers('Keeps a passkey', Enrolment),
      own,
      valid('json', PasskeyMade),
      async (c) => {
        await keepPasskey(office, linkOf(c), c.req.valid('json'));
        return c.json(await showEnrolment(office, linkOf(c)));
      },
    );
}
