import { describe, expect, test } from 'vitest';
import { bytesSource } from '../../server/pdf/core/byte-source.js';
import { defaultLimits } from '../../server/pdf/core/limits.js';
import { openPdf } from '../../server/pdf/core/pdf-document.js';
import { signPdf } from '../../server/pdf/sign/sign-pdf.js';
import { hybridLetterPdf, letterPdf } from '../support/letter-pdf.js';
import { streamPdf, textOfBytes } from '../support/made-pdfs.js';
import { pdfsigVerdicts, qpdfCheck, throughQpdf, withFile } from '../support/pdf-oracles.js';
import { certifiedSigner } from '../support/test-authority.js';

const signer = await certifiedSigner();
const letter = letterPdf({ pages: 3 });

describe('a letter is signed twice by appending, whatever program wrote it', () => {
  test.each([
    ['linearized', () => throughQpdf(letter, '--linearize')],
    ['linearized with object streams', () => throughQpdf(letter, '--linearize', '--object-streams=generate')],
    ['with object streams', () => throughQpdf(letter, '--object-streams=generate')],
    ['hybrid', () => Promise.resolve(hybridLetterPdf())],
    ['with a /Size that is too small', () => Promise.resolve(letterPdf({ size: 3, objects: ['(sepuluh)'] }))],
    ['that ends without a line end', () => Promise.resolve(letterPdf({ ending: '%%EOF' }))],
  ] as const)('%s', async (_, make) => {
    let signed = Buffer.from(await make());
    const kind = (await openPdf(bytesSource(signed))).lastSectionKind;
    for (let count = 0; count < 2; count++) {
      const tail = await signPdf(bytesSource(signed), signer, { at: new Date(), name: 'Yohana Contoh' });
      signed = Buffer.concat([signed, tail]);
    }
    const pdf = await openPdf(bytesSource(signed));
    expect(pdf.lastSectionKind).toBe(kind);
    if (kind === 'table') {
      const table = textOfBytes(signed).slice(pdf.startXref);
      const rows = table.slice(0, table.indexOf('trailer')).match(/^\d{10} \d{5} [nf] \n/gmu) ?? [];
      expect(rows.length).toBe(pdf.sections[0]?.entries.size);
    }
    await withFile(signed, async (path) => {
      expect(await qpdfCheck(path)).toBe(0);
      expect(await pdfsigVerdicts(path)).toEqual(['Signature is Valid.', 'Signature is Valid.']);
    });
  });
});

test('what cross-reference streams unpack to is bounded over all of them', async () => {
  const source = bytesSource(streamPdf());
  await expect(openPdf(source, { ...defaultLimits, maxDecodedTotal: 4 })).rejects.toMatchObject({
    code: 'pdf-over-limits',
  });
  expect(await (await openPdf(source)).pageCount()).toBe(1);
});
