import { bytesSource, concatSource, type ByteSource } from '../core/byte-source.js';
import { prepareSignature, type SignatureRequest } from '../sign/prepare-signature.js';
import type { SignatureFacts } from '../sign/seed-values.js';
import type { PageImage, PageImageFormat } from './draw-page.js';
import { pageImage, pageImageLimits, type PageImageLimits } from './page-image.js';

export interface PreviewOptions {
  /** Pixels; left out, as wide as an ordinary screen shows a page. */
  readonly width?: number;
  readonly format?: PageImageFormat;
  /** From 1; left out, the page of the placement. An existing field may stand on any page. */
  readonly page?: number;
  /** What an existing field may make demands on. */
  readonly facts?: Pick<SignatureFacts, 'timestamped' | 'certificates'>;
  readonly limits?: PageImageLimits;
}

/** No signature is put in; the gap only has to be there. */
const room = 16;

/**
 * Draws the page as it will be once signed. The very revision is made that would be signed, so whatever would be
 * refused then is refused now; what is missing is the signature's value, and no key is needed.
 *
 * @throws {PdfRefusal} what `prepareSignature` and `pageImage` throw
 */
export async function previewSignature(
  source: ByteSource,
  request: SignatureRequest,
  { width = 1000, format = 'webp', page, facts, limits = pageImageLimits }: PreviewOptions = {},
): Promise<PageImage> {
  const prepared = await prepareSignature(source, request, room, facts);
  const whole = concatSource(source, bytesSource(prepared.close(new Uint8Array())));
  return pageImage(whole, page ?? request.placement?.page ?? 1, width, format, limits);
}
