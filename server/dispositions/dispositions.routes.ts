import { Hono } from 'hono';
import * as v from 'valibot';
import { Dispose, Disposed, DispositionChoices, FollowUp, ReportFollowUp } from '../contract/dispositions.js';
import { CloseLetter } from '../contract/letters.js';
import { Id, line } from '../contract/vocabulary.js';
import { IdempotencyHeader } from '../letters/index.js';
import { answers, valid } from '../platform/valid.middleware.js';
import { needs, type DeskEnv } from '../portals/index.js';
import { closeLetter, skipDisposition } from './close-letter.js';
import { dispositionChoices } from './disposition-choices.js';
import { readLetter } from './read-letter.js';
import { recallDisposition } from './recall-disposition.js';
import { reportFollowUp } from './report-follow-up.js';
import { returnDisposition } from './return-disposition.js';
import { sendDisposition } from './send-disposition.js';
import { trailOf } from './trail.js';

const letterPath = v.object({ positionId: Id, letterId: Id });
const nodePath = v.object({ positionId: Id, nodeId: Id });
const Return = v.object({ reason: line(500) });

/** Everything about dispositions below `/v1/desks/:positionId`. */
export function dispositionsRoutes() {
  const desk = '/v1/desks/:positionId';
  const letter = `${desk}/letters/:letterId`;
  return new Hono<DeskEnv>()
    .get(
      `${letter}/trail`,
      needs('read'),
      answers('The way of a letter'),
      valid('param', letterPath),
      async (c) => c.json(await trailOf(c.var.desk, c.req.valid('param').letterId)),
    )
    .get(
      `${letter}/disposition-choices`,
      needs('read'),
      answers('What a disposition can choose from', DispositionChoices),
      valid('param', letterPath),
      async (c) => c.json(await dispositionChoices(c.var.desk, c.req.valid('param').letterId)),
    )
    .post(
      `${letter}/read`,
      needs('act'),
      answers('Read at this desk'),
      valid('param', letterPath),
      async (c) => c.json(await readLetter(c.var.desk, c.req.valid('param').letterId)),
    )
    .post(
      `${letter}/dispositions`,
      needs('act'),
      answers('Dispose a letter', Disposed, 201),
      valid('param', letterPath),
      valid('header', IdempotencyHeader),
      valid('json', Dispose),
      async (c) => {
        const { letterId } = c.req.valid('param');
        return c.json(
          await sendDisposition(
            c.var.desk,
            letterId,
            c.req.valid('json'),
            c.req.valid('header')['idempotency-key'],
          ),
          201,
        );
      },
    )
    .post(
      `${desk}/dispositions/:nodeId/recall`,
      needs('act'),
      answers('Recall an unread disposition'),
      valid('param', nodePath),
      async (c) => c.json(await recallDisposition(c.var.desk, c.req.valid('param').nodeId)),
    )
    .post(
      `${letter}/dispositions/:nodeId/return`,
      needs('act'),
      answers('Return a disposition'),
      valid('param', v.object({ ...letterPath.entries, nodeId: Id })),
      valid('json', Return),
      async (c) => {
        const { letterId, nodeId } = c.req.valid('param');
        return c.json(await returnDisposition(c.var.desk, letterId, nodeId, c.req.valid('json').reason));
      },
    )
    .post(
      `${letter}/follow-ups`,
      needs('act'),
      answers('Report a follow-up', FollowUp, 201),
      valid('param', letterPath),
      valid('header', IdempotencyHeader),
      valid('json', ReportFollowUp),
      async (c) => {
        const { letterId } = c.req.valid('param');
        return c.json(
          await reportFollowUp(
            c.var.desk,
            letterId,
            c.req.valid('json'),
            c.req.valid('header')['idempotency-key'],
          ),
          201,
        );
      },
    )
    .post(
      `${letter}/close`,
      needs('act'),
      answers('Close a letter'),
      valid('param', letterPath),
      valid('json', CloseLetter),
      async (c) => c.json(await closeLetter(c.var.desk, c.req.valid('param').letterId, c.req.valid('json'))),
    )
    .post(
      `${letter}/no-disposition`,
      needs('act'),
      answers('No disposition is needed'),
      valid('param', letterPath),
      valid('json', CloseLetter),
      async (c) =>
        c.json(await skipDisposition(c.var.desk, c.req.valid('param').letterId, c.req.valid('json'))),
    );
}
