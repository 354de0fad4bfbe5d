import type { ZipEntry } from '../platform/zip-stream.js';
import type { Both } from './slip-words.js';

/** Something that a pack says, and how a stranger finds out whether it is true. */
export interface Claim {
  readonly says: Both;
  /** For a POSIX shell in the unpacked folder; ends with 0 exactly if the claim holds. Left out where none can tell. */
  readonly command?: string;
}

/** A part of a pack: its files, and what is claimed of them. */
export interface PackPart {
  readonly entries: readonly ZipEntry[];
  readonly claims: readonly Claim[];
}

export function textEntry(name: string, text: string): ZipEntry {
  return { name, bytes: Buffer.from(text), deflate: true };
}

export function jsonEntry(name: string, value: unknown): ZipEntry {
  return textEntry(name, `${JSON.stringify(value, null, 2)}\n`);
}
