import { describe, expect, test } from 'vitest';
import { PdfDict } from '../../server/pdf/core/objects.js';
import type { SignPdfOptions } from '../../server/pdf/sign/sign-pdf.js';
import { letterPdf } from '../support/letter-pdf.js';
import { pdfsigVerdicts, qpdfCheck, run, throughQpdf, withFile } from '../support/pdf-oracles.js';
import {
  judgePlainly as judge,
  plainSigner,
  plainRefusal as refusal,
  signPlainly as sign,
} from '../support/plain-signing.js';
import { opened } from '../support/signed-parts.js';
import { testTimestamps } from '../support/test-authority.js';

const widget = '/Type /Annot /Subtype /Widget /P 3 0 R';

interface Shape {
  field: string;
  pageEntries: string;
  /** From number 10 on. */
  objects: string[];
  /** Poppler takes a widget that names its parent for a field of its own, and so for one that is not signed. */
  unknownToPoppler?: true;
}

const shapes: Record<string, Shape> = {
  'field and widget in one': {
    field: 'Bupati',
    pageEntries: '/Annots [10 0 R]',
    objects: [`<< ${widget} /FT /Sig /T (Bupati) /Rect [300 100 520 200] /F 4 >>`],
  },
  'a widget of its own': {
    unknownToPoppler: true,
    field: 'Bupati',
    pageEntries: '/Annots [11 0 R]',
    objects: [
      '<< /FT /Sig /T (Bupati) /Kids [11 0 R] >>',
      `<< ${widget} /Parent 10 0 R /Rect [300 100 520 200] >>`,
    ],
  },
  'two widgets': {
    unknownToPoppler: true,
    field: 'Bupati',
    pageEntries: '/Annots [11 0 R 12 0 R]',
    objects: [
      '<< /FT /Sig /T (Bupati) /Kids [11 0 R 12 0 R] >>',
      `<< ${widget} /Parent 10 0 R /Rect [300 100 520 200] >>`,
      `<< ${widget} /Parent 10 0 R /Rect [520 700 300 800] >>`,
    ],
  },
  'a field below another, which gives it its type': {
    field: 'Pejabat.Bupati',
    pageEntries: '/Annots [11 0 R]',
    objects: [
      '<< /FT /Sig /T (Pejabat) /Kids [11 0 R] >>',
      `<< ${widget} /T (Bupati) /Parent 10 0 R /Rect [300 100 520 200] >>`,
    ],
  },
  'a widget that does not name its page': {
    field: 'Bupati',
    pageEntries: '/Annots [10 0 R]',
    objects: ['<< /Type /Annot /Subtype /Widget /FT /Sig /T (Bupati) /Rect [300 100 520 200] >>'],
  },
  'a turned page': {
    field: 'Bupati',
    pageEntries: '/Rotate 90 /Annots [10 0 R]',
    objects: [`<< ${widget} /FT /Sig /T (Bupati) /Rect [300 100 400 320] >>`],
  },
};

const withField = (name: string, more = '') => {
  const { pageEntries, objects } = shapes[name] ?? { pageEntries: '', objects: [] };
  const [first = '', ...rest] = objects;
  return letterPdf({
    catalogEntries: '/AcroForm << /Fields [10 0 R] >>',
    pageEntries,
    objects: [first.replace(/ >>$/u, ` ${more} >>`), ...rest],
  });
};

