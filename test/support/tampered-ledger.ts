import Sqlite from 'better-sqlite3';
import { join } from 'node:path';
import type { LedgerRow } from '../../server/database/index.js';
import { genesis, hashOfRow } from '../../server/ledger/index.js';
import type { MadeOffice } from './made-office.js';

/** What somebody with the database file and an evening can do, past every door. */
export interface LedgerTamperer {
  readonly row: (seq: number) => LedgerRow;
  readonly last: () => LedgerRow;
  readonly run: (sql: string, ...values: unknown[]) => void;
  /** Makes every row from `seq` on hold together again, and the head with them. */
  readonly recompute: (seq?: number) => void;
  /** Removes what lies with the ledger and speaks against it. */
  readonly dropSeals: () => void;
}

export function tamper(made: MadeOffice, act: (tamperer: LedgerTamperer) => void): void {
  const db = new Sqlite(join(made.folder, 'noken.db'));
  const of = made.tenantId;
  const row = (seq: number) =>
    db.prepare('select * from ledger where tenant_id = ? and seq = ?').get(of, seq) as LedgerRow;
  const last = () =>
    db.prepare('select * from ledger where tenant_id = ? order by seq desc limit 1').get(of) as LedgerRow;
  try {
    act({
      row,
      last,
      run: (sql, ...values) => void db.prepare(sql).run(...values),
      recompute: (seq = 1) => {
        const rows = db
          .prepare('select * from ledger where tenant_id = ? and seq >= ? order by seq')
          .all(of, seq) as LedgerRow[];
        let before = seq === 1 ? { seq: 0, hash: genesis } : row(seq - 1);
        for (const one of rows) {
          const next = { ...one, seq: before.seq + 1, prev: before.hash };
          const hash = hashOfRow(next);
          db.prepare('update ledger set seq = ?, prev = ?, hash = ? where tenant_id = ? and seq = ?').run(
            next.seq,
            next.prev,
            hash,
            of,
            one.seq,
          );
          before = { ...next, hash };
        }
        db.prepare('update ledger_heads set seq = ?, hash = ? where tenant_id = ?').run(
          before.seq,
          before.hash,
          of,
        );
      },
      dropSeals: () => void db.prepare('delete from ledger_seals').run(),
    });
  } finally {
    db.close();
  }
}

const tables = ['ledger', 'ledger_heads', 'ledger_seals'] as const;

/** Remembers how the ledger stands; the answer puts it back so. */
export function rememberLedger(made: MadeOffice): () => void {
  const open = () => new Sqlite(join(made.folder, 'noken.db'));
  const db = open();
  const kept = tables.map((table) => db.prepare(`select * from ${table}`).all() as Record<string, unknown>[]);
  db.close();
  return () => {
    const db = open();
    db.transaction(() => {
      tables.forEach((table, at) => {
        db.prepare(`delete from ${table}`).run();
        for (const row of kept[at] ?? []) {
          const names = Object.keys(row);
          const values = names.map((name) => `@${name}`);
          db.prepare(`insert into ${table} (${names.join(', ')}) values (${values.join(', ')})`).run(row);
        }
      });
    })();
    db.close();
  };
}
