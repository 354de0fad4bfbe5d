import type { PdfDocument } from '../core/pdf-document.js';
import { PdfRefusal } from '../core/pdf-refusal.js';

/** For what belongs under the first signature. @throws {PdfRefusal} `pdf-already-signed` */
export async function demandUnsigned(document: PdfDocument): Promise<void> {
  for (const field of await document.signatureFields()) {
    if (await document.dict(field.value)) throw new PdfRefusal('pdf-already-signed');
  }
  const permissions = await document.dict((await document.catalog()).get('Perms'));
  if (permissions && permissions.size > 0)
    throw new PdfRefusal('pdf-already-signed', 'certified or with usage rights');
}
