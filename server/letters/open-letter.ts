import type { LetterView, Signer } from '../contract/letters.js';
import type { Db, LetterDocumentRow, LetterRow, SignerRow } from '../database/index.js';
import { office, officialNames, positionNames } from '../people/index.js';
import type { Sifat, Derajat } from '../contract/vocabulary.js';
import { look, type DeskScope, type Scope } from '../tenants/index.js';
import { findClassification, findKind } from './choices.table.js';
import { listDeskItemsOfLetter } from './desk-items.table.js';
import { endingOfLetter } from './ended-letter.js';
import { actsOf } from './letter-acts.js';
import { isRestricted, letterAtDesk } from './letter-at-desk.js';
import { letterDocuments, toLetterFile } from './letter-documents.js';
import { statusOf } from './letter-life.js';
import { findLetter } from './letters.table.js';
import { listSigners } from './signers.table.js';
import { listOpenUploads } from './uploads.table.js';
import { mayWithdraw } from './withdraw-letter.js';

/**
 * One letter as this desk may see it.
 *
 * @throws {Problem} `letter-not-found`, `restricted-in-portal`
 */
export function openLetter(scope: DeskScope, letterId: string): Promise<LetterView> {
  return look(scope, async (db) => {
    const { letter, items } = await letterAtDesk(scope, letterId);
    const files = await letterDocuments(scope, letterId);
    const due = items
      .flatMap((item) => (item.state === 'open' && item.due !== null ? [item.due] : []))
      .sort();
    return {
      ...factsOf(letter),
      ...(await named(db, scope, letter)),
      ...filesOf(letter, files),
      ...(await uploading(db, scope, letterId)),
      ...(await answered(db, scope, letter)),
      ...(await ended(db, scope, letter)),
      signers: await signersOfLetter(scope, await listSigners(db, scope.tenantId, letterId)),
      ...(due[0] === undefined ? {} : { due: due[0] }),
      unread: items.some(({ unread }) => unread === 1),
      acts: actsOf(letter, items, {
        positionId: scope.actor.positionId,
        grants: scope.grants,
        secretary: scope.actor.onBehalfOf !== undefined,
        withdraws: await mayWithdraw(scope, letter),
      }),
    };
  });
}

function factsOf(letter: LetterRow) {
  return {
    id: letter.id,
    version: letter.version,
    direction: letter.direction,
    status: statusOf(letter),
    sifat: letter.sifat as Sifat,
    derajat: letter.derajat as Derajat,
    subject: letter.subject,
    sender: letter.sender,
    ...(letter.number === null ? {} : { number: letter.number }),
    ...(letter.letter_date === null ? {} : { letterDate: letter.letter_date }),
    ...(letter.received_date === null ? {} : { receivedDate: letter.received_date }),
    ...(letter.attachments === null ? {} : { attachments: letter.attachments }),
    ...(letter.code === null ? {} : { code: letter.code }),
  };
}

async function named(db: Db, scope: Scope, letter: LetterRow) {
  const kind = await findKind(db, scope.tenantId, letter.kind_id);
  const code = letter.classification_code;
  const classification = code === null ? undefined : await findClassification(db, scope.tenantId, code);
  const unit = (await office(scope)).units.find(({ id }) => id === letter.unit_id);
  const { agenda_number: number, agenda_year: year } = letter;
  return {
    kind: { id: letter.kind_id, name: kind?.name ?? '' },
    ...(code === null ? {} : { classification: { code, name: classification?.name ?? '' } }),
    ...(number === null || year === null ? {} : { agenda: { number, year, unit: unit?.name ?? '' } }),
  };
}

function filesOf(letter: LetterRow, files: readonly LetterDocumentRow[]) {
  const current = files.find(({ sha256, role }) => sha256 === letter.document_sha256 && role !== 'follow-up');
  return {
    ...(current ? { file: toLetterFile(current) } : {}),
    files: files.map(toLetterFile),
  };
}

/** An upload of the letter's own file that this official can go on with. */
async function uploading(db: Db, scope: DeskScope, letterId: string) {
  const open = await listOpenUploads(db, scope.tenantId, letterId, scope.actor.officialId);
  const upload = open.find(
    ({ purpose, position_id, expires_at }) =>
      purpose === 'letter' && position_id === scope.actor.positionId && expires_at > scope.now.toISOString(),
  );
  if (!upload) return {};
  return { upload: { uploadId: upload.id, offset: upload.received, size: upload.size } };
}

/** The letter that this one answers, where this desk may see that one too. */
async function answered(db: Db, scope: DeskScope, { reply_to_id: id }: LetterRow) {
  const letter = id === null ? undefined : await findLetter(db, scope.tenantId, id);
  if (!letter || isRestricted(scope, letter)) return {};
  const items = await listDeskItemsOfLetter(db, scope.tenantId, letter.id, scope.actor.positionId);
  if (items.length === 0) return {};
  const number = letter.number === null ? {} : { number: letter.number };
  return { replyTo: { id: letter.id, subject: letter.subject, ...number } };
}

/** How it came out of force. The number of the letter in its place is told where this desk may know it. */
async function ended(db: Db, scope: DeskScope, letter: LetterRow) {
  const ending = await endingOfLetter(scope, letter);
  if (!ending) return {};
  const { at, reason, replacedBy } = ending;
  const names = await officialNames(scope, [letter.changed_by]);
  const by = names.get(letter.changed_by);
  const number = replacedBy && (await mayKnow(db, scope, replacedBy)) ? replacedBy.number : null;
  return {
    ended: {
      at,
      reason,
      ...(by === undefined ? {} : { by }),
      ...(number === null ? {} : { replacedBy: number }),
    },
  };
}

async function mayKnow(db: Db, scope: DeskScope, letter: LetterRow): Promise<boolean> {
  if (letter.sifat === 'biasa') return true;
  if (isRestricted(scope, letter)) return false;
  return (await listDeskItemsOfLetter(db, scope.tenantId, letter.id, scope.actor.positionId)).length > 0;
}

async function signersOfLetter(scope: Scope, rows: readonly SignerRow[]): Promise<Signer[]> {
  if (rows.length === 0) return [];
  const positions = await positionNames(scope);
  const names = await officialNames(
    scope,
    rows.flatMap(({ official_id }) => official_id ?? []),
  );
  return rows.map((row) => {
    const by = row.official_id === null ? undefined : names.get(row.official_id);
    return {
      signerId: row.id,
      ordinal: row.ordinal,
      position: positions.get(row.position_id) ?? {
        id: row.position_id,
        title: '',
        shortTitle: '',
        unit: '',
      },
      state: row.state,
      ...(by === undefined ? {} : { by }),
      ...(row.at === null ? {} : { at: row.at }),
      ...(row.note === null ? {} : { note: row.note }),
    };
  });
}
