import type { ByteSource } from '../pdf/index.js';
import type { PieceStore } from './piece-store.js';

/** What `put` has stored. */
export interface StoredDocument {
  /** SHA-256 of the plain bytes, in hex: the document's name. */
  readonly sha256: string;
  /** Bytes. */
  readonly size: number;
}

/**
 * Documents by tenant and SHA-256, encrypted at rest. What is stored never changes, and never crosses tenants.
 *
 * Adapters: `document-store.disk.ts`.
 */
export interface DocumentStore {
  /**
   * Stores a stream and returns its name. The same bytes twice are stored once. When it rejects, nothing is named.
   *
   * @throws {Problem} `file-too-large` when more than `limit` bytes come
   */
  put(tenantId: string, bytes: AsyncIterable<Uint8Array>, limit?: number): Promise<StoredDocument>;
  /** @throws {Problem} `file-not-found` */
  open(tenantId: string, sha256: string): Promise<ByteSource>;
  has(tenantId: string, sha256: string): Promise<boolean>;
  /** What is still arriving. */
  readonly pieces: PieceStore;
}

/** A document in pieces, for an answer or a hash. */
export async function* readPieces(
  source: ByteSource,
  from = 0,
  to = source.size,
  piece = 256 * 1024,
): AsyncGenerator<Uint8Array> {
  for (let at = from; at < to; at += piece) yield source.read(at, Math.min(piece, to - at));
}
