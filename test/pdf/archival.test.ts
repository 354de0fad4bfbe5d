import sharp from 'sharp';
import { beforeAll, describe, expect, test } from 'vitest';
import { bytesSource } from '../../server/pdf/core/byte-source.js';
import {
  PdfDict,
  PdfName,
  PdfRef,
  PdfStream,
  PdfString,
  type PdfObject,
} from '../../server/pdf/core/objects.js';
import type { PdfDocument } from '../../server/pdf/core/pdf-document.js';
import { signPdf, type SignPdfOptions } from '../../server/pdf/sign/sign-pdf.js';
import { stampPdf } from '../../server/pdf/sign/stamp-pdf.js';
import { grayProfile } from '../../server/pdf/typeset/gray-profile.js';
import { logoImage } from '../../server/pdf/typeset/logo-image.js';
import { TrueTypeFont } from '../../server/pdf/typeset/true-type-font.js';
import { archivalPdf, hasPreflight, preflightObjections } from '../support/archival-pdf.js';
import { opensslRevocation } from '../support/openssl-revocation.js';
import { throughQpdf } from '../support/pdf-oracles.js';
import { joined, opened } from '../support/signed-parts.js';
import { certifiedSigner, testAuthority, testTimestamps } from '../support/test-authority.js';

const url = 'https://noken.example/v/7KQ2M9XD4HTB6ZC0RWNE5GJVPA';
const placement = { page: 1, rect: { x: 100, y: 300 } };
const text = {
  capacity: ['a.n. BUPATI KEEROM', 'SEKRETARIS DAERAH,'],
  name: 'Čelebi Nguyễn “Þór” Đorđe-Ñaupa',
  rank: 'Pembina Utama Muda',
  nip: '197203141998032004',
  trial: true,
};

type Way = (base: Uint8Array) => Promise<Uint8Array>;
const ways = new Map<string, Way>();
const names = [
  'unseen',
  'in a box',
  'with logo, code and small print',
  'under a strip',
  'as a certification',
  'to B-LTA',
];

beforeAll(async () => {
  const signer = await certifiedSigner();
  const { root, issuing } = await testAuthority();
  const lasting = {
    ...{ level: 'B-LTA' as const, timestamp: await testTimestamps(), issuers: [root.certificate] },
    revocation: opensslRevocation({ issuers: [root, issuing] }),
  };
  const sign = async (base: Uint8Array, more: Partial<SignPdfOptions> = {}) =>
    joined(base, await signPdf(bytesSource(base), signer, { at: new Date(), name: 'Yohana', ...more }));
  const logos = await Promise.all(['#a12', '#777'].map((background) => logo(background)));
  ways.set('unseen', (base) => sign(base));
  ways.set('in a box', (base) => sign(base, { placement, appearance: text }));
  ways.set('with logo, code and small print', async (base) => {
    const full = { ...text, qr: url, footer: 'Ditandatangani secara elektronik.' };
    const [red, grey] = logos.map((one) => ({ ...full, logo: one }));
    const lower = { page: 1, rect: { x: 100, y: 60 } };
    const once = await sign(base, { placement, ...(red && { appearance: red }) });
    return sign(once, { placement: lower, ...(grey && { appearance: grey }) });
  });
  ways.set('under a strip', async (base) => {
    const strip = { number: '094/1/2026', date: '24 November 2026', code: url.slice(-26), url, trial: true };
    return sign(joined(base, await stampPdf(bytesSource(base), strip)), { placement, appearance: text });
  });
  ways.set('as a certification', (base) => sign(base, { placement, appearance: text, certify: 2 }));
  ways.set('to B-LTA', (base) => sign(base, lasting));
});

async function logo(background: string) {
  const image = sharp({ create: { width: 40, height: 50, channels: 3, background } });
  return logoImage(await image.png().toBuffer());
}

/** Every object that the new revisions hold. */
async function addedObjects(document: PdfDocument, from: number): Promise<Map<PdfRef, PdfObject>> {
  const added = new Map<PdfRef, PdfObject>();
  for (let number = 1; number <= document.maxObjectNumber; number++) {
    const ref = new PdfRef(number, 0);
    const place = document.offsetOf(ref);
    if (place && (!('offset' in place) || place.offset >= from)) added.set(ref, await document.get(ref));
  }
  return added;
}

/** The value and all that stands in it, references not followed. */
function parts(value: PdfObject): PdfObject[] {
  if (Array.isArray(value)) return [value, ...value.flatMap(parts)];
  if (value instanceof PdfStream) return [value, ...parts(value.dict)];
  if (value instanceof PdfDict) return [value, ...[...value.entries()].flatMap(([, one]) => parts(one))];
  return [value];
}

