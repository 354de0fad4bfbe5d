import { Hono } from 'hono';
import * as v from 'valibot';
import { Seal } from '../contract/seals.js';
import { Id } from '../contract/vocabulary.js';
import { Problem } from '../platform/problem.js';
import { answers } from '../platform/valid.middleware.js';
import { needs, type DeskEnv } from '../portals/index.js';
import type { Office } from '../tenants/index.js';
import { sealAtDesk } from './seal-at-desk.js';

/** At the registrar's desk: the institution's seal is put on a signed letter. Asked twice, it is the same seal. */
export function sealingRoutes(office: Office) {
  return new Hono<DeskEnv>().post(
    '/v1/desks/:positionId/letters/:letterId/seal',
    answers('Puts the institution’s seal on a signed letter', Seal),
    needs('act'),
    async (c) => {
      const letterId = c.req.param('letterId');
      if (!v.is(Id, letterId)) throw new Problem('letter-not-found');
      return c.json(await sealAtDesk(c.var.desk, office, letterId));
    },
  );
}
