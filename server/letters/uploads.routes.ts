import { Hono } from 'hono';
import { BeginUpload, UploadState } from '../contract/letters.js';
import { Problem } from '../platform/problem.js';
import { answers, valid } from '../platform/valid.middleware.js';
import { needs, type DeskEnv, type SessionEnv } from '../portals/index.js';
import type { Office } from '../tenants/index.js';
import { appendPiece, findUploadState, giveUploadUp } from './append-piece.js';
import { beginUpload } from './begin-upload.js';

const version = '1.0.0';
const pieceType = 'application/offset+octet-stream';

/**
 * Resumable uploads by the core of tus 1.0 with its termination extension: begun in JSON at the letter, then HEAD, PATCH
 * and DELETE at `/v1/uploads/:uploadId`. The last PATCH is answered with the finished file, or with why it is refused.
 */
export function uploadsRoutes(office: Office) {
  const routes = new Hono<SessionEnv>();
  routes.route('/', beginRoute(office));
  routes.use('/v1/uploads/:uploadId', async (c, next) => {
    if (c.req.method !== 'DELETE' && c.req.header('tus-resumable') !== version)
      throw new Problem('request-invalid', { where: 'Tus-Resumable' });
    await next();
    c.res.headers.set('Tus-Resumable', version);
  });
  // Hono hands HEAD to the handler of GET; GET itself has nothing to say here.
  routes.get('/v1/uploads/:uploadId', answers('How far an upload is (HEAD)'), needs('act'), async (c) => {
    if (c.req.method !== 'HEAD') throw new Problem('route-not-found');
    const { official } = c.var.session;
    const state = await findUploadState(c.var.scope, official.id, c.req.param('uploadId'));
    c.header('Upload-Offset', String(state.offset));
    c.header('Upload-Length', String(state.size));
    c.header('Cache-Control', 'no-store');
    return c.body(null, 200);
  });
  routes.patch(
    '/v1/uploads/:uploadId',
    answers('The next piece of an upload', UploadState),
    needs('act'),
    async (c) => {
      if (c.req.header('content-type') !== pieceType)
        throw new Problem('request-invalid', { where: 'Content-Type' });
      const offset = /^\d{1,15}$/.exec(c.req.header('upload-offset') ?? '')?.[0];
      if (offset === undefined) throw new Problem('request-invalid', { where: 'Upload-Offset' });
      const bytes = new Uint8Array(await c.req.arrayBuffer());
      const { official } = c.var.session;
      const id = c.req.param('uploadId');
      const state = await appendPiece(c.var.scope, official.id, id, Number(offset), bytes);
      c.header('Upload-Offset', String(state.offset));
      return c.json(state);
    },
  );
  routes.delete(
    '/v1/uploads/:uploadId',
    answers('Give an upload up', undefined, 204),
    needs('act'),
    async (c) => {
      await giveUploadUp(c.var.scope, c.var.session.official.id, c.req.param('uploadId'));
      return c.body(null, 204);
    },
  );
  return routes;
}

function beginRoute(office: Office) {
  return new Hono<DeskEnv>().post(
    '/v1/desks/:positionId/letters/:letterId/uploads',
    answers('Begin a resumable upload', UploadState, 201),
    needs('act'),
    valid('json', BeginUpload),
    async (c) => {
      const input = c.req.valid('json');
      const state = await beginUpload(c.var.desk, c.req.param('letterId'), input, office.limits.file);
      c.header('Location', `/v1/uploads/${state.uploadId}`);
      c.header('Tus-Resumable', version);
      return c.json(state, 201);
    },
  );
}
