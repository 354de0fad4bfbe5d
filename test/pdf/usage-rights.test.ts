import { describe, expect, test } from 'vitest';
import { appendObjects, letterPdf } from '../support/letter-pdf.js';
import { bytesOf, textOfBytes } from '../support/made-pdfs.js';
import { judgePlainly, plainSigner, signPlainly } from '../support/plain-signing.js';
import { formPdf, textField } from '../support/signed-form.js';
import { cmsOver } from '../support/test-authority.js';

/** A file whose maker opened functions of a reader: what is named in its permissions no field has. */
const extended = letterPdf({
  catalogEntries: '/Perms << /UR3 10 0 R >>',
  objects: [
    '<< /Type /Sig /Filter /Adobe.PPKLite /SubFilter /adbe.pkcs7.detached /ByteRange [0 9 19 9] /Contents <00> ' +
      '/Reference [<< /Type /SigRef /TransformMethod /UR3 >>] >>',
  ],
});

/** Changes the last signature's dictionary without changing its length, and signs it so. */
async function signedSo(bytes: Uint8Array, change: (text: string) => string): Promise<Uint8Array> {
  const text = change(textOfBytes(bytes));
  expect(text).toHaveLength(bytes.length);
  expect(text).not.toBe(textOfBytes(bytes));
  const range = [...text.matchAll(/\/ByteRange ?\[0 (\d+) (\d+) (\d+) *\]/gu)].at(-1) ?? [];
  const [start = 0, end = 0, length = 0] = range.slice(1).map(Number);
  const content = bytesOf(text.slice(0, start) + text.slice(end, end + length));
  const cms = Buffer.from(await cmsOver(await plainSigner(), content)).toString('hex');
  return bytesOf(`${text.slice(0, start + 1)}${cms.padEnd(end - start - 2, '0')}${text.slice(end - 1)}`);
}

const blanks = (found: string) => ' '.repeat(found.length);

describe('usage rights', () => {
  test('in the permissions sign nothing', async () => {
    expect(await judgePlainly(extended)).toMatchObject({ verdict: 'unsigned', signatures: [] });
  });

  test('hinder nobody from signing, and are told beside no person', async () => {
    const { verdict, signatures } = await judgePlainly(await signPlainly(extended));
    expect(verdict).toBe('intact');
    expect(signatures.map(({ field, signer }) => [field, signer.name])).toEqual([
      ['Signature1', 'Yohana Contoh'],
    ]);
  });

  test('may not come, go or change after a signature', async () => {
    const plain = await signPlainly(letterPdf());
    const catalog = (bytes: Uint8Array) =>
      /\n1 0 obj\n(<< \/Type \/Catalog[^\n]*>>)\nendobj\n(?![\s\S]*\n1 0 obj)/u.exec(
        textOfBytes(bytes),
      )?.[1] ?? '';
    const granted = catalog(plain).replace(/>>$/u, '/Perms << /UR3 4 0 R >> >>');
    expect(await judgePlainly(appendObjects(plain, new Map([[1, granted]])))).toMatchObject({
      verdict: 'changed',
    });
    const with10 = await signPlainly(extended);
    const withdrawn = catalog(with10).replace('/Perms << /UR3 10 0 R >>', '');
    expect(withdrawn).not.toBe(catalog(with10));
    expect(await judgePlainly(appendObjects(with10, new Map([[1, withdrawn]])))).toMatchObject({
      verdict: 'changed',
    });
  });

  const told = {
    verdict: 'undetermined',
    trusted: false,
    signatures: [
      {
        integrity: 'unchecked',
        trust: 'unknown',
        signer: { name: '' },
        chain: [],
        problems: ['usage-rights'],
      },
    ],
  };

  test('are no signature of a person in a field either, be they named by the permissions', async () => {
    // The dictionary that our writer is about to add.
    const base = letterPdf({ catalogEntries: '/Perms << /UR3 7 0 R >>' });
    const signed = await signPlainly(base);
    expect(textOfBytes(signed)).toMatch(/\/V 7 0 R/u);
    expect(await judgePlainly(signed)).toMatchObject(told);
  });

  test.each(['/UR3', '/UR'])('or by %s in the signature itself', async (method) => {
    const certified = await signPlainly(letterPdf(), { certify: 3 });
    const unnamed = (text: string) => text.replace(/\/Perms <<[^>]*>>/u, blanks);
    const right = await signedSo(certified, unnamed);
    expect(await judgePlainly(right)).toMatchObject({ verdict: 'intact' });
    const rights = await signedSo(certified, (text) => unnamed(text).replace('/DocMDP', method.padEnd(7)));
    expect(await judgePlainly(rights)).toMatchObject(told);
  });
});

test('the lock of a field alone locks nothing; the signature that says it locked does', async () => {
  const base = appendObjects(
    formPdf(),
    new Map([
      [
        12,
        '<< /Type /Annot /Subtype /Widget /FT /Sig /T (ttd) /F 132 /Rect [0 0 0 0] /P 3 0 R ' +
          '/Lock << /Type /SigFieldLock /Action /All >> >>',
      ],
    ]),
  );
  const locked = await signPlainly(base, { existingField: 'ttd' });
  const silent = await signedSo(locked, (text) => text.replace(/\/Reference \[<<[\s\S]*?>> ?\]/u, blanks));
  expect(textOfBytes(silent)).toContain('/Lock');
  const filled = (bytes: Uint8Array) => appendObjects(bytes, new Map([[11, textField('/V (disetujui)')]]));
  expect(await judgePlainly(silent)).toMatchObject({ verdict: 'intact' });
  expect(await judgePlainly(filled(silent))).toMatchObject({ verdict: 'intact' });
  expect(await judgePlainly(filled(locked))).toMatchObject({
    verdict: 'changed',
    signatures: [{ integrity: 'right', problems: expect.arrayContaining(['field-locked']) as string[] }],
  });
});
