import { expect, test } from 'vitest';
import { type ByteSource, bytesSource } from '../../server/pdf/core/byte-source.js';
import { defaultLimits } from '../../server/pdf/core/limits.js';
import { PdfRefusal } from '../../server/pdf/core/pdf-refusal.js';
import { WorkerProcess } from '../../server/pdf/core/worker-process.js';
import { inspectFile } from '../../server/pdf/inspect/inspect-file.js';
import { inspectInWorker } from '../../server/pdf/inspect/inspect-in-worker.js';
import { verifyInWorker } from '../../server/pdf/verify/verify-in-worker.js';
import { letterPdf } from '../support/letter-pdf.js';
import { bombs } from '../support/pdf-bombs.js';
import { onePage, tablePdf } from '../support/made-pdfs.js';

const letter = bytesSource(letterPdf({ pages: 2 }));

test('inspectInWorker comes to what inspectFile would come to here', async () => {
  const facts = await inspectInWorker(letter, defaultLimits);
  expect(facts).toEqual({ pages: 2, signatures: 0 });
  expect(facts).toEqual(await inspectFile(letter, defaultLimits));
});

test('a refusal keeps its code, and the same worker takes the next file', async () => {
  const encrypted = tablePdf(onePage, { trailer: '/Encrypt << /Filter /Standard >>' });
  await expect(inspectInWorker(bytesSource(encrypted), defaultLimits)).rejects.toMatchObject({
    code: 'pdf-encrypted',
  });
  expect((await inspectInWorker(letter, defaultLimits)).pages).toBe(2);
});

test('a file that asks for more than the heap has ends its worker, and nothing of ours', async () => {
  // Ten million bytes of empty dictionaries, of which each takes a hundred in memory: a thread that read them into so
  // small a heap would end the whole process.
  const pages = `<< /Type /Pages /Count 2 /Kids [${'<<>> '.repeat(2_000_000)}] >>`;
  const small = { milliseconds: 50_000, megabytes: 64 };
  const refusal: unknown = await inspectInWorker(
    bytesSource(tablePdf({ ...onePage, 2: pages })),
    defaultLimits,
    small,
  ).catch((error: unknown) => error);
  expect(refusal).toMatchObject({ code: 'pdf-over-limits', detail: 'the worker ended with SIGABRT' });
  expect((await inspectInWorker(letter, defaultLimits)).pages).toBe(2);
});

test('a file that takes too long is given up, and the next is taken', async () => {
  const endless: ByteSource = { size: 5_000, read: () => new Promise(() => undefined) };
  await expect(
    inspectInWorker(endless, defaultLimits, { milliseconds: 300, megabytes: 256 }),
  ).rejects.toMatchObject({ code: 'pdf-over-limits' });
  expect((await inspectInWorker(letter, defaultLimits)).pages).toBe(2);
});

test('more at once than there are workers all end, and a source that fails fails alone', async () => {
  const cause = new Error('disk on fire');
  const failing: ByteSource = { size: 5_000, read: () => Promise.reject(cause) };
  const ended = await Promise.allSettled(
    [letter, failing, letter, letter].map((source) => inspectInWorker(source, defaultLimits)),
  );
  expect(ended.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled', 'fulfilled']);
  expect(ended[1]).toMatchObject({ reason: cause });
});

test('a source that refuses ends the worker, which would wait for its piece for ever', async () => {
  const refusing: ByteSource = { size: 5_000, read: () => Promise.reject(new PdfRefusal('pdf-truncated')) };
  const entry = new URL('../../server/pdf/inspect/inspect-worker.js', import.meta.url);
  const worker = new WorkerProcess(entry, 256);
  await expect(worker.run(defaultLimits, refusing)).rejects.toMatchObject({ code: 'pdf-truncated' });
  expect(worker.ended).toBe(true);
  await expect(inspectInWorker(refusing, defaultLimits)).rejects.toMatchObject({ code: 'pdf-truncated' });
  expect((await inspectInWorker(letter, defaultLimits)).pages).toBe(2);
});

test.each(bombs)('a stranger who has %s judged gets a report', async (_, make) => {
  const report = await verifyInWorker(bytesSource(make()), { trust: { anchors: [] }, now: new Date() });
  // What a page draws is not looked at where nothing was signed.
  expect(['unreadable', 'unsigned']).toContain(report.verdict);
  expect(report.trusted).toBe(false);
});