describe('an empty field of an unsigned file', () => {
  test.each(Object.keys(shapes))('%s is signed where it stands', async (name) => {
    const field = shapes[name]?.field ?? '';
    for (const base of [
      withField(name),
      await throughQpdf(withField(name), '--object-streams=generate'),
      await throughQpdf(withField(name), '--linearize'),
    ]) {
      const before = await opened(base);
      const signed = await sign(base, { existingField: field });
      const document = await opened(signed);
      const fields = await document.signatureFields();
      expect(fields.map((each) => each.name)).toEqual([field]);
      expect(await document.dict(fields[0]?.value)).toBeInstanceOf(PdfDict);
      for (const ref of fields[0]?.widgets ?? []) {
        const dict = await document.dict(ref);
        expect(dict?.get('Rect')).toEqual((await before.dict(ref))?.get('Rect'));
        expect(dict?.has('AP')).toBe(true);
      }
      const page = async (pdf: typeof document) => (await pdf.page(0))?.dict.get('Annots');
      expect(await page(document)).toEqual(await page(before));
      expect(await judge(signed)).toMatchObject({ verdict: 'intact' });
      await withFile(signed, async (path) => {
        const verdicts = shapes[name]?.unknownToPoppler ? [] : ['Signature is Valid.'];
        expect(await pdfsigVerdicts(path)).toEqual(verdicts);
        expect(await qpdfCheck(path)).toBe(0);
      });
    }
  });

  test('a field that is not to be seen stays unseen', async () => {
    const base = letterPdf({
      catalogEntries: '/AcroForm << /Fields [10 0 R] >>',
      pageEntries: '/Annots [10 0 R]',
      objects: [`<< ${widget} /FT /Sig /T (Bupati) /Rect [0 0 0 0] >>`],
    });
    const document = await opened(await sign(base, { existingField: 'Bupati' }));
    expect((await document.signatureFields())[0]?.dict.has('AP')).toBe(false);
    expect((await document.acroForm())?.get('SigFlags')).toBe(3);
  });

  test('a field without any widget stays without', async () => {
    const base = letterPdf({
      catalogEntries: '/AcroForm << /Fields [10 0 R] >>',
      objects: ['<< /FT /Sig /T (Bupati) >>'],
    });
    const signed = await sign(base, { existingField: 'Bupati' });
    expect(await judge(signed)).toMatchObject({
      verdict: 'intact',
      signatures: [{ field: 'Bupati', covers: 'whole-file' }],
    });
    await withFile(signed, async (path) => expect(await qpdfCheck(path)).toBe(0));
  });

  test('the box is drawn as large as the field, and what does not fit is refused', async () => {
    const small = (rect: string) =>
      letterPdf({
        catalogEntries: '/AcroForm << /Fields [10 0 R] >>',
        pageEntries: '/Annots [10 0 R]',
        objects: [`<< ${widget} /FT /Sig /T (Bupati) /Rect [${rect}] >>`],
      });
    expect(await refusal(small('10 10 220 14'), { existingField: 'Bupati' })).toBe('appearance-does-not-fit');
    const signed = await sign(small('10 10 220 80'), { existingField: 'Bupati' });
    await withFile(signed, async (path) => {
      const { output } = await run('pdftotext', [path, '-']);
      expect(output).toContain('Yohana Contoh');
    });
  });
});

describe('an empty field beside a signature', () => {
  const twoFields = () =>
    letterPdf({
      catalogEntries: '/AcroForm << /Fields [10 0 R 11 0 R] >>',
      pageEntries: '/Annots [10 0 R 11 0 R]',
      objects: [
        `<< ${widget} /FT /Sig /T (Sekda) /Rect [50 100 250 200] >>`,
        `<< ${widget} /FT /Sig /T (Bupati) /Rect [300 100 520 200] >>`,
      ],
    });

  test('is signed without harm to the first', async () => {
    const once = await sign(twoFields(), { existingField: 'Sekda', certify: 2 });
    const twice = await sign(once, { existingField: 'Bupati' });
    expect(twice.subarray(0, once.length)).toEqual(once);
    expect(await judge(twice)).toMatchObject({
      verdict: 'intact',
      signatures: [{ changesAfter: 'permitted' }, { changesAfter: 'none' }],
    });
    await withFile(twice, async (path) => {
      expect(await pdfsigVerdicts(path)).toEqual(Array(2).fill('Signature is Valid.'));
    });
  });

  test('is not signed twice', async () => {
    const once = await sign(twoFields(), { existingField: 'Sekda' });
    expect(await refusal(once, { existingField: 'Sekda' })).toBe('pdf-field-signed');
  });
});

