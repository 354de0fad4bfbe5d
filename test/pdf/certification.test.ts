import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { PdfDict, PdfRef } from '../../server/pdf/core/objects.js';
import { PdfRefusal } from '../../server/pdf/core/pdf-refusal.js';
import type { CertificationLevel } from '../../server/pdf/sign/certification.js';
import { letterPdf } from '../support/letter-pdf.js';
import { pdfCorpus } from '../support/pdf-corpus.js';
import { pdfsigVerdicts, qpdfCheck, throughQpdf, withFile } from '../support/pdf-oracles.js';
import {
  judgePlainly as judge,
  plainRefusal as refusal,
  signPlainly as sign,
} from '../support/plain-signing.js';
import { opened } from '../support/signed-parts.js';

/** An empty field with a lock: object 10, and its form. */
const withLock = (lock: string) =>
  letterPdf({
    catalogEntries: '/AcroForm << /Fields [10 0 R 11 0 R] >>',
    pageEntries: '/Annots [10 0 R 11 0 R]',
    objects: [
      `<< /Type /Annot /Subtype /Widget /FT /Sig /T (Bupati) /Rect [0 0 0 0] /P 3 0 R /Lock << /Type /SigFieldLock ${lock} >> >>`,
      '<< /Type /Annot /Subtype /Widget /FT /Sig /T (Sekda) /Rect [0 0 0 0] /P 3 0 R >>',
    ],
  });

describe('a certification', () => {
  test.each([1, 2, 3] as const)('of level %d is in the permissions and in the signature', async (certify) => {
    const signed = await sign(letterPdf(), { certify });
    const document = await opened(signed);
    const permissions = await document.dict((await document.catalog()).get('Perms'));
    const [field] = await document.signatureFields();
    expect(permissions?.get('DocMDP')).toEqual(field?.value);
    const value = await document.dict(field?.value);
    expect(value?.get('Reference')).toMatchObject([{}]);
    const [reference] = value?.get('Reference') as [PdfDict];
    expect(reference.name('TransformMethod')).toBe('DocMDP');
    expect((reference.get('TransformParams') as PdfDict).integer('P')).toBe(certify);
    await withFile(signed, async (path) => {
      expect(await pdfsigVerdicts(path)).toEqual(['Signature is Valid.']);
      expect(await qpdfCheck(path)).toBe(0);
    });
    expect(await judge(signed)).toMatchObject({ verdict: 'intact', signatures: [{ changesAfter: 'none' }] });
  });

  test('of level 1 ends the signing, of 2 and 3 it does not', async () => {
    for (const [certify, outcome] of [
      [1, 'pdf-certified-no-changes'],
      [2, 'intact'],
      [3, 'intact'],
    ] as const) {
      const certified = await sign(letterPdf(), { certify });
      if (outcome !== 'intact') {
        expect(await refusal(certified)).toBe(outcome);
        continue;
      }
      const twice = await sign(certified);
      expect(await judge(twice)).toMatchObject({
        verdict: 'intact',
        signatures: [{ changesAfter: 'permitted' }, { changesAfter: 'none' }],
      });
    }
  });

  test('is the first signature or none', async () => {
    for (const certify of [1, 2, 3] as CertificationLevel[]) {
      expect(await refusal(await sign(letterPdf()), { certify })).toBe('pdf-already-signed');
      expect(await refusal(await sign(letterPdf(), { certify: 3 }), { certify })).toBe('pdf-already-signed');
    }
  });

  test('leaves other permissions, and those in an object of their own, where they are', async () => {
    const base = letterPdf({ catalogEntries: '/Perms 10 0 R', objects: ['<< /UR3 11 0 R >>', '<< >>'] });
    const document = await opened(await sign(base, { certify: 2 }));
    const permissions = (await document.catalog()).get('Perms');
    expect(permissions).toEqual(new PdfRef(10));
    expect([...((await document.dict(permissions))?.keys() ?? [])]).toEqual(['UR3', 'DocMDP']);
  });

  test('works on cross-reference streams and on linearized files', async () => {
    for (const how of [['--object-streams=generate'], ['--linearize', '--object-streams=generate']]) {
      const signed = await sign(await throughQpdf(letterPdf(), ...how), { certify: 2 });
      expect(await judge(await sign(signed))).toMatchObject({ verdict: 'intact' });
      await withFile(signed, async (path) => expect(await qpdfCheck(path)).toBe(0));
    }
  });
});

