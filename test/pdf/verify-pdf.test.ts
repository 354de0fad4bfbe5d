import { beforeAll, describe, expect, test } from 'vitest';
import { bytesSource } from '../../server/pdf/core/byte-source.js';
import type { KeySigner } from '../../server/pdf/sign/key-signer.js';
import { signPdf } from '../../server/pdf/sign/sign-pdf.js';
import type { TrustStore } from '../../server/pdf/verify/trust-store.js';
import { verifyPdf } from '../../server/pdf/verify/verify-pdf.js';
import { appendObjects, letterPdf } from '../support/letter-pdf.js';
import { bytesOf, onePage, streamPdf, tablePdf, textOfBytes } from '../support/made-pdfs.js';
import { certifiedSigner, testAuthority, testTimestamps } from '../support/test-authority.js';

let trust: TrustStore;
let head: KeySigner<void>;
let regent: KeySigner<void>;
let once: Uint8Array;
let twice: Uint8Array;

const at = new Date('2026-11-24T01:42:00Z');

beforeAll(async () => {
  trust = { anchors: [(await testAuthority()).root.certificate] };
  head = await certifiedSigner('rsa-sha256', 'Kepala Dinas');
  regent = await certifiedSigner('ecdsa-sha256', 'Bupati');
  once = await sign(letterPdf({ pages: 2 }), head, 'Kepala');
  twice = await sign(once, regent, 'Bupati');
});

async function sign(base: Uint8Array, signer: KeySigner<void>, name: string): Promise<Uint8Array> {
  const tail = await signPdf(bytesSource(base), signer, {
    at,
    name,
    reason: 'Disetujui',
    placement: { page: 1, rect: { x: name === 'Kepala' ? 80 : 320, y: 200 } },
    appearance: { capacity: ['KEPALA'], name, rank: '', nip: '', trial: true },
  });
  return Buffer.concat([base, tail]);
}

const verify = (bytes: Uint8Array, store = trust) =>
  verifyPdf(bytesSource(bytes), { trust: store, now: new Date() });
const verdict = async (bytes: Uint8Array) => {
  const { verdict: found, reason } = await verify(bytes);
  return `${found}: ${reason}`;
};

describe('an honest file', () => {
  test('without a signature is unsigned', async () => {
    expect(await verify(letterPdf())).toEqual({
      version: 1,
      verdict: 'unsigned',
      trusted: false,
      reason: 'no-signature',
      revisions: 1,
      history: [{ revision: 1, bytes: letterPdf().length, changes: [] }],
      signatures: [],
    });
  });

  test('signed once is intact and tells who', async () => {
    const report = await verify(once);
    expect(report).toMatchObject({
      verdict: 'intact',
      trusted: true,
      reason: 'all-signatures-right',
      revisions: 2,
    });
    expect(report.signatures).toHaveLength(1);
    expect(report.signatures[0]).toMatchObject({
      kind: 'signature',
      integrity: 'right',
      covers: 'whole-file',
      changesAfter: 'none',
      trust: 'trusted',
      level: 'B-B',
      signer: { name: 'Kepala Dinas', serial: head.certificate.serialHex },
      chain: [
        {
          name: 'Kepala Dinas',
          serial: head.certificate.serialHex,
          algorithm: 'RSA with SHA256',
          usages: ['digitalSignature', 'nonRepudiation'],
        },
        { name: 'UJI COBA (TRIAL) CA Provinsi Contoh', usages: ['keyCertSign', 'cRLSign'] },
        { name: 'UJI COBA (TRIAL) Root CA Provinsi Contoh' },
      ],
      signedAt: at.toISOString(),
      reason: 'Disetujui',
      problems: [],
    });
  });

  test('signed twice is intact, the second signature being permitted after the first', async () => {
    const { verdict: found, signatures, revisions } = await verify(twice);
    expect(found).toBe('intact');
    expect(revisions).toBe(3);
    expect(signatures.map(({ covers, changesAfter }) => [covers, changesAfter])).toEqual([
      ['revision', 'permitted'],
      ['whole-file', 'none'],
    ]);
  });

  test('with cross-reference and object streams is intact after two signatures', async () => {
    const base = streamPdf(onePage, { packed: [1, 2, 3] });
    expect(await verdict(await sign(await sign(base, head, 'Kepala'), regent, 'Bupati'))).toBe(
      'intact: all-signatures-right',
    );
  });

  test('signed with a time-stamp tells its time and level', async () => {
    const timestamp = await testTimestamps();
    const base = letterPdf();
    const tail = await signPdf(bytesSource(base), head, { at, name: 'Kepala', timestamp });
    const [signature] = (await verify(Buffer.concat([base, tail]))).signatures;
    expect(signature).toMatchObject({ level: 'B-T', integrity: 'right', trust: 'trusted' });
    expect(signature?.signedAt).toBe(signature?.timestamp);
    expect(signature?.timestampedBy).toBe('UJI COBA (TRIAL) Time-stamp Provinsi Contoh');
    expect(signature?.signedAt).not.toBe(at.toISOString());
  });

  test('is intact and not trusted when nobody we know vouches', async () => {
    const report = await verify(once, { anchors: [] });
    expect(report).toMatchObject({ verdict: 'intact', trusted: false });
    expect(report.signatures[0]).toMatchObject({
      trust: 'unknown',
      chain: [{ name: 'Kepala Dinas' }, { name: 'UJI COBA (TRIAL) CA Provinsi Contoh' }],
      problems: ['trust-store-empty'],
    });
  });
});

