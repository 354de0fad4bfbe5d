import { createCipheriv, createDecipheriv, createHash, hkdfSync, randomBytes } from 'node:crypto';
import { mkdir, open, rename, rm, stat, type FileHandle } from 'node:fs/promises';
import { join } from 'node:path';
import type { ByteSource } from '../pdf/index.js';
import type { DocumentStore, StoredDocument } from './document-store.js';
import { newSecret } from './ids.js';
import { diskPieceStore } from './piece-store.disk.js';
import { Problem } from './problem.js';
import type { SecretKeys } from './secret-keys.js';

const pieceSize = 64 * 1024;
const tagSize = 16;
const sealedPiece = pieceSize + tagSize;
const magic = Buffer.from('NKN1');
const saltSize = 32;
const headSize = magic.length + saltSize;

/**
 * Documents as files `<root>/<tenant>/<first two>/<sha256>`: a head (`NKN1`, salt) and sealed pieces of 64 KiB.
 *
 * Every file has its own key (HKDF of the tenant's key and the file's salt), so a piece's number is nonce enough.
 * The number and whether it is the last piece are authenticated: pieces can be read singly, but neither swapped nor cut.
 */
export function diskDocumentStore(root: string, keys: SecretKeys): DocumentStore {
  const pathOf = (tenantId: string, sha256: string) => join(root, tenantId, sha256.slice(0, 2), sha256);
  const exists = async (path: string) => stat(path).then(() => true, ifMissing(false));

  async function put(
    tenantId: string,
    bytes: AsyncIterable<Uint8Array>,
    limit = Infinity,
  ): Promise<StoredDocument> {
    const incoming = join(root, tenantId, 'incoming');
    await mkdir(incoming, { recursive: true });
    const draft = join(incoming, newSecret());
    try {
      const stored = await writeSealed(draft, keys.keyFor(tenantId, 'documents'), bytes, limit);
      const path = pathOf(tenantId, stored.sha256);
      await mkdir(join(path, '..'), { recursive: true });
      // The name appears only when every byte is on disk: a crash before leaves an unnamed draft, never half a document.
      await rename(draft, path);
      return stored;
    } finally {
      await rm(draft, { force: true });
    }
  }

  async function openSealed(tenantId: string, sha256: string): Promise<ByteSource> {
    if (!/^[0-9a-f]{64}$/.test(sha256)) throw new Problem('file-not-found');
    const path = pathOf(tenantId, sha256);
    const size = await stat(path).then(({ size }) => plainSize(size), ifMissing(undefined));
    if (size === undefined) throw new Problem('file-not-found');
    return sealedSource(path, keys.keyFor(tenantId, 'documents'), size);
  }

  return {
    put,
    open: openSealed,
    has: (tenantId, sha256) => exists(pathOf(tenantId, sha256)),
    pieces: diskPieceStore(root, keys),
  };
}

function ifMissing<T>(answer: T): (error: NodeJS.ErrnoException) => T {
  return (error) => {
    if (error.code === 'ENOENT') return answer;
    throw error;
  };
}

function plainSize(sealedSize: number): number {
  const body = sealedSize - headSize;
  return body - Math.ceil(body / sealedPiece) * tagSize;
}

function fileKey(tenantKey: Buffer, salt: Uint8Array): Buffer {
  return Buffer.from(hkdfSync('sha256', tenantKey, salt, 'document', 32));
}

function nonceOf(piece: number): Buffer {
  const nonce = Buffer.alloc(12);
  nonce.writeUIntBE(piece, 6, 6);
  return nonce;
}

function contextOf(piece: number, last: boolean): Buffer {
  return Buffer.from(`${piece}/${last ? 'last' : 'more'}`);
}

async function writeSealed(
  path: string,
  tenantKey: Buffer,
  bytes: AsyncIterable<Uint8Array>,
  limit: number,
): Promise<StoredDocument> {
  const salt = randomBytes(saltSize);
  const key = fileKey(tenantKey, salt);
  const hash = createHash('sha256');
  const file = await open(path, 'wx', 0o600);
  try {
    await file.write(Buffer.concat([magic, salt]));
    let size = 0;
    let number = 0;
    let held: Buffer = Buffer.alloc(0);
    const seal = async (piece: Buffer, last: boolean) => {
      const cipher = createCipheriv('aes-256-gcm', key, nonceOf(number)).setAAD(contextOf(number, last));
      await file.write(Buffer.concat([cipher.update(piece), cipher.final(), cipher.getAuthTag()]));
      number++;
    };
    for await (const chunk of bytes) {
      size += chunk.length;
      if (size > limit)
        throw new Problem('file-too-large', { limit: `${Math.floor(limit / 1024 / 1024)} MB` });
      hash.update(chunk);
      held = Buffer.concat([held, chunk]);
      // One piece is always kept back, since only the end of the stream tells which is the last.
      while (held.length > pieceSize) {
        await seal(held.subarray(0, pieceSize), false);
        held = held.subarray(pieceSize);
      }
    }
    await seal(held, true);
    await file.sync();
    return { sha256: hash.digest('hex'), size };
  } finally {
    await file.close();
  }
}

function sealedSource(path: string, tenantKey: Buffer, size: number): ByteSource {
  const lastPiece = Math.max(0, Math.ceil(size / pieceSize) - 1);
  let key: Buffer | undefined;
  let kept: { piece: number; bytes: Buffer } | undefined;

  async function openPiece(file: FileHandle, piece: number): Promise<Buffer> {
    if (kept?.piece === piece) return kept.bytes;
    if (!key) {
      const head = await readAt(file, 0, headSize);
      if (!head.subarray(0, magic.length).equals(magic)) throw new Error('Not a sealed document.');
      key = fileKey(tenantKey, head.subarray(magic.length));
    }
    const length = Math.min(pieceSize, size - piece * pieceSize);
    const sealed = await readAt(file, headSize + piece * sealedPiece, length + tagSize);
    const cipher = createDecipheriv('aes-256-gcm', key, nonceOf(piece), { authTagLength: tagSize });
    cipher.setAAD(contextOf(piece, piece === lastPiece)).setAuthTag(sealed.subarray(length));
    const bytes = Buffer.concat([cipher.update(sealed.subarray(0, length)), cipher.final()]);
    kept = { piece, bytes };
    return bytes;
  }

  return {
    size,
    async read(offset, length) {
      const from = Math.min(Math.max(offset, 0), size);
      const to = Math.min(Math.max(offset + length, from), size);
      if (from === to) return new Uint8Array(0);
      const file = await open(path, 'r');
      try {
        const pieces: Buffer[] = [];
        for (let piece = Math.floor(from / pieceSize); piece * pieceSize < to; piece++) {
          const bytes = await openPiece(file, piece);
          const start = piece * pieceSize;
          pieces.push(bytes.subarray(Math.max(from - start, 0), Math.min(to - start, bytes.length)));
        }
        return pieces.length === 1 && pieces[0] ? pieces[0] : Buffer.concat(pieces);
      } finally {
        await file.close();
      }
    },
  };
}

async function readAt(file: FileHandle, position: number, length: number): Promise<Buffer> {
  const bytes = Buffer.alloc(length);
  const { bytesRead } = await file.read(bytes, 0, length, position);
  if (bytesRead !== length) throw new Error('A sealed document ends too early.');
  return bytes;
}
