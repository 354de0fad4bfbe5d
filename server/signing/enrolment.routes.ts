import { randomBytes } from 'node:crypto';
import { Hono } from 'hono';
import {
  ChosenMark,
  Enrol,
  EnrolAccount,
  Enrolled,
  EnrolFactor,
  Enrolment,
  TrialSigned,
} from '../contract/signing.js';
import { languageOf } from '../platform/language.js';
import { Problem } from '../platform/problem.js';
import { answers, valid } from '../platform/valid.middleware.js';
import type { Office } from '../tenants/index.js';
import { deviceCookie, setDeviceCookie } from './device-cookie.middleware.js';
import { accountsToConfirm, confirmAccount } from './enrol-account.js';
import { beginFactor, confirmFactorByCode } from './enrol-factor.js';
import { enrolOfficial } from './enrol-official.js';
import { enrolmentPage, lostEnrolmentPage } from './enrolment-page.js';
import { keepHolder, linkOf } from './enrolment-cookie.middleware.js';
import { ownOrigin } from './own-origin.middleware.js';
import { ownPageHeaders } from './own-page.js';
import { chooseMark } from './personal-mark.js';
import { readSecretBody } from './secret-body.middleware.js';
import { showEnrolment } from './show-enrolment.js';
import { signTrial } from './sign-trial.js';

/** The pages behind a one-time link, and what they send. The link's secret is the whole right; it stands in no log. */
export function enrolmentRoutes(office: Office) {
  const own = ownOrigin(office.publicUrl);
  return new Hono()
    .get('/enrol/:secret', async (c) => {
      const nonce = randomBytes(16).toString('base64url');
      const language = languageOf(c.req.query('lang') ?? c.req.header('accept-language'));
      try {
        const enrolment = await showEnrolment(office, linkOf(c));
        const { step } = enrolment;
        const factor = step === 'factor' ? await beginFactor(office, linkOf(c)) : undefined;
        const accounts = step === 'account' ? await accountsToConfirm(office, linkOf(c)) : [];
        return c.body(
          enrolmentPage({ enrolment, factor, accounts }, nonce, language),
          200,
          ownPageHeaders(nonce),
        );
      } catch (error) {
        if (!(error instanceof Problem)) throw error;
        return c.body(lostEnrolmentPage(error, nonce, language), 404, ownPageHeaders(nonce));
      }
    })
    .get('/v1/enrolments/:secret', answers('Who is invited', Enrolment), own, async (c) =>
      c.json(await showEnrolment(office, linkOf(c))),
    )
    .post('/v1/enrolments/:secret', answers('Makes the key', Enrolled, 201), own, async (c) => {
      const { passphrase, code } = await readSecretBody(c, Enrol);
      const factor = code === undefined ? undefined : ({ kind: 'totp', code } as const);
      const { holder, ...enrolled } = await enrolOfficial(office, linkOf(c), { passphrase, factor });
      keepHolder(c, holder);
      return c.json(enrolled, 201);
    })
    .post(
      '/v1/enrolments/:secret/mark',
      answers('Keeps the personal mark', Enrolment),
      own,
      valid('json', ChosenMark),
      async (c) => {
        const holder = await chooseMark(office, linkOf(c), c.req.valid('json'));
        keepHolder(c, holder);
        return c.json(
          await showEnrolment(office, holder === undefined ? linkOf(c) : { ...linkOf(c), holder }),
        );
      },
    )
    .post(
      '/v1/enrolments/:secret/factor',
      answers('Puts the second factor in force', Enrolment),
      own,
      valid('json', EnrolFactor),
      async (c) => {
        await confirmFactorByCode(office, linkOf(c), c.req.valid('json').code);
        return c.json(await showEnrolment(office, linkOf(c)));
      },
    )
    .post(
      '/v1/enrolments/:secret/account',
      answers('Says whose the accounts are', Enrolment),
      own,
      valid('json', EnrolAccount),
      async (c) => {
        const { refused } = c.req.valid('json');
        setDeviceCookie(c, await confirmAccount(office, linkOf(c), refused, deviceCookie(c)));
        return c.json(await showEnrolment(office, linkOf(c)));
      },
    )
    .post('/v1/enrolments/:secret/trial', answers('Signs a sample page', TrialSigned), own, async (c) => {
      const { passphrase, code } = await readSecretBody(c, Enrol);
      const factor = code === undefined ? undefined : ({ kind: 'totp', code } as const);
      return c.json(await signTrial(office, linkOf(c), { passphrase, factor }));
    });
}
