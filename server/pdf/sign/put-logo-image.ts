import { PdfDict, PdfName, type PdfObject, type PdfRef } from '../core/objects.js';
import type { ObjectSink } from '../core/object-sink.js';
import type { LogoImage } from '../typeset/logo-image.js';

/** White of daylight (D65), and the brightness and primaries of sRGB as near as these spaces can say them. */
const white: PdfObject[] = [0.9505, 1, 1.089];
const gamma = 2.2;
const primaries: PdfObject[] = [0.4124, 0.2126, 0.0193, 0.3576, 0.7152, 0.1192, 0.1805, 0.0722, 0.9505];

const rgbColours: PdfObject[] = [
  new PdfName('CalRGB'),
  new PdfDict([
    ['WhitePoint', white],
    ['Gamma', [gamma, gamma, gamma]],
    ['Matrix', primaries],
  ]),
];

/** Writes a logo as an image object (ISO 32000-1 §8.9.5), without a mask. Its grey is that of the form that shows it. */
export function putLogoImage(writer: ObjectSink, { width, height, colour, bytes }: LogoImage): PdfRef {
  const ref = writer.newRef();
  const dict = new PdfDict([
    ['Type', new PdfName('XObject')],
    ['Subtype', new PdfName('Image')],
    ['Width', width],
    ['Height', height],
    ['ColorSpace', colour === 'gray' ? new PdfName('DeviceGray') : rgbColours],
    ['BitsPerComponent', 8],
    ['Filter', new PdfName('FlateDecode')],
  ]);
  writer.putStream(ref, dict, bytes);
  return ref;
}
