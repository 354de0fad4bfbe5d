import { createHash, randomBytes, randomInt } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { deflateSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { UploadState } from '../../../server/contract/letters.js';
import { factsAbout } from '../../../server/ledger/index.js';
import { sweepUploads } from '../../../server/letters/index.js';
import { appendObjects, letterPdf } from '../../support/letter-pdf.js';
import { madeOffice, type MadeOffice, type Seat } from '../../support/made-office.js';
import { pdfCorpus } from '../../support/pdf-corpus.js';
import { run, withFile } from '../../support/pdf-oracles.js';
import {
  beginUpload,
  codeOf,
  offsetOf,
  record,
  sendPiece,
  upload,
  view,
} from '../../support/recorded-letter.js';

let made: MadeOffice;
let registrar: Seat;
beforeEach(async () => {
  made = await madeOffice({ file: 6 * 1024 * 1024 });
  registrar = await made.as('registrar');
});
afterEach(async () => {
  await made.close();
});

/** A readable PDF of about `size` bytes that does not compress: a stream of noise nobody draws. */
function largePdf(size: number): Uint8Array {
  const noise = randomBytes(size / 2).toString('hex');
  return letterPdf({ objects: [`<< /Length ${noise.length} >>\nstream\n${noise}\nendstream`] });
}

async function begun(letterId: string, size: number): Promise<UploadState> {
  const answer = await beginUpload(registrar, letterId, size);
  expect(answer.status).toBe(201);
  return (await answer.json()) as UploadState;
}

const piecesFolder = (uploadId: string) => join(made.folder, 'documents', made.tenantId, 'pieces', uploadId);

describe('a file arrives in pieces', () => {
  test('cut at a random byte, it goes on from what the server has', async () => {
    const { letterId } = await record(made, { routeTo: made.desks.head });
    const pdf = largePdf(200_000);
    const { uploadId } = await begun(letterId, pdf.length);
    const cuts = [randomInt(1_000, 50_000), randomInt(60_000, 120_000), randomInt(130_000, 199_000)];
    let at = 0;
    for (const cut of cuts) {
      const answer = await sendPiece(registrar, uploadId, at, pdf.subarray(at, cut));
      expect(answer.headers.get('upload-offset')).toBe(String(cut));
      at = await offsetOf(registrar, uploadId);
      expect(at, `after the cut at ${cut}`).toBe(cut);
      expect((await view(registrar, letterId)).upload).toEqual({ uploadId, offset: cut, size: pdf.length });
    }
    const last = (await (await sendPiece(registrar, uploadId, at, pdf.subarray(at))).json()) as UploadState;
    expect(last).toMatchObject({ offset: pdf.length, file: { size: pdf.length, role: 'original' } });
    expect(existsSync(piecesFolder(uploadId))).toBe(false);

    const seen = await view(registrar, letterId);
    expect(seen.upload).toBeUndefined();
    expect(seen.version).toBe(2);
    const path = `/v1/desks/:desk/letters/${letterId}/documents/${seen.file?.documentId}`;
    const file = new Uint8Array(await (await registrar.request('GET', path)).arrayBuffer());
    expect(Buffer.from(file).equals(Buffer.from(pdf))).toBe(true);
    const facts = await factsAbout(await made.scopeOf('registrar'), letterId);
    expect(facts.filter(({ kind }) => kind === 'letter.file-arrived')).toHaveLength(1);
  });

  test('the answer to the last piece can be asked for again', async () => {
    const { letterId } = await record(made);
    const pdf = letterPdf();
    const { uploadId } = await begun(letterId, pdf.length);
    const first = (await (await sendPiece(registrar, uploadId, 0, pdf)).json()) as UploadState;
    expect(await offsetOf(registrar, uploadId)).toBe(pdf.length);
    const again = (await (
      await sendPiece(registrar, uploadId, pdf.length, new Uint8Array())
    ).json()) as UploadState;
    expect(again).toEqual(first);
    expect((await view(registrar, letterId)).files).toHaveLength(1);
  });

  test('the last piece twice at once gives one file', async () => {
    const { letterId } = await record(made);
    const pdf = letterPdf();
    const { uploadId } = await begun(letterId, pdf.length);
    const answers = await Promise.all([1, 2, 3].map(() => sendPiece(registrar, uploadId, 0, pdf)));
    for (const answer of answers) expect([200, 409]).toContain(answer.status);
    expect(answers.some(({ status }) => status === 200)).toBe(true);
    expect((await view(registrar, letterId)).files).toHaveLength(1);
  });

  test('goes on from a piece that stood before the server could say so', async () => {
    const { letterId } = await record(made);
    const pdf = letterPdf();
    const { uploadId } = await begun(letterId, pdf.length);
    // Killed between the disk and the row: the piece is there, and the row does not know it.
    await made.office.documents.pieces.keep(made.tenantId, uploadId, 0, pdf.subarray(0, 250));
    expect(await offsetOf(registrar, uploadId)).toBe(0);
    const answer = await sendPiece(registrar, uploadId, 0, pdf.subarray(0, 400));
    expect(answer.headers.get('upload-offset')).toBe('250');
    const last = (await (await sendPiece(registrar, uploadId, 250, pdf.subarray(250))).json()) as UploadState;
    expect(last.file?.sha256).toBe(createHash('sha256').update(pdf).digest('hex'));
  });

  test('is finished when asked again, after the server was killed with all pieces here', async () => {
    const { letterId } = await record(made);
    const pdf = letterPdf();
    const { uploadId } = await begun(letterId, pdf.length);
    await made.office.documents.pieces.keep(made.tenantId, uploadId, 0, pdf);
    await made.store.write((db) =>
      db.updateTable('uploads').set({ received: pdf.length }).where('id', '=', uploadId).execute(),
    );
    expect((await view(registrar, letterId)).files).toEqual([]);
    const answer = await sendPiece(registrar, uploadId, pdf.length, new Uint8Array());
    expect(((await answer.json()) as UploadState).file?.size).toBe(pdf.length);
    expect((await view(registrar, letterId)).files).toHaveLength(1);
  });

  test('a piece that was changed on the disk, or moved, is never taken for the file', async () => {
    const { letterId } = await record(made);
    const pdf = letterPdf();
    const { uploadId } = await begun(letterId, pdf.length);
    await sendPiece(registrar, uploadId, 0, pdf.subarray(0, 300));
    const path = join(piecesFolder(uploadId), '000000000000');
    const sealed = readFileSync(path);
    sealed[60] = (sealed[60] ?? 0) ^ 1;
    writeFileSync(path, sealed);
    expect((await sendPiece(registrar, uploadId, 300, pdf.subarray(300))).status).toBe(500);
    expect((await view(registrar, letterId)).files).toEqual([]);
  });

  test('is encrypted while it waits, and its piece cannot be read from the disk', async () => {
    const { letterId } = await record(made);
    const pdf = letterPdf();
    const { uploadId } = await begun(letterId, pdf.length);
    await sendPiece(registrar, uploadId, 0, pdf.subarray(0, 300));
    const names = readdirSync(piecesFolder(uploadId));
    expect(names).toEqual(['000000000000']);
    const kept = readFileSync(join(piecesFolder(uploadId), names[0] ?? ''));
    expect(kept.includes('%PDF')).toBe(false);
    expect(kept.includes('Catalog')).toBe(false);
  });

  test('the same file twice in a register is taken, and told', async () => {
    const pdf = letterPdf();
    const first = await record(made);
    await upload(registrar, first.letterId, pdf);
    const second = await record(made);
    const state = (await (await upload(registrar, second.letterId, pdf)).json()) as UploadState;
    expect(state.duplicates).toMatchObject([{ letterId: first.letterId, agenda: 1, match: 'file' }]);
    const found = await registrar.request('GET', `/v1/desks/:desk/duplicates?sha256=${state.file?.sha256}`);
    expect(((await found.json()) as unknown[]).length).toBe(2);
  });

  test('given up, it is gone', async () => {
    const { letterId } = await record(made);
    const { uploadId } = await begun(letterId, 1_000);
    await sendPiece(registrar, uploadId, 0, letterPdf().subarray(0, 500));
    const answer = await registrar.request('DELETE', `/v1/uploads/${uploadId}`);
    expect(answer.status).toBe(204);
    expect(existsSync(piecesFolder(uploadId))).toBe(false);
    const after = await registrar.request('HEAD', `/v1/uploads/${uploadId}`, undefined, {
      'tus-resumable': '1.0.0',
    });
    expect(after.status).toBe(404);
    expect((await view(registrar, letterId)).upload).toBeUndefined();
  });

  test('after a day without a piece it is swept away, and the letter waits for its file', async () => {
    const { letterId } = await record(made);
    const { uploadId } = await begun(letterId, 1_000);
    await sendPiece(registrar, uploadId, 0, letterPdf().subarray(0, 500));
    made.setClock(25 * 3600_000);
    registrar = await made.as('registrar');
    expect(await codeOf(await sendPiece(registrar, uploadId, 500, new Uint8Array(500)))).toBe(
      'upload-not-found',
    );
    expect(await sweepUploads(await made.commandScope())).toBe(1);
    expect(existsSync(piecesFolder(uploadId))).toBe(false);
    expect((await view(registrar, letterId)).acts).toContain('upload');
  });
});

describe('a file is refused and the letter stays as it was', () => {
  /** Its one page draws 80 MB of blanks, packed into 80 kB. */
  const bomb = () => {
    const packed = deflateSync(Buffer.alloc(80 * 1024 * 1024, 0x20)).toString('latin1');
    const stream = `<< /Length ${packed.length} /Filter /FlateDecode >>\nstream\n${packed}\nendstream`;
    return appendObjects(letterPdf(), new Map([[4, stream]]));
  };
  const whole = letterPdf();
  const cases: [string, () => Uint8Array, string][] = [
    [
      'no PDF',
      () => Buffer.from('PK\u0003\u0004 ini bukan pdf sama sekali, hanya teks'.repeat(20)),
      'file-not-pdf',
    ],
    ['a PDF cut off', () => whole.subarray(0, Math.floor(whole.length * 0.6)), 'file-truncated'],
    [
      'a PDF with a broken table',
      () =>
        Buffer.from(
          Buffer.from(whole)
            .toString('latin1')
            .replace(/startxref\n\d+/, 'startxref\n7'),
          'latin1',
        ),
      'file-damaged',
    ],
    ['a PDF that swells', bomb, 'file-over-limits'],
  ];
  for (const [what, bytes, code] of cases) {
    test(what, async () => {
      const { letterId, agenda } = await record(made);
      const answer = await upload(registrar, letterId, bytes());
      expect(answer.status).toBe(422);
      expect(await codeOf(answer)).toBe(code);
      const seen = await view(registrar, letterId);
      expect(seen).toMatchObject({
        version: 1,
        status: 'recorded',
        files: [],
        agenda: { number: agenda.number },
      });
      expect(seen.upload).toBeUndefined();
      expect(seen.acts).toContain('upload');
      // Nothing of it is kept, and the right file can follow.
      expect(existsSync(join(made.folder, 'documents', made.tenantId, 'pieces'))).toBe(true);
      expect(readdirSync(join(made.folder, 'documents', made.tenantId, 'pieces'))).toEqual([]);
      expect((await upload(registrar, letterId)).status).toBe(200);
    });
  }

  test('no bytes, and more than the limit, before a byte is sent', async () => {
    const { letterId } = await record(made);
    expect(await codeOf(await beginUpload(registrar, letterId, 0))).toBe('file-empty');
    const large = await beginUpload(registrar, letterId, 6 * 1024 * 1024 + 1);
    expect(large.status).toBe(413);
    expect(await large.json()).toMatchObject({ code: 'file-too-large', params: { limit: '6 MB' } });
    expect((await beginUpload(registrar, letterId, 6 * 1024 * 1024)).status).toBe(201);
  });

  test('a second file for an incoming letter', async () => {
    const { letterId } = await record(made);
    const late = await begun(letterId, letterPdf().length);
    expect((await upload(registrar, letterId)).status).toBe(200);
    expect(await codeOf(await beginUpload(registrar, letterId, 10))).toBe('file-there-already');
    const answer = await sendPiece(registrar, late.uploadId, 0, letterPdf());
    expect(await codeOf(answer)).toBe('file-there-already');
    expect((await view(registrar, letterId)).files).toHaveLength(1);
  });

  test('pieces that do not join, are too many, too large or not what tus says', async () => {
    const { letterId } = await record(made);
    const size = 5 * 1024 * 1024;
    const { uploadId } = await begun(letterId, size);
    expect(await codeOf(await sendPiece(registrar, uploadId, 10, new Uint8Array(5_000)))).toBe(
      'upload-offset-wrong',
    );
    expect(await codeOf(await sendPiece(registrar, uploadId, 0, new Uint8Array(4 * 1024 * 1024 + 1)))).toBe(
      'request-too-large',
    );
    expect(await codeOf(await sendPiece(registrar, uploadId, 0, new Uint8Array(10)))).toBe('request-invalid');
    const path = `/v1/uploads/${uploadId}`;
    const right = {
      'content-type': 'application/offset+octet-stream',
      'upload-offset': '0',
      'tus-resumable': '1.0.0',
    };
    for (const wrong of [
      { 'content-type': 'application/pdf' },
      { 'upload-offset': '-1' },
      { 'tus-resumable': '0.2' },
    ]) {
      const answer = await registrar.request('PATCH', path, new Uint8Array(5_000), { ...right, ...wrong });
      expect(await codeOf(answer)).toBe('request-invalid');
    }
    expect(await offsetOf(registrar, uploadId)).toBe(0);
  });

  test('an upload of somebody else, of another desk, of another tenant, or of a letter that left the desk', async () => {
    const { letterId, version } = await record(made, { routeTo: made.desks.head });
    const { uploadId } = await begun(letterId, letterPdf().length);
    for (const person of ['head', 'outsider', 'stranger'] as const) {
      const seat = await made.as(person);
      expect(await codeOf(await sendPiece(seat, uploadId, 0, letterPdf()))).toBe('upload-not-found');
    }
    const head = await made.as('head');
    expect(await codeOf(await beginUpload(head, letterId, 10))).toBe('file-there-already');
    expect(await codeOf(await beginUpload(head, letterId, 10, 'follow-up'))).toBe('disposition-not-found');
    expect(version).toBe(1);
  });
});

test('an encrypted file is refused as such, ours and those of others', async () => {
  const ours = await withFile(letterPdf(), async (path) => {
    const locked = `${path}.locked`;
    const { code } = await run('qpdf', ['--encrypt', 'sandi', 'pemilik', '256', '--', path, locked]);
    expect(code).toBe(0);
    return readFileSync(locked);
  });
  const others = pdfCorpus().filter(({ kind }) => kind === 'encrypted');
  for (const [name, bytes] of [
    ['ours', ours] as const,
    ...others.map(({ file, path }) => [file, readFileSync(path)] as const),
  ]) {
    const { letterId } = await record(made);
    const answer = await upload(registrar, letterId, bytes);
    expect(await codeOf(answer), name).toBe('file-encrypted');
    expect((await view(registrar, letterId)).files).toEqual([]);
  }
});

test('every file of others is taken whole or refused with a reason, and never breaks the server', async () => {
  const known = [
    'file-not-pdf',
    'file-truncated',
    'file-damaged',
    'file-encrypted',
    'file-over-limits',
    'file-empty',
    'file-too-large',
  ];
  const rows = pdfCorpus().filter(({ kind }) => kind !== 'p12');
  const files = [
    ['ours', letterPdf()] as const,
    ...rows.map(({ file, path }) => [file, readFileSync(path)] as const),
  ];
  const { letterId: one } = await record(made);
  expect((await upload(registrar, one)).status).toBe(200);
  for (const [name, bytes] of files) {
    const seat = await made.as('registrar');
    const { letterId } = await record(made);
    const answer = await upload(seat, letterId, bytes);
    const seen = await view(seat, letterId);
    if (answer.status === 200) expect(seen.file?.size, name).toBe(bytes.length);
    else {
      expect(known, name).toContain(await codeOf(answer));
      expect(seen.files, name).toEqual([]);
    }
    made.setClock(1_000);
  }
});
