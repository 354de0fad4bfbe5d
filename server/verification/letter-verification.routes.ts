import { Hono } from 'hono';
import * as v from 'valibot';
import { Verification } from '../contract/verification.js';
import { Id } from '../contract/vocabulary.js';
import { answerFile } from '../letters/index.js';
import { languageOf } from '../platform/language.js';
import { Problem } from '../platform/problem.js';
import { answers, valid } from '../platform/valid.middleware.js';
import { needs, type DeskEnv } from '../portals/index.js';
import type { Office } from '../tenants/index.js';
import { explain } from './explain.js';
import { readRevision } from './read-revision.js';
import { verifyLetter } from './verify-letter.js';

const Asked = v.object({ document: v.optional(Id) });

/** What a desk may ask about the signatures of a letter that it has: the report, and the file as it was at each save. */
export function letterVerificationRoutes(office: Office) {
  return new Hono<DeskEnv>()
    .get(
      '/v1/desks/:positionId/letters/:letterId/verification',
      answers('Judges a file of a letter, the letter itself when none is named', Verification),
      needs('read'),
      valid('query', Asked),
      async (c) => {
        const { document } = c.req.valid('query');
        const judged = await verifyLetter(c.var.desk, office, c.req.param('letterId'), document);
        return c.json(explain(judged, languageOf(c.req.header('accept-language'))));
      },
    )
    .get(
      '/v1/desks/:positionId/letters/:letterId/documents/:documentId/revisions/:revision',
      answers('A file of a letter as it was at one of its saves, whole or a range of it'),
      needs('read'),
      async (c) => {
        const [letterId, documentId] = [c.req.param('letterId'), c.req.param('documentId')];
        const revision = c.req.param('revision');
        if (!/^[1-9]\d{0,5}$/.test(revision)) throw new Problem('revision-not-found');
        return answerFile(c, await readRevision(c.var.desk, office, letterId, documentId, Number(revision)));
      },
    );
}
