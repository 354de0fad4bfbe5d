import { expect } from '@open-wc/testing';
import { Format } from '../../components/internal/format.js';
import { groupCode, readTypedCode } from '../../components/verifier/typed-code.js';
import { fixedNow } from '../fixtures/letter-samples.js';

const id = new Format('id', 'Asia/Jayapura');
const en = new Format('en', 'Asia/Jayapura');
const now = new Date(fixedNow);

describe('Format', () => {
  it('writes dates and times as an office does, in the tenant’s zone', () => {
    expect(id.date('2026-11-26')).to.equal('Kam 26 Nov 2026');
    expect(en.date('2026-08-03')).to.equal('Mon 3 Aug 2026');
    expect(id.date('2026-08-03')).to.equal('Sen 3 Agu 2026');
    expect(id.dateTime(fixedNow)).to.equal('Sel 24 Nov 2026, 09.42 WIT');
    expect(en.time(fixedNow)).to.equal('09:42 WIT');
    expect(id.month('2026-11')).to.equal('November 2026');
  });

  it('is in the new year at 00.30 WIT on 1 January', () => {
    expect(id.localDate('2026-12-31T15:30:00.000Z')).to.equal('2027-01-01');
    expect(id.date('2026-12-31T15:30:00.000Z')).to.equal('Jum 1 Jan 2027');
    expect(new Format('id', 'Asia/Jakarta').dateTime('2026-12-31T15:30:00.000Z')).to.equal(
      'Kam 31 Des 2026, 22.30 WIB',
    );
  });

  it('says how long ago', () => {
    const ago = (minutes: number) => id.age(new Date(now.getTime() - minutes * 60_000).toISOString(), now);
    expect([0, 20, 60, 540, 1000, 4 * 1440, 9 * 1440, 40 * 1440].map(ago)).to.deep.equal([
      'baru saja',
      '20 mnt',
      '1 jam',
      '9 jam',
      'kemarin',
      'Jum 20 Nov',
      '9 hari',
      '15 Okt 2026',
    ]);
    expect(id.daysUntil('2026-11-25', now)).to.equal(1);
  });

  it('writes sizes and figures with the comma of its language', () => {
    expect([
      id.size(0),
      id.size(421_888),
      id.size(1_258_291),
      id.size(52_428_800),
      en.size(1_258_291),
    ]).to.deep.equal(['0 KB', '412 KB', '1,2 MB', '50 MB', '1.2 MB']);
    expect([id.number(1_234_567.5), en.number(12_345), id.number(-5)]).to.deep.equal([
      '1.234.567,5',
      '12,345',
      '-5',
    ]);
  });
});

describe('readTypedCode', () => {
  it('takes groups, lower case and look-alikes, and refuses what cannot be a code', () => {
    const code = '0123456789ABCDEFGHJKMNPQRS';
    expect(readTypedCode('oi23-4567 89ab cdef ghjk mnpq rs')).to.equal(code);
    expect(readTypedCode(`https://noken.example/v/${code}`)).to.equal(code);
    expect([
      readTypedCode(''),
      readTypedCode(`${code}A`),
      readTypedCode(code.replace('S', 'U')),
    ]).to.deep.equal([undefined, undefined, undefined]);
    expect(groupCode(code)).to.equal('0123 4567 89AB CDEF GHJK MNPQ RS');
  });
});
