import { createHash } from 'node:crypto';
import type { Verification } from '../contract/verification.js';
import { verifyInWorker, type ByteSource, type TrustStore, type VerificationReport } from '../pdf/index.js';
import { readPieces } from '../platform/document-store.js';
import { TurnQueue } from '../platform/turn-queue.js';
import { trialIssuers } from '../signing/index.js';
import type { Office } from '../tenants/index.js';
import { trustOf } from './trust-of.js';
import type { WithdrawnLetter } from './withdrawn-letter.js';

/** What was found about a file, before it is told in anybody's language. */
export type Judged = Omit<Verification, 'summary' | 'withdrawn' | 'sentences' | 'told' | 'proofOnly'> & {
  readonly withdrawn?: WithdrawnLetter;
};

/** A strangers' file is in memory while it is judged: at most two, the others wait with their bytes unread. */
export const judging = new TurnQueue(2, 30);

/** Judges a file as it is now, against whom this server trusts. */
export async function judgeFile(office: Office, file: ByteSource): Promise<Judged> {
  const trust = await trustOf(office);
  const now = office.now();
  const report = await verifyInWorker(file, { trust, now });
  const hash = createHash('sha256');
  for await (const piece of readPieces(file)) hash.update(piece);
  return {
    report: toContract(report),
    trial: isVouchedByTrial(report, trust) || (await isFromTrial(office, report)),
    size: file.size,
    sha256: hash.digest('hex'),
    checkedAt: now.toISOString(),
  };
}

/** One trial signature among others is enough: the file as a whole then binds nobody. */
function isVouchedByTrial({ signatures }: VerificationReport, { rules = [] }: TrustStore): boolean {
  const trials = new Set(rules.filter(({ kind }) => kind === 'trial').map(({ name }) => name));
  return signatures.some(({ vouchedBy }) => vouchedBy !== undefined && trials.has(vouchedBy));
}

/** A trial certificate stays one when its signature no longer holds. */
async function isFromTrial(office: Office, report: VerificationReport): Promise<boolean> {
  const issuers = await trialIssuers(office.store);
  return report.signatures.some((one) =>
    issuers.some((known) => known.certificate.subjectName === one.signer.issuer),
  );
}

/** A value of its own, whose lists may be written. */
function toContract(report: VerificationReport): Judged['report'] {
  return structuredClone(report) as Judged['report'];
}
