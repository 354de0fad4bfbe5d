import { createHash } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { bytesSource, concatSource, fileSource, type ByteSource } from '../../server/pdf/core/byte-source.js';
import { hashStretch } from '../../server/pdf/core/hash-stretch.js';
import { signPdf } from '../../server/pdf/sign/sign-pdf.js';
import { verifyPdf } from '../../server/pdf/verify/verify-pdf.js';
import { letterPdf } from '../support/letter-pdf.js';
import { bytesOf, textOfBytes } from '../support/made-pdfs.js';
import { certifiedSigner } from '../support/test-authority.js';

const MiB = 1024 * 1024;
const options = { at: new Date(), name: 'Yohana Contoh', placement: { page: 1, rect: { x: 340, y: 200 } } };

/** A letter of so many bytes of which only the ends are anywhere; the middle, a stream, is blanks made as they are read. */
function sparseLetter(size: number) {
  const marked = textOfBytes(letterPdf({ objects: ['<< /Length 0 >>\nstream\n@\nendstream'] }));
  const [front = '', back = ''] = marked.split('@');
  const hole = size - front.length - back.length;
  // The rows say where objects would be without the hole: only the last of them, and the table, stand behind it.
  const moved = back.replace(
    /startxref\n(\d+)/u,
    (_, at: string) => `startxref\n${String(Number(at) + hole - 1)}`,
  );
  const head = bytesOf(front);
  const tail = bytesOf(moved);
  const held = { largest: 0, total: 0 };
  const source: ByteSource = {
    size: head.length + hole + tail.length,
    read(offset, length) {
      const to = Math.min(offset + length, source.size);
      held.largest = Math.max(held.largest, to - offset);
      held.total += to - offset;
      const piece = Buffer.alloc(to - offset, 0x20);
      if (offset < head.length) piece.set(head.subarray(offset, to));
      const behind = head.length + hole;
      if (to > behind)
        piece.set(tail.subarray(Math.max(offset - behind, 0), to - behind), Math.max(behind - offset, 0));
      return Promise.resolve(piece);
    },
  };
  return { source, held };
}

test('a file is never held: of 240 MB no more than a megabyte is read at once, and each byte once', async () => {
  const { source, held } = sparseLetter(240 * MiB);
  const tail = await signPdf(source, await certifiedSigner(), options);
  expect(held.largest).toBeLessThanOrEqual(MiB);
  expect(held.total).toBeLessThan(source.size + MiB);
  expect(tail.length).toBeLessThan(100_000);

  Object.assign(held, { largest: 0, total: 0 });
  const report = await verifyPdf(concatSource(source, bytesSource(tail)), {
    trust: { anchors: [] },
    now: new Date(),
  });
  expect(report).toMatchObject({ verdict: 'intact', signatures: [{ covers: 'whole-file' }] });
  expect(held.largest).toBeLessThanOrEqual(MiB);
}, 60_000);

test('a source that fills a buffer is hashed as one that gives pieces, over the joint too', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'noken-large-'));
  const bytes = createHash('shake256', { outputLength: 3 * MiB + 17 })
    .update('noken')
    .digest();
  await writeFile(join(folder, 'file'), bytes);
  const file = await fileSource(join(folder, 'file'));
  const both = concatSource(file, bytesSource(bytes.subarray(5)));
  const plain = Buffer.concat([bytes, bytes.subarray(5)]);
  for (const [from, to] of [
    [0, both.size],
    [7, 100],
    [MiB, file.size + 9],
    [file.size, both.size],
    [3, 3],
  ] as const) {
    const hash = createHash('sha256');
    await hashStretch(hash, both, from, to);
    expect(hash.digest('hex')).toBe(createHash('sha256').update(plain.subarray(from, to)).digest('hex'));
  }
  await expect(hashStretch(createHash('sha256'), both, 0, both.size + 1)).rejects.toMatchObject({
    code: 'pdf-truncated',
  });
  await file.close();
  await rm(folder, { recursive: true });
});
