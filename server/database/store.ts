import { AsyncLocalStorage } from 'node:async_hooks';
import Sqlite from 'better-sqlite3';
import { Kysely, Migrator, SqliteDialect, sql } from 'kysely';
import { migrations } from './migrations.js';
import type { Schema } from './schema.js';

/** A handle inside one transaction. Only the doors hand one out, so a query outside cannot be written. */
export type Db = Kysely<Schema>;

/**
 * The database behind the two doors. SQLite in WAL: one writer connection, several readers.
 *
 * Knows transactions and retries; nothing of tenants. Both throw at once inside a transaction of either kind.
 */
export interface Store {
  /** `BEGIN IMMEDIATE` … `COMMIT`, one at a time; retried when the file is busy, so `fn` has no effect outside. */
  write<T>(fn: (db: Db) => Promise<T>): Promise<T>;
  /** A consistent picture, never waiting for the writer. */
  read<T>(fn: (db: Db) => Promise<T>): Promise<T>;
  close(): Promise<void>;
}

/** Set inside a transaction. Another one begun there might wait for its connection, which is its own, for ever. */
const inside = new AsyncLocalStorage<true>();

const readers = 3;
const retries = 5;

/**
 * Opens (and brings up to date) the SQLite file at `path`.
 *
 * @throws when the file cannot be opened or a migration fails: start fails loudly
 */
export async function openSqliteStore(path: string): Promise<Store> {
  const writer = connect(path, false);
  await migrate(writer);
  const reading = Array.from({ length: readers }, () => connect(path, true));
  let turn = 0;
  let queue: Promise<unknown> = Promise.resolve();

  return {
    write(fn) {
      refuseInside();
      // One writer connection: acts stand in line here rather than in SQLite's busy handler.
      const result = queue.then(() => retryWhenBusy(() => inTransaction(writer, 'begin immediate', fn)));
      queue = result.catch(() => undefined);
      return result;
    },
    read(fn) {
      refuseInside();
      const db = reading[turn++ % readers] ?? writer;
      return inTransaction(db, 'begin', fn);
    },
    async close() {
      await queue;
      await Promise.all([writer, ...reading].map((db) => db.destroy()));
    },
  };
}

function refuseInside(): void {
  if (inside.getStore())
    throw new Error('A transaction is open here. Use its own handle, or the doors, which join it.');
}

function connect(path: string, readonly: boolean): Db {
  const database = new Sqlite(path, { readonly, timeout: 5_000 });
  if (!readonly) {
    database.pragma('journal_mode = WAL');
    // FULL: a letter's row is on disk before anybody is told that it is.
    database.pragma('synchronous = FULL');
    database.pragma('secure_delete = ON');
  }
  database.pragma('foreign_keys = ON');
  return new Kysely<Schema>({ dialect: new SqliteDialect({ database }) });
}

async function migrate(db: Db): Promise<void> {
  const migrator = new Migrator({
    db,
    provider: { getMigrations: () => Promise.resolve({ ...migrations }) },
  });
  const { error } = await migrator.migrateToLatest();
  if (error) throw new Error('A migration failed.', { cause: error });
}

function inTransaction<T>(
  db: Db,
  begin: 'begin' | 'begin immediate',
  fn: (db: Db) => Promise<T>,
): Promise<T> {
  return db.connection().execute(async (connection) => {
    await sql.raw(begin).execute(connection);
    try {
      const result = await inside.run(true, () => fn(connection));
      await sql`commit`.execute(connection);
      return result;
    } catch (error) {
      await sql`rollback`.execute(connection).catch(() => undefined);
      throw error;
    }
  });
}

async function retryWhenBusy<T>(act: () => Promise<T>): Promise<T> {
  for (let tries = 1; ; tries++) {
    try {
      return await act();
    } catch (error) {
      const busy = error instanceof Sqlite.SqliteError && error.code.startsWith('SQLITE_BUSY');
      if (!busy || tries >= retries) throw error;
      await new Promise((resolve) => setTimeout(resolve, 20 * 2 ** tries));
    }
  }
}
