import { beforeAll, describe, expect, test } from 'vitest';
import { bytesSource } from '../../server/pdf/core/byte-source.js';
import { addDocumentTimestamp } from '../../server/pdf/sign/document-timestamp.js';
import { appendRevision, type AppendedRevision, objectIn } from '../support/appended-revision.js';
import { formPdf, judge, picture, report, sign, textField } from '../support/signed-form.js';
import { testTimestamps } from '../support/test-authority.js';

/** What programs of others do to a signed file and mean no harm by, each beside the harm that looks like it. */
let once: Uint8Array;
beforeAll(async () => {
  once = await sign(formPdf());
});

const after = (revision: AppendedRevision, base = once) => judge(appendRevision(base, revision));
const withMore = (base: Uint8Array, number: number, more: string): AppendedRevision => ({
  objects: { [number]: objectIn(base, number).replace(/>>$/, `${more} >>`) },
});

describe('a certification of level 3', () => {
  test('lets a value be exchanged as level 2 does', async () => {
    for (const certify of [2, 3] as const) {
      const base = await sign(formPdf(), { certify });
      const changed = objectIn(base, 19).replace('(1000)', '(2000)');
      expect(await after({ objects: { 19: changed } }, base)).toBe('intact');
    }
    expect(await after({ objects: { 19: objectIn(once, 19).replace('(1000)', '(2000)') } })).toBe(
      'changed field-changed',
    );
  });
});

describe('a field that a signature locks', () => {
  test('is closed to input, and nothing else of its flags', async () => {
    expect(await after(withMore(once, 19, '/Ff 1'))).toBe('intact');
    for (const flags of ['/Ff 2', '/Ff 3', '/Ff 4097', '/Ff /Sembarang'])
      expect(await after(withMore(once, 19, flags))).toBe('changed field-changed');
    const closed = await sign(appendRevision(formPdf(), withMore(formPdf(), 19, '/Ff 1')));
    expect(await after({ objects: { 19: objectIn(closed, 19).replace('/Ff 1', '/Ff 0') } }, closed)).toBe(
      'changed field-changed',
    );
  });

  test('is not closed under a certification of level 1', async () => {
    const base = await sign(formPdf(), { certify: 1 });
    expect(await after(withMore(base, 19, '/Ff 1'), base)).toBe('changed not-permitted-by-certification');
  });
});

describe('what programs keep for themselves', () => {
  test.each([1, 3])('in object %d may change', async (number) => {
    const note = '/PieceInfo << /Program << /LastModified (D:2026) /Private 300 0 R >> >>';
    const kept = withMore(once, number, note);
    expect(await after({ objects: { ...kept.objects, 300: '<< /Isi (x) >>' } })).toBe('intact');
    expect(await after(withMore(once, number, '/PieceInfo (x)'))).toMatch(/^changed (page|catalog)-changed/);
    const base = await sign(formPdf(), { certify: 1 });
    expect(await after(withMore(base, number, note), base)).toBe('changed not-permitted-by-certification');
  });

  test('is a date on a page, which may be told', async () => {
    expect(await after(withMore(once, 3, '/LastModified (D:20261124014200Z)'))).toBe('intact');
    expect(await after(withMore(once, 3, '/LastModified 4 0 R'))).toBe('changed page-changed');
  });

  test('is not looked for what a page draws', async () => {
    const base = await sign(formPdf({ pageEntries: '/PieceInfo << /Program << /Private 4 0 R >> >>' }));
    expect(await after({ objects: { 4: picture('Palsu') } }, base)).toMatch(/^changed/);
  });
});

describe('a document time-stamp under a certification of level 1', () => {
  test('is one by what it is, not by what it calls itself', async () => {
    const base = await sign(formPdf(), { certify: 1 });
    const stamped = Buffer.concat([
      base,
      await addDocumentTimestamp(bytesSource(base), await testTimestamps()),
    ]);
    expect(await judge(stamped)).toBe('intact');
    const disguised: AppendedRevision = {
      objects: {
        13: objectIn(base, 13).replace(/\]$/, ' 300 0 R]'),
        14: objectIn(base, 14).replace(/\]$/, ' 300 0 R]'),
        300: '<< /Type /Annot /Subtype /Widget /FT /Sig /T (baru) /P 3 0 R /Rect [60 600 300 720] /AP << /N 302 0 R >> /V 301 0 R >>',
        301: '<< /Type /DocTimeStamp /Filter /Adobe.PPKLite /SubFilter /ETSI.CAdES.detached /ByteRange [0 1 2 3] /Contents <00> >>',
        302: picture('Palsu'),
      },
    };
    const { changesAfter } = await firstOf(appendRevision(base, disguised));
    expect(changesAfter).toBe('suspicious');
    const drawn = {
      ...disguised.objects,
      301: (disguised.objects?.[301] ?? '').replace('ETSI.CAdES.detached', 'ETSI.RFC3161'),
    };
    expect((await firstOf(appendRevision(base, { objects: drawn }))).changesAfter).toBe('suspicious');
  });
});

test('a field as large as its page is not filled with another page', async () => {
  const field = (rect: string, more = '') => textField(more, rect);
  for (const [rect, verdict] of [
    ['[0 0 595 842]', 'changed field-changed'],
    ['[40 40 555 400]', 'intact'],
  ] as const) {
    const base = await sign(appendRevision(formPdf(), { objects: { 11: field(rect) } }));
    expect(await after({ objects: { 11: field(rect, '/V (x)'), 15: picture('Palsu') } }, base)).toBe(verdict);
  }
});

async function firstOf(bytes: Uint8Array) {
  const { signatures } = await report(bytes);
  const [first] = signatures;
  if (!first) throw new Error('no signature');
  return first;
}