describe('a changed byte breaks the signature', () => {
  test.each([
    ['in the page', (text: string) => text.indexOf('Surat tugas')],
    ['in the signature dictionary', (text: string) => text.lastIndexOf('/Reason') + 9],
    ['in the trailer that it covers', (text: string) => text.lastIndexOf('/ID') + 6],
  ])('%s', async (_, place) => {
    const bytes = Buffer.from(once);
    const offset = place(textOfBytes(once));
    bytes[offset] = (bytes[offset] ?? 0) ^ 1;
    expect(await verdict(bytes)).toBe('broken: signature-wrong');
  });

  test('in the signature itself', async () => {
    const text = textOfBytes(once);
    const start = text.lastIndexOf('/Contents');
    const hex = text.slice(start).search(/[0-9A-Fa-f]{64}/) + start;
    // Near the end of the CMS, before the zeros that pad it, lies the signature value.
    const padding = text.slice(hex).search(/0{64}/) + hex;
    const offset = padding - 40;
    const bytes = Buffer.from(once);
    bytes[offset] = text[offset] === '0' ? 0x31 : 0x30;
    expect(await verdict(bytes)).toBe('broken: signature-wrong');
  });
});

test('a byte changed anywhere outside a signature is never intact', async () => {
  const text = textOfBytes(twice);
  const gaps = [...text.matchAll(/<[0-9A-Fa-f]{1000,}>/g)].map(({ index, 0: found }) => [
    index,
    index + found.length,
  ]);
  const intact: number[] = [];
  // A step that shares no factor with the lengths of lines and rows, so that it falls on all kinds of bytes.
  for (let offset = 1; offset < twice.length; offset += 37) {
    if (gaps.some(([from = 0, to = 0]) => offset >= from && offset < to)) continue;
    const bytes = Buffer.from(twice);
    bytes[offset] = (bytes[offset] ?? 0) ^ (1 << (offset % 8));
    if ((await verify(bytes)).verdict === 'intact') intact.push(offset);
  }
  expect(intact).toEqual([]);
});

test('a byte in the room that a signature leaves empty is not called intact', async () => {
  // Room for a time-stamp is guessed, so some of it stays empty.
  const base = letterPdf();
  const timestamp = await testTimestamps();
  const tail = await signPdf(bytesSource(base), head, { at, name: 'Kepala', timestamp });
  const bytes = Buffer.concat([base, tail]);
  const text = textOfBytes(bytes);
  const padding = text.indexOf('>', text.search(/<[0-9A-Fa-f]{1000,}>/)) - 64;
  expect(text.slice(padding, padding + 64)).toBe('0'.repeat(64));
  expect(await verdict(bytes)).toBe('intact: all-signatures-right');
  bytes[padding + 32] = 0x37;
  expect(await verdict(bytes)).toBe('undetermined: signature-not-checked');
});

test('a field whose value is lost is not passed over', async () => {
  const reference = /\/V (\d+) 0 R/g;
  const last = [...textOfBytes(twice).matchAll(reference)].at(-1);
  const bytes = Buffer.from(twice);
  bytes.write(`/V ${'9'.repeat(last?.[1]?.length ?? 0)} 0 R`, last?.index ?? 0, 'latin1');
  const report = await verify(bytes);
  expect(report.signatures.at(-1)?.problems).toEqual(['signature-incomplete']);
  expect(report.verdict).not.toBe('intact');
});