test.each([
  ['a name that no field bears', '', 'Camat', 'pdf-field-not-found'],
  ['a field for text', '', 'Teks', 'pdf-field-not-found'],
  ['a field that nobody may change', '/Ff 1', 'Bupati', 'pdf-field-locked'],
])('refuses %s', async (_, more, existingField, code) => {
  expect(await refusal(withField('field and widget in one', more), { existingField })).toBe(code);
});

describe('what a field demands of its signature', () => {
  const demanding = (seed: string) => withField('field and widget in one', `/SV << /Type /SV ${seed} >>`);
  const existingField = 'Bupati';
  const usage = (pattern: string) => `/Cert << /Ff 32 /KeyUsage [(${pattern})] >>`;

  test.each<[string, Partial<SignPdfOptions>, Partial<SignPdfOptions> | undefined]>([
    ['/Ff 1 /Filter /Other.Handler', {}, undefined],
    ['/Ff 2 /SubFilter [/adbe.pkcs7.detached]', {}, undefined],
    ['/Ff 64 /DigestMethod [(SHA512)]', {}, undefined],
    ['/Ff 4 /V 4', {}, undefined],
    ['/Ff 8 /Reasons [(Setuju) (Tahu)]', { reason: 'Tolak' }, { reason: 'Tahu' }],
    ['/Ff 8 /Reasons [(Setuju)]', {}, { reason: 'Setuju' }],
    ['/Ff 8 /Reasons [(.)]', { reason: 'Setuju' }, {}],
    ['/Ff 16 /LegalAttestation [(x)]', { certify: 2 }, {}],
    ['/Ff 32 /AddRevInfo true', {}, undefined],
    ['/Ff 128 /LockDocument /true', {}, undefined],
    ['/Ff 256 /AppearanceFilter (Cap)', {}, undefined],
    ['/MDP << /P 2 >>', { certify: 3 }, { certify: 2 }],
    ['/MDP << /P 2 >>', {}, { certify: 2 }],
    ['/MDP << /P 0 >>', { certify: 2 }, {}],
    ['/Cert << /Ff 1 /Subject [<3000>] >>', {}, undefined],
    ['/Cert << /Ff 2 /Issuer [<3000>] >>', {}, undefined],
    ['/Cert << /Ff 4 /OID [(1.2.3)] >>', {}, undefined],
    ['/Cert << /Ff 8 /SubjectDN [<< /CN (Lain) >>] >>', {}, undefined],
    [usage('00'), {}, undefined],
  ])('%s', async (seed, refused, taken) => {
    expect(await refusal(demanding(seed), { existingField, ...refused })).toBe('seed-value-unmet');
    const wish = seed.replace(/\/Ff \d+/gu, '/Ff 0');
    const how = taken ?? {};
    const signed = await sign(demanding(taken ? seed : wish), { existingField, ...how });
    expect(await judge(signed)).toMatchObject({ verdict: 'intact' });
  });

  test('a time-stamp, which then is inside', async () => {
    const base = demanding('/TimeStamp << /URL (http://tsa.example) /Ff 1 >>');
    expect(await refusal(base, { existingField })).toBe('seed-value-unmet');
    const signed = await sign(base, { existingField, timestamp: await testTimestamps() });
    expect(await judge(signed)).toMatchObject({ verdict: 'intact', signatures: [{ level: 'B-T' }] });
  });

  test('what we can meet is met', async () => {
    const hex = (der: Uint8Array) => Buffer.from(der).toString('hex');
    const signer = await plainSigner();
    const [issuer] = signer.chain;
    for (const seed of [
      '/Ff 71 /Filter /Adobe.PPKLite /SubFilter [/adbe.pkcs7.detached /ETSI.CAdES.detached] /DigestMethod [(SHA256)] /V 1',
      `/Cert << /Ff 3 /Subject [<${hex(signer.certificate.der)}>] /Issuer [<${hex(issuer?.der ?? new Uint8Array())}>] >>`,
      usage('11XXX00'),
      usage('X1'),
    ]) {
      expect(await judge(await sign(demanding(seed), { existingField }))).toMatchObject({
        verdict: 'intact',
      });
    }
  });
});
