import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';
import { link, mkdir, open, readdir, readFile, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { ByteSource } from '../pdf/index.js';
import { newSecret } from './ids.js';
import type { PieceStore } from './piece-store.js';
import type { SecretKeys } from './secret-keys.js';

const magic = Buffer.from('NKP1');
const saltSize = 32;
const headSize = magic.length + saltSize;
const tagSize = 16;
const overhead = headSize + tagSize;
/** Every file has its own key, so one nonce serves all. */
const nonce = Buffer.alloc(12);

/** A piece on disk. */
interface Piece {
  readonly path: string;
  readonly offset: number;
  readonly length: number;
}

/**
 * Pieces as files `<root>/<tenant>/pieces/<upload>/<offset>`: a head (`NKP1`, salt), the sealed bytes, the tag. Upload
 * and offset are authenticated, so that a piece cannot be moved to another place.
 */
export function diskPieceStore(root: string, keys: SecretKeys): PieceStore {
  const folderOf = (tenantId: string, uploadId: string) => join(root, tenantId, 'pieces', uploadId);
  const keyOf = (tenantId: string, salt: Uint8Array) =>
    Buffer.from(hkdfSync('sha256', keys.keyFor(tenantId, 'documents'), salt, 'piece', 32));

  async function keep(tenantId: string, uploadId: string, offset: number, bytes: Uint8Array) {
    const folder = folderOf(tenantId, uploadId);
    await mkdir(folder, { recursive: true });
    const path = join(folder, nameOf(offset));
    const draft = join(folder, `draft-${newSecret()}`);
    const salt = randomBytes(saltSize);
    const cipher = createCipheriv('aes-256-gcm', keyOf(tenantId, salt), nonce).setAAD(
      contextOf(uploadId, offset),
    );
    const sealed = Buffer.concat([magic, salt, cipher.update(bytes), cipher.final(), cipher.getAuthTag()]);
    try {
      await writeDurably(draft, sealed);
      // The name appears only when every byte is on disk, and never takes the place of another piece.
      await link(draft, path).catch(unlessThere);
      await syncFolder(folder);
    } finally {
      await rm(draft, { force: true });
    }
    return (await stat(path)).size - overhead;
  }

  async function openPieces(tenantId: string, uploadId: string, size: number): Promise<ByteSource> {
    const pieces = await piecesOf(folderOf(tenantId, uploadId));
    let end = 0;
    for (const piece of pieces) {
      if (piece.offset !== end) throw new Error('The pieces of an upload do not join.');
      end += piece.length;
    }
    if (end !== size) throw new Error('The pieces of an upload are not the whole.');
    let kept: { piece: Piece; bytes: Buffer } | undefined;
    const bytesOf = async (piece: Piece) => {
      if (kept?.piece === piece) return kept.bytes;
      const sealed = await readFile(piece.path);
      if (!sealed.subarray(0, magic.length).equals(magic)) throw new Error('Not a sealed piece.');
      const key = keyOf(tenantId, sealed.subarray(magic.length, headSize));
      const cipher = createDecipheriv('aes-256-gcm', key, nonce, { authTagLength: tagSize });
      cipher.setAAD(contextOf(uploadId, piece.offset)).setAuthTag(sealed.subarray(-tagSize));
      const bytes = Buffer.concat([cipher.update(sealed.subarray(headSize, -tagSize)), cipher.final()]);
      kept = { piece, bytes };
      return bytes;
    };
    return {
      size,
      async read(offset, length) {
        const from = Math.min(Math.max(offset, 0), size);
        const to = Math.min(Math.max(offset + length, from), size);
        const parts: Buffer[] = [];
        for (const piece of pieces) {
          if (piece.offset >= to || piece.offset + piece.length <= from) continue;
          const bytes = await bytesOf(piece);
          parts.push(bytes.subarray(Math.max(from - piece.offset, 0), to - piece.offset));
        }
        return parts.length === 1 && parts[0] ? parts[0] : Buffer.concat(parts);
      },
    };
  }

  return {
    keep,
    open: openPieces,
    drop: (tenantId, uploadId) => rm(folderOf(tenantId, uploadId), { recursive: true, force: true }),
  };
}

/** Twelve digits, so that names sort as numbers. */
function nameOf(offset: number): string {
  return String(offset).padStart(12, '0');
}

function contextOf(uploadId: string, offset: number): Buffer {
  return Buffer.from(`${uploadId}/${offset}`);
}

async function piecesOf(folder: string): Promise<Piece[]> {
  const names = (await readdir(folder).catch(noFolder)).filter((name) => /^\d{12}$/.test(name)).sort();
  const pieces: Piece[] = [];
  for (const name of names) {
    const path = join(folder, name);
    pieces.push({ path, offset: Number(name), length: (await stat(path)).size - overhead });
  }
  return pieces;
}

async function writeDurably(path: string, bytes: Uint8Array): Promise<void> {
  const file = await open(path, 'wx', 0o600);
  try {
    await file.writeFile(bytes);
    await file.sync();
  } finally {
    await file.close();
  }
}

/** A name in a folder is on disk only when the folder is. */
async function syncFolder(path: string): Promise<void> {
  const folder = await open(path, 'r');
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}

function unlessThere(error: NodeJS.ErrnoException): void {
  if (error.code !== 'EEXIST') throw error;
}

function noFolder(error: NodeJS.ErrnoException): string[] {
  if (error.code === 'ENOENT') return [];
  throw error;
}
