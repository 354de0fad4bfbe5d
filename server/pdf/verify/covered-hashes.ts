import type { Hash } from 'node:crypto';
import type { ByteSource } from '../core/byte-source.js';
import { copyHash, startHash, type ContentHasher, type HashAlgorithm } from '../core/hash-algorithm.js';
import type { Coverage } from './byte-range.js';

const PIECE = 1024 * 1024;

/**
 * Hashes what the signatures of a document cover, piece by piece. Each covers the file from its first byte to its own
 * gap, so those stretches are one within the other, and what they have in common is hashed once.
 */
export class CoveredHashes {
  /** For each algorithm what the hash of the file's first bytes was, by how many those were. */
  readonly #states = new Map<HashAlgorithm, Map<number, Hash>>();
  readonly #known = new Map<string, Promise<Uint8Array>>();
  readonly #gaps: readonly number[];
  /** One at a time, so that each goes on where the one before has come to. */
  #turn: Promise<unknown> = Promise.resolve();

  constructor(
    private readonly file: Pick<ByteSource, 'read'>,
    coverages: readonly Coverage[],
  ) {
    this.#gaps = [...new Set(coverages.map(({ gapStart }) => gapStart))].toSorted((a, b) => a - b);
  }

  /** For one of the signatures; each algorithm is counted once, however often it is asked for. */
  of({ gapStart, gapEnd, end }: Coverage): ContentHasher {
    return (algorithm) => {
      const key = [algorithm, gapStart, gapEnd, end].join(' ');
      const started =
        this.#known.get(key) ?? this.#inTurn(() => this.#hash(algorithm, gapStart, gapEnd, end));
      this.#known.set(key, started);
      return started;
    };
  }

  #inTurn<T>(act: () => Promise<T>): Promise<T> {
    const done = this.#turn.then(act);
    this.#turn = done.catch(() => undefined);
    return done;
  }

  async #hash(algorithm: HashAlgorithm, gapStart: number, gapEnd: number, end: number): Promise<Uint8Array> {
    const state = await this.#upTo(algorithm, gapStart);
    await this.#update(state, gapEnd, end);
    return state.digest();
  }

  /** A hash of the file's first `size` bytes, to be gone on with. */
  async #upTo(algorithm: HashAlgorithm, size: number): Promise<Hash> {
    const states = this.#states.get(algorithm) ?? new Map<number, Hash>();
    this.#states.set(algorithm, states);
    let from = Math.max(0, ...[...states.keys()].filter((far) => far <= size));
    const known = states.get(from);
    let state = known ? copyHash(algorithm, known) : startHash(algorithm);
    for (const gap of this.#gaps) {
      if (gap <= from || gap > size) continue;
      await this.#update(state, from, gap);
      states.set(gap, state);
      state = copyHash(algorithm, state);
      from = gap;
    }
    await this.#update(state, from, size);
    return state;
  }

  async #update(state: Hash, from: number, to: number): Promise<void> {
    for (let at = from; at < to; at += PIECE)
      state.update(await this.file.read(at, Math.min(PIECE, to - at)));
  }
}
