import { Hono, type Context } from 'hono';
import { accepts } from 'hono/accepts';
import { except } from 'hono/combine';
import { Monitoring, MonitoringQuery } from '../contract/month-figures.js';
import { languageOf } from '../platform/language.js';
import { answers, valid } from '../platform/valid.middleware.js';
import { atOwnDesk, needs, type DeskEnv } from '../portals/index.js';
import { exportMonitoring } from './export-monitoring.js';
import { readMonitoring } from './read-monitoring.js';

/** `GET /v1/monitoring`: JSON, or by `Accept: text/csv` a file, which is written down and so needs a desk. */
export function monitoringRoutes() {
  return new Hono<DeskEnv>().get(
    '/v1/monitoring',
    needs('monitor'),
    answers('Figures per unit and month, also as text/csv', Monitoring),
    valid('query', MonitoringQuery),
    except((c) => !wantsCsv(c), atOwnDesk),
    async (c) => {
      c.header('Vary', 'Accept, Accept-Language', { append: true });
      if (!wantsCsv(c)) return c.json(await readMonitoring(c.var.scope, c.req.valid('query')));
      const language = languageOf(c.req.header('accept-language'));
      const { name, csv } = await exportMonitoring(c.var.desk, c.req.valid('query'), language);
      return c.body(csv, 200, {
        'Content-Type': 'text/csv; charset=utf-8; header=present',
        'Content-Disposition': `attachment; filename="${name}"`,
      });
    },
  );
}

function wantsCsv(c: Context): boolean {
  const supports = ['application/json', 'text/csv'];
  return accepts(c, { header: 'Accept', supports, default: 'application/json' }) === 'text/csv';
}
