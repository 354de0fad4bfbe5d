import { Problem } from '../platform/problem.js';
import type { Office } from '../tenants/index.js';
import { findSignIntent } from './sign-intents.table.js';

/** The one site whose page may frame an intent, also when it is over. @throws {Problem} `intent-not-found` */
export async function intentOrigin(office: Office, intentId: string): Promise<string> {
  const intent = await office.store.read((db) => findSignIntent(db, intentId));
  if (!intent) throw new Problem('intent-not-found');
  return intent.origin;
}
