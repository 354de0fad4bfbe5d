import { Hono } from 'hono';
import { SigningSlip } from '../contract/signing-slip.js';
import { answers } from '../platform/valid.middleware.js';
import { needs, type DeskEnv } from '../portals/index.js';
import type { Office } from '../tenants/index.js';
import { makeSlip } from './make-slip.js';

/** What a desk may ask about how its letters were signed. The files of it are opened by tickets. */
export function archiveRoutes(office: Office) {
  return new Hono<DeskEnv>().get(
    '/v1/desks/:positionId/letters/:letterId/slip.json',
    answers('How a letter came to be signed', SigningSlip),
    needs('read'),
    async (c) => {
      c.header('Cache-Control', 'no-store');
      return c.json(await makeSlip(c.var.desk, office, c.req.param('letterId'), 'json'));
    },
  );
}
