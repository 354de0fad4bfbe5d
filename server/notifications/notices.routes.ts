import { Hono } from 'hono';
import { Notices } from '../contract/notices.js';
import { languageOf } from '../platform/language.js';
import { answers } from '../platform/valid.middleware.js';
import { needs, type DeskEnv } from '../portals/index.js';
import { closeNotice, listNotices } from './list-notices.js';

/** What a person should do about their own signing. */
export function noticesRoutes() {
  return new Hono<DeskEnv>()
    .get(
      '/v1/desks/:positionId/notices',
      answers('What the official at a desk should know about their certificate', Notices),
      needs('read'),
      async (c) => {
        const language = languageOf(c.req.header('accept-language'));
        return c.json({ notices: await listNotices(c.var.desk, language) });
      },
    )
    .post(
      '/v1/desks/:positionId/notices/:noticeId/seen',
      answers('Closes a notice'),
      needs('read'),
      async (c) => {
        await closeNotice(c.var.desk, c.req.param('noticeId'));
        return c.body(null, 204);
      },
    );
}
