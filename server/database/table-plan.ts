/** `name type` per column; `?` after the type allows null. Text keeps ids, instants, dates and JSON. */
type Columns = Readonly<Record<string, 'text' | 'text?' | 'integer' | 'integer?'>>;

export interface Table {
  readonly columns: Columns;
  readonly key: readonly string[];
  readonly unique?: readonly (readonly string[])[];
  /** column → table whose `(tenant_id, id)` it names. */
  readonly references?: Readonly<Record<string, string>>;
}

export const owned = { tenant_id: 'text' } as const;
export const identified = { tenant_id: 'text', id: 'text' } as const;
export const byId = ['tenant_id', 'id'] as const;
