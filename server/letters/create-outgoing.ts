import type { CreateOutgoing, OutgoingCreated } from '../contract/letters.js';
import { writeDown } from '../ledger/index.js';
import { above, office, unitOfPosition } from '../people/index.js';
import type { Json } from '../platform/canonical-json.js';
import { newId } from '../platform/ids.js';
import { Problem } from '../platform/problem.js';
import { once, type DeskScope } from '../tenants/index.js';
import { putOnDesk } from './desk-items.js';
import { letterAtDesk } from './letter-at-desk.js';
import { insertLetter } from './letters.table.js';
import { findOutgoingKind, hasClassification } from './outgoing-choices.table.js';
import { insertSigners } from './signers.table.js';

/**
 * Begins an outgoing letter: facts and signers stand, its PDF is uploaded next, then it is numbered and signed.
 *
 * It lies on the desk that made it; signers get it when it is their turn. A letter above sifat biasa cannot be begun
 * in a portal, since the portal could not show it again.
 *
 * @throws {Problem} `kind-unknown`, `signer-missing`, `position-unknown`, `request-invalid`, `restricted-in-portal`,
 *   `letter-not-found` for a `replyTo` that this desk does not have
 */
export function createOutgoing(
  scope: DeskScope,
  input: CreateOutgoing,
  key?: string,
): Promise<OutgoingCreated> {
  const request = {
    outgoing: scope.actor.positionId,
    input: { ...input, replyTo: input.replyTo ?? null, signsFor: input.signsFor ?? null } as Json,
  };
  return once(scope, { key, request }, async (work) => {
    if (scope.portalId !== undefined && input.sifat !== 'biasa') throw new Problem('restricted-in-portal');
    if (!(await findOutgoingKind(work.db, scope.tenantId, input.kindId))) throw new Problem('kind-unknown');
    if (!(await hasClassification(work.db, scope.tenantId, input.classification)))
      throw new Problem('request-invalid', { where: 'classification' });
    await checkSigners(scope, input.signers);
    await checkForms(scope, input);
    if (input.replyTo !== undefined) await letterAtDesk(scope, input.replyTo);

    const { positionId, officialId } = scope.actor;
    const unit = await unitOfPosition(scope, positionId);
    const letterId = newId(scope.now);
    const at = scope.now.toISOString();
    await insertLetter(work.db, {
      tenant_id: scope.tenantId,
      id: letterId,
      direction: 'outgoing',
      status: 'draft',
      kind_id: input.kindId,
      sifat: input.sifat,
      derajat: input.derajat,
      classification_code: input.classification,
      subject: input.subject,
      sender: unit.name,
      addressee: input.addressee,
      number: null,
      letter_date: null,
      received_date: null,
      attachments: null,
      unit_id: unit.id,
      agenda_number: null,
      agenda_year: null,
      reply_to_id: input.replyTo ?? null,
      code: null,
      document_sha256: null,
      created_position_id: positionId,
      created_official_id: officialId,
      created_at: at,
      closed_at: null,
      close_reason: null,
      replaced_by_id: null,
      version: 1,
      changed_by: officialId,
    });
    await insertSigners(
      work.db,
      input.signers.map((signer, index) => ({
        tenant_id: scope.tenantId,
        id: newId(scope.now),
        letter_id: letterId,
        ordinal: index + 1,
        position_id: signer,
        state: 'waiting',
        official_id: null,
        at: null,
        note: null,
        signs_for: input.signsFor?.find((one) => one.signer === signer)?.form ?? null,
      })),
    );
    await putOnDesk(work, scope, {
      positionId,
      letterId,
      reason: 'registrar',
      state: 'open',
      waitsFor: 'file',
      unread: false,
    });
    writeDown(work, scope, { kind: 'letter.created', subject: letterId, data: { signers: input.signers } });
    return { letterId, version: 1 };
  });
}

/** Only a signer, once, and only where its line goes up that far. */
async function checkForms(scope: DeskScope, { signers, signsFor = [] }: CreateOutgoing): Promise<void> {
  const { positions } = await office(scope);
  const named = new Set(signsFor.map(({ signer }) => signer));
  const fits = ({ signer, form }: (typeof signsFor)[number]) =>
    signers.includes(signer) && above(positions, signer).length >= (form === 'an' ? 1 : 2);
  if (named.size !== signsFor.length || !signsFor.every(fits))
    throw new Problem('request-invalid', { where: 'signsFor' });
}

/** Each signs once, and is an open position of this government. */
async function checkSigners(scope: DeskScope, signers: readonly string[]): Promise<void> {
  if (signers.length === 0) throw new Problem('signer-missing');
  if (new Set(signers).size !== signers.length) throw new Problem('request-invalid', { where: 'signers' });
  const known = new Set((await office(scope)).positions.map((position) => position.id));
  if (!signers.every((signer) => known.has(signer))) throw new Problem('position-unknown');
}
