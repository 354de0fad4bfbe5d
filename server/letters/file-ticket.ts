import type { Ticket, TicketRequest } from '../contract/letters.js';
import type { FileTicketRow } from '../database/index.js';
import { atDesk } from '../people/index.js';
import { newSecret } from '../platform/ids.js';
import { Problem } from '../platform/problem.js';
import { hashSecret } from '../platform/secret-keys.js';
import { scopeFor, tenantById, work, type DeskScope, type Office } from '../tenants/index.js';
import { deleteOldTickets, insertTicket, useTicket } from './file-tickets.table.js';
import { letterAtDesk } from './letter-at-desk.js';
import { letterDocuments } from './letter-documents.js';
import type { RevisionSource } from './revision-source.js';

const life = 60_000;
const kept = 24 * 60 * 60 * 1000;

/**
 * A one-use address of 60 seconds, for what a browser must open without a header: print, save, a new window.
 *
 * Only its hash is kept. The tenant stands in it, so that it is looked up within that tenant's rows alone.
 *
 * @param revisions absent where no room above can tell one save of a file from another
 * @throws {Problem} `letter-not-found`, `restricted-in-portal`, `file-not-found`, `letter-file-missing`,
 *   `revision-not-found`
 */
export async function issueTicket(
  scope: DeskScope,
  letterId: string,
  request: TicketRequest,
  publicUrl: string,
  revisions?: RevisionSource,
): Promise<Ticket> {
  const { letter } = await letterAtDesk(scope, letterId);
  const documentId = request.what === 'document' ? await documentOf(scope, letter, request.documentId) : null;
  const revision = documentId === null ? undefined : request.revision;
  // Refused here and not in the tab that it opens.
  if (documentId !== null && revision !== undefined) {
    if (!revisions) throw new Problem('revision-not-found');
    await revisions.find(scope, letterId, documentId, revision);
  }
  const secret = newSecret();
  const expiresAt = new Date(scope.now.getTime() + life).toISOString();
  const row: FileTicketRow = {
    tenant_id: scope.tenantId,
    ticket_hash: hashSecret(secret),
    letter_id: letterId,
    position_id: scope.actor.positionId,
    official_id: scope.actor.officialId,
    what: request.what,
    document_id: documentId,
    revision: revision ?? null,
    disposition: request.disposition,
    expires_at: expiresAt,
    used_at: null,
  };
  await work(scope, async ({ db }) => {
    await deleteOldTickets(db, scope.tenantId, new Date(scope.now.getTime() - kept).toISOString());
    await insertTicket(db, row);
  });
  return { url: `${publicUrl}/v1/files/${scope.tenantId}.${secret}`, expiresAt };
}

/** The file that was asked for, or the letter itself. @throws {Problem} `file-not-found`, `letter-file-missing` */
export async function documentOf(
  scope: DeskScope,
  letter: { readonly id: string; readonly document_sha256: string | null },
  asked: string | undefined,
): Promise<string> {
  const files = await letterDocuments(scope, letter.id);
  if (asked === undefined && letter.document_sha256 === null) throw new Problem('letter-file-missing');
  const file = files.find(({ id, sha256, role }) =>
    asked === undefined ? sha256 === letter.document_sha256 && role !== 'follow-up' : id === asked,
  );
  if (!file) throw new Problem('file-not-found');
  return file.id;
}

/**
 * Uses a ticket up, and seats its official at its desk again: an appointment that ended a second ago opens nothing.
 *
 * @throws {Problem} `file-not-found` when it is unknown, over, or was used; `desk-not-yours`
 */
export async function redeemTicket(
  office: Office,
  ticket: string,
): Promise<{ scope: DeskScope; ticket: FileTicketRow }> {
  const [, tenantId, secret] = /^([0-9a-f-]{36})\.([\w-]{43})$/.exec(ticket) ?? [];
  const tenant = tenantId === undefined ? undefined : await tenantById(office.store, tenantId);
  if (!tenant || secret === undefined) throw new Problem('file-not-found');
  const scope = scopeFor(office, tenant, { kind: 'public' });
  const row = await work(scope, ({ db }) =>
    useTicket(db, scope.tenantId, hashSecret(secret), scope.now.toISOString()),
  );
  if (!row) throw new Problem('file-not-found');
  return { scope: await atDesk(scope, row.official_id, row.position_id), ticket: row };
}
