import { randomBytes } from 'node:crypto';
import { Hono } from 'hono';
import * as v from 'valibot';
import { CreateOutgoing, Numbered, OutgoingCreated, RefuseLetter } from '../contract/letters.js';
import { Noticed, Sign, Signed, SignIntent, SignPreflight } from '../contract/signing.js';
import { Id } from '../contract/vocabulary.js';
import { createOutgoing, IdempotencyHeader } from '../letters/index.js';
import { languageOf } from '../platform/language.js';
import { Problem } from '../platform/problem.js';
import { rateLimit } from '../platform/rate-limit.middleware.js';
import { answers, valid } from '../platform/valid.middleware.js';
import { needs, type DeskEnv } from '../portals/index.js';
import type { Office } from '../tenants/index.js';
import { beginSigning } from './begin-signing.js';
import { deviceCookie, setDeviceCookie } from './device-cookie.middleware.js';
import { deviceFacts, rememberDevice } from './known-device.js';
import { noteLoad, noticeFrame } from './notice-frame.js';
import { numberLetter } from './number-letter.js';
import { ownOrigin } from './own-origin.middleware.js';
import { refuseLetter } from './refuse-letter.js';
import { readSecretBody } from './secret-body.middleware.js';
import { pictureOfIntent, showIntent } from './show-intent.js';
import { signFrameHeaders, signFramePage } from './sign-frame-page.js';
import { intentOrigin } from './intent-origin.js';
import { signLetter } from './sign-letter.js';

const Seen = v.object({ version: v.pipe(v.number(), v.integer()) });

/** At a desk: an outgoing letter begun, numbered, and its signing begun. Behind a token. */
export function signingDeskRoutes(office: Office) {
  return new Hono<DeskEnv>()
    .post(
      '/v1/desks/:positionId/outgoing',
      answers('Begins an outgoing letter', OutgoingCreated, 201),
      needs('act'),
      valid('json', CreateOutgoing),
      async (c) =>
        c.json(await createOutgoing(c.var.desk, c.req.valid('json'), c.req.header('idempotency-key')), 201),
    )
    .post(
      '/v1/desks/:positionId/letters/:letterId/number',
      answers('Numbers and stamps an outgoing letter', Numbered),
      needs('act'),
      valid('json', Seen),
      async (c) => {
        const { version } = c.req.valid('json');
        const letterId = idOf(c.req.param('letterId'), 'letter-not-found');
        const key = c.req.header('idempotency-key');
        return c.json(await numberLetter(c.var.desk, office.publicUrl, letterId, version, key));
      },
    )
    .post(
      '/v1/desks/:positionId/letters/:letterId/sign-intents',
      answers('Asks for the sign frame', SignIntent, 201),
      needs('sign'),
      async (c) => {
        const letterId = idOf(c.req.param('letterId'), 'letter-not-found');
        const key = c.req.header('idempotency-key');
        return c.json(await beginSigning(c.var.desk, office, letterId, key), 201);
      },
    )
    .post(
      '/v1/desks/:positionId/letters/:letterId/refuse',
      answers('The signer whose turn it is refuses to sign', v.object({ version: v.number() })),
      needs('sign'),
      valid('header', IdempotencyHeader),
      valid('json', RefuseLetter),
      async (c) => {
        const letterId = idOf(c.req.param('letterId'), 'letter-not-found');
        const key = c.req.valid('header')['idempotency-key'];
        return c.json(await refuseLetter(c.var.desk, office, letterId, c.req.valid('json'), key));
      },
    );
}

/** The sign frame and what it asks for: no token, Noken's own origin only. */
export function signingRoutes(office: Office) {
  const own = ownOrigin(office.publicUrl);
  return new Hono()
    .get('/v1/sign-frame', async (c) => {
      const intentId = idOf(c.req.query('intent'), 'intent-not-found');
      const page = {
        script: 'frame-page',
        about: { intent: intentId },
        host: await intentOrigin(office, intentId),
        window: c.req.query('window') === '1',
        language: languageOf(c.req.query('lang') ?? c.req.header('accept-language')),
        nonce: randomBytes(16).toString('base64url'),
      } as const;
      await noteLoad(office, intentId, page.window ? 'window' : 'frame');
      return c.body(signFramePage(page), 200, signFrameHeaders(page));
    })
    .get(
      '/v1/sign-intents/:intentId',
      answers('What would be signed, and what became of it', SignPreflight),
      own,
      async (c) => {
        const intentId = idOf(c.req.param('intentId'), 'intent-not-found');
        const shown = await showIntent(office, intentId, languageOf(c.req.header('accept-language')));
        return c.json({ ...shown, ...(await deviceFacts(office, intentId, deviceCookie(c))) });
      },
    )
    .get(
      '/v1/sign-intents/:intentId/page.webp',
      answers('A page of what would be signed'),
      own,
      async (c) => {
        const intentId = idOf(c.req.param('intentId'), 'intent-not-found');
        const { page, width } = pictureQuery(c.req.query());
        const { bytes } = await pictureOfIntent(office, intentId, page, width);
        return c.body(bytes, 200, { 'Content-Type': 'image/webp' });
      },
    )
    .post(
      '/v1/sign-intents/:intentId/notices',
      rateLimit(office.limits.publicPerMinute, office.now, office.behindProxy),
      answers('Writes down what the frame noticed'),
      own,
      valid('json', Noticed),
      async (c) => {
        const intentId = idOf(c.req.param('intentId'), 'intent-not-found');
        await noticeFrame(office, intentId, c.req.valid('json').what);
        return c.body(null, 204);
      },
    )
    .post('/v1/sign', answers('Signs', Signed), own, async (c) => {
      const { intentId, passphrase, factor, sha256 } = await readSecretBody(c, Sign);
      const signed = await signLetter(office, { intentId, passphrase, factor, sha256 });
      if (factor) setDeviceCookie(c, await rememberDevice(office, intentId, deviceCookie(c)));
      return c.json(signed);
    });
}

function idOf(value: string | undefined, code: 'letter-not-found' | 'intent-not-found'): string {
  if (!v.is(Id, value)) throw new Problem(code);
  return value;
}

/** `?page=` from 1, `?w=` in pixels among three widths, so that nobody asks for every one. */
function pictureQuery(query: Record<string, string>): { page: number; width: number } {
  const page = Number(query['page'] ?? 1);
  const width = [640, 960, 1280].find((one) => one >= Number(query['w'] ?? 640)) ?? 1280;
  if (!Number.isInteger(page) || page < 1 || page > 20_000)
    throw new Problem('request-invalid', { where: 'page' });
  return { page, width };
}
