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
import {
  appendSheet,
  bytesSource,
  concatSource,
  openPdf,
  PdfRefusal,
  stampPdf,
  type ByteSource,
} from '../pdf/index.js';
import { unitById } from '../people/index.js';
import { readPieces } from '../platform/document-store.js';
import { newPublicCode } from '../platform/ids.js';
import { localDate } from '../platform/local-date.js';
import { Problem } from '../platform/problem.js';
import { look, once, tenantOf, work, type DeskScope, type Work } from '../tenants/index.js';
import { longDate } from '../platform/date-words.js';
import { callNextSigner } from './call-next-signer.js';
import { kindCode } from './letter-kinds.table.js';
import { hasRoomFor } from './free-place.js';
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
  /** A page was added for the signatures, since the letter's own have no room. */
  readonly sheet: boolean;
}

/** The box of a head of office with rank and NIP, in points: who will sign is known on the day alone. */
const usualBox = { width: 212, height: 132 };

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
  // Another press was there first.
  if (!stamped) return numberLetter(scope, publicUrl, letterId, version, key);
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

/** Undefined where the letter was given its number while this was looked at: it must not take a second one. */
async function stamp(
  scope: DeskScope,
  publicUrl: string,
  letter: LetterRow,
  base: ByteSource,
): Promise<Stamped | undefined> {
  const trial = (await tenantOf(scope)).legal_mode === 'trial';
  const code = newPublicCode();
  const stampOn = async (paper: ByteSource, number: string, date: string) => {
    const request = { number, date: longDate(date), code, url: `${publicUrl}/v/${code}`, trial };
    return concatSource(paper, bytesSource(await stampPdf(paper, request)));
  };
  // Tried before a number is taken: a file that cannot be stamped costs none.
  const today = localDate(scope.now, scope.zone);
  const tried = await stampOn(base, '000', today).catch(refusePdf);
  const { length: signers } = await look(scope, (db) => listSigners(db, scope.tenantId, letter.id));
  const isFull = !(await hasRoomFor(tried, signers, usualBox).catch(refusePdf));
  const sheet = isFull && (await takesSheet(base));

  const unit = await unitById(scope, letter.unit_id);
  const reserved = await work(scope, async (work) => {
    const { letter: now } = await letterAtDesk(scope, letter.id);
    if (now.number !== null) return undefined;
    return reserveNumber(work, scope, {
      unitId: letter.unit_id,
      purpose: 'letters',
      date: today,
      tokens: {
        keamanan: security[letter.sifat] ?? 'B',
        klasifikasi: letter.classification_code ?? '000',
        unit: unit?.short_name ?? '',
        jenis: (await kindCode(work.db, scope.tenantId, letter.kind_id)) ?? '',
      },
      letterId: letter.id,
    });
  });
  if (!reserved) return undefined;
  const { text, date } = reserved;
  const paper = sheet ? await withSheet(base, text, date, trial).catch(refusePdf) : base;
  const whole = await stampOn(paper, text, date).catch(refusePdf);
  const stored = await scope.documents.put(scope.tenantId, readPieces(whole));
  const pages = await (await openPdf(whole)).pageCount();
  return { number: text, date, code, pages, sheet, ...stored };
}

/** A file to which no page can be added is signed as it is. */
async function takesSheet(base: ByteSource): Promise<boolean> {
  try {
    await appendSheet(base, { title: '', lines: [] });
    return true;
  } catch (error) {
    if (error instanceof PdfRefusal) return false;
    throw error;
  }
}

/** Rather a page more than a signature over the text, and now, since nothing may be added once somebody has signed. */
async function withSheet(
  base: ByteSource,
  number: string,
  date: string,
  trial: boolean,
): Promise<ByteSource> {
  const tail = await appendSheet(base, {
    title: 'LEMBAR TANDA TANGAN',
    lines: [
      `Bagian yang tidak terpisahkan dari naskah nomor ${number} tanggal ${longDate(date)}.`,
      ...(trial ? ['Uji coba – belum berkekuatan hukum.'] : []),
    ],
  });
  return concatSource(base, bytesSource(tail));
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
    data: {
      base: letter.document_sha256,
      document: stamped.sha256,
      ...(stamped.sheet ? { sheet: true } : {}),
    },
  });
  return { number: stamped.number, letterDate: stamped.date, code: stamped.code, version };
}
