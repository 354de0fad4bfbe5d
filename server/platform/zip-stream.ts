import { Zip, ZipDeflate, ZipPassThrough } from 'fflate';

/** One file that goes into an archive. */
export interface ZipEntry {
  /** A path of plain letters, digits and `._-`, parted by `/`. */
  readonly name: string;
  readonly bytes: Uint8Array | AsyncIterable<Uint8Array>;
  /** Left out for what is packed already, such as PDF. */
  readonly deflate?: boolean;
}

export interface ZipLimits {
  /** Bytes of all entries before they are packed. Without ZIP64 an archive ends below 4 GiB. */
  readonly bytes: number;
  readonly entries: number;
}

export const usualZipLimits: ZipLimits = { bytes: 1024 ** 3, entries: 5000 };

/**
 * Writes a ZIP as a stream: one piece in memory at a time, each name safe on every system and used once.
 *
 * @param at the date of all its files: an archive of the same files is the same bytes
 * @throws {RangeError} for an unsafe name, one used twice, or more than the limits
 */
export async function* zipStream(
  entries: Iterable<ZipEntry> | AsyncIterable<ZipEntry>,
  at: Date,
  limits: ZipLimits = usualZipLimits,
): AsyncGenerator<Uint8Array> {
  let ready: Uint8Array[] = [];
  const state: { failure?: Error } = {};
  const zip = new Zip((error, piece) => {
    if (error) state.failure = error;
    else if (piece.length > 0) ready.push(piece);
  });
  const names = new Set<string>();
  let total = 0;
  const taken = () => {
    const pieces = ready;
    ready = [];
    if (state.failure) throw state.failure;
    return pieces;
  };
  for await (const { name, bytes, deflate } of entries) {
    demandSafe(name);
    // Systems that do not tell capitals apart would write one over the other.
    const folded = name.toLowerCase();
    if (names.has(folded)) throw new RangeError(`${name} stands twice in an archive.`);
    names.add(folded);
    if (names.size > limits.entries) throw new RangeError('Too many files for one archive.');
    const file = deflate ? new ZipDeflate(name, { level: 6 }) : new ZipPassThrough(name);
    file.mtime = at;
    zip.add(file);
    for await (const piece of bytes instanceof Uint8Array ? [bytes] : bytes) {
      total += piece.length;
      if (total > limits.bytes) throw new RangeError('Too many bytes for one archive.');
      file.push(piece, false);
      yield* taken();
    }
    file.push(new Uint8Array(), true);
    yield* taken();
  }
  zip.end();
  yield* taken();
}

function demandSafe(name: string): void {
  const parts = name.split('/');
  const isSafe =
    parts.every((part) => /^[A-Za-z0-9_-][A-Za-z0-9._-]{0,99}$/.test(part)) && name.length <= 200;
  if (!isSafe) throw new RangeError(`${JSON.stringify(name)} is no safe name in an archive.`);
}

/** A piece of a name that is safe in an archive. */
export function safeName(text: string, most = 40): string {
  const plain = text
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .replace(/[^A-Za-z0-9._-]+/g, '-')
    .replace(/^[.-]+|[.-]+$/g, '')
    .slice(0, most);
  return plain === '' ? 'x' : plain;
}
