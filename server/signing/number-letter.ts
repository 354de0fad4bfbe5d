import type { Numbered } from '../contract/letters.js';
import type { LetterRow } from '../database/index.js';
import { writeDown } from '../ledger/index.js';
import {
  addLetterDocument,
  changeDeskItems,
  changeLetter,
  expectVersion,
  letterAtDesk,
  listSigners,
  moveOn,
} from '../letters/index.js';
import { reserveNumber, useNumber } from '../numbering/index.js';
import { bytesSource, concatSource, openPdf, stampPdf, type ByteSource } from '../pdf/index.js';
import { unitById } from '../people/index.js';
import { readPieces } from '../platform/document-store.js';
import { newPublicCode } from '../platform/ids.js';
import { localDate } from '../platform/local-date.js';
import { Problem } from '../platform/problem.js';
import { look, once, tenantOf, work, type DeskScope, type Work } from '../tenants/index.js';
import { longDate } from '../platform/date-words.js';
import { callNextSigner } from './call-next-signer.js';
import { kindCode } from './letter-kinds.table.js';
import { refusePdf } from './refuse-pdf.js';

const security: Readonly<Record<string, string>> = {
  biasa: 'B',
  terbatas: 'T',
  rahasia: 'R',
  'sangat-rahasia': 'SR',
};

interface Stamped {
  readonly number: string;
  readonly date: string;
  readonly code: string;
  readonly sha256: string;
  readonly size: number;
  readonly pages: number;
}

/**
 * Gives an outgoing letter its number, date and public code, stamps them on page one, and puts it on the first
 * signer's desk.
 *
 * Stamping is slow, so no transaction is open meanwhile: the number is reserved for this letter, the file stamped and
 * stored, and only then does the letter bear them, if it still is the letter that was seen. What stops in between
 * leaves a reserved number, which the next try of the same letter takes up again.
 *
 * @throws {Problem} `letter-not-found`, `letter-changed-meanwhile`, `letter-status-wrong`, `number-already-given`,
 *   `letter-file-missing`, `document-already-signed`, `document-unsignable`, `not-registrar`, `signer-missing`
 */
export async function numberLetter(
  scope: DeskScope,
  publicUrl: string,
  letterId: string,
  version: number,
  key?: string,
): Promise<Numbered> {
  const request = { key, request: { number: letterId, desk: scope.actor.positionId, version } };
  const { letter } = await letterAtDesk(scope, letterId);
  if (letter.number !== null) {
    const { number } = letter;
    // The same press sent twice gets its first answer; anybody else hears that it is done.
    return once<Numbered>(scope, request, () =>
      Promise.reject(new Problem('number-already-given', { number })),
    );
  }
  await demandNumberable(scope, letter, version);
  const base = await scope.documents.open(scope.tenantId, letter.document_sha256 ?? '');
  const stamped = await stamp(scope, publicUrl, letter, base);
  return once(scope, request, (work) => bear(work, scope, letter, stamped));
}

async function demandNumberable(scope: DeskScope, letter: LetterRow, version: number): Promise<void> {
  await expectVersion(scope, letter, version);
  moveOn(letter.status as never, 'number');
  if (letter.created_position_id !== scope.actor.positionId) throw new Problem('not-registrar');
  if (letter.document_sha256 === null) throw new Problem('letter-file-missing');
  if ((await look(scope, (db) => listSigners(db, scope.tenantId, letter.id))).length === 0)
    throw new Problem('signer-missing');
}

async function stamp(
  scope: DeskScope,
  publicUrl: string,
  letter: LetterRow,
  base: ByteSource,
): Promise<Stamped> {
  const trial = (await tenantOf(scope)).legal_mode === 'trial';
  const code = newPublicCode();
  const tailFor = (number: string, date: string) =>
    stampPdf(base, { number, date: longDate(date), code, url: `${publicUrl}/v/${code}`, trial }).catch(
      refusePdf,
    );
  // Tried before a number is taken: a file that cannot be stamped costs none.
  await tailFor('000', localDate(scope.now, scope.zone));
  const pages = await (await openPdf(base)).pageCount();

  const unit = await unitById(scope, letter.unit_id);
  const { text, date } = await work(scope, async (work) =>
    reserveNumber(work, scope, {
      unitId: letter.unit_id,
      purpose: 'letters',
      date: localDate(scope.now, scope.zone),
      tokens: {
        keamanan: security[letter.sifat] ?? 'B',
        klasifikasi: letter.classification_code ?? '000',
        unit: unit?.short_name ?? '',
        jenis: (await kindCode(work.db, scope.tenantId, letter.kind_id)) ?? '',
      },
      letterId: letter.id,
    }),
  );
  const tail = await tailFor(text, date);
  const whole = concatSource(base, bytesSource(tail));
  const stored = await scope.documents.put(scope.tenantId, readPieces(whole));
  return { number: text, date, code, pages, ...stored };
}

async function bear(work: Work, scope: DeskScope, letter: LetterRow, stamped: Stamped): Promise<Numbered> {
  const version = await changeLetter(work, scope, letter, {
    status: moveOn(moveOn(letter.status as never, 'number'), 'await-signature'),
    number: stamped.number,
    letter_date: stamped.date,
    code: stamped.code,
    document_sha256: stamped.sha256,
  });
  await useNumber(work, scope, letter.id);
  await addLetterDocument(work, scope, {
    letterId: letter.id,
    role: 'stamped',
    name: `${stamped.number.replaceAll('/', '-')}.pdf`,
    sha256: stamped.sha256,
    size: stamped.size,
    pages: stamped.pages,
    signatures: 0,
  });
  await changeDeskItems(
    work,
    scope,
    { letterId: letter.id, positionId: scope.actor.positionId },
    (item) => item.reason === 'registrar',
    { state: 'idle', waits_for: null },
  );
  await callNextSigner(work, scope, letter.id);
  writeDown(work, scope, {
    kind: 'letter.numbered',
    subject: letter.id,
    data: { number: stamped.number, date: stamped.date, code: stamped.code },
  });
  writeDown(work, scope, {
    kind: 'letter.stamped',
    subject: letter.id,
    data: { base: letter.document_sha256, document: stamped.sha256 },
  });
  return { number: stamped.number, letterDate: stamped.date, code: stamped.code, version };
}
