import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { CoveredHashes } from '../../server/pdf/verify/covered-hashes.js';

const algorithms = ['sha256', 'sha1', 'shake256'] as const;

/** Three megabytes, and a count of what is read of them. */
function counted() {
  const bytes = Buffer.alloc(3_000_000, 'noken ');
  let read = 0;
  const file = {
    read: (offset: number, length: number) => {
      const piece = bytes.subarray(offset, offset + length);
      read += piece.length;
      return Promise.resolve(piece);
    },
  };
  return { bytes, file, readSoFar: () => read };
}

const coverage = (gapStart: number, gapEnd: number, end: number) => ({
  gapStart,
  gapEnd,
  end,
  contents: new Uint8Array(),
});

describe('the hashes of what signatures cover (CoveredHashes)', () => {
  const first = coverage(1_000_000, 1_010_000, 1_100_000);
  const second = coverage(2_000_000, 2_010_000, 2_100_000);
  const same = coverage(2_000_000, 2_020_000, 2_900_000);

  test.each(algorithms)('are those of the bytes around each gap, in any order: %s', async (algorithm) => {
    const { bytes, file } = counted();
    const plain = ({ gapStart, gapEnd, end }: ReturnType<typeof coverage>) =>
      createHash(algorithm, algorithm === 'shake256' ? { outputLength: 64 } : undefined)
        .update(bytes.subarray(0, gapStart))
        .update(bytes.subarray(gapEnd, end))
        .digest('hex');
    for (const order of [
      [second, first, same],
      [first, same, second, first],
    ]) {
      const hashes = new CoveredHashes(file, [first, second, same]);
      const found = await Promise.all(order.map((one) => hashes.of(one)(algorithm)));
      expect(found.map((hash) => Buffer.from(hash).toString('hex'))).toEqual(order.map(plain));
    }
  });

  test('read what several have in common once', async () => {
    const { file, readSoFar } = counted();
    const hashes = new CoveredHashes(file, [first, second]);
    await hashes.of(second)('sha256');
    await hashes.of(first)('sha256');
    await hashes.of(first)('sha256');
    expect(readSoFar()).toBe(2_000_000 + 90_000 + 90_000);
  });
});
