import type { LedgerSealRow } from '../database/index.js';
import type { Certificate } from '../pdf/index.js';
import { look, type Scope } from '../tenants/index.js';
import { ProblemList, type LedgerReport } from './ledger-report.js';
import { findHead, listLedgerRows, listSeals } from './ledger.table.js';
import { checkSeal, type Seal } from './seal.js';
import { compareHead, pieceSize, walkLedger } from './walk-ledger.js';
import { genesis } from './write-down.js';

/** Of whom the ledger is, and where it lies: whoever verifies needs no key and no desk. */
export type LedgerScope = Pick<Scope, 'tenantId' | 'store'>;

export interface VerifyLedgerInput {
  /** Seals that were kept somewhere else. Of another tenant's nothing is looked at. */
  readonly outside: readonly Seal[];
  /** Seals besides those in the database that lie with the ledger as well. */
  readonly here?: readonly Seal[];
  /** Certificates at which the path of a seal's authority may end. */
  readonly anchors: readonly Certificate[];
}

interface RightSeal extends Seal {
  readonly at: Date;
  readonly from: 'outside' | 'here';
}

/**
 * Walks a tenant's whole ledger and compares it with its head, the seals that lie with it and those given from outside.
 *
 * Whoever keeps the server can recompute the chain and remove the seals here; only a seal from outside shows that.
 */
export function verifyLedger(scope: LedgerScope, input: VerifyLedgerInput): Promise<LedgerReport> {
  const { tenantId } = scope;
  return look(scope, async (db) => {
    const problems = new ProblemList();
    const mine = (seal: Seal) => seal.tenantId === tenantId;
    const outside = input.outside.filter(mine);
    const here = distinct([
      ...(await listSeals(db, tenantId)).map(toSeal),
      ...(input.here ?? []).filter(mine),
    ]);
    const seals = [
      ...(await rightSeals(outside, 'outside', input.anchors, problems)),
      ...(await rightSeals(here, 'here', input.anchors, problems)),
    ];
    const waiting = new Map<number, RightSeal[]>();
    for (const seal of seals) waiting.set(seal.seq, [...(waiting.get(seal.seq) ?? []), seal]);

    const start = { seq: 0, hash: genesis };
    const piece = (after: number) => listLedgerRows(db, tenantId, after, pieceSize);
    const everything = Number.MIN_SAFE_INTEGER;
    const { rows, last } = await walkLedger(piece, start, everything, problems, (row) => {
      const named = waiting.get(row.seq);
      waiting.delete(row.seq);
      if (named?.some(({ hash }) => hash !== row.hash)) problems.add('sealed-row-differs', row.seq);
    });
    compareHead((await findHead(db, tenantId)) ?? start, last, problems);
    for (const seq of [...waiting.keys()].sort((a, b) => a - b)) problems.add('sealed-row-missing', seq);
    return {
      ok: problems.isEmpty,
      rows,
      head: last,
      problems: problems.listed,
      unlisted: problems.unlisted,
      ...told(seals),
    };
  });
}

function distinct(seals: readonly Seal[]): Seal[] {
  const keyed = seals.map((seal): [string, Seal] => [
    `${seal.seq} ${seal.hash} ${Buffer.from(seal.token).toString('base64')}`,
    seal,
  ]);
  return [...new Map(keyed).values()];
}

export function toSeal(row: LedgerSealRow): Seal {
  return {
    tenantId: row.tenant_id,
    seq: row.seq,
    hash: row.hash,
    token: Buffer.from(row.token, 'base64'),
  };
}

async function rightSeals(
  seals: readonly Seal[],
  from: RightSeal['from'],
  anchors: readonly Certificate[],
  problems: ProblemList,
): Promise<RightSeal[]> {
  const right: RightSeal[] = [];
  for (const seal of seals) {
    const { at, problem } = await checkSeal(seal, anchors);
    if (at) right.push({ ...seal, at, from });
    else problems.add(problem ?? 'seal-wrong', seal.seq);
  }
  return right;
}

function told(seals: readonly RightSeal[]): Pick<LedgerReport, 'sealed' | 'upTo'> {
  const sealed = seals.some(({ from }) => from === 'outside') ? 'outside' : 'here';
  const [highest] = seals.filter(({ from }) => from === sealed).sort((a, b) => b.seq - a.seq);
  if (!highest) return { sealed: 'none' };
  return { sealed, upTo: { seq: highest.seq, at: highest.at.toISOString() } };
}
