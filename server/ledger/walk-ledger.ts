import type { LedgerRow } from '../database/index.js';
import { canonicalJson, type Json } from '../platform/canonical-json.js';
import type { ProblemList } from './ledger-report.js';
import { hashOfRow } from './write-down.js';

/** One row of the chain, as the next one points back to it. */
export interface ChainPoint {
  readonly seq: number;
  readonly hash: string;
}

/** Rows after a seq, in order, at most `pieceSize`; fewer where the chain ends. */
export type ReadPiece = (after: number) => Promise<readonly LedgerRow[]>;

export const pieceSize = 500;

/**
 * Walks the chain after `from` to its end, a piece at a time, so that memory stays flat.
 *
 * @param after rows beyond this seq are read; lower than `from` where rows before the first one would be found out
 * @param see gets each row that is in its place
 */
export async function walkLedger(
  read: ReadPiece,
  from: ChainPoint,
  after: number,
  problems: ProblemList,
  see: (row: LedgerRow) => void = () => undefined,
): Promise<{ readonly rows: number; readonly last: ChainPoint }> {
  let [last, rows]: [ChainPoint, number] = [from, 0];
  for (let reached = after; ;) {
    const piece = await read(reached);
    for (const row of piece) {
      rows++;
      if (!Number.isSafeInteger(row.seq) || row.seq <= last.seq) {
        problems.add('row-unexpected', row.seq);
        continue;
      }
      // Behind a gap there is nothing to compare with.
      if (row.seq > last.seq + 1) problems.add('row-missing', last.seq + 1);
      else if (row.prev !== last.hash) problems.add('chain-broken', row.seq);
      if (!isSound(row)) problems.add('row-changed', row.seq);
      see(row);
      last = { seq: row.seq, hash: row.hash };
    }
    const end = piece.at(-1);
    if (!end || piece.length < pieceSize) return { rows, last };
    reached = end.seq;
  }
}

/** Whether the chain ends where its head says. */
export function compareHead(head: ChainPoint, last: ChainPoint, problems: ProblemList): void {
  if (head.seq > last.seq) problems.add('tail-missing', last.seq + 1);
  else if (head.seq !== last.seq || head.hash !== last.hash) problems.add('head-wrong', last.seq);
}

/** The text of a row is as canonical as what was hashed: else one could be changed without the other. */
function isSound(row: LedgerRow): boolean {
  try {
    const canonical = [row.actor, row.data].every((text) => canonicalJson(JSON.parse(text) as Json) === text);
    return canonical && hashOfRow(row) === row.hash;
  } catch {
    // What was there before was JSON.
    return false;
  }
}
