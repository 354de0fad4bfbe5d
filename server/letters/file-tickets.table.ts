import type { Db, FileTicketRow } from '../database/index.js';

export async function insertTicket(db: Db, row: FileTicketRow): Promise<void> {
  await db.insertInto('file_tickets').values(row).execute();
}

/** Uses a ticket up. Undefined when it is unknown, over, or was used: of two that come at once one gets it. */
export function useTicket(
  db: Db,
  tenantId: string,
  ticketHash: string,
  now: string,
): Promise<FileTicketRow | undefined> {
  return db
    .updateTable('file_tickets')
    .set({ used_at: now })
    .where('tenant_id', '=', tenantId)
    .where('ticket_hash', '=', ticketHash)
    .where('used_at', 'is', null)
    .where('expires_at', '>', now)
    .returningAll()
    .executeTakeFirst();
}

export async function deleteOldTickets(db: Db, tenantId: string, before: string): Promise<void> {
  await db
    .deleteFrom('file_tickets')
    .where('tenant_id', '=', tenantId)
    .where('expires_at', '<', before)
    .execute();
}
