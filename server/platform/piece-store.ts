import type { ByteSource } from '../pdf/index.js';

/**
 * Pieces of files that are still arriving, encrypted at rest like documents. Knows bytes and offsets; how far an
 * upload is, and whose, is a row in the database.
 *
 * Adapters: `piece-store.disk.ts`.
 */
export interface PieceStore {
  /**
   * Keeps a piece at an offset; it is on disk when this resolves. Where one stands there already (the server was
   * killed before it could say so, or another request was faster), that one stays.
   *
   * @returns length in bytes of the piece that stands there now
   */
  keep(tenantId: string, uploadId: string, offset: number, bytes: Uint8Array): Promise<number>;
  /**
   * The pieces as one file of `size` bytes.
   *
   * @throws Error when they do not join
   */
  open(tenantId: string, uploadId: string, size: number): Promise<ByteSource>;
  /** Forgets an upload's pieces; without any, nothing happens. */
  drop(tenantId: string, uploadId: string): Promise<void>;
}
