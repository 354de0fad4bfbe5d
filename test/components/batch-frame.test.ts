import { expect } from '@open-wc/testing';
import {
  allRead,
  allSigned,
  batchExpired,
  batchOf,
  inLine,
  items,
  mixed,
  noneSignable,
  opened,
  partlyRead,
  paused,
  running,
  stopped,
  stoppedUncertain,
  unread,
} from '../fixtures/drawn-batches.js';
import { appointmentOver, olderDate, withPhone } from '../fixtures/sign-preflights.js';
import { itIsAccessible } from './support/accessible.js';
import { batchFrame, shownBatch } from './support/fake-batch-client.js';
import { never, refused } from './support/fake-client.js';
import { cover } from './support/fake-sign-client.js';
import { settled } from './support/settled.js';
import { focused, inside, passphrase, press, text, tick, type, until, wait } from './support/shown-frame.js';

type Frame = Awaited<ReturnType<typeof shownBatch>>['frame'];

const main = (frame: Frame) => inside(frame, '.main')?.click();
const key = (name: string) => dispatchEvent(new KeyboardEvent('keydown', { key: name }));

async function goOn(frame: Frame): Promise<void> {
  main(frame);
  await settled(frame);
}

describe('the frame of many letters', () => {
  afterEach(() => document.querySelectorAll('.frame-box').forEach((box) => box.remove()));

  itIsAccessible({
    'partly read': { make: (setting) => batchFrame({ ...setting, shows: [partlyRead] }) },
    reading: { make: (setting) => batchFrame({ ...setting, shows: [unread], own: olderDate }), then: goOn },
    running: { make: (setting) => batchFrame({ ...setting, shows: [running] }) },
    stopped: { make: (setting) => batchFrame({ ...setting, shows: [stopped] }) },
    paused: { make: (setting) => batchFrame({ ...setting, shows: [{ ...paused, act: withPhone }] }) },
    mixed: { make: (setting) => batchFrame({ ...setting, shows: [mixed] }) },
    refused: { make: (setting) => batchFrame({ ...setting, shows: [noneSignable] }) },
    failed: { make: (setting) => batchFrame({ ...setting, shows: [() => refused('server-busy')] }) },
    offline: { make: (setting) => batchFrame({ ...setting, shows: [() => refused('offline')] }) },
    loading: { make: (setting) => batchFrame({ ...setting, shows: [() => never()] }), then: () => wait(330) },
  });

  it('lists each letter with its pages and whether it was opened, and leads to the first', async () => {
    const { frame, told } = await shownBatch({ shows: [unread] });
    const said = text(frame);
    for (const words of [
      'Uji coba – belum berkekuatan hukum',
      location.host,
      'diminta lewat portal.example',
      'Tanda tangani 12 naskah',
      '0 dari 12 sudah dibuka',
      '2 halaman, belum dibuka',
      'Buka naskah pertama',
    ])
      expect(said).to.contain(words);
    expect(frame.shadowRoot?.querySelectorAll('.letter')).to.have.length(12);
    expect(passphrase(frame)).to.equal(null);
    expect(told).to.deep.include({ t: 'state', step: 'ready' });
    expect(told).to.deep.include({ t: 'batch', state: 'open', signed: 0, of: 12 });
    expect(focused(frame)?.tagName).to.equal('H1');
  });

  it('tells the server which pages were in view, a letter in one request, and none that was not', async () => {
    const letters = [{ ...items(1)[0]!, pages: 12 }, ...items(3).slice(1)];
    const { frame, askedOf } = await shownBatch({ shows: [batchOf(letters)] });
    await goOn(frame);
    expect(text(frame)).to.contain('Naskah 1 dari 3');
    await wait(700);
    const body = inside(frame, '.body')!;
    body.scrollTop = inside(frame, '[data-page="2"]')!.offsetTop;
    await wait(700);
    // Scrolled past: not shown.
    body.scrollTop = inside(frame, '[data-page="6"]')!.offsetTop;
    await wait(60);
    body.scrollTop = 0;
    await goOn(frame);
    const seen = askedOf('seen');
    expect(seen).to.have.length(1);
    expect(seen[0]?.[1]).to.equal(letters[0]?.letterId);
    expect(seen[0]?.[2]).to.include.members([1, 2]);
    expect(seen[0]?.[2]).not.to.include(6);
    expect(text(frame)).to.contain('Naskah 2 dari 3');
    key('Escape');
    await settled(frame);
    expect(text(frame)).to.contain('1 dari 3 sudah dibuka');
  });

  it('counts no page below something that covers the screen', async () => {
    const { frame, asked } = await shownBatch({ shows: [batchOf(items(2))] });
    cover(frame, true);
    await wait(520);
    await goOn(frame);
    await wait(620);
    key('Escape');
    await settled(frame);
    expect(text(frame)).to.contain('0 dari 2 sudah dibuka');
    expect(asked.filter(([name]) => name === 'seen')).to.deep.equal([]);
    expect(asked).to.deep.include(['notice', unread.act?.intentId, 'covered']);
  });

  it('says of a letter what only it has: a warning, or why it would be passed over', async () => {
    const { frame } = await shownBatch({ shows: [unread], own: olderDate });
    await goOn(frame);
    expect(text(frame)).to.contain('Naskah bertanggal 19 November 2026');
    expect(text(frame)).not.to.contain('Sertifikat berlaku');
    const notMine = [
      { check: 'turn', ok: false, title: 'Belum giliran Anda', code: 'not-your-turn' },
    ] as const;
    const passed = await shownBatch({ shows: [unread], own: { ...olderDate, checks: [...notMine] } });
    await goOn(passed.frame);
    expect(text(passed.frame)).to.contain('naskah ini dilewati dan yang lain ditandatangani');
    const lost = await shownBatch({ shows: [unread], own: () => refused('offline') });
    await goOn(lost.frame);
    expect(text(lost.frame)).to.contain('Pemeriksaan naskah ini tidak dapat diambil.');
  });

  it('leaves a letter out and takes it back', async () => {
    const { frame, askedOf, told } = await shownBatch({ shows: [unread] });
    await goOn(frame);
    [...frame.shadowRoot!.querySelectorAll('button')]
      .find((one) => one.innerText.includes('ikutkan'))
      ?.click();
    await settled(frame);
    expect(text(frame)).to.contain('Naskah 2 dari 12');
    key('Escape');
    await settled(frame);
    expect(text(frame)).to.contain('0 dari 11 sudah dibuka');
    expect(told).to.deep.include({ t: 'batch', state: 'open', signed: 0, of: 11 });
    inside(frame, '.back-in')?.click();
    await settled(frame);
    expect(text(frame)).to.contain('0 dari 12 sudah dibuka');
    expect(askedOf('leave').map(([, , left]) => left)).to.deep.equal([true, false]);
  });

  it('is read by the keyboard alone', async () => {
    const { frame, told } = await shownBatch({ shows: [unread] });
    await goOn(frame);
    const body = inside(frame, '.body')!;
    key('PageDown');
    expect(body.scrollTop).to.be.greaterThan(100);
    key('ArrowUp');
    key('Home');
    expect(body.scrollTop).to.equal(0);
    key('Enter');
    await settled(frame);
    expect(text(frame)).to.contain('Naskah 2 dari 12');
    key('Escape');
    await settled(frame);
    expect(focused(frame)?.closest('.letter')?.textContent).to.contain('/119/');
    key('Escape');
    expect(told.at(-1)).to.deep.equal({ t: 'cancel' });
  });

  it('asks for the passphrase once all are opened, names their number, and not before', async () => {
    const { frame, askedOf } = await shownBatch({ shows: [allRead], sign: allSigned });
    await goOn(frame);
    expect(text(frame)).to.contain('Saya sudah membaca 12 naskah ini');
    expect(text(frame)).to.contain('Tanda tangani 12 naskah');
    expect(text(frame)).to.contain('Sertifikat berlaku');
    frame.sign();
    await settled(frame);
    expect(text(frame)).to.contain('Centang pernyataan ini dulu. Belum ada naskah yang ditandatangani.');
    expect(focused(frame)?.id).to.equal('affirmed');
    tick(frame);
    await frame.updateComplete;
    frame.sign();
    await settled(frame);
    expect(text(frame)).to.contain('Isi passphrase dulu.');
    expect(askedOf('sign')).to.deep.equal([]);
  });

  it('sends once what was typed and every document that was shown, and holds the passphrase no more', async () => {
    const { frame, askedOf, told } = await shownBatch({
      shows: [{ ...allRead, act: { ...allRead.act!, factor: withPhone.factor! } }],
      sign: allSigned,
    });
    await goOn(frame);
    const code = inside<HTMLInputElement>(frame, '#code')!;
    code.value = '12345';
    await press(frame);
    expect(text(frame)).to.contain('Isi 6 angka');
    tick(frame);
    code.value = '123 456';
    await press(frame);
    await until(frame, '12 naskah sudah ditandatangani');
    const documents = allRead.items.map(({ sha256 }) => sha256);
    expect(askedOf('sign')).to.deep.equal([['sign', 'tujuh kasuari biru', documents, '123 456']]);
    expect(JSON.stringify(told)).not.to.contain('kasuari');
    expect(frame.shadowRoot?.innerHTML).not.to.contain('kasuari');
    expect(told.filter(({ t }) => t === 'done')).to.have.length(12);
    expect(told).to.deep.include({ t: 'state', step: 'signed' });
  });

  it('leaves out of what it sends the letters that are left out', async () => {
    const { frame, askedOf } = await shownBatch({
      shows: [batchOf(opened(items(3)).map((item, at) => (at === 1 ? { ...item, state: 'left' } : item)))],
      sign: allSigned,
    });
    await goOn(frame);
    expect(text(frame)).to.contain('Tanda tangani 2 naskah');
    await press(frame);
    expect(askedOf('sign')[0]?.[2]).to.deep.equal(['10'.repeat(32), '12'.repeat(32)]);
  });

  it('forgets what was typed when it is left, covered or stepped back from', async () => {
    const { frame, askedOf } = await shownBatch({ shows: [allRead] });
    await goOn(frame);
    type(frame, 'setengah jadi');
    Object.defineProperty(document, 'hidden', { value: true, configurable: true });
    document.dispatchEvent(new Event('visibilitychange'));
    Reflect.deleteProperty(document, 'hidden');
    await settled(frame);
    expect(passphrase(frame)?.value).to.equal('');
    expect(text(frame)).to.contain('Passphrase dikosongkan karena layar ini ditinggalkan.');
    type(frame, 'setengah jadi');
    cover(frame, true);
    await until(frame, 'Ada yang menutupi layar ini');
    expect([passphrase(frame)?.value, passphrase(frame)?.disabled]).to.deep.equal(['', true]);
    // A press says why nothing is signed, also where that has scrolled away.
    frame.style.height = '360px';
    const body = inside(frame, '.body')!;
    body.scrollTop = 400;
    expect(body.scrollTop).to.be.greaterThan(100);
    frame.sign();
    expect(body.scrollTop).to.be.lessThan(40);
    expect(askedOf('sign')).to.deep.equal([]);
    cover(frame, false);
    await settled(frame);
    const field = passphrase(frame)!;
    type(frame, 'setengah jadi');
    key('Escape');
    await settled(frame);
    expect(field.value).to.equal('');
    expect(text(frame)).to.contain('Semua naskah sudah Anda buka.');
  });

  it('asks for no passphrase where none of them, or nobody, may be signed', async () => {
    const { frame, told } = await shownBatch({ shows: [noneSignable] });
    expect(text(frame)).to.contain('Tidak ada naskah dalam daftar ini yang dapat Anda tanda tangani.');
    expect(text(frame)).to.contain('Naskah ini belum giliran Anda.');
    expect(text(frame)).to.contain('Hubungi admin Noken Kabupaten Keerom (contoh).');
    expect(told).to.deep.include({ t: 'state', step: 'refused' });
    const over = await shownBatch({ shows: [{ ...allRead, act: appointmentOver }] });
    expect(text(over.frame)).to.contain('Penugasan tidak berlaku hari ini');
    expect(inside(over.frame, '.main')).to.equal(null);
    const late = await shownBatch({ shows: [batchExpired] });
    expect(text(late.frame)).to.contain('Waktu daftar ini sudah habis');
    expect(text(late.frame)).to.contain('3 tidak dikirim');
  });

  it('sorts the results by who needs somebody, and copies them', async () => {
    const { frame, told } = await shownBatch({ shows: [mixed] });
    expect(text(frame)).to.contain('7 dari 11 naskah sudah ditandatangani');
    const summaries = [...frame.shadowRoot!.querySelectorAll('summary')].map((one) => one.innerText.trim());
    expect(summaries).to.deep.equal([
      '1 hasilnya belum pasti',
      '2 tidak ditandatangani',
      '2 tidak dikirim',
      '7 sudah ditandatangani',
    ]);
    expect(text(frame)).to.contain('Jangan tanda tangani ulang.');
    expect(text(frame)).to.contain('Jawaban BSrE: Proses signing gagal : Rebuild failed');
    expect(told).to.deep.include({ t: 'state', step: 'uncertain' });
    let copied = '';
    Object.defineProperty(navigator, 'clipboard', {
      value: { writeText: (all: string) => Promise.resolve(void (copied = all)) },
      configurable: true,
    });
    [...frame.shadowRoot!.querySelectorAll('button')].find((one) => one.innerText === 'Salin hasil')?.click();
    await settled(frame);
    Reflect.deleteProperty(navigator, 'clipboard');
    expect(text(frame)).to.contain('Hasil sudah disalin.');
    expect(copied.split('\n').slice(0, 4)).to.deep.equal([
      '7 dari 11 naskah sudah ditandatangani',
      '',
      '1 hasilnya belum pasti',
      '- 800.1.11.1/123/DISKOMINFO/2026 – Undangan rapat koordinasi jaringan distrik – Hasil tanda tangan naskah ini belum pasti.',
    ]);
  });

  it('tells place in the line and how far it is, aloud at quarters only', async () => {
    const { frame } = await shownBatch({
      shows: [inLine],
      progress: [...new Array(20).fill(inLine), running],
    });
    expect(text(frame)).to.contain('Antrean ke-3, sekitar 2 detik');
    await until(frame, '5 dari 12 selesai');
    expect(text(frame)).to.contain('Anda boleh menutup layar ini');
    expect(inside(frame, '[role=status]')?.textContent?.trim()).to.equal('3 dari 12 naskah selesai.');
    expect(inside<HTMLProgressElement>(frame, 'progress')?.value).to.equal(5);
    key('Escape');
    await settled(frame);
    expect(text(frame)).to.contain('Menandatangani 12 naskah…');
  });

  it('tells what to do where it stopped in doubt, without a try again', async () => {
    const { frame } = await shownBatch({ shows: [stoppedUncertain] });
    expect(text(frame)).to.contain('Hasil naskah 123 belum pasti');
    expect(text(frame)).to.contain('Lanjutkan yang lain');
    expect(text(frame)).not.to.contain('Coba lagi');
  });

  it('speaks the language of the page', async () => {
    const { frame, counts } = await shownBatch({ shows: [stopped] });
    frame.heed({ t: 'locale', lang: 'en' });
    await settled(frame);
    expect(text(frame)).to.contain('Document 123 was not signed');
    expect(counts.show).to.equal(2);
    const asks = await shownBatch({ shows: [allRead] });
    await goOn(asks.frame);
    type(asks.frame, 'setengah jadi');
    asks.frame.heed({ t: 'locale', lang: 'en' });
    await settled(asks.frame);
    expect(text(asks.frame)).to.contain('I have read these 12 documents');
    expect(passphrase(asks.frame)?.value).to.equal('setengah jadi');
  });
});
