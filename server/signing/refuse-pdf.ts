import { PdfRefusal } from '../pdf/index.js';
import { Problem } from '../platform/problem.js';

/** What the ground refuses, in words that a clerk can do something with. They stand in both languages' sentences. */
const reasons: Readonly<Partial<Record<string, string>>> = {
  'pdf-encrypted': 'PDF terkunci / encrypted',
  'pdf-certified-no-changes': 'dikunci penerbitnya / certified against changes',
  'pdf-field-locked': 'kolom tanda tangan terkunci / signature field locked',
  'pdf-truncated': 'terpotong / cut off',
  'pdf-over-limits': 'terlalu rumit / over limits',
  'placement-outside-page': 'halaman terlalu kecil / page too small',
  'appearance-does-not-fit': 'kotak tidak muat / box does not fit',
  'character-not-in-font': 'huruf tidak dapat dicetak / letter that cannot be printed',
};

/** Turns a refusal about a PDF into a problem; anything else is thrown on as it is. */
export function refusePdf(error: unknown): never {
  if (!(error instanceof PdfRefusal)) throw error;
  if (error.code === 'pdf-already-signed') throw new Problem('document-already-signed', {}, { cause: error });
  const why = reasons[error.code] ?? 'susunan rusak / damaged';
  throw new Problem('document-unsignable', { why }, { cause: error });
}
