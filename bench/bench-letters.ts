import { createHash } from 'node:crypto';
import { letterPdf } from '../test/support/letter-pdf.js';

/** A letter of about so many bytes with some objects and a large one that does not repeat, as a scan does not. */
export function scannedLetter(bytes: number): Uint8Array {
  const small = Array.from({ length: 60 }, (_, index) => `<< /Type /Note /Number ${index} >>`);
  return letterPdf({ objects: [...small, scan(bytes - 6_000)] });
}

/**
 * A letter as a word processor exports it, tagged for screen readers: each paragraph and each table cell is an object
 * of its own (six hundred), besides fonts and a coat of arms that do not repeat.
 */
export function taggedLetter(bytes: number): Uint8Array {
  const elements = Array.from(
    { length: 600 },
    (_, index) => `<< /Type /StructElem /S /P /P 11 0 R /Pg 3 0 R /K ${index} /Lang (id-ID) >>`,
  );
  const root = `<< /Type /StructTreeRoot /K 11 0 R >>`;
  const document = `<< /Type /StructElem /S /Document /P 10 0 R /K [${elements.map((_, index) => `${index + 12} 0 R`).join(' ')}] >>`;
  const drawn = elements.length + 12;
  return letterPdf({
    pageEntries: `/Resources << /Font << /F1 5 0 R >> /XObject << /Im1 ${drawn} 0 R >> >>`,
    catalogEntries: '/StructTreeRoot 10 0 R /MarkInfo << /Marked true >> /Lang (id-ID)',
    objects: [root, document, ...elements, scan(bytes - 80_000)],
  });
}

/** A hundred thousand small objects, some megabytes: what a parser of whole files suffers from. */
export function crowdedLetter(objects: number): Uint8Array {
  const small = Array.from(
    { length: objects },
    (_, index) => `<< /Type /Note /Number ${index} /Text (catatan) >>`,
  );
  return letterPdf({ objects: small });
}

function scan(bytes: number): string {
  const noise = createHash('shake256', { outputLength: Math.floor(bytes / 2) })
    .update('noken')
    .digest('hex');
  return `<< /Type /XObject /Subtype /Image /Width 1 /Height 1 /Length ${noise.length} >>\nstream\n${noise}\nendstream`;
}
