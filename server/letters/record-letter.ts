import type { Recorded, RecordLetter } from '../contract/letters.js';
import type { LetterRow, UnitRow } from '../database/index.js';
import { writeDown } from '../ledger/index.js';
import { takeNumber } from '../numbering/index.js';
import { unitOfPosition } from '../people/index.js';
import type { Json } from '../platform/canonical-json.js';
import { newId } from '../platform/ids.js';
import { localDate } from '../platform/local-date.js';
import { Problem } from '../platform/problem.js';
import { once, type DeskScope, type Work } from '../tenants/index.js';
import { findClassification, findKind } from './choices.table.js';
import { putOnDesk } from './desk-items.js';
import { listByMatchKey } from './duplicates.table.js';
import { moveOn } from './letter-life.js';
import { insertLetter } from './letters.table.js';
import { matchKey } from './match-key.js';
import { expectRegistrar } from './registrar.js';
import { expectRoute, putBeforeHead } from './route-letter.js';

/**
 * Records an incoming letter in the register of the desk's unit: it has its agenda number before any file is up.
 *
 * Writing down a restricted letter is allowed in a portal too, so that it is not lost; reading it there is not.
 *
 * @throws {Problem} `not-registrar`, `kind-unknown`, `classification-unknown`, `position-unknown`, `request-invalid`
 *   for dates that cannot be, `letter-duplicate` unless `evenIfDuplicate`, `idempotency-key-reused`
 */
export function recordLetter(scope: DeskScope, input: RecordLetter, key?: string): Promise<Recorded> {
  const request = { record: scope.actor.positionId, input: JSON.parse(JSON.stringify(input)) as Json };
  return once(scope, { key, request }, async (work) => {
    await expectRegistrar(scope);
    await expectRight(work, scope, input);
    const unit = await unitOfPosition(scope, scope.actor.positionId);
    if (!input.evenIfDuplicate) await expectNew(work, scope, unit, input);

    const letterId = newId(scope.now);
    const today = localDate(scope.now, scope.zone);
    const agenda = await takeNumber(work, scope, {
      unitId: unit.id,
      purpose: 'agenda',
      date: today,
      tokens: { unit: unit.short_name },
      letterId,
    });
    const year = Number(today.slice(0, 4));
    await insertLetter(work.db, rowOf(scope, input, { letterId, unit, number: agenda.ordinal, year }));
    await putOnDesk(work, scope, {
      positionId: scope.actor.positionId,
      letterId,
      reason: 'registrar',
      state: 'open',
      waitsFor: 'file',
      unread: false,
    });
    writeDown(work, scope, {
      kind: 'letter.recorded',
      subject: letterId,
      data: { unit: unit.id, agenda: agenda.ordinal, year, kind: input.kindId },
    });
    if (input.routeTo !== undefined) await putBeforeHead(work, scope, letterId, input.routeTo);
    return { letterId, version: 1, agenda: { number: agenda.ordinal, year, unit: unit.name } };
  });
}

async function expectRight({ db }: Work, scope: DeskScope, input: RecordLetter): Promise<void> {
  const kind = await findKind(db, scope.tenantId, input.kindId);
  if (!kind || kind.active === 0 || kind.direction === 'outgoing') throw new Problem('kind-unknown');
  const code = input.classification;
  if (code !== undefined && !(await findClassification(db, scope.tenantId, code)))
    throw new Problem('classification-unknown');
  if (input.receivedDate > localDate(scope.now, scope.zone))
    throw new Problem('request-invalid', { where: 'receivedDate' });
  if (input.letterDate > input.receivedDate) throw new Problem('request-invalid', { where: 'letterDate' });
  if (input.routeTo !== undefined) await expectRoute(scope, input.routeTo);
}

async function expectNew({ db }: Work, scope: DeskScope, unit: UnitRow, input: RecordLetter): Promise<void> {
  const key = matchKey(input.number, input.sender);
  const [same] = await listByMatchKey(db, scope.tenantId, unit.id, key);
  if (same) throw new Problem('letter-duplicate', { agenda: same.agenda_number ?? 0 });
}

function rowOf(
  scope: DeskScope,
  input: RecordLetter,
  { letterId, unit, number, year }: { letterId: string; unit: UnitRow; number: number; year: number },
): Omit<LetterRow, 'match_key'> {
  const { officialId, positionId } = scope.actor;
  return {
    tenant_id: scope.tenantId,
    id: letterId,
    direction: 'incoming',
    status: input.routeTo === undefined ? 'recorded' : moveOn('recorded', 'route'),
    kind_id: input.kindId,
    sifat: input.sifat,
    derajat: input.derajat,
    classification_code: input.classification ?? null,
    subject: input.subject,
    sender: input.sender,
    addressee: null,
    number: input.number,
    letter_date: input.letterDate,
    received_date: input.receivedDate,
    attachments: input.attachments ?? null,
    unit_id: unit.id,
    agenda_number: number,
    agenda_year: year,
    reply_to_id: null,
    code: null,
    document_sha256: null,
    created_position_id: positionId,
    created_official_id: officialId,
    created_at: scope.now.toISOString(),
    closed_at: null,
    close_reason: null,
    replaced_by_id: null,
    version: 1,
    changed_by: officialId,
  };
}
