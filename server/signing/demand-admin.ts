import { Problem } from '../platform/problem.js';
import { tenantOf, type Scope } from '../tenants/index.js';

/**
 * Whether whoever acts may have to do with the local authority at all.
 *
 * @throws {Problem} `grant-missing` unless an admin or a command asks, `official-mode-local-key`
 */
export async function demandAdmin(scope: Scope): Promise<void> {
  const { actor } = scope;
  const may = actor.kind === 'command' || actor.kind === 'admin' || scope.grants.includes('admin');
  if (!may) throw new Problem('grant-missing', { grant: 'admin' });
  if ((await tenantOf(scope)).legal_mode !== 'trial') throw new Problem('official-mode-local-key');
}
