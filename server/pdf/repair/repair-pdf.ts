import { readAll, type ByteSource } from '../core/byte-source.js';
import type { PdfLimits } from '../core/limits.js';
import { PdfDict, PdfRef, type PdfObject } from '../core/objects.js';
import { damaged, overLimits, PdfRefusal } from '../core/pdf-refusal.js';
import { demandSound, demandSoundBytes } from './demand-sound.js';
import { reachableObjects } from './reachable-objects.js';
import { rewritePdf } from './rewrite-pdf.js';
import { scanObjects, type FoundObject, type ScannedFile } from './scan-objects.js';
import { bearsSignature } from './signature-signs.js';
import { unpackObjectStreams } from './unpack-object-streams.js';

/** What a repair did, in the order in which it is told. */
export type RepairNote =
  | 'bytes-before-header-removed'
  | 'cross-reference-rebuilt'
  | 'stream-lengths-corrected'
  | 'object-streams-unpacked'
  | 'unused-objects-left-out';

export interface RepairedPdf {
  readonly bytes: Uint8Array;
  /** Never empty: a file that lacks nothing is refused. */
  readonly notes: readonly RepairNote[];
}

/** A whole file is in memory while it is repaired, and its copy beside it. */
const largest = 64 * 1024 * 1024;

/**
 * Makes a file that can be read strictly of an unsigned one that cannot: its objects are found by reading it through,
 * and written anew with a right cross-reference. An explicit step, taken once and before any signature, since a
 * reader that mends in silence may see another document than the next one.
 *
 * What would be lost is never left out in silence: where an object that a page hangs on cannot be read, the file is
 * refused.
 *
 * @throws {PdfRefusal} `pdf-signed-damaged` where anything looks like a signature, `pdf-not-damaged`,
 *   `pdf-encrypted`, `pdf-empty`, `not-a-pdf`, `pdf-damaged` beyond repair, `pdf-over-limits`
 */
export async function repairPdf(source: ByteSource, limits: PdfLimits): Promise<RepairedPdf> {
  if (source.size > largest) throw overLimits('the file is too large to be repaired');
  const bytes = Buffer.from(await readAll(source));
  if (bytes.length === 0) throw new PdfRefusal('pdf-empty', 'zero bytes');
  const header = /%PDF-(\d\.\d)/u.exec(bytes.toString('latin1', 0, 1024));
  if (!header) throw new PdfRefusal('not-a-pdf', 'no header in the first 1024 bytes');

  const shift = await demandSound(source, limits).catch(unlessDamaged);
  if (shift === 0) throw new PdfRefusal('pdf-not-damaged', 'nothing to repair');
  const scan = scanObjects(bytes, limits);
  if (scan.trailers.some((trailer) => trailer.has('Encrypt'))) throw new PdfRefusal('pdf-encrypted');
  const unpacked = await unpackObjectStreams(bytes, scan.objects, limits);
  if (bearsSignature(bytes, scan.objects)) throw new PdfRefusal('pdf-signed-damaged', 'signs of a signature');
  if (shift !== undefined) return { bytes: bytes.subarray(shift), notes: ['bytes-before-header-removed'] };

  const trailer = trailerOf(scan);
  const { objects, missing } = reachableObjects(
    [...trailer.entries()].map(([, value]) => value),
    scan.objects,
  );
  demandWhole(bytes, scan, missing);
  const repaired = rewritePdf(bytes, header[1] ?? '1.7', objects, trailer);
  await demandSoundBytes(repaired, limits);

  const notes: RepairNote[] = ['cross-reference-rebuilt'];
  if (header.index > 0) notes.unshift('bytes-before-header-removed');
  if (scan.correctedLengths > 0) notes.push('stream-lengths-corrected');
  if (unpacked > 0) notes.push('object-streams-unpacked');
  if (withoutSections(scan.objects) > objects.length) notes.push('unused-objects-left-out');
  return { bytes: repaired, notes };
}

function unlessDamaged(error: unknown): undefined {
  const code = error instanceof PdfRefusal ? error.code : undefined;
  if (code === 'pdf-damaged' || code === 'pdf-truncated') return undefined;
  throw error;
}

/** The newest trailer that leads to a catalog; where there is none, the last catalog of the file. */
function trailerOf({ trailers, objects }: ScannedFile): PdfDict {
  for (const found of trailers.toReversed()) {
    const root = found.get('Root');
    if (!(root instanceof PdfRef) || !isCatalog(objects.get(root.number))) continue;
    const trailer = new PdfDict([['Root', root]]);
    const info = found.get('Info');
    if (info instanceof PdfRef && objects.get(info.number)?.value instanceof PdfDict)
      trailer.set('Info', info);
    const id = found.get('ID');
    if (Array.isArray(id)) trailer.set('ID', id);
    return trailer;
  }
  const catalog = [...objects.values()].findLast(
    (found) => isCatalog(found) && (found.value as PdfDict).name('Type') === 'Catalog',
  );
  if (!catalog) throw damaged('no catalog in the whole file');
  return new PdfDict([['Root', catalog.ref]]);
}

function isCatalog(found: FoundObject | undefined): boolean {
  return found?.value instanceof PdfDict && found.value.has('Pages');
}

/**
 * A reference to nothing is null by ISO 32000-1, 7.3.10, and common. It is a loss where the object did begin
 * somewhere, where a page or what is drawn on it is missing, and anywhere in a file that was cut off.
 */
function demandWhole(bytes: Buffer, { objects, lost }: ScannedFile, missing: ReadonlySet<number>): void {
  const cutOff = bytes.indexOf('%%EOF', Math.max(0, bytes.length - 2048), 'latin1') < 0;
  for (const number of missing) {
    if (cutOff || lost.has(number)) throw damaged(`object ${String(number)} is lost`);
  }
  for (const { value } of objects.values()) {
    if (!(value instanceof PdfDict)) continue;
    for (const key of ['Kids', 'Contents', 'Resources']) {
      if (refsIn(value.get(key)).some((number) => missing.has(number))) throw damaged(`${key} that are lost`);
    }
  }
}

function refsIn(value: PdfObject | undefined): number[] {
  const items = Array.isArray(value) ? value : [value];
  return items.flatMap((item) => (item instanceof PdfRef ? [item.number] : []));
}

/** Cross-reference streams are no part of what a document holds. */
function withoutSections(objects: ReadonlyMap<number, FoundObject>): number {
  const isSection = ({ value }: FoundObject) => value instanceof PdfDict && value.name('Type') === 'XRef';
  return [...objects.values()].filter((found) => !isSection(found)).length;
}
