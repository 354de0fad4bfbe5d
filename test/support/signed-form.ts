import { bytesSource } from '../../server/pdf/core/byte-source.js';
import type { KeySigner } from '../../server/pdf/sign/key-signer.js';
import { signPdf, type SignPdfOptions } from '../../server/pdf/sign/sign-pdf.js';
import { verifyPdf } from '../../server/pdf/verify/verify-pdf.js';
import { letterPdf, type LetterShape } from './letter-pdf.js';
import { stream } from './made-pdfs.js';
import { certifiedSigner } from './test-authority.js';

/** A form XObject that shows a text. */
export const picture = (text: string) =>
  stream(`/Tx BMC BT (${text}) Tj ET EMC`, '/Type /XObject /Subtype /Form /BBox [0 0 90 20]');

export const textField = (more = '', rect = '[10 10 100 30]') =>
  `<< /Type /Annot /Subtype /Widget /FT /Tx /T (catatan) /F 4 /Rect ${rect} /P 3 0 R /AP << /N 15 0 R >> ${more} >>`;
export const xmp = (title: string) =>
  stream(`<x:xmpmeta><rdf:RDF>${title}</rdf:RDF></x:xmpmeta>`, '/Type /Metadata /Subtype /XML');

/** A letter of two pages with a form: an empty text field, an empty signature field, metadata, a font of its own. */
export function formPdf(shape: Omit<LetterShape, 'objects'> = {}): Uint8Array {
  return letterPdf({
    pages: 2,
    ...shape,
    catalogEntries: `/AcroForm 10 0 R /Metadata 16 0 R ${shape.catalogEntries ?? ''}`,
    pageEntries: `/Annots 14 0 R ${shape.pageEntries ?? ''}`,
    objects: [
      '<< /Fields 13 0 R /DR 17 0 R /DA (/F1 12 Tf 0 g) >>',
      textField(),
      '<< /Type /Annot /Subtype /Widget /FT /Sig /T (ttd) /F 132 /Rect [0 0 0 0] /P 3 0 R >>',
      '[11 0 R 12 0 R 19 0 R]',
      '[11 0 R 12 0 R 19 0 R]',
      picture(''),
      xmp('lama'),
      '<< /Font << /F1 18 0 R >> >>',
      '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>',
      '<< /Type /Annot /Subtype /Widget /FT /Tx /T (jumlah) /V (1000) /Rect [10 40 100 60] /P 3 0 R /AP << /N 20 0 R >> >>',
      picture('1000'),
    ],
  });
}

let signer: Promise<KeySigner<void>> | undefined;

/** How the signature is made; by default unseen, in a field of its own. */
export interface SigningShape extends Pick<SignPdfOptions, 'certify' | 'existingField' | 'level'> {
  readonly box?: { page?: number; x: number; y: number; width?: number; height?: number };
}

export async function sign(base: Uint8Array, { box, ...shape }: SigningShape = {}): Promise<Uint8Array> {
  signer ??= certifiedSigner('ecdsa-sha256');
  const appearance = { capacity: ['KEPALA'], name: 'Kepala', rank: '', nip: '', trial: true };
  const tail = await signPdf(bytesSource(base), await signer, {
    at: new Date(),
    name: 'Kepala',
    ...shape,
    ...(box && { placement: { page: box.page ?? 1, rect: { ...box } }, appearance }),
  });
  return Buffer.concat([base, tail]);
}

/** Verdict, and what is held against the first signature against which anything is held. */
export async function judge(bytes: Uint8Array): Promise<string> {
  const { verdict, signatures } = await report(bytes);
  // Who vouches is not asked here.
  const isHeld = (code: string) => !/^(trust|revocation)-/.test(code);
  const problem = signatures.map(({ problems }) => problems.filter(isHeld).at(-1)).find(Boolean);
  return problem ? `${verdict} ${problem}` : verdict;
}

export function report(bytes: Uint8Array) {
  return verifyPdf(bytesSource(bytes), { trust: { anchors: [] }, now: new Date() });
}
