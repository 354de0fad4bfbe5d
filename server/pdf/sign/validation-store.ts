import { promisify } from 'node:util';
import { deflate } from 'node:zlib';
import { hashOf } from '../core/hash-algorithm.js';
import { dateString } from '../core/object-writer.js';
import { PdfDict, PdfName, PdfRef, PdfStream, type PdfObject } from '../core/objects.js';
import type { PdfDocument } from '../core/pdf-document.js';
import { overLimits, PdfRefusal } from '../core/pdf-refusal.js';
import type { RevisionWriter } from '../core/revision-writer.js';
import type { CatalogDraft } from './catalog-draft.js';

/** What shows that one signature was right when it was made. All in DER. */
export interface StoreEntry {
  /** The signature's `/Contents` as it stands, padding and all. */
  readonly contents: Uint8Array;
  readonly certificates: readonly Uint8Array[];
  readonly ocsps: readonly Uint8Array[];
  readonly crls: readonly Uint8Array[];
}

const deflateAsync = promisify(deflate);

/** Most pieces of evidence of each kind in one document. */
const MOST_HELD = 5000;

/** The lists of the store, each with the key that its entries have in a `/VRI`. */
const LISTS = [
  { list: 'Certs', own: 'Cert', of: (entry: StoreEntry) => entry.certificates },
  { list: 'OCSPs', own: 'OCSP', of: (entry: StoreEntry) => entry.ocsps },
  { list: 'CRLs', own: 'CRL', of: (entry: StoreEntry) => entry.crls },
] as const;

/**
 * Puts evidence into the document's security store, `/DSS` (ETSI EN 319 142-1 §5.4.2). What is there stays: nothing
 * is dropped, nothing is held twice, and what of it cannot be read is left as it is.
 *
 * Each entry also gets its `/VRI`. Readers differ in how they make its key, so all of it stands in the lists for the
 * whole document too.
 *
 * @param at when the evidence was gathered
 */
export async function writeValidationStore(
  document: PdfDocument,
  writer: RevisionWriter,
  catalog: CatalogDraft,
  entries: readonly StoreEntry[],
  at: Date,
): Promise<void> {
  const store = new PdfDict((await document.dict(catalog.get('DSS')))?.entries() ?? []);
  const own = new PdfDict((await document.dict(store.get('VRI')))?.entries() ?? []);
  const refs = new Map<StoreEntry, PdfDict>();
  for (const entry of entries) refs.set(entry, new PdfDict([['Type', new PdfName('VRI')]]));

  for (const { list, own: key, of } of LISTS) {
    const held = await heldIn(document, store.get(list));
    const before = held.items.length;
    for (const entry of entries) {
      const named = await putAll(writer, held, of(entry));
      if (named.length > 0) refs.get(entry)?.set(key, named);
    }
    if (held.items.length > MOST_HELD) throw overLimits('too much validation material');
    if (held.items.length > before) store.set(list, held.items);
  }
  for (const [entry, named] of refs) {
    const key = storeKey(entry.contents);
    own.set(key, (await joinedEntry(document, own.get(key), named)).set('TU', dateString(at)));
  }
  store.set('Type', new PdfName('DSS')).set('VRI', own);
  await catalog.replace('DSS', store);
  await nameExtension(document, catalog);
}

/** Key of a signature in `/VRI`: SHA-1 of its value, padding included, in upper-case hexadecimal. */
export function storeKey(contents: Uint8Array): string {
  return Buffer.from(hashOf('sha1', contents)).toString('hex').toUpperCase();
}

interface Held {
  readonly items: PdfObject[];
  readonly known: Map<string, PdfRef>;
}

async function heldIn(document: PdfDocument, value: PdfObject | undefined): Promise<Held> {
  const items = [...((await document.array(value)) ?? [])];
  if (items.length > MOST_HELD) throw overLimits('too much validation material');
  const known = new Map<string, PdfRef>();
  for (const item of items) {
    if (!(item instanceof PdfRef)) continue;
    const bytes = await quietBytes(document, item);
    if (bytes) known.set(fingerprint(bytes), item);
  }
  return { items, known };
}

async function quietBytes(document: PdfDocument, ref: PdfRef): Promise<Uint8Array | undefined> {
  try {
    const stream = await document.get(ref);
    return stream instanceof PdfStream ? await document.decodedBytes(stream) : undefined;
  } catch (error) {
    if (error instanceof PdfRefusal && error.code !== 'pdf-over-limits') return undefined;
    throw error;
  }
}

async function putAll(writer: RevisionWriter, held: Held, pieces: readonly Uint8Array[]): Promise<PdfRef[]> {
  const named = new Map<string, PdfRef>();
  for (const bytes of pieces) {
    const print = fingerprint(bytes);
    let ref = held.known.get(print);
    if (!ref) {
      ref = writer.newRef();
      const dict = new PdfDict([['Filter', new PdfName('FlateDecode')]]);
      writer.putStream(ref, dict, await deflateAsync(bytes));
      held.known.set(print, ref);
      held.items.push(ref);
    }
    named.set(ref.key, ref);
  }
  return [...named.values()];
}

/** An entry that the signature has already keeps what it names. */
async function joinedEntry(
  document: PdfDocument,
  before: PdfObject | undefined,
  named: PdfDict,
): Promise<PdfDict> {
  const joined = new PdfDict((await document.dict(before))?.entries() ?? named.entries());
  for (const { own: key } of LISTS) {
    const items = [...((await document.array(joined.get(key))) ?? [])];
    const known = new Set(items.map((item) => (item instanceof PdfRef ? item.key : '')));
    const added = ((named.get(key) as PdfRef[] | undefined) ?? []).filter((ref) => !known.has(ref.key));
    if (added.length > 0) joined.set(key, [...items, ...added]);
  }
  return joined;
}

function fingerprint(bytes: Uint8Array): string {
  return Buffer.from(hashOf('sha256', bytes)).toString('hex');
}

/** Says that the document uses what ETSI added to PDF 1.7; what others added stays. */
async function nameExtension(document: PdfDocument, catalog: CatalogDraft): Promise<void> {
  const extensions = await document.dict(catalog.get('Extensions'));
  if (extensions?.has('ESIC')) return;
  const level = new PdfDict([
    ['BaseVersion', new PdfName('1.7')],
    ['ExtensionLevel', 1],
  ]);
  await catalog.replace('Extensions', new PdfDict(extensions?.entries() ?? []).set('ESIC', level));
}
