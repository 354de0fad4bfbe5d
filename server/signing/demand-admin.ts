import { Problem } from '../platform/problem.js';
import { tenantOf, type Scope } from '../tenants/index.js';

/**
 * Whether whoever acts may have to do with what officials sign with; with a key of the local authority in trials alone.
 *
 * @throws {Problem} `grant-missing` unless an admin or a command asks, `official-mode-local-key`
 */
export async function demandAdmin(scope: Scope, about: 'key' | 'no-key' = 'key'): Promise<void> {
  const { actor } = scope;
  const may = actor.kind === 'command' || actor.kind === 'admin' || scope.grants.includes('admin');
  if (!may) throw new Problem('grant-missing', { grant: 'admin' });
  if (about === 'key' && (await tenantOf(scope)).legal_mode !== 'trial')
    throw new Problem('official-mode-local-key');
}
