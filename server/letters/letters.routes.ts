import { Hono } from 'hono';
import * as v from 'valibot';
import {
  Duplicate,
  InboxPage,
  InboxQuery,
  LetterChoices,
  LetterView,
  Recorded,
  RecordLetter,
  RouteLetter,
  WithdrawLetter,
} from '../contract/letters.js';
import { Sha256 } from '../contract/vocabulary.js';
import { Problem } from '../platform/problem.js';
import { answers, valid } from '../platform/valid.middleware.js';
import { needs, type DeskEnv } from '../portals/index.js';
import type { DeskScope, Office } from '../tenants/index.js';
import { findDuplicates } from './find-duplicates.js';
import { letterChoices } from './letter-choices.js';
import { letterFilesRoutes, type LetterFilesParts } from './letter-files.routes.js';
import { listInbox } from './list-inbox.js';
import { openLetter } from './open-letter.js';
import { recordLetter } from './record-letter.js';
import { routeLetter } from './route-letter.js';
import { uploadsRoutes } from './uploads.routes.js';
import { withdrawLetter } from './withdraw-letter.js';

const DuplicatesQuery = v.object({
  number: v.optional(v.pipe(v.string(), v.trim(), v.maxLength(100))),
  sender: v.optional(v.pipe(v.string(), v.trim(), v.maxLength(200))),
  sha256: v.optional(Sha256),
});
export const IdempotencyHeader = v.object({
  'idempotency-key': v.optional(v.pipe(v.string(), v.regex(/^[\w.~+/=:-]{8,200}$/))),
});

/**
 * Everything under `/v1/desks/:positionId` that concerns letters as such, `/v1/uploads/:uploadId` and
 * `/v1/files/:ticket`.
 */
export function lettersRoutes(office: Office, parts: LetterFilesParts = {}) {
  return new Hono()
    .route('/', readingRoutes(office))
    .route('/', registrarRoutes())
    .route('/', uploadsRoutes(office))
    .route('/', letterFilesRoutes(office, parts));
}

function readingRoutes(office: Office) {
  return new Hono<DeskEnv>()
    .get(
      '/v1/desks/:positionId/inbox',
      answers('The list of a desk, or what changed since a seq', InboxPage),
      needs('read'),
      valid('query', InboxQuery),
      async (c) => c.json(await listInbox(c.var.desk, c.req.valid('query'))),
    )
    .get(
      '/v1/desks/:positionId/letter-choices',
      answers('What the forms of a desk offer', LetterChoices),
      needs('read'),
      async (c) => c.json(await letterChoices(c.var.desk, office.limits.file)),
    )
    .get(
      '/v1/desks/:positionId/letters/:letterId',
      answers('One letter as this desk may see it', LetterView),
      needs('read'),
      async (c) => c.json(await openLetter(c.var.desk, c.req.param('letterId'))),
    );
}

function registrarRoutes() {
  return new Hono<DeskEnv>()
    .get(
      '/v1/desks/:positionId/duplicates',
      answers('Letters that this register already has', v.array(Duplicate)),
      needs('read'),
      valid('query', DuplicatesQuery),
      async (c) => c.json(await duplicates(c.var.desk, c.req.valid('query'))),
    )
    .post(
      '/v1/desks/:positionId/letters',
      answers('Record an incoming letter', Recorded, 201),
      needs('act'),
      valid('header', IdempotencyHeader),
      valid('json', RecordLetter),
      async (c) => {
        const key = c.req.valid('header')['idempotency-key'];
        return c.json(await recordLetter(c.var.desk, c.req.valid('json'), key), 201);
      },
    )
    .post(
      '/v1/desks/:positionId/letters/:letterId/route',
      answers('Put a letter before the head', v.object({ version: v.number() })),
      needs('act'),
      valid('header', IdempotencyHeader),
      valid('json', RouteLetter),
      async (c) => {
        const key = c.req.valid('header')['idempotency-key'];
        return c.json(await routeLetter(c.var.desk, c.req.param('letterId'), c.req.valid('json'), key));
      },
    )
    .post(
      '/v1/desks/:positionId/letters/:letterId/withdraw',
      answers('Take a signed letter out of force, or replace it', v.object({ version: v.number() })),
      needs('act'),
      valid('header', IdempotencyHeader),
      valid('json', WithdrawLetter),
      async (c) => {
        const key = c.req.valid('header')['idempotency-key'];
        return c.json(await withdrawLetter(c.var.desk, c.req.param('letterId'), c.req.valid('json'), key));
      },
    );
}

function duplicates(scope: DeskScope, query: v.InferOutput<typeof DuplicatesQuery>): Promise<Duplicate[]> {
  const { number, sender, sha256 } = query;
  if (sha256 !== undefined) return findDuplicates(scope, { sha256 });
  if (!number || !sender) throw new Problem('request-invalid', { where: number ? 'sender' : 'number' });
  return findDuplicates(scope, { number, sender });
}
