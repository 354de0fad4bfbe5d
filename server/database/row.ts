/** 0 or 1: what SQLite and PostgreSQL both keep. */
export type Flag = 0 | 1;

export interface Owned {
  tenant_id: string;
}

export interface Identified extends Owned {
  id: string;
}
