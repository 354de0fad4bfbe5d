import { open, type FileHandle } from 'node:fs/promises';

/**
 * Bytes that can be read in pieces, so that a file of 50 MB is never held whole.
 *
 * `read` gives exactly `length` bytes, or fewer only where the source ends. The array may be a view of something
 * shared: readers do not write to it.
 */
export interface ByteSource {
  readonly size: number;
  /** All is in memory, so that to read is to take a view. */
  readonly isHeld?: boolean;
  read(offset: number, length: number): Promise<Uint8Array>;
  /** Fills an array of the caller's, or its first part. Gives how many bytes: 0 only at the end or beyond it. */
  readInto?(target: Uint8Array, offset: number): Promise<number>;
}

/** A source that holds something open. */
export interface ClosableSource extends ByteSource {
  close(): Promise<void>;
}

/** Bytes that are in memory already. */
export function bytesSource(bytes: Uint8Array): ByteSource {
  return {
    size: bytes.length,
    isHeld: true,
    read: (offset, length) =>
      Promise.resolve(bytes.subarray(clamp(offset, bytes.length), clamp(offset + length, bytes.length))),
  };
}

/**
 * A file on disk. The size is taken when it is opened: what another process appends afterwards is not seen.
 *
 * @throws the system's error when the file cannot be opened
 */
export async function fileSource(path: string): Promise<ClosableSource> {
  const handle = await open(path, 'r');
  try {
    const { size } = await handle.stat();
    return {
      size,
      read: (offset, length) => readFully(handle, clamp(offset, size), clamp(offset + length, size)),
      async readInto(target, offset) {
        const from = clamp(offset, size);
        const length = Math.min(target.length, size - from);
        return length === 0 ? 0 : (await handle.read(target, 0, length, from)).bytesRead;
      },
      close: () => handle.close(),
    };
  } catch (error) {
    await handle.close();
    throw error;
  }
}

/** A document and what was appended to it, read as one; neither is copied. */
export function concatSource(base: ByteSource, tail: ByteSource): ByteSource {
  const size = base.size + tail.size;
  return {
    size,
    ...(base.readInto && {
      async readInto(target: Uint8Array, offset: number) {
        if (offset < base.size)
          return (await base.readInto?.(target.subarray(0, base.size - offset), offset)) ?? 0;
        const bytes = await tail.read(offset - base.size, target.length);
        target.set(bytes);
        return bytes.length;
      },
    }),
    async read(offset, length) {
      const from = clamp(offset, size);
      const to = clamp(offset + length, size);
      if (to <= base.size) return base.read(from, to - from);
      if (from >= base.size) return tail.read(from - base.size, to - from);
      const head = await base.read(from, base.size - from);
      const rest = await tail.read(0, to - base.size);
      const joined = new Uint8Array(head.length + rest.length);
      joined.set(head);
      joined.set(rest, head.length);
      return joined;
    },
  };
}

/** The first `size` bytes of a source, as if the file ended there: an earlier revision of a PDF. */
export function prefixSource(source: ByteSource, size: number): ByteSource {
  const end = clamp(size, source.size);
  return {
    size: end,
    ...(source.isHeld && { isHeld: true }),
    read(offset, length) {
      const from = clamp(offset, end);
      return source.read(from, clamp(offset + length, end) - from);
    },
  };
}

/** The whole source in memory. For tests and small files: the caller has looked at `size` before. */
export async function readAll(source: ByteSource): Promise<Uint8Array> {
  return source.read(0, source.size);
}

async function readFully(handle: FileHandle, from: number, to: number): Promise<Uint8Array> {
  const bytes = new Uint8Array(to - from);
  let filled = 0;
  while (filled < bytes.length) {
    const { bytesRead } = await handle.read(bytes, filled, bytes.length - filled, from + filled);
    if (bytesRead === 0) return bytes.subarray(0, filled);
    filled += bytesRead;
  }
  return bytes;
}

function clamp(offset: number, size: number): number {
  return Math.min(Math.max(offset, 0), size);
}
