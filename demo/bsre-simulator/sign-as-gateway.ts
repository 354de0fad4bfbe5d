import { PDFDocument } from '@cantoo/pdf-lib';
import {
  bytesSource,
  logoImage,
  PdfRefusal,
  signPdf,
  type KeySigner,
  type SignaturePicture,
  type SignaturePlacement,
} from '../../server/pdf/index.js';
import { GatewayRefusal, misformed, uncaught } from './gateway-refusal.js';
import { placeOnPage } from './place-on-page.js';
import type { SimulatedAuthority } from './simulated-authority.js';
import type { Faults } from './simulator-faults.js';
import type { WantedAppearance } from './wanted-appearance.js';

/** One file to sign, whichever version it came by. */
export interface SigningJob {
  readonly pdf: Uint8Array;
  readonly signer: KeySigner<void>;
  readonly fieldName: string;
  readonly reason?: string | undefined;
  readonly location?: string | undefined;
  /** Left out, the signature is not seen. */
  readonly appearance?: WantedAppearance | undefined;
  readonly at: Date;
}

const mark = 'SIMULASI';

/**
 * Signs as the field does: PAdES B-T, appended, a time-stamp of our own authority. Invisible is a rectangle of no size.
 *
 * @throws {GatewayRefusal} also for what the PDF itself refuses, in the words of the gateway's engine
 */
export async function signAsGateway(
  job: SigningJob,
  authority: SimulatedAuthority,
  faults: Faults,
): Promise<Uint8Array> {
  try {
    const base = faults['rewritten-pdf'] ? await rewritten(job.pdf) : job.pdf;
    const tail = await signPdf(bytesSource(base), job.signer, {
      at: new Date(job.at.getTime() + 1000 * Number(faults['clock-ahead'] ?? 0)),
      name: job.signer.certificate.commonName,
      fieldName: job.fieldName,
      timestamp: authority.timestamps,
      ...(job.reason ? { reason: job.reason } : {}),
      ...(job.location ? { location: job.location } : {}),
      ...(job.appearance ? await shown(base, job.appearance, faults) : {}),
    });
    return damagedBy(faults['corrupt-pdf'], base, tail);
  } catch (error) {
    throw error instanceof PdfRefusal ? inWordsOfTheEngine(error) : error;
  }
}

async function shown(
  pdf: Uint8Array,
  { picture, place }: WantedAppearance,
  faults: Faults,
): Promise<{ placement: SignaturePlacement; appearance: SignaturePicture }> {
  const content = 'image' in picture ? { image: await logoImage(picture.image) } : { qr: picture.link };
  return {
    placement: await placeOnPage(pdf, place, faults),
    appearance: { content, mark },
  };
}

/** As another program would save it. Of earlier signatures nothing is left valid, as in the fault that this plays. */
async function rewritten(pdf: Uint8Array): Promise<Uint8Array> {
  const document = await PDFDocument.load(pdf, { updateMetadata: false }).catch(() => {
    throw new PdfRefusal('pdf-damaged');
  });
  return document.save({ useObjectStreams: false });
}

function damagedBy(fault: Faults['corrupt-pdf'], base: Uint8Array, tail: Uint8Array): Uint8Array {
  const signed = Buffer.concat([base, tail]);
  if (fault === 'cut') return signed.subarray(0, base.length + (tail.length >> 1));
  if (fault === 'base') flip(signed, base.length >> 1);
  // A digit of the claimed time: the file reads as before, and the signature is wrong.
  else if (fault) flip(signed, signed.indexOf('/M (D:', base.length) + 9);
  return signed;
}

function flip(bytes: Buffer, at: number): void {
  bytes.writeUInt8(bytes.readUInt8(at) ^ 1, at);
}

const engine = 'com.itextpdf.text';

/**
 * Only the first two of the engine's classes were met in the field, and only the first behind a gateway; the rest of
 * each sentence is ours. `synthetic: true` for all but a broken file.
 */
function inWordsOfTheEngine({ code }: PdfRefusal): GatewayRefusal {
  const refuse = (words: string, synthetic: boolean) =>
    new GatewayRefusal(400, 400, `${engine}.${words}`, 'engine', synthetic);
  switch (code) {
    case 'pdf-empty':
    case 'not-a-pdf':
    case 'pdf-truncated':
    case 'pdf-damaged':
    case 'pdf-over-limits':
      return refuse('exceptions.InvalidPdfException: Rebuild failed: berkas tidak dapat dibaca', false);
    case 'pdf-encrypted':
      return refuse('exceptions.BadPasswordException: berkas terkunci kata sandi', true);
    case 'pdf-certified-no-changes':
    case 'pdf-field-locked':
      return refuse('DocumentException: berkas tidak boleh diubah lagi', true);
    case 'pdf-page-not-found':
    case 'placement-outside-page':
    case 'appearance-does-not-fit':
      return misformed('posisi tanda tangan di luar halaman');
    // A picture that cannot be decoded is caught by nobody.
    default:
      return uncaught();
  }
}
