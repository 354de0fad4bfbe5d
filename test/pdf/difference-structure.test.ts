import { beforeAll, describe, expect, test } from 'vitest';
import { appendRevision, type AppendedRevision, objectIn } from '../support/appended-revision.js';
import { formPdf, judge, report, sign } from '../support/signed-form.js';

/** A tagged letter: a document with one paragraph, which is marked content 0 of the page. */
const tagged = () =>
  appendRevision(
    formPdf({
      catalogEntries: '/MarkInfo << /Marked true >> /StructTreeRoot 30 0 R',
      pageEntries: '/StructParents 0',
    }),
    {
      objects: {
        30: '<< /Type /StructTreeRoot /K 31 0 R /ParentTree 33 0 R /ParentTreeNextKey 1 >>',
        31: '<< /Type /StructElem /S /Document /P 30 0 R /K [32 0 R] >>',
        32: '<< /Type /StructElem /S /P /P 31 0 R /Pg 3 0 R /K 0 >>',
        33: '<< /Nums [0 [32 0 R]] >>',
      },
    },
  );

let signed: Uint8Array;
beforeAll(async () => {
  signed = await sign(tagged());
});

/** A new field for a signature, with a place in the structure tree. */
const widget = (key = '/StructParent 1') =>
  `<< /Type /Annot /Subtype /Widget /FT /Sig /T (baru) /P 3 0 R /Rect [0 0 0 0] ${key} >>`;
function added(changes: Record<number, string | undefined> = {}): AppendedRevision {
  const objects: Record<number, string | undefined> = {
    13: objectIn(signed, 13).replace(/\]$/, ' 200 0 R]'),
    14: objectIn(signed, 14).replace(/\]$/, ' 200 0 R]'),
    200: widget(),
    201: '<< /Type /StructElem /S /Form /P 31 0 R /Pg 3 0 R /K << /Type /OBJR /Obj 200 0 R /Pg 3 0 R >> >>',
    30: '<< /Type /StructTreeRoot /K 31 0 R /ParentTree 33 0 R /ParentTreeNextKey 2 >>',
    31: '<< /Type /StructElem /S /Document /P 30 0 R /K [32 0 R 201 0 R] >>',
    33: '<< /Nums [0 [32 0 R] 1 201 0 R] >>',
    ...changes,
  };
  const kept = Object.entries(objects).filter((entry): entry is [string, string] => entry[1] !== undefined);
  return { objects: Object.fromEntries(kept) };
}
const after = (revision: AppendedRevision) => judge(appendRevision(signed, revision));

describe('the structure tree of a tagged file', () => {
  test('takes the widget of a new signature', async () => {
    expect(await judge(signed)).toBe('intact');
    expect(await after(added())).toBe('intact');
    const { history } = await report(appendRevision(signed, added()));
    expect(history.at(-1)?.changes).toContainEqual({ rule: 'structure-tree', objects: 4 });
  });

  test('takes it with fewer marks, or in an element that was there', async () => {
    expect(await after(added({ 33: undefined, 30: undefined }))).toBe('intact');
    expect(
      await after(
        added({
          201: undefined,
          33: undefined,
          31: '<< /Type /StructElem /S /Document /P 30 0 R /K [32 0 R << /Type /OBJR /Obj 200 0 R >>] >>',
        }),
      ),
    ).toBe('intact');
    expect(
      await after(
        added({
          30: '<< /Type /StructTreeRoot /K [31 0 R] /ParentTree 33 0 R /ParentTreeNextKey 2 /RoleMap << >> >>',
        }),
      ),
    ).toBe('intact');
  });

  test('may be made anew of the same content', async () => {
    expect(await after({ objects: { 31: objectIn(signed, 31), 33: objectIn(signed, 33) } })).toBe('intact');
  });

  test.each<[string, Record<number, string | undefined>]>([
    ['an element about something else', { 201: '<< /Type /StructElem /S /P /P 31 0 R /Pg 3 0 R /K 1 >>' }],
    [
      'an element about an older widget',
      { 201: '<< /Type /StructElem /S /Form /P 31 0 R /K << /Type /OBJR /Obj 11 0 R >> >>' },
    ],
    ['an element about nothing', { 201: '<< /Type /StructElem /S /Form /P 31 0 R /K [] >>' }],
    ['an element that hangs on itself', { 201: '<< /Type /StructElem /S /Form /P 31 0 R /K [201 0 R] >>' }],
    [
      'an element that reads something else aloud',
      {
        201: '<< /Type /StructElem /S /Form /P 31 0 R /ActualText (Palsu) /K << /Type /OBJR /Obj 200 0 R >> >>',
      },
    ],
    ['a lost element', { 31: '<< /Type /StructElem /S /Document /P 30 0 R /K [201 0 R] >>' }],
    [
      'an element before the others',
      { 31: '<< /Type /StructElem /S /Document /P 30 0 R /K [201 0 R 32 0 R] >>' },
    ],
    ['another kind of an old element', { 32: '<< /Type /StructElem /S /H1 /P 31 0 R /Pg 3 0 R /K 0 >>' }],
    [
      'another text of an old element',
      { 32: '<< /Type /StructElem /S /P /P 31 0 R /Pg 3 0 R /K 0 /ActualText (Palsu) >>' },
    ],
    ['another content of an old element', { 32: '<< /Type /StructElem /S /P /P 31 0 R /Pg 3 0 R /K 7 >>' }],
    ['a parent that is another', { 33: '<< /Nums [0 [201 0 R] 1 201 0 R] >>' }],
    ['a parent that is lost', { 33: '<< /Nums [1 201 0 R] >>' }],
    ['a parent for more than the widget', { 33: '<< /Nums [0 [32 0 R] 1 201 0 R 9 201 0 R] >>' }],
    ['a key named twice', { 33: '<< /Nums [0 [32 0 R] 0 [32 0 R] 1 201 0 R] >>' }],
    [
      'roles',
      {
        30: '<< /Type /StructTreeRoot /K 31 0 R /ParentTree 33 0 R /ParentTreeNextKey 2 /RoleMap << /P /Artifact >> >>',
      },
    ],
    [
      'a next key that falls',
      { 30: '<< /Type /StructTreeRoot /K 31 0 R /ParentTree 33 0 R /ParentTreeNextKey 0 >>' },
    ],
    ['no widget', { 13: undefined, 14: undefined, 200: undefined }],
  ])('does not take %s', async (_, changes) => {
    expect(await after(added(changes))).toMatch(/^changed/);
  });

  test('may not come later, go or be exchanged', async () => {
    const catalog = objectIn(signed, 1);
    expect(await after({ objects: { 1: catalog.replace('/StructTreeRoot 30 0 R', '') } })).toBe(
      'changed structure-changed',
    );
    const other = { 1: catalog.replace('30 0 R', '300 0 R'), 300: '<< /Type /StructTreeRoot >>' };
    expect(await after({ objects: other })).toBe('changed structure-changed');
    const plain = await sign(formPdf());
    const tree = {
      1: objectIn(plain, 1).replace(/>>$/, '/StructTreeRoot 300 0 R >>'),
      300: '<< /Type /StructTreeRoot >>',
    };
    expect(await judge(appendRevision(plain, { objects: tree }))).toBe('changed structure-changed');
  });
});
