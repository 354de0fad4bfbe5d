import { beforeAll, expect, test } from 'vitest';
import { bytesSource } from '../../server/pdf/core/byte-source.js';
import { signPdf } from '../../server/pdf/sign/sign-pdf.js';
import { verifyPdf } from '../../server/pdf/verify/verify-pdf.js';
import { letterPdf } from '../support/letter-pdf.js';
import { bytesOf, textOfBytes } from '../support/made-pdfs.js';
import { certifiedSigner } from '../support/test-authority.js';

const letter = letterPdf();
let signed: Uint8Array;

beforeAll(async () => {
  const tail = await signPdf(bytesSource(letter), await certifiedSigner(), {
    at: new Date(),
    name: 'Kepala',
  });
  signed = Buffer.concat([letter, tail]);
});

const verdict = async (bytes: Uint8Array) => {
  const found = await verifyPdf(bytesSource(bytes), { trust: { anchors: [] }, now: new Date() });
  return `${found.verdict}: ${found.reason}`;
};

/** A revision behind `base` whose chain goes on at the section with that offset. */
function continuing(base: Uint8Array, previous: number): Uint8Array {
  const text = textOfBytes(base);
  const at = text.length + '6 0 obj\n<< >>\nendobj\n'.length;
  const row = `${String(text.length).padStart(10, '0')} 00000 n \n`;
  return bytesOf(
    `${text}6 0 obj\n<< >>\nendobj\nxref\n6 1\n${row}trailer\n<< /Size 7 /Root 1 0 R /Prev ${String(previous)} >>\n` +
      `startxref\n${String(at)}\n%%EOF\n`,
  );
}

test('a revision that steps over the signed one does not make the file unsigned', async () => {
  const first = textOfBytes(letter).lastIndexOf('xref\n0 1');
  expect(await verdict(continuing(signed, first))).toBe('changed: signature-removed');
  expect(await verdict(continuing(signed, textOfBytes(signed).lastIndexOf('\nxref\n') + 1))).toBe(
    'intact: all-signatures-right',
  );
  // Where nothing was signed there is nothing to miss.
  expect(await verdict(continuing(letter, first))).toBe('unsigned: no-signature');
});

test('no number of ends hides the signed one', async () => {
  const first = textOfBytes(letter).lastIndexOf('xref\n0 1');
  const hidden = (more: (index: number) => string) => {
    const ends = Array.from({ length: 400 }, (_, index) => more(index)).join('');
    return verdict(continuing(Buffer.concat([signed, bytesOf(ends)]), first));
  };
  expect(await hidden(() => '%%EOF\n')).toBe('changed: signature-removed');
  expect(await hidden(() => 'startxref\n9\n%%EOF\n')).toBe('changed: signature-removed');
  expect(await hidden((index) => `startxref\n${String(index)}\n%%EOF\n`)).toBe('changed: signature-removed');
  const many = Array.from({ length: 400 }, (_, index) => `startxref\n${String(index)}\n%%EOF\n`).join('');
  expect(await verdict(continuing(Buffer.concat([letter, bytesOf(many)]), first))).toBe(
    'undetermined: over-limits',
  );
});

test('a mark that was laid out for the signed section does not hide it', async () => {
  const first = textOfBytes(letter).lastIndexOf('xref\n0 1');
  const signer = await certifiedSigner();
  const at = new Date();
  const laidOut = async (offset: number) => {
    const decoy = `startxref\n${String(offset).padStart(10, '0')}\n%%EOF\nstartxref\n${String(first)}\n%%EOF\n`;
    const base = Buffer.concat([letter, bytesOf(decoy)]);
    return Buffer.concat([base, await signPdf(bytesSource(base), signer, { at, name: 'Kepala' })]);
  };
  const sectionOf = (bytes: Uint8Array) => textOfBytes(bytes).lastIndexOf('\nxref\n') + 1;
  const section = sectionOf(await laidOut(0));
  const trapped = await laidOut(section);
  expect(sectionOf(trapped)).toBe(section);
  expect(await verdict(trapped)).toBe('intact: all-signatures-right');
  expect(await verdict(continuing(trapped, first))).toBe('changed: signature-removed');
});

test('a signed file that lies inside another is that file’s matter, and not a signature of this one', async () => {
  const inside = `<< /Type /EmbeddedFile /Length ${String(signed.length)} >>\nstream\n${textOfBytes(signed)}\nendstream`;
  expect(await verdict(letterPdf({ objects: [inside] }))).toBe('unsigned: no-signature');
});
