import { dictOf, type PdfObject, PdfDict, PdfName, PdfStream, PdfString } from '../core/objects.js';
import type { Comparison } from './comparison.js';
import { SuspiciousChange } from './difference-reason.js';
import { isSame } from './probe.js';

/** Keys of a trailer that tell where things are, not what they are; `Root`, `Info` and `ID` have their own rules. */
const TRAILER_PLUMBING = new Set([
  ...['Size', 'Prev', 'XRefStm', 'Root', 'Info', 'ID'],
  ...['Type', 'W', 'Index', 'Length', 'Filter', 'DecodeParms'],
]);
/** Private keys that LibreOffice writes. They may stay as they are; any other private key is held odd. */
const TRAILER_KNOWN = new Set([...TRAILER_PLUMBING, 'DocChecksum', 'AdditionalStreams']);
const CATALOG_RULES = new Set(['Pages', 'AcroForm', 'DSS', 'Extensions', 'Metadata', 'Version']);
const DSS_KEYS = new Set(['Type', 'Certs', 'OCSPs', 'CRLs', 'VRI']);

export async function compareTrailer(comparison: Comparison): Promise<void> {
  const before = comparison.old.trailer;
  const after = comparison.next.trailer;
  await comparison.frozenBut(before, after, TRAILER_PLUMBING, 'trailer-changed');

  // What hangs on a private key is a part of the document that no rule here knows.
  for (const key of after.keys()) {
    if (!TRAILER_KNOWN.has(key)) throw new SuspiciousChange('trailer-changed', 'private key');
  }

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
  comparison.raise('long-term');
}

/** Form and pages are compared by their own rules; what else a catalog holds may not change but for the rules here. */
export async function compareCatalog(comparison: Comparison, before: PdfDict, after: PdfDict): Promise<void> {
  await comparison.frozenBut(before, after, CATALOG_RULES, 'catalog-changed');
  await compareIfChanged(comparison, before, after, 'DSS', isValidationMaterial);
  await compareIfChanged(comparison, before, after, 'Extensions', (value) => value instanceof PdfDict);
  await compareIfChanged(comparison, before, after, 'Metadata', (value) => value instanceof PdfStream);
  await compareIfChanged(comparison, before, after, 'Version', (value) => value instanceof PdfName);
}

async function compareIfChanged(
  comparison: Comparison,
  before: PdfDict,
  after: PdfDict,
  key: 'DSS' | 'Extensions' | 'Metadata' | 'Version',
  isRight: (value: PdfObject) => boolean,
): Promise<void> {
  if (await isSame(comparison, before.get(key), after.get(key))) return;
  const value = await comparison.next.resolve(after.get(key));
  const reason = key === 'DSS' ? 'validation-material-odd' : 'catalog-changed';
  if (!isRight(value)) throw new SuspiciousChange(reason, key);
  comparison.raise('long-term');
}

/** ETSI EN 319 142-1, 5.4.2.2. */
function isValidationMaterial(value: PdfObject): boolean {
  const dict = dictOf(value);
  return dict !== undefined && [...dict.keys()].every((key) => DSS_KEYS.has(key));
}