const dicts = (objects: Iterable<PdfObject>) =>
  [...objects].flatMap(parts).filter((one) => one instanceof PdfDict);
const streams = (objects: Iterable<PdfObject>) => [...objects].filter((one) => one instanceof PdfStream);

/** Keys that bring in action, transparency, outside files or another way of being shown (ISO 19005-2 §6.2 to §6.6). */
const forbidden = [
  'AA',
  'A',
  'OpenAction',
  'JS',
  'JavaScript',
  'XFA',
  'Group',
  'SMask',
  'ExtGState',
  'Ref',
  'PS',
  'OPI',
];
const forbiddenStream = ['F', 'FFilter', 'FDecodeParms', 'Alternates', 'Interpolate', 'Encrypt'];

async function demandQuiet(objects: readonly PdfObject[]): Promise<void> {
  for (const dict of dicts(objects)) for (const key of forbidden) expect(dict.has(key), key).toBe(false);
  for (const { dict } of streams(objects)) {
    for (const key of forbiddenStream) expect(dict.has(key), key).toBe(false);
    expect(['FlateDecode', undefined]).toContain(dict.name('Filter'));
  }
  // Limits of ISO 19005-2 §6.1.13.
  for (const one of objects.flatMap(parts)) {
    if (one instanceof PdfString) expect(one.bytes.length).toBeLessThanOrEqual(32_767);
    if (one instanceof PdfName) expect(one.text.length).toBeLessThanOrEqual(127);
  }
}

/** §6.3: printed, not hidden, and shown by one appearance, which a widget of no size has as well (PDF/A-1 §6.9). */
async function demandPrinted(document: PdfDocument, objects: readonly PdfObject[]): Promise<number> {
  const widgets = dicts(objects).filter((dict) => dict.name('Subtype') === 'Widget');
  const [print, kept] = [4, 1 | 2 | 32 | 256];
  for (const widget of widgets) {
    expect((widget.integer('F') ?? 0) & (print | kept)).toBe(print);
    const appearance = await document.dict(widget.get('AP'));
    expect([...(appearance?.keys() ?? [])]).toEqual(['N']);
    expect(await document.resolve(appearance?.get('N'))).toBeInstanceOf(PdfStream);
  }
  return widgets.length;
}

/** §6.2.4: grey alone, of a profile that the form brings along; pictures in a colour space that needs none. */
async function demandColours(document: PdfDocument, objects: readonly PdfObject[]): Promise<void> {
  for (const form of streams(objects).filter(({ dict }) => dict.name('Subtype') === 'Form')) {
    const operators = Buffer.from(await document.decodedBytes(form)).toString('latin1');
    expect(operators).not.toMatch(/(?:^|\s)(?:rg|RG|k|K|cs|CS|sc|SC|scn|SCN|sh|gs|ri|BI)(?:\s|$)/u);
    if (operators === '') continue;
    const resources = await document.dict(form.dict.get('Resources'));
    const spaces = await document.dict(resources?.get('ColorSpace'));
    const [kind, profile] = (await document.array(spaces?.get('DefaultGray'))) ?? [];
    expect(kind).toEqual(new PdfName('ICCBased'));
    const icc = (await document.resolve(profile)) as PdfStream;
    expect(icc.dict.integer('N')).toBe(1);
    expect(Buffer.from(await document.decodedBytes(icc))).toEqual(Buffer.from(grayProfile));
  }
  for (const { dict } of streams(objects).filter((one) => one.dict.name('Subtype') === 'Image')) {
    const space = await document.resolve(dict.get('ColorSpace'));
    const name = Array.isArray(space) ? space[0] : space;
    expect(name instanceof PdfName && ['CalRGB', 'DeviceGray'].includes(name.text)).toBe(true);
  }
}

