import { beforeAll, describe, expect, test } from 'vitest';
import { appendRevision, type AppendedRevision, objectIn } from '../support/appended-revision.js';
import { stream } from '../support/made-pdfs.js';
import { formPdf, judge, picture, report, sign, textField } from '../support/signed-form.js';

const filled = textField('/V (segera)');
const after = async (revision: AppendedRevision, base: Uint8Array) => judge(appendRevision(base, revision));

describe('a picture that is overwritten when its field is filled', () => {
  /** The lawful change: a value, and the picture of it in the place of the old one. */
  const fill = { objects: { 11: filled, 15: picture('segera') } };

  test('is let pass where the field alone has it', async () => {
    expect(await after(fill, await sign(formPdf()))).toBe('intact');
  });

  test.each([
    ['a page draws it', { pageEntries: '/Resources << /XObject << /X 15 0 R >> >>' }, 'stream-changed'],
    [
      'a page draws what has it',
      {
        pageEntries: '/Resources << /XObject << /X 20 0 R >> >>',
        other: stream('', '/Resources << /XObject << /Y 15 0 R >> >>'),
      },
      '',
    ],
    ['the catalog names it', { catalogEntries: '/Sembarang [<< /A 15 0 R >>]' }, 'stream-changed'],
    [
      'the names of the document do',
      { catalogEntries: '/Names << /AP << /Names [(x) 15 0 R] >> >>' },
      'stream-changed',
    ],
  ])(
    'is told where %s',
    async (
      _,
      { other, ...shape }: { other?: string; pageEntries?: string; catalogEntries?: string },
      reason,
    ) => {
      const base = formPdf(shape);
      const signed = await sign(other ? appendRevision(base, { objects: { 20: other } }) : base);
      expect(await judge(signed)).toBe('intact');
      expect(await after(fill, signed)).toMatch(`changed ${reason}`);
    },
  );

  test('is told where the trailer names it', async () => {
    const trailer = '/Sembarang 15 0 R';
    const signed = await sign(appendRevision(formPdf(), { trailer }));
    expect(await after({ ...fill, trailer }, signed)).toBe('changed trailer-changed');
  });

  test('is told where another field shows it', async () => {
    const other = textField().replace('(catatan)', '(jumlah)');
    const signed = await sign(appendRevision(formPdf(), { objects: { 19: other } }));
    expect(await after(fill, signed)).toMatch(/^changed/);
  });

  test('is told where it stands between the field and its picture', async () => {
    // The dictionary of pictures is an object of its own, and the page has it too.
    const indirect = textField().replace('/AP << /N 15 0 R >>', '/AP 300 0 R');
    const pictures = { 11: indirect, 300: '<< /N 15 0 R >>' };
    const change = {
      objects: { 11: `${indirect.slice(0, -2)} /V (x) >>`, 300: '<< /N 401 0 R >>', 401: picture('x') },
    };
    const lawful = await sign(appendRevision(formPdf(), { objects: pictures }));
    expect(await after(change, lawful)).toBe('intact');
    const shared = await sign(
      appendRevision(formPdf({ catalogEntries: '/Sembarang 300 0 R' }), { objects: pictures }),
    );
    expect(await after(change, shared)).toMatch(/^changed/);
  });
});

describe('objects that are shared', () => {
  let signed: Uint8Array;
  beforeAll(async () => {
    signed = await sign(formPdf());
  });

  test('one list of annotations on two pages does not put a signature on both', async () => {
    const base = appendRevision(formPdf(), {
      objects: { 101: objectIn(formPdf(), 101).replace(/>>$/, '/Annots 14 0 R >>') },
    });
    const once = await sign(base);
    expect((await report(once)).verdict).toBe('intact');
    // The same widget on both pages is still only a signature's.
    expect((await report(await sign(once))).verdict).toBe('intact');
    const note = {
      objects: {
        14: objectIn(once, 14).replace(/\]$/, ' 300 0 R]'),
        300: '<< /Type /Annot /Subtype /Stamp >>',
      },
    };
    expect(await after(note, once)).toBe('changed annotation-added');
  });

  test('a list of fields that the catalog has elsewhere is found there', async () => {
    const shared = await sign(formPdf({ catalogEntries: '/Sembarang 13 0 R' }));
    expect((await report(shared)).verdict).toBe('intact');
    expect((await report(await sign(shared))).verdict).toBe('changed');
  });

  test('a value that another field has too is told', async () => {
    const twin = textField('/V 300 0 R').replace('(catatan)', '(salinan)');
    const base = await sign(
      appendRevision(formPdf(), { objects: { 11: textField('/V 300 0 R'), 19: twin, 300: '(lama)' } }),
    );
    expect(await after({ objects: { 300: '(baru)' } }, base)).toMatch(/^changed/);
  });

  test('a widget that a page already has is not taken for a new one', async () => {
    expect(await after({ objects: { 13: objectIn(signed, 13).replace(/\]$/, ' 3 0 R]') } }, signed)).toBe(
      'changed field-added',
    );
  });

  test('a font of the form may be added under a new name, and replaced under none', async () => {
    const font = '<< /Type /Font /Subtype /Type1 /BaseFont /Courier >>';
    const grown = { objects: { 17: '<< /Font << /F1 18 0 R /F2 300 0 R >> >>', 300: font } };
    expect(await after(grown, signed)).toBe('intact');
    expect(await after({ objects: { 17: '<< /Font << /F1 300 0 R >> >>', 300: font } }, signed)).toBe(
      'changed form-changed',
    );
    expect(await after({ objects: { 17: '<< /Font << /F2 300 0 R >> >>', 300: font } }, signed)).toBe(
      'changed form-changed',
    );
  });
});
