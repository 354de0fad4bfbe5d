import { Hono } from 'hono';
import * as v from 'valibot';
import type { ProblemCode } from '../contract/problems.js';
import { Me, TokenAnswer } from '../contract/portal-session.js';
import { answerProblem } from '../platform/answer-problem.middleware.js';
import { Problem } from '../platform/problem.js';
import { answers } from '../platform/valid.middleware.js';
import type { Office } from '../tenants/index.js';
import { beginSession } from './begin-session.js';
import { meOf } from './me.js';
import type { SessionEnv } from './scope.middleware.js';

const grantType = 'urn:ietf:params:oauth:grant-type:jwt-bearer';

const TokenForm = v.object({
  grant_type: v.literal(grantType),
  assertion: v.pipe(v.string(), v.minLength(1), v.maxLength(4096)),
});

/** `POST /v1/token` (public) and `GET /v1/me`. */
export function portalsRoutes(office: Office) {
  return new Hono<SessionEnv>()
    .route('/', tokenRoutes(office))
    .get('/v1/me', answers('Who sits here', Me), async (c) => {
      const { official, tenant } = c.var.session;
      return c.json(await meOf(c.var.scope, tenant, official));
    });
}

/** The one place that speaks OAuth: refusals carry its `error` beside our code (RFC 6749 §5.2). */
function tokenRoutes(office: Office) {
  const routes = new Hono();
  routes.post('/v1/token', answers('An assertion of a portal for a token', TokenAnswer), async (c) => {
    c.header('Cache-Control', 'no-store');
    try {
      const form = v.safeParse(TokenForm, Object.fromEntries(new URLSearchParams(await c.req.text())));
      if (!form.success) throw new Problem('request-invalid', { where: 'grant_type, assertion' });
      return c.json(await beginSession(office, form.output.assertion, c.req.header('origin') ?? ''));
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      // Also which portal's admin to call is a question of the log: the code says what, never the assertion itself.
      office.log.info('session-refused', { code: error.code, traceId: c.get('traceId') });
      return answerProblem(c, error, { error: oauthError(error.code) });
    }
  });
  return routes;
}

function oauthError(code: ProblemCode): string {
  if (code === 'account-unlinked') return 'access_denied';
  if (code === 'assertion-key-unknown') return 'invalid_client';
  return code.startsWith('assertion-') || code === 'clock-skew' ? 'invalid_grant' : 'invalid_request';
}
