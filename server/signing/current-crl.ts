import type { CertificateRow, RevocationListRow } from '../database/index.js';
import { isRevocationReason, issueCrl, type CertifiedKey } from '../pdf/index.js';
import { look, work, type Scope } from '../tenants/index.js';
import { findRevocationList, keepRevocationList, listRevoked } from './certificates.table.js';

/** Days for which a list may be used. The root issues to one CA alone, so that its list hardly ever says anything. */
const life = { root: 180, issuing: 7 } as const;
const day = 86_400_000;

/**
 * The list of an issuer as it stands now: the one that is kept, until something was revoked that is not on it or half
 * its life is gone.
 *
 * @param openIssuer opens the issuer's key, asked for only where a new list is signed
 */
export async function currentCrl(
  scope: Scope,
  issuer: RevocationListRow['issuer'],
  openIssuer: () => Promise<CertifiedKey>,
): Promise<RevocationListRow> {
  for (let tries = 1; ; tries += 1) {
    const { held, revoked } = await look(scope, async (db) => ({
      held: await findRevocationList(db, scope.tenantId, issuer),
      revoked: await listRevoked(db, scope.tenantId, issuer),
    }));
    if (held && held.entries === revoked.length && isYoung(held, scope.now)) return held;
    const row = await signList(scope, issuer, await openIssuer(), (held?.number ?? 0) + 1, revoked);
    if (await work(scope, ({ db }) => keepRevocationList(db, row))) return row;
    // Somebody else's list came first, and is as new as ours or newer.
    if (tries === 5) throw new Error('No revocation list could be kept.');
  }
}

function isYoung({ this_update, next_update }: RevocationListRow, now: Date): boolean {
  const [from, until] = [Date.parse(this_update), Date.parse(next_update)];
  return now.getTime() < from + (until - from) / 2;
}

async function signList(
  scope: Scope,
  issuer: RevocationListRow['issuer'],
  key: CertifiedKey,
  number: number,
  rows: readonly Pick<CertificateRow, 'serial' | 'revoked_at' | 'reason'>[],
): Promise<RevocationListRow> {
  const thisUpdate = scope.now;
  const nextUpdate = new Date(thisUpdate.getTime() + life[issuer] * day);
  const revoked = rows.map((row) => ({ serial: BigInt(`0x${row.serial}`), ...revocationOf(row) }));
  const list = await issueCrl({ issuer: key, number, thisUpdate, nextUpdate, revoked });
  return {
    tenant_id: scope.tenantId,
    issuer,
    number,
    entries: revoked.length,
    this_update: thisUpdate.toISOString(),
    next_update: nextUpdate.toISOString(),
    list: Buffer.from(list).toString('base64'),
  };
}

/** When and why, of a row whose state is `revoked`. */
export function revocationOf({ revoked_at, reason }: Pick<CertificateRow, 'revoked_at' | 'reason'>) {
  if (revoked_at === null) throw new Error('A revoked certificate without its instant.');
  const known = reason !== null && isRevocationReason(reason) ? reason : 'unspecified';
  return { revokedAt: new Date(revoked_at), reason: known } as const;
}
