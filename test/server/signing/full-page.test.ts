import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { factsAbout } from '../../../server/ledger/index.js';
import { bytesSource, openPdf, readAll } from '../../../server/pdf/index.js';
import { fullOfPrint, pagesOf } from '../../support/full-page.js';
import { appendObjects } from '../../support/letter-pdf.js';
import { madeOffice, type MadeOffice } from '../../support/made-office.js';
import { enrol, numbered, outgoingLetter, signAs } from '../../support/outgoing-letter.js';
import { darkestBelow, pagePixels } from '../../support/page-pixels.js';
import { pdfsigVerdicts, qpdfCheck, withFile } from '../../support/pdf-oracles.js';
import { verifyLetter } from '../../../server/verification/index.js';
import { view } from '../../support/recorded-letter.js';

const passphrases = { head: 'pinang muda di Arso 5', regent: 'kabut pagi Senggi 9' } as const;

let made: MadeOffice;
beforeAll(async () => {
  made = await madeOffice();
  for (const person of ['head', 'regent'] as const)
    expect((await enrol(made, person, passphrases[person])).status).toBe(201);
}, 60_000);
afterAll(() => made.close());

async function fileOf(letterId: string): Promise<Uint8Array> {
  const { document_sha256: sha256 } = await made.store.read((db) =>
    db.selectFrom('letters').selectAll().where('id', '=', letterId).executeTakeFirstOrThrow(),
  );
  return readAll(await made.office.documents.open(made.tenantId, sha256 ?? ''));
}

const pagesIn = async (pdf: Uint8Array) => (await openPdf(bytesSource(pdf))).pageCount();

/** Numbers and has both sign; before each signature the file, and at the end. */
async function signedByBoth(pdf: Uint8Array) {
  const letter = await outgoingLetter(made, ['head', 'regent'], pdf);
  await numbered(made, letter);
  const files = [await fileOf(letter.letterId)];
  for (const person of ['head', 'regent'] as const) {
    expect((await signAs(made, person, letter.letterId, passphrases[person])).status).toBe(200);
    files.push(await fileOf(letter.letterId));
  }
  return { letterId: letter.letterId, files };
}

/** The darkest pixel that any signature painted over, of all pages. */
async function paintedOver(files: readonly Uint8Array[]): Promise<number> {
  let darkest = 255;
  for (const [at, after] of files.entries()) {
    const before = files[at - 1];
    if (!before) continue;
    for (let page = 1; page <= (await pagesIn(after)); page++)
      darkest = Math.min(
        darkest,
        darkestBelow(await pagePixels(before, page), await pagePixels(after, page)),
      );
  }
  return darkest;
}

const stampedAs = async (letterId: string) =>
  (await factsAbout(await made.scopeOf('head'), letterId))
    .filter(({ kind }) => kind === 'letter.stamped')
    .map(({ data }) => (JSON.parse(data) as { sheet?: boolean }).sheet);

describe('a letter whose pages are full', () => {
  test('gets a page for its signatures before the first, and no signature covers what is printed', async () => {
    const full = pagesOf(fullOfPrint(), fullOfPrint());
    const { letterId, files } = await signedByBoth(full);
    const [stamped, , signed] = files;
    if (!stamped || !signed) throw new Error('No file.');
    expect(await pagesIn(stamped)).toBe(3);
    expect((await view(await made.as('head'), letterId)).file?.pages).toBe(3);
    expect(Buffer.compare(stamped.subarray(0, full.length), full)).toBe(0);
    expect(await stampedAs(letterId)).toEqual([true]);
    expect(await paintedOver(files)).toBe(255);
    await withFile(signed, async (path) => {
      expect(await qpdfCheck(path)).toBe(0);
      expect(await pdfsigVerdicts(path)).toEqual(['Signature is Valid.', 'Signature is Valid.']);
    });
    const { report } = await verifyLetter(await made.scopeOf('head'), made.office, letterId);
    expect(report).toMatchObject({ verdict: 'intact', trusted: true });
    expect(report.history.filter(({ suspicion }) => suspicion !== undefined)).toEqual([]);
  }, 120_000);

  test('gets none where another page has room for all', async () => {
    const { letterId, files } = await signedByBoth(pagesOf(fullOfPrint([0, 420]), fullOfPrint()));
    expect(await pagesIn(files[2] ?? new Uint8Array())).toBe(2);
    expect(await stampedAs(letterId)).toEqual([undefined]);
    expect(await paintedOver(files)).toBe(255);
  }, 120_000);

  test('and whose page tree takes no page is signed all the same', async () => {
    const tree = '<< /Type /Pages /Kids [3 0 R] /Count 1 /MediaBox [0 0 595 842] >>';
    const flat = appendObjects(pagesOf(fullOfPrint()), new Map([[1, `<< /Type /Catalog /Pages ${tree} >>`]]));
    const { letterId, files } = await signedByBoth(flat);
    expect(await pagesIn(files[2] ?? new Uint8Array())).toBe(1);
    expect(await stampedAs(letterId)).toEqual([undefined]);
  }, 120_000);
});
