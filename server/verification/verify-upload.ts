import { createHash } from 'node:crypto';
import type { Verification } from '../contract/verification.js';
import { letterOfCode } from '../letters/index.js';
import { bytesSource, verifyInWorker, type ByteSource, type VerificationReport } from '../pdf/index.js';
import { readPieces } from '../platform/document-store.js';
import { newSecret } from '../platform/ids.js';
import { Problem } from '../platform/problem.js';
import { TurnQueue } from '../platform/turn-queue.js';
import { trialIssuers, trialRoots } from '../signing/index.js';
import { allTenants, type Office } from '../tenants/index.js';
import { countLook } from './count-look.js';
import { isShownOpenly, verdictOf } from './public-letter.js';

/** A strangers' file is in memory while it is judged: at most two, the others wait with their bytes unread. */
const judging = new TurnQueue(2, 30);

/**
 * Judges a file that anybody sends. It is not kept.
 *
 * @param read called when it is this file's turn; gives at most `office.limits.file` bytes
 * @throws {Problem} `server-busy`, `request-too-large`
 */
export async function verifyUpload(
  office: Office,
  read: () => Promise<Uint8Array>,
  name?: string,
): Promise<Verification> {
  judging.demandRoom();
  return judging.run(newSecret(), async () => {
    const bytes = await read();
    const limit = office.limits.file;
    if (bytes.length > limit)
      throw new Problem('request-too-large', { limit: `${String(Math.floor(limit / 1024 / 1024))} MB` });
    const verification = await judge(office, bytesSource(bytes));
    await countFile(office, verification);
    return name === undefined || name === '' ? verification : { ...verification, name: name.slice(0, 200) };
  });
}

/**
 * Judges the file behind a public code. Of a letter that is not shown openly only the verdict is told.
 *
 * @throws {Problem} `code-unknown`, also for a letter that is not signed yet
 */
export async function verifyCode(office: Office, code: string): Promise<Verification> {
  const letter = await letterOfCode(office.store, code);
  if (!letter || letter.document_sha256 === null || verdictOf(letter.status) === 'unfinished')
    throw new Problem('code-unknown');
  judging.demandRoom();
  const file = await office.documents.open(letter.tenant_id, letter.document_sha256);
  const verification = await judging.run(code, () => judge(office, file));
  await countLook(office, letter.tenant_id, verification.report.verdict);
  if (isShownOpenly(letter)) return verification;
  return { ...verification, report: { ...verification.report, signatures: [] } };
}

async function judge(office: Office, file: ByteSource): Promise<Verification> {
  const roots = await trialRoots(office.store);
  const now = office.now();
  const report = await verifyInWorker(file, { trust: { anchors: roots.map((one) => one.certificate) }, now });
  const hash = createHash('sha256');
  for await (const piece of readPieces(file)) hash.update(piece);
  return {
    report: toContract(report),
    // Whom this server trusts in this issue is nobody but its own trial authorities.
    trial: report.signatures.some((one) => one.trust === 'trusted') || (await isFromTrial(office, report)),
    size: file.size,
    sha256: hash.digest('hex'),
    checkedAt: now.toISOString(),
  };
}

/** A trial certificate stays one when its signature no longer holds. */
async function isFromTrial(office: Office, report: VerificationReport): Promise<boolean> {
  const issuers = await trialIssuers(office.store);
  return report.signatures.some((one) =>
    issuers.some((known) => known.certificate.subjectName === one.signer.issuer),
  );
}

/** Belongs to the government whose authority signed, or to the only one there is; else it is nobody's. */
async function countFile(office: Office, { report }: Verification): Promise<void> {
  const issuers = await trialIssuers(office.store);
  const issuer = report.signatures[0]?.signer.issuer;
  const known = issuers.find((one) => one.certificate.subjectName === issuer)?.tenantId;
  const tenants = known === undefined ? await allTenants(office.store) : [];
  const tenantId = known ?? (tenants.length === 1 ? tenants[0]?.tenant_id : undefined);
  if (tenantId !== undefined) await countLook(office, tenantId, report.verdict);
}

function toContract(report: VerificationReport): Verification['report'] {
  const signatures = report.signatures.map((one) => ({ ...one, problems: [...one.problems] }));
  return { ...report, signatures };
}
