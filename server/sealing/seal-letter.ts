import type { LetterRow, SealKeyRow, SealRow } from '../database/index.js';
import { writeDown } from '../ledger/index.js';
import { addLetterDocument, changeLetter, letterById, touchLetter } from '../letters/index.js';
import { newId } from '../platform/ids.js';
import { Problem } from '../platform/problem.js';
import type { AddedSignature } from '../signing/index.js';
import { look, work, type Office, type Scope } from '../tenants/index.js';
import { checkSealCertificate } from './check-seal-certificate.js';
import { makeSealedDocument } from './make-sealed-document.js';
import { openSealKey } from './open-seal-key.js';
import { refuseKey } from './refuse-key.js';
import { findSealKey } from './seal-keys.table.js';
import { findSeal, insertSeal } from './seals.table.js';

/**
 * Puts the institution's seal on a letter that all its signers have signed. A letter has one seal: asked again, or by two
 * at once, it gives the one that is there.
 *
 * The key is ours to use, so there is no outcome that nobody knows: seal, document and the letter's state are one
 * transaction, taken by compare-and-set on the document that was sealed. What a server that dies has computed before that
 * nobody ever saw, and the next try begins anew from the same bytes.
 *
 * @throws {Problem} `letter-not-found`, `letter-not-signed`, `letter-changed-meanwhile`, `seal-key-missing`, `seal-token-…`,
 *   `document-unsignable`, and what `checkSealCertificate` says
 */
export async function sealLetter(office: Office, scope: Scope, letterId: string): Promise<SealRow> {
  const facts = await sealFacts(scope, letterId);
  if ('seal' in facts) return facts.seal;
  const { letter, base, key } = facts;
  const signer = openSealKey(office, key);
  await checkSealCertificate(office, scope, signer.certificate, signer.chain);
  const made = await makeSealedDocument(office, scope, base, signer).catch(refuseKey);
  return keepSeal({ ...scope, now: office.now() }, letter, { base, key, made });
}

type SealFacts =
  | { readonly seal: SealRow }
  | { readonly letter: LetterRow; readonly base: string; readonly key: SealKeyRow };

function sealFacts(scope: Scope, letterId: string): Promise<SealFacts> {
  return look(scope, async (db) => {
    const seal = await findSeal(db, scope.tenantId, letterId);
    if (seal) return { seal };
    const letter = await letterById(scope, letterId);
    if (!letter) throw new Problem('letter-not-found');
    const { document_sha256: base, status } = letter;
    if (status !== 'signed' || base === null) throw new Problem('letter-not-signed');
    const key = await findSealKey(db, scope.tenantId);
    if (!key) throw new Problem('seal-key-missing');
    return { letter, base, key };
  });
}

interface Sealed {
  readonly base: string;
  readonly key: SealKeyRow;
  readonly made: AddedSignature;
}

function keepSeal(scope: Scope, seen: LetterRow, { base, key, made }: Sealed): Promise<SealRow> {
  const row: SealRow = {
    tenant_id: scope.tenantId,
    id: newId(scope.now),
    letter_id: seen.id,
    key_id: key.id,
    certificate_serial: made.mine.signer.serial,
    certificate_name: made.mine.signer.name,
    field: made.mine.field,
    level: made.mine.level,
    base_sha256: base,
    document_sha256: made.sha256,
    sealed_at: made.mine.timestamp ?? scope.now.toISOString(),
  };
  return work(scope, async (work) => {
    const other = await findSeal(work.db, scope.tenantId, seen.id);
    if (other) return other;
    // A key that was retired while it sealed seals nothing.
    if ((await findSealKey(work.db, scope.tenantId))?.id !== key.id) throw new Problem('seal-key-missing');
    await changeLetter(work, scope, seen, { document_sha256: made.sha256 });
    await addLetterDocument(work, scope, {
      letterId: seen.id,
      role: 'signed',
      name: `${(seen.number ?? 'naskah').replaceAll('/', '-')}.pdf`,
      sha256: made.sha256,
      size: made.size,
      pages: made.pages,
      signatures: made.signatures,
    });
    await insertSeal(work.db, row);
    await touchLetter(work, scope, seen.id);
    writeDown(work, scope, {
      kind: 'letter.sealed',
      subject: seen.id,
      data: {
        key: key.id,
        serial: row.certificate_serial,
        level: row.level,
        ...(made.evidenceGap !== undefined && { withoutEvidence: made.evidenceGap }),
        base,
        document: made.sha256,
      },
    });
    return row;
  });
}
