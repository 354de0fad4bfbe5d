import type { SignerRow } from '../database/index.js';
import { writeDown } from '../ledger/index.js';
import {
  addLetterDocument,
  changeDeskItems,
  changeLetter,
  moveOn,
  statusOf,
  touchLetter,
  updateSigner,
} from '../letters/index.js';
import { newId } from '../platform/ids.js';
import { Problem } from '../platform/problem.js';
import { work } from '../tenants/index.js';
import { callNextSigner } from './call-next-signer.js';
import type { SignedDocument } from './signed-document.js';
import { printedCapacity } from './preflight.js';
import { insertSignature } from './signatures.table.js';
import { updateSignIntent } from './sign-intents.table.js';
import type { SigningFacts } from './signing-facts.js';

/**
 * The one transaction that makes a signature count: the letter is the signed file, the signer has signed, the next one
 * is called or the letter is done. Each row is moved only from where it was seen.
 *
 * @throws {Problem} `letter-changed-meanwhile`, `intent-used`: then nothing of it is kept
 */
export function keepSigned(facts: SigningFacts, made: SignedDocument): Promise<void> {
  const { scope, intent, letter } = facts;
  return work(scope, async (work) => {
    const at = made.mine.timestamp ?? scope.now.toISOString();
    if (!(await updateSignIntent(work.db, intent, ['dispatched', 'uncertain'], { state: 'signed' })))
      throw new Problem('intent-used');
    await markSigned(facts, work.db, at);
    const more = await callNextSigner(work, scope, letter.id);
    await changeLetter(work, scope, letter, {
      status: moveOn(statusOf(letter), more ? 'sign' : 'sign-last'),
      document_sha256: made.sha256,
    });
    await addLetterDocument(work, scope, {
      letterId: letter.id,
      role: 'signed',
      name: `${(letter.number ?? 'naskah').replaceAll('/', '-')}.pdf`,
      sha256: made.sha256,
      size: made.size,
      pages: made.pages,
      signatures: made.signatures,
    });
    await insertSignature(work.db, {
      tenant_id: scope.tenantId,
      id: newId(scope.now),
      letter_id: letter.id,
      signer_id: intent.signer_id,
      intent_id: intent.id,
      official_id: intent.official_id,
      appointment_id: intent.appointment_id,
      capacity: printedCapacity(facts),
      certificate_serial: made.mine.signer.serial,
      certificate_name: made.mine.signer.name,
      field: made.mine.field,
      level: made.mine.level,
      base_sha256: intent.document_sha256,
      document_sha256: made.sha256,
      signed_at: at,
      provider: made.provider,
      rewritten: made.rewritten ? 1 : 0,
    });
    await changeDeskItems(
      work,
      scope,
      { letterId: letter.id, positionId: intent.position_id },
      (item) => item.reason === 'sign' && item.state === 'open',
      { state: 'done', waits_for: null, unread: 0 },
    );
    await touchLetter(work, scope, letter.id);
    writeDown(work, scope, {
      kind: 'letter.signed',
      subject: letter.id,
      data: {
        intent: intent.id,
        official: intent.official_id,
        serial: made.mine.signer.serial,
        provider: made.provider,
        ...(made.rewritten && { rewritten: true }),
        level: made.mine.level,
        ...(made.evidenceGap !== undefined && { withoutEvidence: made.evidenceGap }),
        base: intent.document_sha256,
        document: made.sha256,
      },
    });
  });
}

async function markSigned(
  { signers, intent }: SigningFacts,
  db: Parameters<typeof updateSigner>[0],
  at: string,
): Promise<void> {
  const mine: SignerRow | undefined = signers.find((one) => one.id === intent.signer_id);
  const signed = { state: 'signed', official_id: intent.official_id, at } as const;
  if (mine?.state !== 'current' || !(await updateSigner(db, mine, signed))) throw new Problem('intent-used');
}