describe('the lock of a field', () => {
  test.each([
    ['/Action /All', undefined, 'pdf-field-locked'],
    ['/Action /Include /Fields [(Sekda)]', ['Sekda'], 'pdf-field-locked'],
    ['/Action /Exclude /Fields [(Sekda)]', ['Sekda'], undefined],
    ['/Action /Include /Fields []', [], undefined],
    ['/Action /Include /Fields [] /P 1', [], 'pdf-certified-no-changes'],
  ])('%s is written into the signature and then honoured', async (lock, names, code) => {
    const signed = await sign(withLock(lock), { existingField: 'Bupati' });
    const document = await opened(signed);
    const value = await document.dict((await document.signatureFields())[0]?.value);
    const references = value?.get('Reference') as PdfDict[];
    const locking = references.find((each) => each.name('TransformMethod') === 'FieldMDP');
    const parameters = locking?.get('TransformParams') as PdfDict;
    const fields = parameters.get('Fields') as { bytes: Uint8Array }[] | undefined;
    expect(fields?.map(({ bytes }) => Buffer.from(bytes).toString())).toEqual(names);
    expect(locking?.get('Data')).toEqual(document.catalogRef);
    expect(references.some((each) => each.name('TransformMethod') === 'DocMDP')).toBe(lock.includes('/P 1'));
    expect(await judge(signed)).toMatchObject({ verdict: 'intact' });
    await withFile(signed, async (path) => {
      expect(await pdfsigVerdicts(path)).toContain('Signature is Valid.');
      expect(await qpdfCheck(path)).toBe(0);
    });

    const after = { existingField: 'Sekda' };
    if (code !== undefined) expect(await refusal(signed, after)).toBe(code);
    else expect(await judge(await sign(signed, after))).toMatchObject({ verdict: 'intact' });
  });

  test('of two limits for the document the stricter counts', async () => {
    const base = withLock('/Action /Include /Fields [] /P 1');
    const signed = await sign(base, { existingField: 'Bupati', certify: 3 });
    expect(await refusal(signed)).toBe('pdf-certified-no-changes');
  });

  test('a lock that says nothing that we know refuses', async () => {
    const base = withLock('/Action /Some');
    expect(await refusal(base, { existingField: 'Bupati' })).toBe('pdf-damaged');
    expect(await judge(await sign(base, { existingField: 'Sekda' }))).toMatchObject({ verdict: 'intact' });
  });
});

describe('certified files of others, where there are any', () => {
  const rows = pdfCorpus().filter(({ kind }) => kind.startsWith('signed'));

  /** The level that the catalog's certification names; undefined without one, or where the file cannot be read. */
  const levelOf = async (path: string) => {
    const document = await opened(readFileSync(path)).catch(() => undefined);
    if (!document || document.encrypted) return undefined;
    const permissions = await document.dict((await document.catalog()).get('Perms'));
    const signature = await document.dict(permissions?.get('DocMDP'));
    const [first] = (await document.array(signature?.get('Reference'))) ?? [];
    const parameters = await document.dict((await document.dict(first))?.get('TransformParams'));
    return parameters && ((await document.resolve(parameters.get('P'))) ?? 2);
  };

  test('are refused at level 1, and signed without harm at 2 and 3', async () => {
    const seen = new Map<unknown, number>();
    for (const { path, kind } of rows) {
      const level = await levelOf(path).catch(() => undefined);
      if (level === undefined) continue;
      seen.set(level, (seen.get(level) ?? 0) + 1);
      const base = new Uint8Array(readFileSync(path));
      if (level === 1) expect(await refusal(base), path).toBe('pdf-certified-no-changes');
      else if (kind === 'signed-valid') {
        const before = await judge(base);
        const signed = await sign(base).catch((reason: unknown) => reason);
        if (!(signed instanceof Uint8Array)) expect(signed, path).toBeInstanceOf(PdfRefusal);
        else if (before.verdict === 'intact') expect((await judge(signed)).verdict, path).toBe('intact');
      }
    }
    if (rows.length > 0) expect(seen.get(1) ?? 0).toBeGreaterThan(0);
  });
});