describe('what comes after a signature is judged', () => {
  const append = (objects: Record<number, string>, base = once) =>
    appendObjects(base, new Map(Object.entries(objects).map(([number, text]) => [Number(number), text])));
  const textOf = (number: number, base = once) => {
    const text = textOfBytes(base);
    const start = text.lastIndexOf(`\n${number} 0 obj`);
    return text.slice(text.indexOf('obj', start) + 3, text.indexOf('endobj', start)).trim();
  };
  const reasonOf = async (bytes: Uint8Array) => {
    const report = await verify(bytes);
    return [report.verdict, report.signatures[0]?.problems.at(-1)];
  };

  test('bytes that belong to nothing', async () => {
    expect(await reasonOf(Buffer.concat([once, bytesOf('<script>\n')]))).toEqual([
      'changed',
      'bytes-appended',
    ]);
    expect(await verdict(Buffer.concat([once, bytesOf('\r\n')]))).toBe('intact: all-signatures-right');
  });

  test('the content of a page', async () => {
    const content = 'BT /F1 14 Tf 71 700 Td (Surat palsu) Tj ET';
    const bytes = append({ 4: `<< /Length ${content.length} >>\nstream\n${content}\nendstream` });
    expect(await reasonOf(bytes)).toEqual(['changed', 'stream-changed']);
  });

  test('the same content written again', async () => {
    expect(await verdict(append({ 4: textOf(4), 5: textOf(5) }))).toBe('intact: all-signatures-right');
  });

  test('a page appended, one removed, two swapped', async () => {
    const pages = textOf(2);
    const kids = /\/Kids \[(.*?)\]/.exec(pages)?.[1] ?? '';
    const [first = '', second = ''] = kids.match(/\d+ 0 R/g) ?? [];
    const withKids = (list: string) =>
      append({ 2: pages.replace(kids, list), 300: '<< /Type /Page /Parent 2 0 R >>' });
    expect(await reasonOf(withKids(`${kids} 300 0 R`))).toEqual(['changed', 'page-added-or-removed']);
    expect(await reasonOf(withKids(first))).toEqual(['changed', 'page-added-or-removed']);
    expect((await verify(withKids(`${second} ${first}`))).verdict).toBe('changed');
  });

  test('an annotation', async () => {
    const note = '<< /Type /Annot /Subtype /FreeText /Rect [0 0 500 500] /Contents (x) >>';
    const page = textOf(100 + 1);
    const bytes = append({ 101: page.replace(/>>$/, '/Annots [301 0 R] >>'), 301: note });
    expect(await reasonOf(bytes)).toEqual(['changed', 'annotation-added']);
  });

  test('an action on opening', async () => {
    const bytes = append({ 1: textOf(1).replace(/>>$/, '/OpenAction << /S /JavaScript /JS (x) >> >>') });
    expect(await reasonOf(bytes)).toEqual(['changed', 'catalog-changed']);
  });

  test('a font that the page uses', async () => {
    const bytes = append({ 5: '<< /Type /Font /Subtype /Type1 /BaseFont /Symbol >>' });
    expect((await verify(bytes)).verdict).toBe('changed');
  });

  test('the removal of the field, which leaves nothing to verify', async () => {
    const text = textOfBytes(once);
    const form = /\/AcroForm (\d+) 0 R/.exec(text)?.[1];
    const bytes = form
      ? append({ [form]: '<< /Fields [] >>' })
      : append({ 1: textOf(1).replace(/\/AcroForm/, '/NoForm') });
    expect(await verdict(bytes)).toBe('changed: signature-removed');
  });

  test('metadata and dates of the document', async () => {
    const report = await verify(append({ 6: '<< /Title (Surat tugas) /ModDate (D:20261124) >>' }));
    expect(report).toMatchObject({ verdict: 'intact', signatures: [{ changesAfter: 'permitted' }] });
  });

  test('validation material', async () => {
    const bytes = append({ 1: textOf(1).replace(/>>$/, '/DSS << /Certs [] >> >>') });
    expect(await verdict(bytes)).toBe('intact: all-signatures-right');
  });

  test('a revision that is not chained to the signed one', async () => {
    const rewritten = textOfBytes(append({ 6: '<< >>' })).replace(
      /\/Prev \d+ >>\nstartxref\n(\d+)\n%%EOF\n$/,
      (found) =>
        found.replace(/\/Prev \d+/, (digits) =>
          digits.replace(/\d+/, String(textOfBytes(letterPdf({ pages: 2 })).lastIndexOf('xref\n0 1'))),
        ),
    );
    expect((await verify(bytesOf(rewritten))).verdict).not.toBe('intact');
  });

  test('both of two signatures when the change comes after both', async () => {
    const report = await verify(append({ 5: '<< /Type /Font /Subtype /Type1 /BaseFont /Symbol >>' }, twice));
    expect(report.verdict).toBe('changed');
    expect(report.signatures.map(({ changesAfter }) => changesAfter)).toEqual(['suspicious', 'suspicious']);
  });
});

