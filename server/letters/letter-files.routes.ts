import { Hono } from 'hono';
import { Ticket, TicketRequest } from '../contract/letters.js';
import { Problem } from '../platform/problem.js';
import { answers, valid } from '../platform/valid.middleware.js';
import { needs, type DeskEnv } from '../portals/index.js';
import type { DeskScope, Office } from '../tenants/index.js';
import { answerFile, plainly, streamOf } from './answer-file.middleware.js';
import { contentDisposition } from './content-disposition.js';
import { issueTicket, redeemTicket } from './file-ticket.js';
import { readDocument } from './read-document.js';

/** A page for paper. Made by a room above; it checks for itself that this desk has the letter. */
export type SheetMaker = (
  scope: DeskScope,
  letterId: string,
) => Promise<{ readonly name: string; readonly type: string; readonly bytes: Uint8Array }>;

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
      return answerFile(c, { source, name: document.name, etag: `"${document.sha256}"` });
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
