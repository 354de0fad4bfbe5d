import { Hono } from 'hono';
import { Ticket, TicketRequest } from '../contract/letters.js';
import { Problem } from '../platform/problem.js';
import { answers, valid } from '../platform/valid.middleware.js';
import { needs, type DeskEnv } from '../portals/index.js';
import type { DeskScope, Office } from '../tenants/index.js';
import { answerFile, plainly, streamOf } from './answer-file.middleware.js';
import type { FileTicketRow } from '../database/index.js';
import { contentDisposition } from './content-disposition.js';
import { issueTicket, redeemTicket } from './file-ticket.js';
import type { LetterFileMakers } from './letter-file-maker.js';
import { readDocument } from './read-document.js';
import type { RevisionSource } from './revision-source.js';

/** What rooms above give to files of letters. */
export interface LetterFilesParts {
  /** Files that are made when their ticket is opened. */
  readonly made?: LetterFileMakers;
  /** Tells one save of a file from another, for a ticket with a `revision`. */
  readonly revisions?: RevisionSource;
}

/** Files of letters: with a bearer and in ranges for the viewer, by a one-use link for print and download. */
export function letterFilesRoutes(office: Office, { made = {}, revisions }: LetterFilesParts) {
  return new Hono()
    .route('/', documentRoutes())
    .route('/', ticketRoutes(office, revisions))
    .get('/v1/files/:ticket', answers('What a one-use link opens'), async (c) => {
      const { scope, ticket } = await redeemTicket(office, c.req.param('ticket'));
      if (ticket.what !== 'document') {
        const make = made[ticket.what];
        if (!make) throw new Problem('file-not-found');
        const { name, extension, type, body } = await make(scope, ticket.letter_id);
        plainly(c);
        c.header('Content-Type', type);
        c.header('Content-Disposition', contentDisposition(ticket.disposition, name, extension));
        return c.body(body instanceof ReadableStream ? body : Uint8Array.from(body));
      }
      const { name, source } = await fileOf(scope, ticket, revisions);
      plainly(c);
      c.header('Content-Type', 'application/pdf');
      c.header('Content-Length', String(source.size));
      c.header('Content-Disposition', contentDisposition(ticket.disposition, name));
      return c.body(streamOf(source, 0, source.size));
    });
}

async function fileOf(scope: DeskScope, ticket: FileTicketRow, revisions: RevisionSource | undefined) {
  const { letter_id: letterId, document_id: documentId, revision } = ticket;
  const how = ticket.disposition === 'attachment' ? 'downloaded' : 'viewed';
  if (revision === null) {
    const { document, source } = await readDocument(scope, letterId, documentId ?? '', how);
    return { name: document.name, source };
  }
  if (!revisions) throw new Problem('revision-not-found');
  return revisions.read(scope, letterId, documentId ?? '', revision, how);
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

function ticketRoutes(office: Office, revisions: RevisionSource | undefined) {
  return new Hono<DeskEnv>().post(
    '/v1/desks/:positionId/letters/:letterId/tickets',
    answers('A one-use link to a file, for 60 seconds', Ticket, 201),
    needs('read'),
    valid('json', TicketRequest),
    async (c) => {
      const request = c.req.valid('json');
      const letterId = c.req.param('letterId');
      return c.json(await issueTicket(c.var.desk, letterId, request, office.publicUrl, revisions), 201);
    },
  );
}
