import { describe, expect, test } from 'vitest';
import { readDer, readWholeDer } from '../../server/pdf/core/der-reader.js';
import {
  bitString,
  certificateTime,
  generalizedTime,
  integer,
  namedBits,
  octetString,
  oid,
  printableString,
  sequence,
  setOf,
  tlv,
  utf8String,
} from '../../server/pdf/core/der-writer.js';

const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex');
const read = (text: string) => readWholeDer(Buffer.from(text, 'hex'));
const malformed = expect.objectContaining({ code: 'asn1-malformed' }) as unknown as Error;
const overLimits = expect.objectContaining({ code: 'asn1-over-limits' }) as unknown as Error;

describe('what the writer writes, the reader reads', () => {
  test.each([0n, 1n, 127n, 128n, 255n, 256n, 2n ** 64n, 2n ** 127n + 5n])('integer %s', (value) => {
    expect(readWholeDer(integer(value)).integer()).toBe(value);
  });

  test.each([
    '1.2.840.113549.1.7.2',
    '2.5.4.3',
    '0.4.0.127.0.7',
    '2.25.284067893046741306915573929034866159221',
    '2.999.3',
  ])('object identifier %s', (dotted) => {
    expect(readWholeDer(oid(dotted)).oid()).toBe(dotted);
  });

  test.each(['2026-05-04T03:02:01Z', '1999-12-31T23:59:59Z', '2049-12-31T23:59:59Z', '2050-01-01T00:00:00Z'])(
    'time %s',
    (text) => {
      const at = new Date(text);
      expect(readWholeDer(certificateTime(at)).time()).toEqual(at);
      expect(readWholeDer(generalizedTime(at)).time()).toEqual(at);
    },
  );

  test('bits, strings and lengths of every size', () => {
    expect(readWholeDer(namedBits([0, 1, 8])).bitNumbers()).toEqual([0, 1, 8]);
    expect(hex(namedBits([5, 6]))).toBe('03020106');
    expect(hex(readWholeDer(bitString(Buffer.of(1, 2))).bits())).toBe('0102');
    expect(readWholeDer(utf8String('Papúa')).text()).toBe('Papúa');
    expect(() => printableString('Papúa')).toThrow(RangeError);
    for (const length of [0, 1, 127, 128, 255, 256, 65_535, 65_536]) {
      const { node } = readDer(octetString(new Uint8Array(length)));
      expect(node.octets()).toHaveLength(length);
      expect(node.isBer).toBe(false);
    }
  });

  test('a set is sorted', () => {
    expect(hex(setOf(integer(256), integer(2), integer(1)))).toBe('310a02010102010202020100');
  });
});

describe('BER is taken, told, and brought into DER', () => {
  test.each([
    ['an indefinite length', '30800201050000', '3003020105'],
    ['a padded length', '3081030201 05'.replace(' ', ''), '3003020105'],
    [
      'a string in pieces',
      '30800201052480040101040102000000 00'.replace(' ', ''),
      '3007020105040201 02'.replace(' ', ''),
    ],
  ])('%s', (_what, ber, der) => {
    const node = read(ber);
    expect(hex(node.toDefinite())).toBe(der);
    expect(node.isBer).toBe(true);
  });

  test('what stands behind the value is given back', () => {
    expect(hex(readDer(Buffer.from('02010500000000', 'hex')).rest)).toBe('00000000');
    expect(() => read('02010500')).toThrow(malformed);
  });
});

describe('a strict reader refuses', () => {
  test.each([
    ['nothing', ''],
    ['a tag alone', '30'],
    ['a length longer than its holder', '3004020105'],
    ['a length of nine octets', '3089000000000000000001'],
    ['an endless length', '3080020105'],
    ['a primitive of indefinite length', '04800000'],
    ['a tag in several octets', '1f8101 00'.replace(' ', '')],
  ])('%s', (_what, text) => {
    expect(() => read(text)).toThrow(malformed);
  });

  test('values that are not what is asked for', () => {
    expect(() => read('0200').integer()).toThrow(malformed);
    expect(() => read('0500').integer()).toThrow(malformed);
    expect(() => read('0601 80'.replace(' ', '')).oid()).toThrow(malformed);
    expect(() => read('0101').boolean()).toThrow(malformed);
    expect(() => read('3000').at(0)).toThrow(malformed);
    expect(() => read('0500').children).toThrow(malformed);
    expect(() => readWholeDer(tlv(0x17, Buffer.from('261345030201Z'))).time()).toThrow(malformed);
    expect(() => readWholeDer(tlv(0x18, Buffer.from('20260504030201+0900'))).time()).toThrow(malformed);
  });

  test('more than its limits', () => {
    const limits = { maxBytes: 1000, maxDepth: 3, maxNodes: 10 };
    expect(() => readWholeDer(octetString(new Uint8Array(2000)), limits)).toThrow(overLimits);
    const many = readWholeDer(sequence(...Array.from({ length: 20 }, () => integer(1))), limits);
    expect(() => many.children).toThrow(overLimits);
    const deep = readWholeDer(sequence(sequence(sequence(sequence(sequence())))), limits);
    expect(() => deep.at(0).at(0).at(0).at(0)).toThrow(overLimits);
    expect(() => readWholeDer(Buffer.alloc(1000, Buffer.of(0x30, 0x80)), limits)).toThrow(overLimits);
  });
});
