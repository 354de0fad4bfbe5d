import { createHash } from 'node:crypto';
import { deflateSync } from 'node:zlib';
import sharp from 'sharp';
import { PdfRefusal } from '../core/pdf-refusal.js';

/** A picture ready for a PDF: opaque, 8 bits a channel, deflated. */
export interface LogoImage {
  /** Hash of its content, by which boxes are kept. */
  readonly id: string;
  /** Pixels. */
  readonly width: number;
  readonly height: number;
  readonly colour: 'gray' | 'rgb';
  readonly bytes: Uint8Array;
}

/** A logo is printed an inch wide at most: 300 pixels are 300 to the inch, and the file stays light. */
const mostPixels = 300;
const maxFileBytes = 2 * 1024 * 1024;
const maxInputPixels = 25_000_000;

const kept = new Map<string, Promise<LogoImage>>();
const keepAtMost = 32;

/**
 * Reads a logo from a PNG or JPEG file. What is transparent becomes white, since PDF/A-1 knows no transparency; nothing
 * of the file itself (profiles, remarks, the place where it was taken) comes along.
 *
 * Decoded once for each logo, and kept.
 *
 * @throws {PdfRefusal} `logo-unusable`: neither PNG nor JPEG, damaged, or too large
 */
export function logoImage(file: Uint8Array): Promise<LogoImage> {
  if (file.length > maxFileBytes) return Promise.reject(new PdfRefusal('logo-unusable', 'more than 2 MiB'));
  const id = createHash('sha256').update(file).digest('hex');
  const known = kept.get(id);
  if (known) return known;
  const image = decode(file, id);
  if (kept.size >= keepAtMost) kept.delete(kept.keys().next().value ?? '');
  kept.set(id, image);
  image.catch(() => kept.delete(id));
  return image;
}

async function decode(file: Uint8Array, id: string): Promise<LogoImage> {
  if (!isPng(file) && !isJpeg(file)) throw new PdfRefusal('logo-unusable', 'neither PNG nor JPEG');
  try {
    const { data, info } = await sharp(file, { limitInputPixels: maxInputPixels, failOn: 'error' })
      .autoOrient()
      .resize({ width: mostPixels, height: mostPixels, fit: 'inside', withoutEnlargement: true })
      .flatten({ background: '#fff' })
      .toColourspace('srgb')
      .raw()
      .toBuffer({ resolveWithObject: true });
    const gray = info.channels === 1 || isGray(data);
    const samples = gray && info.channels === 3 ? data.filter((_, index) => index % 3 === 0) : data;
    const { width, height } = info;
    return { id, width, height, colour: gray ? 'gray' : 'rgb', bytes: deflateSync(samples) };
  } catch (error) {
    throw new PdfRefusal('logo-unusable', 'it cannot be decoded', { cause: error });
  }
}

function isPng(file: Uint8Array): boolean {
  return Buffer.from(file.subarray(0, 8)).equals(Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'));
}

function isJpeg(file: Uint8Array): boolean {
  return file[0] === 0xff && file[1] === 0xd8 && file[2] === 0xff;
}

function isGray(rgb: Uint8Array): boolean {
  for (let place = 0; place + 2 < rgb.length; place += 3) {
    if (rgb[place] !== rgb[place + 1] || rgb[place] !== rgb[place + 2]) return false;
  }
  return true;
}
