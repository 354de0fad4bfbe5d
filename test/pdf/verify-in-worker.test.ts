import { describe, expect, test } from 'vitest';
import { type ByteSource, bytesSource } from '../../server/pdf/core/byte-source.js';
import { verifyInWorker } from '../../server/pdf/verify/verify-in-worker.js';
import { verifyPdf } from '../../server/pdf/verify/verify-pdf.js';
import { letterPdf } from '../support/letter-pdf.js';
import { onePage, tablePdf } from '../support/made-pdfs.js';
import { testAuthority } from '../support/test-authority.js';

const now = new Date();
const nobody = { trust: { anchors: [] }, now };

describe('a verification in a worker', () => {
  test('comes to the report that it would come to here', async () => {
    const trust = { anchors: [(await testAuthority()).root.certificate] };
    const source = bytesSource(letterPdf());
    expect(await verifyInWorker(source, { trust, now })).toEqual(await verifyPdf(source, { trust, now }));
  });

  test('says why a file cannot be read', async () => {
    const encrypted = tablePdf(onePage, { trailer: '/Encrypt << /Filter /Standard >>' });
    expect(await verifyInWorker(bytesSource(encrypted), nobody)).toMatchObject({
      verdict: 'unreadable',
      reason: 'encrypted',
    });
  });

  test('is ended when it takes too long', async () => {
    const endless: ByteSource = { size: 5000, read: () => new Promise(() => undefined) };
    expect(await verifyInWorker(endless, { ...nobody, milliseconds: 200 })).toMatchObject({
      verdict: 'unreadable',
      reason: 'over-limits',
      signatures: [],
    });
  });

  test('rejects with the error of a source that fails', async () => {
    const cause = new Error('disk on fire');
    const failing: ByteSource = { size: 5000, read: () => Promise.reject(cause) };
    await expect(verifyInWorker(failing, nobody)).rejects.toBe(cause);
  });

  test('more at once than there are places all end', async () => {
    const source = bytesSource(letterPdf());
    const reports = await Promise.all([1, 2, 3].map(() => verifyInWorker(source, nobody)));
    expect(reports.map(({ verdict }) => verdict)).toEqual(['unsigned', 'unsigned', 'unsigned']);
  });
});
