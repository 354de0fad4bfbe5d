import type { ColumnDataType, Kysely } from 'kysely';
import { byId, type Table } from './table-plan.js';

/** Makes a table of a plan, with what both databases keep alike: text, integers, composite keys, no cascades. */
export async function createTable(db: Kysely<unknown>, name: string, table: Table): Promise<void> {
  let create = db.schema.createTable(name);
  for (const [column, kind] of Object.entries(table.columns)) {
    const type = kind.replace('?', '') as ColumnDataType;
    create = create.addColumn(column, type, (c) => (kind.endsWith('?') ? c : c.notNull()));
  }
  create = create.addPrimaryKeyConstraint(`${name}_key`, table.key as never);
  table.unique?.forEach(
    (columns, i) => (create = create.addUniqueConstraint(`${name}_unique_${i + 1}`, columns as never)),
  );
  for (const [column, target] of Object.entries(table.references ?? {})) {
    create = create.addForeignKeyConstraint(
      `${name}_${column}_names`,
      ['tenant_id', column] as never,
      target,
      byId as never,
    );
  }
  await create.execute();
}
