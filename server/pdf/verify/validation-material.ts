import { type Certificate, readCertificate } from '../core/certificate.js';
import { KeyRefusal } from '../core/key-refusal.js';
import { PdfRef, PdfStream, type PdfDict } from '../core/objects.js';
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
 *
 * @param older the same file as it stood before: a later save that drops a "revoked" does not unsay it
 */
export async function validationMaterial(
  pdf: PdfDocument,
  older: readonly PdfDocument[] = [],
): Promise<ValidationMaterial> {
  const stores: Store[] = [];
  for (const one of [pdf, ...older])
    for (const dict of (await readable(() => storesOf(one))) ?? []) stores.push({ pdf: one, dict });
  const [certificates, ocsps, crls] = [
    await streamsIn(stores, ['Certs', 'Cert'], MOST_CERTIFICATES),
    await streamsIn(stores, ['OCSPs', 'OCSP'], MOST_ANSWERS),
    await streamsIn(stores, ['CRLs', 'CRL'], MOST_LISTS),
  ];
  return { certificates: readAll(certificates), evidence: readEvidence({ ocsps, crls }) };
}

interface Store {
  readonly pdf: PdfDocument;
  readonly dict: PdfDict;
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
  stores: readonly Store[],
  keys: readonly string[],
  most: number,
): Promise<Uint8Array[]> {
  const asked = new Map<PdfDocument, Set<string>>();
  // Revisions share what they did not change, so that the same stream is the same object.
  const read = new Set<PdfStream>();
  const streams: Uint8Array[] = [];
  for (const { pdf, dict } of stores) {
    const names = asked.get(pdf) ?? new Set<string>();
    asked.set(pdf, names);
    for (const list of keys.map((key) => dict.get(key))) {
      for (const item of (await readable(() => pdf.array(list))) ?? []) {
        if (streams.length >= most) return streams;
        if (item instanceof PdfRef && names.has(item.key)) continue;
        if (item instanceof PdfRef) names.add(item.key);
        const stream = await readable(() => pdf.resolve(item));
        if (!(stream instanceof PdfStream) || read.has(stream)) continue;
        read.add(stream);
        const bytes = await readable(() => pdf.decodedBytes(stream));
        if (bytes) streams.push(bytes);
      }
    }
  }
  return streams;
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
