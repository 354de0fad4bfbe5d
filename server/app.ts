import { Hono } from 'hono';
import { except } from 'hono/combine';
import { openAPIRouteHandler } from 'hono-openapi';
import { archiveRoutes, evidenceFile, slipFile } from './archive/index.js';
import { batchDeskRoutes, batchFrameRoutes } from './batches/index.js';
import { dispositionsRoutes, sheetAtDesk, sheetLinkRoutes } from './dispositions/index.js';
import { lettersRoutes } from './letters/index.js';
import { monitoringRoutes } from './monitoring/index.js';
import { noticesRoutes } from './notifications/index.js';
import { bodySize } from './platform/body-size.middleware.js';
import { crossOrigin } from './platform/cross-origin.middleware.js';
import { jsonEtag } from './platform/json-etag.middleware.js';
import { kitRoutes } from './platform/kit.routes.js';
import { Problem } from './platform/problem.js';
import { rateLimit } from './platform/rate-limit.middleware.js';
import { headOnly, surrounded } from './platform/surroundings.middleware.js';
import { atThisDesk, batchRoutes, isKnownOrigin, portalsRoutes, signedIn } from './portals/index.js';
import { sealingRoutes } from './sealing/index.js';
import {
  certificateAuthorityRoutes,
  enrolmentRoutes,
  passkeyRoutes,
  recoveryRoutes,
  signingDeskRoutes,
  uncertaintyRoutes,
  signingRoutes,
  timestampRoutes,
} from './signing/index.js';
import type { Office } from './tenants/index.js';
import {
  answerPublicly,
  letterVerificationRoutes,
  revisionSource,
  verificationRoutes,
} from './verification/index.js';

export type { Office } from './tenants/index.js';

/** What needs no token under `/v1`. Everything else does: a route that is forgotten here is closed, not open. */
const publicPaths = [
  /^\/v1\/token$/,
  /^\/v1\/openapi\.json$/,
  // One-use links carry their own secret.
  /^\/v1\/files\/[^/]+$/,
  /^\/v1\/verifications(?:\/[^/]+)?$/,
  // The sign frame and the enrolment page check for themselves that Noken's own origin asks.
  /^\/v1\/sign(?:-intents\/[^/]+(?:\/.*)?|-frame|-page)?$/,
  /^\/v1\/(?:sign-batches\/[^/]+(?:\/.*)?|batch-frame)$/,
  /^\/v1\/enrolments\/[^/]+(?:\/[a-z]+)?$/,
  /^\/v1\/tsa\/[^/]+$/,
  /^\/v1\/ca\/[^/]+\/(?:ocsp(?:\/.+)?|crl|root\.crl|root\.cer|issuing\.cer)$/,
];
const isPublic = (path: string) => !path.startsWith('/v1/') || publicPaths.some((one) => one.test(path));

/** Pages and reads that anybody may ask for, and so may ask for too often. */
const isForAnyone = (path: string) =>
  /^\/(?:v1\/(?:verifications|enrolments|files|tsa|ca)|l|v|verify|enrol|help)(?:\/|$)/.test(path);

/** What the pages of any site may ask and read, so that whoever has a letter can have it judged there. */
const isForAnyPage = (path: string) => /^\/v1\/(?:verifications(?:\/[^/]+)?|openapi\.json)$/.test(path);

const takesFiles = (path: string) =>
  /^\/(?:v1\/uploads\/[^/]+|v1\/desks\/[^/]+\/letters\/[^/]+\/uncertainty\/file|v1\/verifications|verify)$/.test(
    path,
  );

/** HEAD reaches the handler of GET; only these expect it (a resumable upload asks how far it came by HEAD). */
const answersHead = (path: string) => /^\/(?:v1\/uploads\/|kit\/|v\/|verify$)/.test(path);

/**
 * The whole server as one function from request to answer.
 *
 * Routes of a room find in `c.var`: `traceId` everywhere; behind a token `session` and `scope`; below
 * `/v1/desks/:positionId/` also `desk`, the scope of the official at that desk. A room throws `Problem` and answers nothing
 * of its own when it refuses.
 */
export function createApp(office: Office): Hono {
  const { limits, now, behindProxy } = office;
  const app = new Hono();
  const limited = rateLimit(limits.publicPerMinute, now, behindProxy);

  app.use(surrounded(office.publicUrl.startsWith('https:')));
  app.use(
    '/v1/*',
    crossOrigin((origin) => isKnownOrigin(office, origin), isForAnyPage),
  );
  app.use(headOnly(answersHead));
  app.use('/v1/token', rateLimit(limits.tokensPerMinute, now, behindProxy));
  app.use(except((c) => !isForAnyone(c.req.path), limited));
  app.use(bodySize((path) => (takesFiles(path) ? limits.file + 1024 * 1024 : limits.body)));
  app.use(
    '/v1/*',
    except((c) => isPublic(c.req.path), signedIn(office)),
  );
  app.use('/v1/*', jsonEtag);
  app.use('/v1/desks/:positionId/*', atThisDesk);

  app.route('/', kitRoutes(office.kit, office.frame));
  app.route('/', portalsRoutes(office));
  app.route(
    '/',
    batchRoutes(office, (request) => app.fetch(request)),
  );
  // Each room adds its line here, in the order of the floors.
  app.route(
    '/',
    lettersRoutes(office, {
      made: { sheet: sheetAtDesk(office.publicUrl), slip: slipFile(office), evidence: evidenceFile(office) },
      revisions: revisionSource(office),
    }),
  );
  app.route('/', dispositionsRoutes());
  app.route('/', sheetLinkRoutes());
  app.route('/', signingDeskRoutes(office));
  app.route('/', uncertaintyRoutes(office));
  app.route('/', signingRoutes(office));
  app.route('/', batchDeskRoutes(office));
  app.route('/', batchFrameRoutes(office));
  app.route('/', enrolmentRoutes(office));
  app.route('/', passkeyRoutes(office));
  app.route('/', recoveryRoutes(office));
  app.route('/', timestampRoutes(office));
  app.route('/', certificateAuthorityRoutes(office));
  app.route('/', sealingRoutes(office));
  app.route('/', letterVerificationRoutes(office));
  app.route('/', verificationRoutes(office));
  app.route('/', noticesRoutes());
  app.route('/', archiveRoutes(office));
  app.route('/', monitoringRoutes());

  app.get(
    '/v1/openapi.json',
    openAPIRouteHandler(app, {
      documentation: {
        openapi: '3.1.0',
        info: {
          title: 'Noken',
          version: '1',
          description: 'Letters, dispositions and signatures of a regency.',
        },
        servers: [{ url: office.publicUrl }],
      },
    }),
  );

  app.notFound((c) => answerPublicly(c, new Problem('route-not-found'), limits.file));
  app.onError((error, c) => {
    const traceId = c.get('traceId');
    if (error instanceof Problem) return answerPublicly(c, error, limits.file);
    // Hono's own refusal: a body that is not JSON.
    if ('status' in error && error.status === 400)
      return answerPublicly(c, new Problem('request-invalid', { where: 'isi' }), limits.file);
    office.log.failure('request-failed', error, {
      traceId,
      method: c.req.method,
      path: withoutSecrets(c.req.path),
    });
    return answerPublicly(c, new Problem('unexpected', { traceId }, { cause: error }), limits.file);
  });
  return app;
}

/** A path for the log: links and tickets are secrets and stand in paths, ids are not. */
function withoutSecrets(path: string): string {
  return path
    .split('/')
    .map((part) => (part.length > 24 && !/^[0-9a-f-]{36}$/.test(part) ? '…' : part))
    .join('/');
}
