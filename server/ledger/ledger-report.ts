/**
 * What may be found wrong. `seq` is the row it was found at; of a gap the first row that is not there.
 *
 * - `row-changed`: its hash is not that of what it says. Two rows that were swapped are two changed rows.
 * - `row-missing`: removed; `row-unexpected`: put in where none can be.
 * - `chain-broken`: it does not point back to the row before it.
 * - `tail-missing`: rows that the head counts are not there; `head-wrong`: the head is not the last row's.
 * - `sealed-row-missing`, `sealed-row-differs`: a right seal names another ledger than this one. Where nothing else is
 *   found, the chain was recomputed.
 * - `seal-wrong`: the token is not over this seal, or its signature is wrong; `seal-untrusted`: nobody trusted made it.
 */
export type LedgerProblemKind =
  | 'row-changed'
  | 'row-missing'
  | 'row-unexpected'
  | 'chain-broken'
  | 'tail-missing'
  | 'head-wrong'
  | 'sealed-row-missing'
  | 'sealed-row-differs'
  | 'seal-wrong'
  | 'seal-untrusted';

export interface LedgerProblem {
  readonly kind: LedgerProblemKind;
  readonly seq: number;
}

export interface LedgerReport {
  readonly ok: boolean;
  /** How many rows are there. */
  readonly rows: number;
  /** The last row that is there; seq 0 where there is none. */
  readonly head: { readonly seq: number; readonly hash: string };
  /** In the order in which they were found, at most `mostProblems`. */
  readonly problems: readonly LedgerProblem[];
  /** How many more were found than are listed. */
  readonly unlisted: number;
  /** Whether a right seal was given from outside, or only those that lie with the ledger were there. */
  readonly sealed: 'outside' | 'here' | 'none';
  /** The highest row that a right seal of that kind names, and its time, UTC ISO. */
  readonly upTo?: { readonly seq: number; readonly at: string };
}

export const mostProblems = 100;

/** Gathers problems without growing with a ledger that is wrong from end to end. */
export class ProblemList {
  readonly listed: LedgerProblem[] = [];
  unlisted = 0;

  add(kind: LedgerProblemKind, seq: number): void {
    if (this.listed.length < mostProblems) this.listed.push({ kind, seq });
    else this.unlisted++;
  }

  get isEmpty(): boolean {
    return this.listed.length === 0;
  }
}
