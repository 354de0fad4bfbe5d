import { AsyncLocalStorage } from 'node:async_hooks';
import type { Db } from '../database/index.js';
import type { Scope } from './scope.js';

/** One open transaction, and what has to happen at its very end. */
export interface Work {
  readonly db: Db;
  /**
   * Runs `hook` once, after the act and before the commit. Lower ranks first; the ledger has the highest, since its
   * rows are the last statement (so that seq order is commit order). The same name twice keeps the first.
   */
  atEnd(name: string, rank: number, hook: () => Promise<void>): void;
}

interface OpenWork extends Work {
  readonly tenantId: string;
  readonly hooks: Map<string, { rank: number; hook: () => Promise<void> }>;
}

/** A `look` that is under way. One within it joins it: a second transaction could wait for the first one's connection. */
interface OpenLook {
  readonly reading: Db;
}

const open = new AsyncLocalStorage<OpenWork | OpenLook>();

/**
 * The door for writes: one transaction. Inside another `work` it joins that one.
 *
 * May run `act` again when the database was busy, so `act` has no effect outside the database.
 *
 * @throws what `act` throws; then nothing is written
 */
export function work<T>(scope: Scope, act: (work: Work) => Promise<T>): Promise<T> {
  const joined = open.getStore();
  if (joined && 'reading' in joined) throw new Error('A look cannot write.');
  if (joined) {
    if (joined.tenantId !== scope.tenantId) throw new Error('One transaction, one tenant.');
    return act(joined);
  }
  return scope.store.write(async (db) => {
    const hooks: OpenWork['hooks'] = new Map();
    const mine: OpenWork = {
      db,
      tenantId: scope.tenantId,
      hooks,
      atEnd: (name, rank, hook) => {
        if (!hooks.has(name)) hooks.set(name, { rank, hook });
      },
    };
    return open.run(mine, async () => {
      const result = await act(mine);
      for (const { hook } of [...hooks.values()].sort((a, b) => a.rank - b.rank)) await hook();
      return result;
    });
  });
}

/** The door for reads: one consistent picture. Inside `work` it sees what that has written so far. */
export function look<T>(scope: Pick<Scope, 'store'>, see: (db: Db) => Promise<T>): Promise<T> {
  const joined = open.getStore();
  if (joined) return see('reading' in joined ? joined.reading : joined.db);
  return scope.store.read((db) => open.run({ reading: db }, () => see(db)));
}
