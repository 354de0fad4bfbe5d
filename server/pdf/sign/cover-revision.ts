import type { Hash } from 'node:crypto';
import type { ByteSource } from '../core/byte-source.js';
import { startHash, type HashAlgorithm } from '../core/hash-algorithm.js';
import { hashStretch } from '../core/hash-stretch.js';
import type { PdfRef } from '../core/objects.js';
import { PdfRefusal } from '../core/pdf-refusal.js';
import type { Revision } from '../core/revision-writer.js';
import type { SignaturePlaceholder } from './signature-placeholder.js';

/** A revision that lacks nothing but the value of the signature that covers it. */
export interface CoveredRevision {
  /** Hash of all bytes that the signature covers: the base and the whole revision but the gap. */
  readonly digest: Uint8Array;
  /** Puts the CMS in. @returns the tail: signed file = base + tail @throws {PdfRefusal} `signature-too-large` */
  close(cms: Uint8Array): Uint8Array;
}

interface Gap {
  readonly start: number;
  readonly end: number;
}

/** Writes the byte range into the placeholder that stands in the revision as `signature`, and hashes what it names. */
export async function coverRevision(
  base: ByteSource,
  revision: Revision,
  signature: PdfRef,
  placeholder: SignaturePlaceholder,
  hash: HashAlgorithm = 'sha256',
): Promise<CoveredRevision> {
  const { tail } = revision;
  const gap = fillByteRange(tail, placeholder, revision.valueAt(signature), base.size);
  const digest = await hashAround(base, tail, gap, startHash(hash));
  return { digest, close: (cms) => closeGap(tail, gap, cms) };
}

function fillByteRange(
  tail: Uint8Array,
  placeholder: SignaturePlaceholder,
  at: number,
  baseSize: number,
): Gap {
  const gap = { start: at + placeholder.gapStart, end: at + placeholder.gapEnd };
  const range = `[0 ${baseSize + gap.start} ${baseSize + gap.end} ${tail.length - gap.end}]`;
  tail.set(Buffer.from(range.padEnd(placeholder.rangeLength), 'latin1'), at + placeholder.rangeAt);
  return gap;
}

/** Reads the base once, a piece at a time: a file of 50 MB costs no more memory than one of 5. */
async function hashAround(base: ByteSource, tail: Uint8Array, gap: Gap, hash: Hash): Promise<Uint8Array> {
  await hashStretch(hash, base, 0, base.size);
  return hash.update(tail.subarray(0, gap.start)).update(tail.subarray(gap.end)).digest();
}

function closeGap(tail: Uint8Array, gap: Gap, cms: Uint8Array): Uint8Array {
  const digits = gap.end - gap.start - 2;
  if (cms.length * 2 > digits) {
    throw new PdfRefusal(
      'signature-too-large',
      `${String(cms.length)} bytes of CMS in room for ${String(digits / 2)}`,
    );
  }
  tail.set(Buffer.from(Buffer.from(cms).toString('hex'), 'latin1'), gap.start + 1);
  return tail;
}
