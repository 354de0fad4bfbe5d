import { bytesSource } from '../../server/pdf/core/byte-source.js';
import { PdfRefusal } from '../../server/pdf/core/pdf-refusal.js';
import { signPdf, type SignPdfOptions } from '../../server/pdf/sign/sign-pdf.js';
import { verifyPdf } from '../../server/pdf/verify/verify-pdf.js';
import { joined } from './signed-parts.js';
import { certifiedSigner } from './test-authority.js';

const plainOptions: SignPdfOptions = { at: new Date('2026-11-24T01:42:00Z'), name: 'Yohana Contoh' };

let signer: ReturnType<typeof certifiedSigner> | undefined;

/** The one signer of a test file. */
export function plainSigner(): ReturnType<typeof certifiedSigner> {
  return (signer ??= certifiedSigner());
}

/** Signs a file plainly but for `how`. @returns the whole signed file */
export async function signPlainly(base: Uint8Array, how: Partial<SignPdfOptions> = {}): Promise<Uint8Array> {
  return joined(base, await signPdf(bytesSource(base), await plainSigner(), { ...plainOptions, ...how }));
}

/** Code of the refusal; what came instead where it is none. */
export async function plainRefusal(base: Uint8Array, how: Partial<SignPdfOptions> = {}): Promise<unknown> {
  const outcome: unknown = await signPlainly(base, how).catch((reason: unknown) => reason);
  return outcome instanceof PdfRefusal ? outcome.code : outcome;
}

/** Judges a file with nobody trusted. */
export function judgePlainly(bytes: Uint8Array) {
  return verifyPdf(bytesSource(bytes), { trust: { anchors: [] }, now: new Date() });
}
