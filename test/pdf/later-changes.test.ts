import { beforeAll, describe, expect, test } from 'vitest';
import { bytesSource } from '../../server/pdf/core/byte-source.js';
import { PdfDict, PdfRef } from '../../server/pdf/core/objects.js';
import { openPdf } from '../../server/pdf/core/pdf-document.js';
import type { KeySigner } from '../../server/pdf/sign/key-signer.js';
import { signPdf } from '../../server/pdf/sign/sign-pdf.js';
import { breachOf, modificationRights } from '../../server/pdf/verify/modification-rights.js';
import { verifyPdf } from '../../server/pdf/verify/verify-pdf.js';
import { appendObjects, hybridLetterPdf, letterPdf } from '../support/letter-pdf.js';
import { stream, textOfBytes } from '../support/made-pdfs.js';
import { certifiedSigner } from '../support/test-authority.js';

let signer: KeySigner<void>;
beforeAll(async () => {
  signer = await certifiedSigner();
});

const picture = (text: string) =>
  stream(`/Tx BMC BT (${text}) Tj ET EMC`, '/Type /XObject /Subtype /Form /BBox [0 0 90 20]');
const field = (name: string, more: string) =>
  `<< /Type /Annot /Subtype /Widget /T (${name}) /Rect [10 10 100 30] /P 3 0 R ${more} >>`;

const empty = field('catatan', '/FT /Tx /AP << /N 20 0 R >>');
const filled = field('jumlah', '/FT /Tx /V (1000) /AP << /N 21 0 R >>');
const ticked = field('setuju', '/FT /Btn /V /Off /AS /Off /AP << /N << /Ya 22 0 R /Off 22 0 R >> >>');
const button = field('kirim', '/FT /Btn /Ff 65536 /AP << /N 22 0 R >>');

function form(catalogEntries = ''): Uint8Array {
  const objects = [empty, filled, ticked, button];
  while (objects.length < 10) objects.push('null');
  objects.push(picture(''), picture('1000'), picture('x'));
  return letterPdf({
    catalogEntries: `/AcroForm << /Fields [10 0 R 11 0 R 12 0 R 13 0 R] >> ${catalogEntries}`,
    pageEntries: '/Annots [10 0 R 11 0 R 12 0 R 13 0 R]',
    objects,
  });
}

async function signed(base: Uint8Array): Promise<Uint8Array> {
  return Buffer.concat([base, await signPdf(bytesSource(base), signer, { at: new Date(), name: 'Kepala' })]);
}

async function after(objects: Record<number, string>, base = form()): Promise<string> {
  const numbered = new Map(Object.entries(objects).map(([number, text]) => [Number(number), text]));
  const bytes = appendObjects(await signed(base), numbered);
  const report = await verifyPdf(bytesSource(bytes), { trust: { anchors: [] }, now: new Date() });
  return `${report.verdict} ${report.signatures[0]?.problems.at(-1) ?? ''}`;
}

const CERTIFIED =
  '/Perms << /DocMDP << /Type /Sig /Reference [<< /TransformMethod /DocMDP /TransformParams << /P 2 >> >>] >> >>';
const fill = (old: string, value: string) => old.replace(/\/V \S+|(?=\/AP)/, `/V ${value} `);

