export type * from './after-rows.js';
export type * from './factor-rows.js';
export type * from './letter-rows.js';
export type * from './office-rows.js';
export type { Flag } from './row.js';
export type { Schema } from './schema.js';
export type * from './signing-rows.js';
export type * from './seal-rows.js';
export { openSqliteStore, type Db, type Store } from './store.js';
