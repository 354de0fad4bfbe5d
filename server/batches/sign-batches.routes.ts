import { randomBytes } from 'node:crypto';
import { Hono, type Context } from 'hono';
import * as v from 'valibot';
import {
  BatchBegun,
  BatchProgress,
  BeginBatch,
  LeaveItem,
  PagesSeen,
  SignBatch,
  SignMany,
  UnendedBatches,
} from '../contract/sign-batches.js';
import { Id } from '../contract/vocabulary.js';
import { IdempotencyHeader } from '../letters/index.js';
import { languageOf } from '../platform/language.js';
import { Problem } from '../platform/problem.js';
import { answers, valid } from '../platform/valid.middleware.js';
import { needs, type DeskEnv } from '../portals/index.js';
import {
  deviceCookie,
  deviceFacts,
  ownOrigin,
  readSecretBody,
  rememberDevice,
  setDeviceCookie,
  signFrameHeaders,
  signFramePage,
} from '../signing/index.js';
import type { Office } from '../tenants/index.js';
import { beginBatch } from './begin-batch.js';
import { cancelBatch, leaveLetter, seePages } from './change-batch.js';
import { loadBatch } from './load-batch.js';
import { unendedBatches } from './list-unended.js';
import { showBatch, showProgress } from './show-batch.js';
import { resumeBatch, signBatch } from './sign-batch.js';

const path = '/v1/sign-batches/:batchId';

/** At a desk: many letters begun, and what has not ended found again. Behind a token. */
export function batchDeskRoutes(office: Office) {
  return new Hono<DeskEnv>()
    .post(
      '/v1/desks/:positionId/sign-batches',
      answers('Asks for the frame of many letters', BatchBegun, 201),
      needs('sign'),
      valid('header', IdempotencyHeader),
      valid('json', BeginBatch),
      async (c) => {
        const { letterIds } = c.req.valid('json');
        const key = c.req.valid('header')['idempotency-key'];
        return c.json(await beginBatch(c.var.desk, office, letterIds, key), 201);
      },
    )
    .get(
      '/v1/desks/:positionId/sign-batches',
      answers('Batches that have not ended', UnendedBatches),
      needs('sign'),
      async (c) => c.json(await unendedBatches(c.var.desk, office)),
    );
}

/** The frame of a batch and what it asks for: no token, Noken's own origin only. */
export function batchFrameRoutes(office: Office) {
  const own = ownOrigin(office.publicUrl);
  return new Hono()
    .get('/v1/batch-frame', async (c) => {
      const batchId = idOf(c.req.query('batch'));
      const page = {
        script: 'batch-page',
        about: { batch: batchId },
        host: await loadBatch(office, batchId, c.req.query('window') === '1' ? 'window' : 'frame'),
        window: c.req.query('window') === '1',
        language: languageOf(c.req.query('lang') ?? c.req.header('accept-language')),
        nonce: randomBytes(16).toString('base64url'),
      } as const;
      return c.body(signFramePage(page), 200, signFrameHeaders(page));
    })
    .get(path, answers('What would be signed, and what became of it', SignBatch), own, async (c) => {
      const batch = await showBatch(office, idOf(c.req.param('batchId')), asked(c));
      const { act } = batch;
      const device = act ? await deviceFacts(office, act.intentId, deviceCookie(c)) : {};
      return c.json({ ...batch, ...device });
    })
    .get(`${path}/progress`, answers('How far it is', BatchProgress), own, async (c) =>
      c.json(await showProgress(office, idOf(c.req.param('batchId')), asked(c))),
    )
    .post(
      `${path}/items/:letterId/seen`,
      answers('Writes down which pages were in view'),
      own,
      valid('json', PagesSeen),
      async (c) => {
        const { pages } = c.req.valid('json');
        await seePages(office, idOf(c.req.param('batchId')), letterIdOf(c.req.param('letterId')), pages);
        return c.body(null, 204);
      },
    )
    .post(
      `${path}/items/:letterId/left`,
      answers('Takes a letter out, or back in', BatchProgress),
      own,
      valid('json', LeaveItem),
      async (c) => {
        const batchId = idOf(c.req.param('batchId'));
        const { left } = c.req.valid('json');
        await leaveLetter(office, batchId, letterIdOf(c.req.param('letterId')), left);
        return c.json(await showProgress(office, batchId, asked(c)));
      },
    )
    .post(`${path}/sign`, answers('Begins to sign, or goes on', BatchProgress, 202), own, async (c) => {
      const batchId = idOf(c.req.param('batchId'));
      const { passphrase, factor, documents } = await readSecretBody(c, SignMany);
      const intentId = await signBatch(office, { batchId, passphrase, factor, documents });
      if (factor) setDeviceCookie(c, await rememberDevice(office, intentId, deviceCookie(c)));
      return c.json(await showProgress(office, batchId, asked(c)), 202);
    })
    .post(`${path}/resume`, answers('Goes on after a stop', BatchProgress, 202), own, async (c) => {
      const batchId = idOf(c.req.param('batchId'));
      await resumeBatch(office, batchId);
      return c.json(await showProgress(office, batchId, asked(c)), 202);
    })
    .post(
      `${path}/cancel`,
      answers('Says enough: what is under way is ended', BatchProgress),
      own,
      async (c) => {
        const batchId = idOf(c.req.param('batchId'));
        await cancelBatch(office, batchId);
        return c.json(await showProgress(office, batchId, asked(c)));
      },
    );
}

function asked(c: Context) {
  return languageOf(c.req.header('accept-language'));
}

function idOf(value: string | undefined): string {
  if (!v.is(Id, value)) throw new Problem('batch-not-found');
  return value;
}

function letterIdOf(value: string | undefined): string {
  if (!v.is(Id, value)) throw new Problem('letter-not-found');
  return value;
}
