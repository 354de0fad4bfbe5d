import { Problem } from '../platform/problem.js';
import type { Scope } from '../tenants/index.js';

/** Whether whoever acts may put an institution's seal in or out of force. @throws {Problem} `grant-missing` */
export function demandKeeper({ actor, grants }: Scope): void {
  const may = actor.kind === 'command' || actor.kind === 'admin' || grants.includes('admin');
  if (!may) throw new Problem('grant-missing', { grant: 'admin' });
}