/** §6.2.11: the program lies within, its widths are those told, all glyphs are in the set, all codes have a character. */
async function demandFonts(document: PdfDocument, objects: readonly PdfObject[]): Promise<number> {
  const fonts = dicts(objects).filter(
    (dict) => dict.name('Type') === 'Font' && dict.name('Subtype') === 'Type0',
  );
  for (const font of fonts) {
    const [below] = (await document.array(font.get('DescendantFonts'))) ?? [];
    const descendant = (await document.dict(below)) ?? new PdfDict();
    const descriptor = (await document.dict(descendant.get('FontDescriptor'))) ?? new PdfDict();
    const bytes = async (key: string, from = descriptor) =>
      document.decodedBytes((await document.resolve(from.get(key))) as PdfStream);
    const names = [font.name('BaseFont'), descendant.name('BaseFont'), descriptor.name('FontName')];
    expect(new Set(names).size).toBe(1);
    expect(names[0]).toMatch(/^[A-Z]{6}\+/u);
    expect(font.name('Encoding')).toBe('Identity-H');
    expect(descendant.name('CIDToGIDMap')).toBe('Identity');

    const program = await bytes('FontFile2');
    const { glyphs, unitsPerEm, advances } = measured(program);
    const [first, widths] = (await document.array(descendant.get('W'))) ?? [];
    expect(first).toBe(0);
    expect(widths).toHaveLength(glyphs);
    for (const [glyph, width] of (widths as number[]).entries())
      expect(Math.abs(width - ((advances[glyph] ?? 0) * 1000) / unitsPerEm)).toBeLessThanOrEqual(1);
    const set = [...(await bytes('CIDSet'))].map((byte) => byte.toString(2).padStart(8, '0')).join('');
    expect(set).toBe('1'.repeat(glyphs).padEnd(Math.ceil(glyphs / 8) * 8, '0'));
    const map = Buffer.from(await bytes('ToUnicode', font)).toString('latin1');
    const characters = [...map.matchAll(/<([\da-f]{4})> <([\da-f]+)>/gu)].map(([, code, to]) => [code, to]);
    expect(new Set(characters.map(([code]) => code)).size).toBe(characters.length);
    for (const [code = '', to = ''] of characters) {
      expect(Number.parseInt(code, 16)).toBeLessThan(glyphs);
      expect(['0000', 'feff', 'fffe']).not.toContain(to);
    }
  }
  return fonts.length;
}

function measured(program: Uint8Array): { glyphs: number; unitsPerEm: number; advances: number[] } {
  const font = new TrueTypeFont(program);
  const { unitsPerEm, glyphCount: glyphs } = font;
  return {
    glyphs,
    unitsPerEm,
    advances: Array.from({ length: glyphs }, (_, glyph) => font.metric(glyph).advance),
  };
}

/** The half of the file's identifier that stays through all its revisions (ISO 32000-1 §14.4). */
function firstId({ trailer }: PdfDocument): Uint8Array {
  const [first] = trailer.get('ID') as PdfString[];
  return first?.bytes ?? new Uint8Array();
}

const sources: readonly (readonly [string, () => Promise<Uint8Array>])[] = [
  ['with a table', () => Promise.resolve(archivalPdf(2))],
  ['with object streams', () => throughQpdf(archivalPdf(3), '--object-streams=generate')],
  ['for the web', () => throughQpdf(archivalPdf(2), '--linearize')],
];

describe.each(sources)('a PDF/A file %s, signed', (_, source) => {
  test.each(names)('%s: nothing is added that PDF/A forbids', async (name) => {
    const base = await source();
    const file = (await ways.get(name)?.(base)) ?? new Uint8Array();
    const [before, after] = [await opened(base), await opened(file)];
    const added = await addedObjects(after, base.length);
    const objects = [...added.values()];
    await demandQuiet(objects);
    expect(await demandPrinted(after, objects)).toBeGreaterThan(0);
    await demandColours(after, objects);
    const fonts = await demandFonts(after, objects);
    expect(fonts > 0).toBe(name !== 'unseen' && name !== 'to B-LTA');

    const [old, now] = [await before.catalog(), await after.catalog()];
    expect(now.get('Metadata')).toEqual(old.get('Metadata'));
    expect([...added.keys()].some((ref) => ref.key === (old.get('Metadata') as PdfRef).key)).toBe(false);
    expect((await after.acroForm())?.has('NeedAppearances')).toBe(false);
    const permissions = await after.dict(now.get('Perms'));
    expect([...(permissions?.keys() ?? [])]).toEqual(name === 'as a certification' ? ['DocMDP'] : []);
    expect(firstId(after)).toEqual(firstId(before));
    expect(after.lastSectionKind).toBe(before.lastSectionKind);
  });
});

describe.runIf(hasPreflight)('to a validator of PDF/A-1b', () => {
  test('the page is sound before it is signed, and a false claim is told', async () => {
    expect(await preflightObjections(archivalPdf(1))).toEqual([]);
    expect(await preflightObjections(archivalPdf(2))).not.toEqual([]);
  });

  test.each(names)('it is as sound when it is signed %s', async (name) => {
    expect(await preflightObjections((await ways.get(name)?.(archivalPdf(1))) ?? new Uint8Array())).toEqual(
      [],
    );
  });
});
