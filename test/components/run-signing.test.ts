import { expect } from '@open-wc/testing';
import { dispatched, preflight, signed, uncertain } from '../fixtures/sign-preflights.js';
import { refused } from './support/fake-client.js';
import { signsForEver } from './support/fake-sign-client.js';
import { inside, passphrase, press, shown, text, until } from './support/shown-frame.js';

describe('one press of the main button', () => {
  afterEach(() => document.querySelectorAll('.frame-box').forEach((box) => box.remove()));

  it('tells the place in the line, then that there is no way back', async () => {
    let finish: (outcome: typeof signed) => void = () => undefined;
    const { frame } = await shown({
      shows: [preflight, { ...preflight, place: 3 }, { ...preflight, place: 3 }, dispatched],
      sign: () => new Promise((resolve) => (finish = resolve)),
    });
    await press(frame);
    await until(frame, 'Antrean ke-3, sekitar 2 detik');
    expect(text(frame)).not.to.contain('tidak dapat dibatalkan lagi');
    await until(frame, 'Tanda tangan tidak dapat dibatalkan lagi.');
    finish(signed);
    await until(frame, 'Sudah ditandatangani');
  });

  it('after a cut asks the server until it answers, shows what it knows, and sends nothing twice', async () => {
    const offline = () => refused('offline', 'Tidak ada sambungan.', 0);
    const { frame, given } = await shown({
      shows: [
        preflight,
        offline,
        offline,
        offline,
        dispatched,
        { ...dispatched, state: 'signed', outcome: signed },
      ],
      sign: offline,
    });
    await press(frame);
    await until(frame, 'Jangan tanda tangani ulang.');
    await until(frame, 'Sudah ditandatangani');
    expect(given).to.have.length(1);
  });

  it('believes "not signed" only after the request can no longer be under way', async () => {
    const { frame, asked } = await shown({ sign: () => refused('offline', 'Tidak ada sambungan.', 0) });
    await press(frame);
    await until(frame, 'Kata server: naskah ini belum ditandatangani.');
    expect(asked()).to.be.greaterThan(2);
    expect(passphrase(frame)?.value).to.equal('');
  });

  it('shows the outcome that the server tells while the answer itself does not come', async () => {
    const { frame } = await shown({
      shows: [preflight, { ...dispatched, state: 'signed', outcome: signed }],
      sign: signsForEver,
    });
    await press(frame);
    await until(frame, 'Sudah ditandatangani');
  });

  it('never calls the unknown a failure, and checks again when asked', async () => {
    const { frame, told } = await shown({
      shows: [
        { ...dispatched, state: 'uncertain', outcome: uncertain },
        { ...dispatched, state: 'uncertain', outcome: uncertain },
        { ...dispatched, state: 'signed', outcome: signed },
      ],
    });
    expect(text(frame)).to.contain('Jangan tanda tangani ulang');
    expect(text(frame)).to.contain('memutuskan dengan bukti');
    inside(frame, '.main')?.click();
    await until(frame, 'Sudah diperiksa, hasilnya masih belum pasti.');
    inside(frame, '.main')?.click();
    await until(frame, 'Sudah ditandatangani');
    expect(told.flatMap((message) => (message.t === 'done' ? [message.outcome] : []))).to.deep.equal([
      'uncertain',
      'signed',
    ]);
  });

  it('goes on following a letter that is being signed when it is opened again', async () => {
    const { frame, given } = await shown({
      shows: [...new Array(20).fill(dispatched), { ...dispatched, state: 'signed', outcome: signed }],
    });
    expect(text(frame)).to.contain('Menandatangani…');
    await until(frame, 'Sudah ditandatangani');
    expect(given).to.deep.equal([]);
  });
});
