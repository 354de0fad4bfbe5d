import { type Certificate, readCertificate } from '../core/certificate.js';
import { KeyRefusal } from '../core/key-refusal.js';
import { PdfStream } from '../core/objects.js';
import type { PdfDocument } from '../core/pdf-document.js';
import { PdfRefusal } from '../core/pdf-refusal.js';

/** What a document brings along for its own verification (ETSI EN 319 142-1, 5.4.2). */
export interface ValidationMaterial {
  readonly certificates: readonly Certificate[];
  /** It also has revocation data. Whether they are right is not looked at here. */
  readonly hasRevocation: boolean;
}

const MOST_CERTIFICATES = 200;

/** Reads the document's `/DSS`. What cannot be read is left out: it only helps, it proves nothing. */
export async function validationMaterial(pdf: PdfDocument): Promise<ValidationMaterial> {
  const store = await pdf.dict((await pdf.catalog()).get('DSS'));
  const certificates: Certificate[] = [];
  for (const item of ((await pdf.array(store?.get('Certs'))) ?? []).slice(0, MOST_CERTIFICATES)) {
    try {
      const stream = await pdf.resolve(item);
      if (stream instanceof PdfStream) certificates.push(readCertificate(await pdf.decodedBytes(stream)));
    } catch (error) {
      if (!(error instanceof PdfRefusal) && !(error instanceof KeyRefusal)) throw error;
    }
  }
  const lists = [await pdf.array(store?.get('OCSPs')), await pdf.array(store?.get('CRLs'))];
  return { certificates, hasRevocation: lists.some((list) => (list?.length ?? 0) > 0) };
}
