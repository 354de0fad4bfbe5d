import { beforeAll, describe, expect, test } from 'vitest';
import { bytesSource } from '../../server/pdf/core/byte-source.js';
import { openPdf } from '../../server/pdf/core/pdf-document.js';
import { PdfRefusal } from '../../server/pdf/core/pdf-refusal.js';
import { appendObjects, letterPdf } from '../support/letter-pdf.js';
import { bytesOf, textOfBytes } from '../support/made-pdfs.js';
import { judgePlainly, signPlainly } from '../support/plain-signing.js';

/** Puts something between `startxref` with its offset and the last `%%EOF`. */
function parted(bytes: Uint8Array, by: string): Uint8Array {
  const text = textOfBytes(bytes);
  const at = text.lastIndexOf('%%EOF');
  return bytesOf(`${text.slice(0, at)}${by}${text.slice(at)}`);
}

const comment = (length: number) => `%${'x'.repeat(length)}\n`;

async function verdictOf(bytes: Uint8Array): Promise<string> {
  const { verdict, reason, signatures } = await judgePlainly(bytes);
  const problem = signatures[0]?.problems.findLast((each) => each !== 'trust-store-empty');
  return [verdict, problem ?? reason].join(' ');
}

/**
 * `startxref`, its offset and `%%EOF` shall be the last three lines (ISO 32000-1, 7.5.5). Readers are less strict: qpdf
 * wants it in the last 1,054 bytes, poppler and mupdf open a file all the same where it stands thousands before. We
 * look in the last 2,048 and put nothing together; what is signed we hold to the standard.
 */
describe('a file whose startxref stands far from its end', () => {
  test('opens up to 2,048 bytes from it, and is called cut off beyond', async () => {
    for (const length of [0, 500, 1900]) {
      const pdf = await openPdf(bytesSource(parted(letterPdf({ pages: 2 }), comment(length))));
      expect(await pdf.pageCount()).toBe(2);
    }
    const far = await openPdf(bytesSource(parted(letterPdf(), comment(2100)))).catch(
      (error: unknown) => error,
    );
    expect(far instanceof PdfRefusal && far.code).toBe('pdf-truncated');
    expect(await verdictOf(parted(letterPdf(), comment(1900)))).toBe('unsigned no-signature');
    expect(await verdictOf(parted(letterPdf(), comment(2100)))).toBe('unreadable truncated');
  });

  describe('and is signed', () => {
    let signed: Uint8Array;
    let saved: Uint8Array;
    beforeAll(async () => {
      signed = await signPlainly(letterPdf());
      saved = appendObjects(signed, new Map([[200, '(nothing leads here)']]));
    });

    test('is as it was signed with nothing between, be it by several line ends', async () => {
      expect(await verdictOf(signed)).toBe('intact all-signatures-right');
      expect(await verdictOf(saved)).toBe('intact all-signatures-right');
      expect(await verdictOf(parted(saved, '\r\n \n'))).toBe('intact all-signatures-right');
    });

    test.each([
      ['a short comment', '%x\n'],
      ['a long comment', comment(1100)],
      ['a comment that leads elsewhere', '% startxref 9\n'],
      ['blanks without end', ' '.repeat(1100)],
      ['objects', '300 0 obj\n(x)\nendobj\n'],
    ])('is not believed with %s between', async (_, between) => {
      expect(await verdictOf(parted(saved, between))).toMatch(
        /^(?:changed bytes-appended|unreadable damaged)$/u,
      );
      expect(await verdictOf(parted(signed, between))).toMatch(/^(?:broken|unreadable) /u);
    });

    test('is unreadable where it cannot be found', async () => {
      expect(await verdictOf(parted(saved, comment(2100)))).toBe('unreadable truncated');
    });
  });
});