describe('a signature that is in the wrong place is never right', () => {
  const change = (from: RegExp, to: (found: string) => string) =>
    bytesOf(textOfBytes(once).replace(from, to));
  const padded = (text: string, length: number) => text.padEnd(length);

  test.each([
    ['a second range that begins later', (n: number[]) => [n[0], n[1], (n[2] ?? 0) + 2, (n[3] ?? 0) - 2]],
    ['a first range that ends earlier', (n: number[]) => [n[0], (n[1] ?? 0) - 2, n[2], n[3]]],
    ['one range alone', (n: number[]) => [n[0], n[1]]],
    ['a range beyond the file', (n: number[]) => [n[0], n[1], n[2], (n[3] ?? 0) + 9]],
    ['a file that is covered only in part', (n: number[]) => [n[0], n[1], n[2], (n[3] ?? 0) - 20]],
    ['ranges that begin later', (n: number[]) => [1, n[1], n[2], n[3]]],
    ['a negative range', (n: number[]) => [n[0], n[1], n[2], -(n[3] ?? 0)]],
  ])('%s', async (_, moved) => {
    const bytes = change(/\/ByteRange ?\[[^\]]*\]/, (found) => {
      const numbers = (found.match(/\d+/g) ?? []).map(Number);
      return `${padded(`/ByteRange [${moved(numbers).join(' ')}`, found.length - 1)}]`;
    });
    expect(await verdict(bytes)).toBe('broken: signature-wrong');
  });

  test('no signature yet', async () => {
    const bytes = change(/\/Contents ?<[0-9A-Fa-f]+>/, (found) =>
      found.replace(/<[^>]+/, (hex) => `<${'0'.repeat(hex.length - 1)}`),
    );
    expect(await verify(bytes)).toMatchObject({
      verdict: 'undetermined',
      signatures: [{ problems: ['signature-empty'] }],
    });
  });

  test('a sub-filter that we do not know', async () => {
    const bytes = change(/\/ETSI.CAdES.detached/, (found) => found.replace('CAdES', 'XAdES'));
    expect(await verify(bytes)).toMatchObject({
      verdict: 'undetermined',
      signatures: [{ problems: ['sub-filter-unknown'] }],
    });
  });
});

describe('a file that cannot be judged says why', () => {
  test.each([
    ['zero bytes', new Uint8Array(), 'empty'],
    ['no PDF', bytesOf('hello'), 'not-a-pdf'],
    ['the end missing', letterPdf().subarray(0, 300), 'truncated'],
    ['damage', tablePdf(onePage, { startXref: '7' }), 'damaged'],
    ['encryption', tablePdf(onePage, { trailer: '/Encrypt << /Filter /Standard >>' }), 'encrypted'],
    [
      'nesting',
      tablePdf({ ...onePage, 1: `<< /AcroForm ${'['.repeat(90)}${']'.repeat(90)} >>` }),
      'over-limits',
    ],
  ])('%s', async (_, bytes, reason) => {
    expect(await verify(bytes)).toMatchObject({
      verdict: 'unreadable',
      reason,
      trusted: false,
      signatures: [],
    });
  });

  test('a certification whose field is gone is not called unsigned', async () => {
    const bytes = letterPdf({ catalogEntries: '/Perms << /DocMDP << /Type /Sig >> >>' });
    expect(await verdict(bytes)).toBe('undetermined: signature-outside-form');
  });
});
