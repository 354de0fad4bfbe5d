import { expect } from '@open-wc/testing';
import {
  atGateway,
  gatewayAnswered,
  sentToGateway,
  signed,
  uncertain,
  unregistered,
} from '../fixtures/sign-preflights.js';
import { itIsAccessible } from './support/accessible.js';
import { refused } from './support/fake-client.js';
import { signFrame, signsForEver } from './support/fake-sign-client.js';
import { inside, press, shown, text, until, wait } from './support/shown-frame.js';

const used = { ...sentToGateway, state: 'refused' as const };
const said = 'Proses signing gagal : Rebuild failed';
const refusal = () =>
  refused(
    'gateway-refused',
    'Layanan tanda tangan BSrE menolak naskah ini. Naskah belum ditandatangani.',
    422,
    {
      said,
    },
  );

describe('the sign frame at a gateway', () => {
  afterEach(() => document.querySelectorAll('.frame-box').forEach((box) => box.remove()));

  itIsAccessible({
    ready: { make: (setting) => signFrame({ ...setting, shows: [atGateway] }) },
    unregistered: { make: (setting) => signFrame({ ...setting, shows: [unregistered] }) },
    sent: {
      make: (setting) => signFrame({ ...setting, shows: [sentToGateway] }),
      then: () => wait(60),
    },
    refused: {
      make: (setting) => signFrame({ ...setting, shows: [atGateway, used], sign: refusal }),
      then: async (frame) => {
        await press(frame);
        await press(frame);
      },
    },
    rewritten: {
      make: (setting) =>
        signFrame({ ...setting, shows: [{ ...atGateway, outcome: { ...signed, rewritten: true } }] }),
    },
    uncertain: {
      make: (setting) => signFrame({ ...setting, shows: [{ ...atGateway, outcome: uncertain }] }),
    },
  });

  it('says by whose certificate it is signed, and where the passphrase goes', async () => {
    const { frame } = await shown({ shows: [atGateway] });
    for (const words of [
      'Ditandatangani oleh BSrE dengan sertifikat atas nama Nama Pejabat (contoh).',
      'Sertifikat BSrE aktif',
      'Passphrase BSrE',
      'Noken meneruskannya ke BSrE dan tidak menyimpannya.',
    ])
      expect(text(frame)).to.contain(words);
    expect(text(frame)).not.to.contain('Hanya Anda yang tahu');
  });

  it('says of who is not known at BSrE what BSrE said, and nothing of a key that is not there', async () => {
    const { frame } = await shown({ shows: [unregistered] });
    expect(text(frame)).to.contain('Sertifikat BSrE belum dapat dipakai');
    expect(text(frame)).to.contain('Selesaikan di BSrE seperti tertulis di atas');
    expect(inside(frame, '.said')?.innerText).to.contain('User belum terdaftar');
    expect(text(frame)).not.to.contain('tautan pendaftaran');
  });

  it('shows each step that the server tells, and none that it does not', async () => {
    const { frame } = await shown({
      shows: [
        ...new Array<typeof atGateway>(12).fill(atGateway),
        sentToGateway,
        sentToGateway,
        gatewayAnswered,
      ],
      sign: signsForEver,
    });
    const done = () =>
      [...(frame.shadowRoot?.querySelectorAll<HTMLElement>('.steps .done') ?? [])].map((step) =>
        step.innerText.replace(/\s+/g, ' ').trim(),
      );
    const now = () => inside(frame, '.steps .now')?.innerText ?? '';
    await press(frame);
    await until(frame, 'Menunggu jawaban BSrE');
    expect(now()).to.contain('Menunggu jawaban BSrE');
    expect(done()).to.deep.equal(['Disetujui selesai', 'Dikirim ke BSrE selesai']);
    await until(frame, 'Jawaban BSrE diterima');
    for (let round = 0; round < 40 && !now().includes('Berkas diperiksa'); round++) await wait(10);
    expect(now()).to.contain('Berkas diperiksa');
    expect(done()).to.have.length(3);
  });

  it('says how far it is after three seconds', async function (this: {
    timeout(milliseconds: number): void;
  }) {
    this.timeout(10_000);
    const { frame } = await shown({ shows: [sentToGateway] });
    expect(text(frame)).not.to.contain('Sudah');
    for (let round = 0; round < 60 && !text(frame).includes('Sudah'); round++) await wait(100);
    expect(text(frame)).to.match(/Sudah [3-5] detik: menunggu jawaban BSrE\./);
    expect(text(frame)).not.to.contain('Boleh ditutup');
  });

  it('tells a refusal in our words, and what BSrE said apart from them', async () => {
    const { frame } = await shown({ shows: [atGateway, used], sign: refusal });
    await press(frame);
    await until(frame, 'menolak naskah ini. Naskah belum ditandatangani.');
    expect(inside(frame, '.said')?.innerText).to.contain(said);
    expect(inside(frame, '.note')?.innerText).not.to.contain('Rebuild');
  });

  it('believes at once that a gateway out of reach signed nothing', async () => {
    const { frame, asked } = await shown({
      shows: [atGateway, used],
      sign: () => refused('gateway-unreachable', 'Layanan tanda tangan BSrE tidak dapat dihubungi.', 503),
    });
    frame.grace = 60_000;
    await press(frame);
    await until(frame, 'tidak dapat dihubungi');
    expect(asked()).to.be.lessThan(5);
    expect(inside(frame, '.said')).to.equal(null);
  });

  it('asks for no passphrase of somebody whom BSrE does not know', async () => {
    const { frame } = await shown({ shows: [unregistered] });
    expect(inside(frame, '#passphrase')).to.equal(null);
    expect(text(frame)).to.contain('BSrE belum mengenal Anda sebagai penanda tangan.');
    expect(inside(frame, '.said')?.innerText).to.contain('User belum terdaftar');
  });

  it('tells a file that was written anew', async () => {
    const { frame } = await shown({ shows: [{ ...atGateway, outcome: { ...signed, rewritten: true } }] });
    expect(text(frame)).to.contain('BSrE menulis ulang berkas ini.');
    const plain = await shown({ shows: [{ ...atGateway, outcome: signed }] });
    expect(text(plain.frame)).not.to.contain('menulis ulang');
  });

  it('says of an unknown outcome where it is decided', async () => {
    const { frame } = await shown({ shows: [{ ...atGateway, outcome: uncertain }] });
    for (const words of [
      'Naskah sudah dikirim ke BSrE, tetapi jawabannya tidak memastikan apa pun.',
      'Jangan tanda tangani ulang',
      'Buka surat ini di meja Anda',
    ])
      expect(text(frame)).to.contain(words);
  });
});
