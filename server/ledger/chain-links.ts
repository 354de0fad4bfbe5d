import { look, type Scope } from '../tenants/index.js';
import { listLinks } from './ledger.table.js';
import { pieceSize, type ChainPoint } from './walk-ledger.js';

/** The chain by its hashes alone, from one seq to another, both included: what rows say is not told. */
export async function* chainLinks(scope: Scope, from: number, to: number): AsyncGenerator<ChainPoint> {
  for (let after = from - 1; after < to;) {
    const start = after;
    const piece = await look(scope, (db) => listLinks(db, scope.tenantId, start, pieceSize));
    yield* piece.filter(({ seq }) => seq <= to);
    if (piece.length < pieceSize) return;
    after = piece.at(-1)?.seq ?? to;
  }
}
