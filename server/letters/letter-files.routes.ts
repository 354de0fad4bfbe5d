import { Hono, type Context } from 'hono';
import { Ticket, TicketRequest } from '../contract/letters.js';
import type { ByteSource } from '../pdf/index.js';
import { readPieces } from '../platform/document-store.js';
import { Problem } from '../platform/problem.js';
import { answers, valid } from '../platform/valid.middleware.js';
import { needs, type DeskEnv } from '../portals/index.js';
import type { DeskScope, Office } from '../tenants/index.js';
import { contentDisposition } from './content-disposition.js';
import { issueTicket, redeemTicket } from './file-ticket.js';
import { readRange } from './range-header.js';
import { readDocument } from './read-document.js';

/** A page for paper. Made by a room above; it checks for itself that this desk has the letter. */
export type SheetMaker = (
  scope: DeskScope,
  letterId: string,
) => Promise<{ readonly name: string; readonly type: string; readonly bytes: Uint8Array }>;

const pieceSize = 256 * 1024;

/** Files of letters: with a bearer and in ranges for the viewer, by a one-use link for print and download. */
export function letterFilesRoutes(office: Office, sheet?: SheetMaker) {
  return new Hono()
    .route('/', documentRoutes())
    .route('/', ticketRoutes(office))
    .get('/v1/files/:ticket', answers('What a one-use link opens'), async (c) => {
      const { scope, ticket } = await redeemTicket(office, c.req.param('ticket'));
      if (ticket.what === 'sheet') {
        if (!sheet) throw new Problem('file-not-found');
        const page = await sheet(scope, ticket.letter_id);
        plainly(c);
        c.header('Content-Type', page.type);
        c.header('Content-Disposition', contentDisposition(ticket.disposition, page.name));
        return c.body(Uint8Array.from(page.bytes));
      }
      const how = ticket.disposition === 'attachment' ? 'downloaded' : 'viewed';
      const { document, source } = await readDocument(scope, ticket.letter_id, ticket.document_id ?? '', how);
      plainly(c);
      c.header('Content-Type', 'application/pdf');
      c.header('Content-Length', String(source.size));
      c.header('Content-Disposition', contentDisposition(ticket.disposition, document.name));
      return c.body(streamOf(source, 0, source.size));
    });
}

function documentRoutes() {
  return new Hono<DeskEnv>().get(
    '/v1/desks/:positionId/letters/:letterId/documents/:documentId',
    answers('A file of a letter, whole or a range of it'),
    needs('read'),
    async (c) => {
      const [letterId, documentId] = [c.req.param('letterId'), c.req.param('documentId')];
      const { document, source } = await readDocument(c.var.desk, letterId, documentId, 'viewed');
      const etag = `"${document.sha256}"`;
      const condition = c.req.header('if-range');
      const asked =
        condition === undefined || condition === etag
          ? readRange(c.req.header('range'), source.size)
          : undefined;
      plainly(c);
      c.header('ETag', etag);
      c.header('Accept-Ranges', 'bytes');
      if (asked === 'unsatisfiable') {
        c.header('Content-Range', `bytes */${source.size}`);
        throw new Problem('range-not-satisfiable');
      }
      const { from, to } = asked ?? { from: 0, to: source.size };
      c.header('Content-Type', 'application/pdf');
      c.header('Content-Length', String(to - from));
      c.header('Content-Disposition', contentDisposition('inline', document.name));
      if (asked) c.header('Content-Range', `bytes ${from}-${to - 1}/${source.size}`);
      return c.body(streamOf(source, from, to), asked ? 206 : 200);
    },
  );
}

function ticketRoutes(office: Office) {
  return new Hono<DeskEnv>().post(
    '/v1/desks/:positionId/letters/:letterId/tickets',
    answers('A one-use link to a file, for 60 seconds', Ticket, 201),
    needs('read'),
    valid('json', TicketRequest),
    async (c) => {
      const request = c.req.valid('json');
      return c.json(await issueTicket(c.var.desk, c.req.param('letterId'), request, office.publicUrl), 201);
    },
  );
}

/** No `sandbox`: a browser's own PDF viewer would not start in it, and a PDF has no origin to be kept from. */
function plainly(c: Context): void {
  c.header('Content-Security-Policy', "default-src 'none'; frame-ancestors 'none'");
  c.header('X-Content-Type-Options', 'nosniff');
  c.header('Cache-Control', 'no-store');
}

/** Pieces as the reader takes them, so that a slow line holds one piece in memory and not the file. */
function streamOf(source: ByteSource, from: number, to: number): ReadableStream<Uint8Array> {
  const pieces = readPieces(source, from, to, pieceSize);
  return new ReadableStream<Uint8Array>({
    async pull(controller) {
      const next = await pieces.next();
      if (next.done) controller.close();
      else controller.enqueue(next.value);
    },
    async cancel() {
      await pieces.return(undefined);
    },
  });
}
