import type { ArchiveStampRow, LetterRow } from '../database/index.js';
import { writeDown, type SealAuthority } from '../ledger/index.js';
import {
  addLetterDocument,
  changeLetter,
  documentSource,
  letterById,
  listSigners,
  touchLetter,
} from '../letters/index.js';
import {
  bytesSource,
  concatSource,
  openPdf,
  renewSource,
  type ByteSource,
  type RenewSourceJob,
  type VerificationReport,
} from '../pdf/index.js';
import { readPieces } from '../platform/document-store.js';
import { Problem } from '../platform/problem.js';
import { tenantAuthority } from '../signing/index.js';
import { look, tenantOf, work, type Office, type Scope } from '../tenants/index.js';
import { judgeFile, judging, trustOf, type Judged } from '../verification/index.js';
import { atRest, moveStamp } from './archive-stamps.table.js';
import { ArchiveRefusal } from './archive-refusal.js';

/** How long before the certificate of a time-stamp ends its letter gets the next one. Milliseconds. */
export const renewalAhead = 90 * 86_400_000;

export interface ArchiveMeans {
  readonly office: Office;
  /** Who makes time-stamps for this tenant. */
  readonly authority: SealAuthority;
}

/**
 * Gives a signed letter an archive time-stamp (PAdES B-LTA), or a fresh one before the certificate of the last ends. The
 * stamped file is one of its own, and becomes the letter by compare-and-set: what anybody did to the letter meanwhile
 * stands, and the stamp is thrown away. No transaction is open while the authority thinks.
 *
 * @throws {ArchiveRefusal} when the letter cannot be stamped as it is now
 * @throws {Problem} `letter-changed-meanwhile`, `server-busy`
 * @throws what the authority refuses with
 */
export async function stampLetter(scope: Scope, means: ArchiveMeans, row: ArchiveStampRow): Promise<void> {
  const { letter, sha256 } = await letterAtRest(scope, row.letter_id);
  const source = await documentSource(scope, sha256);
  const before = await judge(means.office, `${scope.tenantId}/${sha256}`, source);
  const job: RenewSourceJob = {
    timestamp: means.authority.stamps,
    ...(await evidenceFor(scope, means.office)),
    judge: () => Promise.resolve(before.report as VerificationReport),
    now: means.office.now(),
  };
  const { tail, added } = await renewSource(source, job);
  const stamped = concatSource(source, bytesSource(tail));
  const after = await judge(means.office, `${scope.tenantId}/${sha256}/archive`, stamped);
  const endsAt = demandStamped(before, after, row);

  // Stored before a row names it: a cut here leaves a file without a name, never a name without a file.
  const stored = await scope.documents.put(scope.tenantId, readPieces(stamped));
  const pages = await (await openPdf(stamped)).pageCount();
  await work({ ...scope, now: means.office.now() }, async (work) => {
    const now = await letterAtRest(scope, letter.id);
    if (now.sha256 !== sha256) throw new Problem('letter-changed-meanwhile', { by: '–' });
    await changeLetter(work, scope, now.letter, { document_sha256: stored.sha256 });
    await addLetterDocument(work, scope, {
      letterId: letter.id,
      role: 'archived',
      name: `${(letter.number ?? 'naskah').replaceAll('/', '-')}.pdf`,
      ...stored,
      pages,
      signatures: after.report.signatures.filter(({ kind }) => kind !== 'timestamp').length,
    });
    const moved = await moveStamp(work.db, row, {
      state: 'stamped',
      document_sha256: stored.sha256,
      next_at: new Date(Date.parse(endsAt) - renewalAhead).toISOString(),
      tries: 0,
      problem: null,
      stamped_at: means.office.now().toISOString(),
      ends_at: endsAt,
    });
    if (!moved) throw new Problem('letter-changed-meanwhile', { by: '–' });
    await touchLetter(work, scope, letter.id);
    writeDown(work, scope, {
      kind: 'archive.timestamped',
      subject: letter.id,
      data: {
        base: sha256,
        document: stored.sha256,
        authority: means.authority.name,
        ends: endsAt,
        withoutEvidence: added.missing.length,
      },
    });
  });
}

/** @throws {ArchiveRefusal} while anybody may still sign it */
async function letterAtRest(scope: Scope, letterId: string): Promise<{ letter: LetterRow; sha256: string }> {
  return look(scope, async (db) => {
    const letter = await letterById(scope, letterId);
    const signers = await listSigners(db, scope.tenantId, letterId);
    const isAtRest = letter !== undefined && atRest.some((status) => status === letter.status);
    if (!isAtRest || signers.some(({ state }) => state !== 'signed'))
      throw new ArchiveRefusal('letter-not-at-rest');
    const { document_sha256: sha256 } = letter;
    if (sha256 === null) throw new ArchiveRefusal('letter-not-at-rest');
    return { letter, sha256 };
  });
}

/** Who judges waits in the line of all who have files judged, so that nobody at a screen waits for the archive. */
async function judge(office: Office, key: string, file: ByteSource): Promise<Judged> {
  judging.demandRoom();
  return judging.run(key, () => judgeFile(office, file));
}

/** Of certificates of our own authority we can say whether they were revoked; of others the file has it, or nobody. */
async function evidenceFor(
  scope: Scope,
  office: Office,
): Promise<Pick<RenewSourceJob, 'revocation' | 'issuers'>> {
  const { anchors } = await trustOf(office);
  if ((await tenantOf(scope)).legal_mode !== 'trial')
    return { revocation: { evidence: () => Promise.resolve({ ocsps: [], crls: [] }) }, issuers: anchors };
  const { revocation, issuing, root } = await tenantAuthority(scope, office);
  return { revocation, issuers: [issuing.certificate, root, ...anchors] };
}

/**
 * One time-stamp more, by somebody whom this server trusts, over a file whose signatures all are as they were.
 *
 * @returns when the certificate of the new time-stamp ends
 * @throws {ArchiveRefusal}
 */
function demandStamped(before: Judged, after: Judged, row: ArchiveStampRow): string {
  const { report } = after;
  const known = new Set(before.report.signatures.map(({ field }) => field));
  const [added, ...more] = report.signatures.filter(({ field }) => !known.has(field));
  const isWhole = report.signatures.length === known.size + 1 && more.length === 0;
  if (report.verdict !== 'intact' || !isWhole || added?.kind !== 'timestamp' || added.covers !== 'whole-file')
    throw new ArchiveRefusal('stamp-wrong');
  if (added.trust !== 'trusted') throw new ArchiveRefusal('authority-untrusted');
  const lasts = report.signatures.every(
    ({ field, kind, level }) =>
      kind === 'timestamp' ||
      level === 'B-LTA' ||
      levelOf(before, field) === 'B-T' ||
      levelOf(before, field) === 'B-B',
  );
  if (!lasts) throw new ArchiveRefusal('stamp-wrong');
  const { notAfter } = added.signer;
  // A stamp that lasts no longer than the one before would be asked for again at once, and for ever.
  if (row.ends_at !== null && notAfter <= row.ends_at) throw new ArchiveRefusal('authority-ends-no-later');
  return notAfter;
}

function levelOf({ report }: Judged, field: string): string | undefined {
  return report.signatures.find((one) => one.field === field)?.level;
}
