import { createHash } from 'node:crypto';
import type { LedgerRow } from '../database/index.js';
import { canonicalJson, type Json } from '../platform/canonical-json.js';
import type { Scope, Work } from '../tenants/index.js';
import type { Fact } from './facts.js';
import { findHead, insertLedgerRows, moveHead } from './ledger.table.js';

/** Hash of nothing: what the first row of a tenant points back to. */
export const genesis = '0'.repeat(64);

const pending = new WeakMap<Work, { scope: Scope; fact: Fact }[]>();

/**
 * Writes down that something happened, as the last statement of the act's own transaction.
 *
 * Call it inside `work`. Rows are chained: each holds the hash of the one before.
 */
export function writeDown(work: Work, scope: Scope, fact: Fact): void {
  const waiting = pending.get(work) ?? [];
  pending.set(work, waiting);
  waiting.push({ scope, fact });
  work.atEnd('ledger', 1_000, async () => {
    const head = (await findHead(work.db, scope.tenantId)) ?? { seq: 0, hash: genesis };
    const rows: LedgerRow[] = [];
    let last = head;
    for (const { scope, fact } of waiting) {
      const row = chain(scope, fact, last);
      rows.push(row);
      last = row;
    }
    await insertLedgerRows(work.db, rows);
    await moveHead(work.db, { tenant_id: scope.tenantId, seq: last.seq, hash: last.hash });
  });
}

/**
 * The seq that the first fact of this act will have. Rows that must say with which fact they changed (desk items)
 * ask for it near the end of the act; whoever asks has to write a fact down as well.
 */
export async function seqOfThisAct(work: Work, scope: Scope): Promise<number> {
  return ((await findHead(work.db, scope.tenantId))?.seq ?? 0) + 1;
}

function chain(scope: Scope, fact: Fact, last: { seq: number; hash: string }): LedgerRow {
  const desk = scope.actor.kind === 'official' ? scope.actor.positionId : null;
  const rest = {
    tenant: scope.tenantId,
    seq: last.seq + 1,
    at: scope.now.toISOString(),
    kind: fact.kind,
    actor: actorJson(scope),
    desk,
    subject: fact.subject,
    data: fact.data ?? {},
    prev: last.hash,
    v: 1,
  };
  return {
    tenant_id: rest.tenant,
    seq: rest.seq,
    at: rest.at,
    kind: rest.kind,
    actor: canonicalJson(rest.actor),
    desk,
    subject: rest.subject,
    data: canonicalJson(rest.data),
    prev: rest.prev,
    hash: hashOf(rest),
    v: 1,
  };
}

function actorJson(scope: Scope): Json {
  const portal = scope.portalId === undefined ? {} : { portal: scope.portalId };
  if (scope.actor.kind !== 'official') return { kind: scope.actor.kind, ...portal };
  const { officialId, appointmentId, onBehalfOf } = scope.actor;
  return {
    kind: 'official',
    official: officialId,
    appointment: appointmentId,
    ...(onBehalfOf ? { onBehalfOf } : {}),
    ...portal,
  };
}

function hashOf(rest: Json): string {
  return createHash('sha256').update(canonicalJson(rest)).digest('hex');
}

/** The hash a stored row must have, from everything else that it says. */
export function hashOfRow(row: LedgerRow): string {
  return createHash('sha256').update(ledgerText(row)).digest('hex');
}

/** The very text whose SHA-256 a row's hash is (RFC 8785), so that other tools can make it again. */
export function ledgerText(row: LedgerRow): string {
  return canonicalJson({
    tenant: row.tenant_id,
    seq: row.seq,
    at: row.at,
    kind: row.kind,
    actor: JSON.parse(row.actor) as Json,
    desk: row.desk,
    subject: row.subject,
    data: JSON.parse(row.data) as Json,
    prev: row.prev,
    v: row.v,
  });
}
