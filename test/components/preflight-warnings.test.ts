import { expect } from '@open-wc/testing';
import {
  clockFast,
  clockWrong,
  oddFile,
  preflight,
  tooLarge,
  unfilled,
} from '../fixtures/sign-preflights.js';
import { itIsAccessible } from './support/accessible.js';
import { signFrame } from './support/fake-sign-client.js';
import { inside, passphrase, shown, text } from './support/shown-frame.js';

describe('the sign frame before a passphrase', () => {
  afterEach(() => document.querySelectorAll('.frame-box').forEach((box) => box.remove()));

  itIsAccessible({
    'odd file': { make: (setting) => signFrame({ ...setting, shows: [oddFile] }) },
    'clock fast': { make: (setting) => signFrame({ ...setting, shows: [clockFast] }) },
    'clock wrong': { make: (setting) => signFrame({ ...setting, shows: [clockWrong] }) },
    unfilled: { make: (setting) => signFrame({ ...setting, shows: [unfilled] }) },
    'too large': { make: (setting) => signFrame({ ...setting, shows: [tooLarge] }) },
  });

  it('lists what the file holds ready, with what to do, before the affirmation, and signs all the same', async () => {
    const { frame } = await shown({ shows: [oddFile] });
    const list = inside(frame, 'section.content');
    expect([...list!.querySelectorAll('li')].map((row) => row.className)).to.deep.equal(['advice', 'advice']);
    for (const words of [
      'Perhatikan isi berkas ini',
      'Berkas memuat 2 bagian yang tidak tampil di halaman mana pun',
      '1 kolom isian atau catatan menutupi isi halaman, mulai halaman 1',
      'Yang menutupi dapat diganti atau diangkat belakangan',
      'Tolak naskah ini dan minta PDF yang dicetak ulang.',
    ])
      expect(list!.textContent).to.contain(words);
    const affirmation = inside(frame, '#affirmed')!;
    expect(list!.compareDocumentPosition(affirmation) & Node.DOCUMENT_POSITION_FOLLOWING).to.be.above(0);
    expect(passphrase(frame)).not.to.equal(null);
  });

  it('has no such list for an ordinary file', async () => {
    const { frame } = await shown({ shows: [preflight] });
    expect(inside(frame, 'section.content')).to.equal(null);
  });

  it('warns of a clock that is some minutes off, and asks for no passphrase where it is far off', async () => {
    const { frame } = await shown({ shows: [clockFast] });
    expect(inside(frame, '.checks .advice')?.textContent).to.contain(
      'Jam server Noken 3 menit terlalu cepat',
    );
    expect(passphrase(frame)).not.to.equal(null);
    const off = (await shown({ shows: [clockWrong] })).frame;
    expect(passphrase(off)).to.equal(null);
    for (const words of [
      'berbeda 11 menit dari stempel waktu',
      'Jam server tidak tepat',
      'Naskah tetap menunggu Anda',
    ])
      expect(text(off)).to.contain(words);
  });

  it('asks for no passphrase while a template is not filled in', async () => {
    const { frame } = await shown({ shows: [unfilled] });
    expect(passphrase(frame)).to.equal(null);
    expect(text(frame)).not.to.contain('Naskah lengkap');
    for (const words of [
      'masih memuat ${nomor_naskah}',
      'Isian templat belum diganti',
      'tidak dapat dilengkapi lagi',
    ])
      expect(text(frame)).to.contain(words);
  });

  it('says of a file that the gateway does not take what to do next, and asks for no passphrase', async () => {
    const { frame } = await shown({ shows: [tooLarge] });
    expect(passphrase(frame)).to.equal(null);
    for (const words of [
      'lebih dari 10 MB, batas layanan tanda tangan BSrE',
      'Berkas terlalu besar bagi layanan BSrE',
      'Berkas lebih kecil bila dibuat langsung dari pengolah kata',
    ])
      expect(text(frame)).to.contain(words);
  });
});
