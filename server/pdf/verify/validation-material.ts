import { type Certificate, readCertificate } from '../core/certificate.js';
import { KeyRefusal } from '../core/key-refusal.js';
import { PdfRef, PdfStream, type PdfDict, type PdfObject } from '../core/objects.js';
import type { PdfDocument } from '../core/pdf-document.js';
import { PdfRefusal } from '../core/pdf-refusal.js';
import { readEvidence, type Evidence } from './revocation-evidence.js';

/** What a document brings along for its own verification (ETSI EN 319 142-1, 5.4.2). None of it is checked here. */
export interface ValidationMaterial {
  readonly certificates: readonly Certificate[];
  readonly evidence: Evidence;
}

const MOST_CERTIFICATES = 200;
const MOST_ANSWERS = 300;
const MOST_LISTS = 60;
const MOST_SIGNATURES = 200;

/**
 * Reads the document's `/DSS`, with what only an entry of its `/VRI` names. What cannot be read is left out: it only
 * helps, it proves nothing.
 */
export async function validationMaterial(pdf: PdfDocument): Promise<ValidationMaterial> {
  const stores = await readable(() => storesOf(pdf));
  const [certificates, ocsps, crls] = [
    await streamsIn(pdf, stores ?? [], ['Certs', 'Cert'], MOST_CERTIFICATES),
    await streamsIn(pdf, stores ?? [], ['OCSPs', 'OCSP'], MOST_ANSWERS),
    await streamsIn(pdf, stores ?? [], ['CRLs', 'CRL'], MOST_LISTS),
  ];
  return { certificates: readAll(certificates), evidence: readEvidence({ ocsps, crls }) };
}

/** The store, and the parts of it that belong to one signature each. */
async function storesOf(pdf: PdfDocument): Promise<PdfDict[]> {
  const store = await pdf.dict((await pdf.catalog()).get('DSS'));
  const parts = await pdf.dict(store?.get('VRI'));
  const found = store ? [store] : [];
  for (const [, part] of [...(parts?.entries() ?? [])].slice(0, MOST_SIGNATURES)) {
    const one = await pdf.dict(part);
    if (one) found.push(one);
  }
  return found;
}

async function streamsIn(
  pdf: PdfDocument,
  stores: readonly PdfDict[],
  keys: readonly string[],
  most: number,
): Promise<Uint8Array[]> {
  const seen = new Set<string>();
  const streams: Uint8Array[] = [];
  for (const list of stores.flatMap((store) => keys.map((key) => store.get(key)))) {
    for (const item of (await readable(() => pdf.array(list))) ?? []) {
      if (streams.length >= most) return streams;
      if (item instanceof PdfRef && seen.has(item.key)) continue;
      if (item instanceof PdfRef) seen.add(item.key);
      const bytes = await readable(() => bytesOf(pdf, item));
      if (bytes) streams.push(bytes);
    }
  }
  return streams;
}

async function bytesOf(pdf: PdfDocument, item: PdfObject): Promise<Uint8Array | undefined> {
  const stream = await pdf.resolve(item);
  return stream instanceof PdfStream ? await pdf.decodedBytes(stream) : undefined;
}

function readAll(all: readonly Uint8Array[]): Certificate[] {
  return all.flatMap((der) => {
    try {
      return [readCertificate(der)];
    } catch (error) {
      if (error instanceof KeyRefusal) return [];
      throw error;
    }
  });
}

async function readable<Value>(read: () => Promise<Value>): Promise<Value | undefined> {
  try {
    return await read();
  } catch (error) {
    if (error instanceof PdfRefusal) return undefined;
    throw error;
  }
}
