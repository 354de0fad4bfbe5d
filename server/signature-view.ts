import { writeFile } from 'node:fs/promises';
import { Misuse } from './command.js';
import {
  fileSource,
  findAnchors,
  onlyAnchor,
  placementAt,
  previewSignature,
  signatureBoxWidth,
  type ByteSource,
  type SignaturePlacement,
} from './pdf/index.js';

/** Of a box that is placed by a tag, in points: room for a name of two lines. */
const tagBox = { width: signatureBoxWidth, height: 76 };

/**
 * Where the one tag of that name stands in the file's text.
 *
 * @throws {PdfRefusal} see `findAnchors`, `onlyAnchor`, `placementAt`
 */
export async function placementAtTag(file: string, tag: string): Promise<SignaturePlacement> {
  const anchors = await reading(file, (source) => findAnchors(source, { names: [tag] }));
  return placementAt(onlyAnchor(anchors, tag), { capacity: [], name: '', trial: false }, tagBox);
}

/**
 * Draws the page as it would be once signed, into a PNG file that is not there yet. No key is opened.
 *
 * @throws {PdfRefusal} see `previewSignature`
 */
export async function writePreview(
  file: string,
  out: string,
  request: { name: string; placement?: SignaturePlacement },
): Promise<void> {
  const { bytes } = await reading(file, (source) =>
    previewSignature(source, { at: new Date(), ...request }, { format: 'png' }),
  );
  await writeFile(out, bytes, { flag: 'wx' }).catch((cause: unknown) => {
    throw new Misuse(`${out} cannot be written, or is there already.`, { cause });
  });
}

async function reading<Value>(file: string, read: (source: ByteSource) => Promise<Value>): Promise<Value> {
  const source = await fileSource(file).catch((cause: unknown) => {
    throw new Misuse(`${file} cannot be read.`, { cause });
  });
  try {
    return await read(source);
  } finally {
    await source.close();
  }
}
