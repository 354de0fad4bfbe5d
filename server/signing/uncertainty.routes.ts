import { Hono } from 'hono';
import * as v from 'valibot';
import { Decide, Decided, Uncertainty } from '../contract/signing.js';
import { Id } from '../contract/vocabulary.js';
import { Problem } from '../platform/problem.js';
import { answers, valid } from '../platform/valid.middleware.js';
import { needs, type DeskEnv } from '../portals/index.js';
import type { Office } from '../tenants/index.js';
import { decideSigned, decideUnsigned } from './decide-uncertain.js';
import { showUncertainty } from './show-uncertainty.js';

const path = '/v1/desks/:positionId/letters/:letterId/uncertainty';

/** At a desk: a signature of which nobody knows the outcome, and what a person decides about it. Behind a token. */
export function uncertaintyRoutes(office: Office) {
  return new Hono<DeskEnv>()
    .get(path, answers('What is known of an uncertain signature', Uncertainty), needs('read'), async (c) =>
      c.json(await showUncertainty(c.var.desk, office, idOf(c.req.param('letterId')))),
    )
    .post(
      path,
      answers('Decides that nothing was signed', Decided),
      needs('sign'),
      valid('json', Decide),
      async (c) =>
        c.json(await decideUnsigned(c.var.desk, idOf(c.req.param('letterId')), c.req.valid('json'))),
    )
    .post(
      `${path}/file`,
      answers('Brings the file that the provider signed', Decided),
      needs('sign'),
      async (c) => {
        const body = c.req.raw.body;
        if (!body) throw new Problem('file-empty');
        return c.json(await decideSigned(c.var.desk, office, idOf(c.req.param('letterId')), body));
      },
    );
}

function idOf(value: string | undefined): string {
  if (!v.is(Id, value)) throw new Problem('letter-not-found');
  return value;
}
