import { letterOfCode } from '../letters/index.js';
import { bytesSource } from '../pdf/index.js';
import { newSecret } from '../platform/ids.js';
import { Problem } from '../platform/problem.js';
import { trialIssuers } from '../signing/index.js';
import { allTenants, type Office } from '../tenants/index.js';
import { countLook } from './count-look.js';
import { judgeFile, judging, type Judged } from './judge-file.js';
import { isShownOpenly, verdictOf } from './public-standing.js';
import { withdrawnFile, withdrawnLetter } from './withdrawn-letter.js';

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
): Promise<Judged> {
  judging.demandRoom();
  return judging.run(newSecret(), async () => {
    const bytes = await read();
    const limit = office.limits.file;
    if (bytes.length > limit)
      throw new Problem('request-too-large', { limit: `${String(Math.floor(limit / 1024 / 1024))} MB` });
    const judged = await judgeFile(office, bytesSource(bytes));
    await countFile(office, judged);
    const withdrawn = await withdrawnFile(office, judged.sha256);
    const verification = { ...judged, ...(withdrawn && { withdrawn }) };
    return name === undefined || name === '' ? verification : { ...verification, name: name.slice(0, 200) };
  });
}

/**
 * Judges the file behind a public code. Of a letter that is not shown openly only the verdict is told.
 *
 * @throws {Problem} `code-unknown`, also for a letter that is not signed yet
 */
export async function verifyCode(office: Office, code: string): Promise<Judged> {
  const letter = await letterOfCode(office.store, code);
  if (!letter || letter.document_sha256 === null || verdictOf(letter.status) === 'unfinished')
    throw new Problem('code-unknown');
  judging.demandRoom();
  const file = await office.documents.open(letter.tenant_id, letter.document_sha256);
  const judged = await judging.run(code, () => judgeFile(office, file));
  const withdrawn = await withdrawnLetter(office, letter);
  const verification = { ...judged, ...(withdrawn && { withdrawn }) };
  await countLook(office, letter.tenant_id, verification.report.verdict);
  if (isShownOpenly(letter)) return verification;
  return { ...verification, report: { ...verification.report, signatures: [], history: [] } };
}

/** Belongs to the government whose authority signed, or to the only one there is; else it is nobody's. */
async function countFile(office: Office, { report }: Judged): Promise<void> {
  const issuers = await trialIssuers(office.store);
  const issuer = report.signatures[0]?.signer.issuer;
  const known = issuers.find((one) => one.certificate.subjectName === issuer)?.tenantId;
  const tenants = known === undefined ? await allTenants(office.store) : [];
  const tenantId = known ?? (tenants.length === 1 ? tenants[0]?.tenant_id : undefined);
  if (tenantId !== undefined) await countLook(office, tenantId, report.verdict);
}
