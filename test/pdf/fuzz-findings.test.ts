import { beforeAll, expect, test } from 'vitest';
import { bytesSource } from '../../server/pdf/core/byte-source.js';
import { verifyPdf } from '../../server/pdf/verify/verify-pdf.js';
import { fuzzSeeds, type FuzzSeed } from '../support/fuzz-seeds.js';
import { objectsOf } from '../support/fuzz-revision.js';
import { appendObjects } from '../support/letter-pdf.js';
import { textOfBytes } from '../support/made-pdfs.js';

/** What the fuzzer found once, so that it stays found. */
let seeds: ReadonlyMap<string, FuzzSeed>;

beforeAll(async () => {
  seeds = new Map((await fuzzSeeds()).map((seed) => [seed.name, seed]));
});

const verify = (bytes: Uint8Array) =>
  verifyPdf(bytesSource(bytes), { trust: { anchors: [] }, now: new Date() });
const seedOf = (name: string) => seeds.get(name) ?? { name, bytes: new Uint8Array(), signatures: [] };

test('a signature field added later is shown as a widget, or it may be any annotation', async () => {
  const { bytes } = seedOf('signed once');
  const objects = objectsOf(textOfBytes(bytes));
  const page = objects.get(3) ?? '';
  const [form = 0, fields = ''] = [...objects].find(([, body]) => body.includes('/Fields [')) ?? [];
  const withField = (subtype: string) =>
    appendObjects(
      bytes,
      new Map([
        [form, fields.replace(/\/Fields \[/u, '/Fields [200 0 R ')],
        [3, page.replace(/\/Annots \[(.*?)\]/u, '/Annots [$1 200 0 R]')],
        [200, `<< /Type /Annot ${subtype} /FT /Sig /T (Lain) /Rect [0 0 0 0] >>`],
      ]),
    );
  expect(page).toContain('/Annots');
  expect(await verify(withField('/Subtype /Widget'))).toMatchObject({ verdict: 'intact' });
  for (const subtype of ['/Subtype /FreeText', '/Subtype /Link', '']) {
    const [signature] = (await verify(withField(subtype))).signatures;
    expect(signature).toMatchObject({
      integrity: 'right',
      changesAfter: 'suspicious',
      problems: expect.arrayContaining(['field-added']) as string[],
    });
  }
});

test('a reference of another generation leads to nothing, and so takes its annotation off the page', async () => {
  const { bytes } = seedOf('signed by two');
  const page = objectsOf(textOfBytes(bytes)).get(3) ?? '';
  const list = /\/Annots \[(\d+) 0 R (\d+) 0 R\]/u.exec(page)?.[0] ?? '';
  const withAnnotations = (now: string) => appendObjects(bytes, new Map([[3, page.replace(list, now)]]));
  expect(list).not.toBe('');
  expect(await verify(withAnnotations(list))).toMatchObject({ verdict: 'intact' });
  const gone = list.replace(/ 0 R\]/u, ' 1 R]');
  expect(await verify(withAnnotations(gone))).toMatchObject({ verdict: 'changed' });
});
