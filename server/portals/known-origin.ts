import { type Office } from '../tenants/index.js';
import { listPortalsNaming } from './portals.table.js';

/** Whether pages of this origin may read answers at all: Noken's own, or that of an active portal of any tenant. */
export async function isKnownOrigin(office: Office, origin: string): Promise<boolean> {
  if (origin === office.publicUrl) return true;
  const portals = await office.store.read((db) => listPortalsNaming(db, origin));
  return portals.some(({ origins }) => (JSON.parse(origins) as string[]).includes(origin));
}