describe('a form after a signature', () => {
  test('an empty field may be filled', async () => {
    const bytes = { 10: fill(empty, '(segera)').replace('20 0 R', '50 0 R'), 50: picture('segera') };
    expect(await after(bytes)).toBe('intact trust-store-empty');
  });

  test('a value that was signed may change only where a certification allows it', async () => {
    const bytes = { 11: fill(filled, '(9000)').replace('21 0 R', '50 0 R'), 50: picture('9000') };
    expect(await after(bytes)).toBe('changed field-changed');
    expect(await after(bytes, form(CERTIFIED))).toBe('intact trust-store-empty');
  });

  test('a picture may not change without its value', async () => {
    expect(await after({ 11: filled.replace('21 0 R', '50 0 R'), 50: picture('9000') })).toBe(
      'changed field-changed',
    );
    expect(await after({ 21: picture('9000') })).toBe('changed field-changed');
  });

  test('a box may be ticked and not drawn anew', async () => {
    const tick = ticked.replace('/V /Off', '/V /Ya').replace('/AS /Off', '/AS /Ya');
    expect(await after({ 12: tick })).toBe('intact trust-store-empty');
    expect(await after({ 12: tick.replace('22 0 R', '50 0 R'), 50: picture('other') })).toBe(
      'changed stream-changed',
    );
  });

  test('a button that is only pressed stays as it is', async () => {
    expect(await after({ 13: button.replace('22 0 R', '50 0 R'), 50: picture('other') })).toBe(
      'changed stream-changed',
    );
  });

  test('a picture that the page uses too is found there', async () => {
    const base = form().slice();
    const shared = textOfBytes(base).replace('/Font << /F1 5 0 R >>', '/XObject << /X 20 0 R >>');
    const bytes = { 10: fill(empty, '(segera)'), 20: picture('segera') };
    expect(await after(bytes)).toBe('intact trust-store-empty');
    const padded = shared.replace('/XObject << /X 20 0 R >>', '/XObject<</X 20 0 R>> ');
    expect(await after(bytes, Buffer.from(padded, 'latin1'))).toBe('changed stream-changed');
  });

  test('a field may not move, act or vanish', async () => {
    expect(await after({ 10: empty.replace('[10 10 100 30]', '[0 0 595 842]') })).toBe(
      'changed field-changed',
    );
    expect(await after({ 10: empty.replace('/FT', '/AA << >> /FT') })).toBe('changed field-changed');
    expect(await after({ 10: 'null' })).toMatch(/^changed/);
  });

  test('a number that led nowhere may not begin to', async () => {
    const base = letterPdf({ pageEntries: '/Thumb 77 0 R' });
    expect(await after({ 77: picture('x') }, base)).toBe('changed page-changed');
    expect(await after({ 78: picture('x') }, base)).toBe('intact trust-store-empty');
  });

  test('nothing may be added that is no signature', async () => {
    const base = letterPdf({ catalogEntries: '/AcroForm 10 0 R', objects: ['<< /Fields 11 0 R >>', '[]'] });
    const bytes = await signed(base);
    const fields = /11 0 obj\n(\[[^\]]*)\]/.exec(textOfBytes(bytes).slice(base.length))?.[1] ?? '[';
    expect(await after({ 11: `${fields} 50 0 R]`, 50: field('baru', '/FT /Tx') }, base)).toBe(
      'changed field-added',
    );
    expect(
      await after(
        { 11: `${fields} 50 0 R]`, 50: field('ttd', '/FT /Sig /AP << /N 51 0 R >>'), 51: picture('x') },
        base,
      ),
    ).toBe('changed field-added');
  });

  test('a hybrid file stays one and is intact', async () => {
    const twice = await signed(await signed(hybridLetterPdf()));
    const report = await verifyPdf(bytesSource(twice), { trust: { anchors: [] }, now: new Date() });
    expect(report.verdict).toBe('intact');
  });
});

describe('rights', () => {
  const rightsOf = async (parameters: string, method = 'FieldMDP') => {
    const reference = `[<< /TransformMethod /${method} /TransformParams << ${parameters} >> >>]`;
    const pdf = await openPdf(
      bytesSource(letterPdf({ objects: [`<< /Type /Sig /Reference ${reference} >>`] })),
    );
    return modificationRights(pdf, (await pdf.get(new PdfRef(10))) as PdfDict);
  };
  const filling = (field: string) => ({ level: 'filling', filled: [field], overwritten: [] }) as const;

  test('a certification of level 1 allows validation material alone', async () => {
    const rights = await rightsOf('/P 1', 'DocMDP');
    expect(breachOf(rights, filling('x'))).toBe('not-permitted-by-certification');
    expect(breachOf(rights, { level: 'long-term', filled: [], overwritten: [] })).toBeUndefined();
  });

  test.each([
    ['/Action /All', 'a', 'field-locked'],
    ['/Action /Include /Fields [(a)]', 'a', 'field-locked'],
    ['/Action /Include /Fields [(a)]', 'a.b', 'field-locked'],
    ['/Action /Include /Fields [(a)]', 'ab', undefined],
    ['/Action /Exclude /Fields [(a)]', 'a', undefined],
    ['/Action /Exclude /Fields [(a)]', 'b', 'field-locked'],
    ['/Action /Unknown', 'a', 'field-locked'],
  ])('%s and the field %s', async (parameters, field, breach) => {
    expect(breachOf(await rightsOf(parameters), filling(field))).toBe(breach);
  });
});
