import { dictOf, type PdfObject, PdfDict, PdfName, PdfStream, PdfString } from '../core/objects.js';
import type { Comparison } from './comparison.js';
import { SuspiciousChange } from './difference-reason.js';
import { isSame } from './probe.js';

/** Keys of a trailer that tell where things are, not what they are; `Root`, `Info` and `ID` have their own rules. */
const TRAILER_PLUMBING = new Set([
  ...['Size', 'Prev', 'XRefStm', 'Root', 'Info', 'ID'],
  ...['Type', 'W', 'Index', 'Length', 'DL', 'Filter', 'DecodeParms'],
]);
/** Private keys that LibreOffice writes. Writers who do not know them leave them out; others are held odd. */
const LIBRE_OFFICE = ['DocChecksum', 'AdditionalStreams'] as const;
const TRAILER_KNOWN = new Set<string>([...TRAILER_PLUMBING, ...LIBRE_OFFICE]);
const CATALOG_RULES = new Set([
  'Pages',
  'AcroForm',
  'StructTreeRoot',
  'DSS',
  'Extensions',
  'Metadata',
  'PieceInfo',
  'Version',
]);
const DSS_KEYS = new Set(['Type', 'Certs', 'OCSPs', 'CRLs', 'VRI']);

export async function compareTrailer(comparison: Comparison): Promise<void> {
  const before = comparison.old.trailer;
  const after = comparison.next.trailer;
  await comparison.frozenBut(before, after, TRAILER_KNOWN, 'trailer-changed');

  // What hangs on a private key is a part of the document that no rule here knows.
  for (const key of after.keys()) {
    if (!TRAILER_KNOWN.has(key)) throw new SuspiciousChange('trailer-changed', 'private key');
  }

  if (after.has('DocChecksum'))
    await comparison.frozen(before.get('DocChecksum'), after.get('DocChecksum'), 'trailer-changed');
  if (after.has('AdditionalStreams'))
    await compareAdditionalStreams(
      comparison,
      before.get('AdditionalStreams'),
      after.get('AdditionalStreams'),
    );

  // Identifiers are for caches and encryption. Many writers make up a new pair, so any two strings will do.
  const identifiers = (await comparison.next.array(after.get('ID'))) ?? [];
  for (const item of identifiers) {
    if (!((await comparison.next.resolve(item)) instanceof PdfString)) {
      throw new SuspiciousChange('trailer-changed', 'ID');
    }
  }

  if (await isSame(comparison, before.get('Info'), after.get('Info'))) return;
  const info = await comparison.next.resolve(after.get('Info'));
  if (info !== null && !(info instanceof PdfDict)) throw new SuspiciousChange('trailer-changed', 'Info');
  comparison.replace(before.get('Info'), 'document-information');
  await comparison.claimAll(after.get('Info'), 'document-information');
  comparison.raise('long-term');
}

/**
 * LibreOffice hangs the source document, from which a PDF was made, on a private key of the trailer. Some signers
 * write that key again with a number that leads nowhere, and the next revision gives that number to a field of its
 * own. A source document that is lost or is no stream shows nothing to anybody; another one in its place would.
 */
async function compareAdditionalStreams(
  comparison: Comparison,
  before: PdfObject | undefined,
  after: PdfObject | undefined,
): Promise<void> {
  if (await isSame(comparison, before, after)) return;
  const items = await comparison.next.array(after);
  if (!items || before === undefined) throw new SuspiciousChange('trailer-changed', 'AdditionalStreams');
  for (const item of items) {
    const value = await comparison.next.resolve(item);
    if (value instanceof PdfStream || Array.isArray(value))
      throw new SuspiciousChange('trailer-changed', 'another source document');
  }
}

/** Form and pages are compared by their own rules; what else a catalog holds may not change but for the rules here. */
export async function compareCatalog(comparison: Comparison, before: PdfDict, after: PdfDict): Promise<void> {
  await comparison.frozenBut(before, after, CATALOG_RULES, 'catalog-changed');
  await compareIfChanged(comparison, before, after, 'DSS', isValidationMaterial);
  await compareIfChanged(comparison, before, after, 'Extensions', (value) => value instanceof PdfDict);
  await compareIfChanged(comparison, before, after, 'Metadata', (value) => isMetadata(comparison, value));
  await compareIfChanged(comparison, before, after, 'PieceInfo', (value) => value instanceof PdfDict);
  await compareIfChanged(comparison, before, after, 'Version', (value) => isVersion(value, before));
}

const COUNTED_AS = {
  DSS: 'validation-material',
  Extensions: 'extensions',
  Metadata: 'metadata',
  PieceInfo: 'metadata',
  Version: 'extensions',
} as const;

async function compareIfChanged(
  comparison: Comparison,
  before: PdfDict,
  after: PdfDict,
  key: keyof typeof COUNTED_AS,
  isRight: (value: PdfObject) => boolean | Promise<boolean>,
): Promise<void> {
  if (await isSame(comparison, before.get(key), after.get(key))) return;
  const value = await comparison.next.resolve(after.get(key));
  const reason = key === 'DSS' ? 'validation-material-odd' : 'catalog-changed';
  if (!(await isRight(value))) throw new SuspiciousChange(reason, key);
  comparison.replace(before.get(key), COUNTED_AS[key]);
  await comparison.claimAll(after.get(key), COUNTED_AS[key]);
  comparison.raise(key === 'PieceInfo' ? 'filling' : 'long-term');
}

/** XMP is XML about RDF (ISO 16684-1), and anything else has no place there. */
async function isMetadata({ next }: Comparison, value: PdfObject): Promise<boolean> {
  if (!(value instanceof PdfStream)) return false;
  const bytes = Buffer.from(await next.decodedBytes(value));
  const text = bytes.subarray(0, 65_536).toString('latin1').replaceAll('\0', '');
  return /^(?:\xef\xbb\xbf|\xff\xfe|\xfe\xff)?\s*</.test(text) && text.includes('RDF');
}

/** The version that a catalog names counts where it is later than the header's, so it may rise and not fall. */
function isVersion(value: PdfObject, before: PdfDict): boolean {
  if (!(value instanceof PdfName) || !/^[12]\.\d$/.test(value.text)) return false;
  return value.text >= (before.name('Version') ?? '');
}

/** ETSI EN 319 142-1, 5.4.2.2. */
function isValidationMaterial(value: PdfObject): boolean {
  const dict = dictOf(value);
  return dict !== undefined && [...dict.keys()].every((key) => DSS_KEYS.has(key));
}
