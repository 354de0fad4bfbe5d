import { createHash } from 'node:crypto';
import type { LedgerSealRow } from '../database/index.js';
import type { Certificate, TimestampAuthority } from '../pdf/index.js';
import { look, work, type Scope } from '../tenants/index.js';
import { ProblemList, type LedgerProblem } from './ledger-report.js';
import { findHead, findLatestSeal, findLedgerRow, insertSeal, listLedgerRows } from './ledger.table.js';
import { checkSeal, sealedText } from './seal.js';
import { compareHead, pieceSize, walkLedger, type ChainPoint } from './walk-ledger.js';
import { genesis } from './write-down.js';

/** Who says when it was, as the caller has it: this room knows none. */
export interface SealAuthority {
  /** As it is told to people; never a credential. */
  readonly name: string;
  readonly stamps: TimestampAuthority;
  /** At which the path of its certificate ends. */
  readonly anchors: readonly Certificate[];
}

/**
 * - `sealed`: a new seal over the head. `already`: the head has one.
 * - `empty`: nothing was ever written down.
 * - `broken`: what was written since the last seal does not hold together, so that it is not sealed: a seal would make it
 *   look right.
 * - `distrusted`: the authority's token is wrong or leads to none of its anchors; nothing is kept.
 */
export type Sealing =
  | { readonly state: 'sealed' | 'already'; readonly seal: LedgerSealRow }
  | { readonly state: 'empty' }
  | { readonly state: 'broken'; readonly problems: readonly LedgerProblem[] }
  | { readonly state: 'distrusted'; readonly problem: 'seal-wrong' | 'seal-untrusted' };

/**
 * Has an authority say that the head of the ledger was as it is now (RFC 3161), and keeps that beside it.
 *
 * No transaction is open while the authority thinks: what is written meanwhile stands behind the seal.
 *
 * @throws {KeyRefusal} `timestamp-unreachable`, `timestamp-refused`, `timestamp-wrong`
 */
export async function sealLedger(scope: Scope, authority: SealAuthority): Promise<Sealing> {
  const { tenantId } = scope;
  const { latest, head, problems } = await look(scope, async (db) => {
    const latest = await findLatestSeal(db, tenantId);
    const problems = new ProblemList();
    if (latest && (await findLedgerRow(db, tenantId, latest.seq))?.hash !== latest.hash)
      problems.add('sealed-row-differs', latest.seq);
    return { latest, head: await findHead(db, tenantId), problems };
  });
  // Behind a row that is not the sealed one, nothing can hold.
  if (problems.isEmpty) await walkSince(scope, latest ?? { seq: 0, hash: genesis }, head, problems);
  if (!problems.isEmpty) return { state: 'broken', problems: problems.listed };
  if (!head) return { state: 'empty' };
  if (latest?.seq === head.seq) return { state: 'already', seal: latest };

  const named = { tenantId, seq: head.seq, hash: head.hash };
  const imprint = createHash('sha256').update(sealedText(named)).digest();
  const token = await authority.stamps.stamp(imprint);
  const { at, problem = 'seal-wrong' } = await checkSeal({ ...named, token }, authority.anchors);
  if (!at) return { state: 'distrusted', problem };
  const seal: LedgerSealRow = {
    tenant_id: tenantId,
    seq: head.seq,
    hash: head.hash,
    at: at.toISOString(),
    authority: authority.name,
    token: Buffer.from(token).toString('base64'),
  };
  return work(scope, async ({ db }) => {
    const other = await findLatestSeal(db, tenantId);
    // Two at once: the first one's stands.
    if (other?.seq === seal.seq) return { state: 'already', seal: other };
    await insertSeal(db, seal);
    return { state: 'sealed', seal };
  });
}

/** Each piece is a look of its own and a turn of the event loop: a long day must not hold up who works meanwhile. */
async function walkSince(
  scope: Scope,
  from: ChainPoint,
  head: ChainPoint | undefined,
  problems: ProblemList,
): Promise<void> {
  const end = head ?? from;
  const piece = async (after: number) => {
    await new Promise((resolve) => setImmediate(resolve));
    const rows = await look(scope, (db) => listLedgerRows(db, scope.tenantId, after, pieceSize));
    // What was written since then stands behind the seal.
    return rows.filter(({ seq }) => seq <= end.seq);
  };
  const { last } = await walkLedger(piece, from, from.seq, problems);
  compareHead(end, last, problems);
}

/** The newest seal that lies with the ledger, if there is one. */
export function latestSeal(scope: Scope): Promise<LedgerSealRow | undefined> {
  return look(scope, (db) => findLatestSeal(db, scope.tenantId));
}
