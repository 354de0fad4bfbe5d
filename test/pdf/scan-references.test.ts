import { describe, expect, test } from 'vitest';
import { Lexer } from '../../server/pdf/core/lexer.js';
import { type PdfObject, PdfDict, PdfRef, PdfStream } from '../../server/pdf/core/objects.js';
import { Parser } from '../../server/pdf/core/parser.js';
import { scanReferences } from '../../server/pdf/verify/scan-references.js';
import { bytesOf } from '../support/made-pdfs.js';

/** What the scan tells of `7 0 obj …`, and undefined where it leaves the object to the parser. */
function scanned(value: string): number[] | undefined {
  const found: number[] = [];
  const bytes = bytesOf(`7 0 obj\n${value}\nendobj\n8 0 obj 99 0 R endobj\n`);
  return scanReferences(bytes, 0, 7, (number) => found.push(number)) === undefined ? undefined : found;
}

function parsed(value: string): number[] {
  const bytes = bytesOf(`7 0 obj\n${value}\nendobj\n8 0 obj 99 0 R endobj\n`);
  const found: number[] = [];
  const open: PdfObject[] = [new Parser(new Lexer(bytes, 0, true), { maxNesting: 64 }).indirect().value];
  for (let item = open.shift(); item !== undefined; item = open.shift()) {
    if (item instanceof PdfRef) found.push(item.number);
    else if (Array.isArray(item)) open.push(...item);
    else if (item instanceof PdfStream) open.push(item.dict);
    else if (item instanceof PdfDict) open.push(...[...item.entries()].map(([, each]) => each));
  }
  return found;
}

describe('a scan for references', () => {
  test.each([
    '12 0 R',
    '[1 0 R 2 0 R 3 4 5 0 R -6 0 7 0 R]',
    '<< /A 1 0 R/B[2 0 R]/C<</D 3 0 R>>/E(4 0 R)/F<343020>/G/5#200#20R /H 6 0 R >>',
    '<< /A (\\) 1 0 R () /B 2 0 R) /C 3 0 R >>',
    '<< /Length 4 0 R >>\nstream\n5 0 R\nendstream',
    '<< /A true /B null /C false /D .5 /E +1 /F 0012 0 R /G [1 0 0 R] >>',
    '(x)',
    '/Name',
    '5',
    'null',
  ])('finds what the parser finds in %s', (value) => {
    expect(scanned(value)?.toSorted()).toEqual(parsed(value).toSorted());
  });

  test.each([
    '<< /A 1 % 2\n0 R >>',
    '<< /A 1 0R >>',
    '[ 1 0 R >> 77 0 R ]',
    '<< /A [ 1 0 R >> ] >>',
    '<< /A 1 0 R',
    '(1 0 R',
    '<31',
    '<< /A 12345678901 0 R >>',
    '<< /A sembarang >>',
    'R',
    `${'['.repeat(40)}${']'.repeat(40)}`,
  ])('leaves %s to the parser', (value) => {
    expect(scanned(value)).toBeUndefined();
  });

  test('leaves an object that is another, or that the window cuts, to the parser', () => {
    const told: number[] = [];
    const add = (number: number) => told.push(number);
    expect(scanReferences(bytesOf('8 0 obj 1 0 R endobj '), 0, 7, add)).toBeUndefined();
    const whole = bytesOf('7 0 obj << /A 1 0 R /B (x) /C <31> /D 2 0 R >> endobj');
    for (let length = 0; length < 46; length += 1) {
      expect(scanReferences(whole.subarray(0, length), 0, 7, add), String(length)).toBeUndefined();
    }
  });
});
