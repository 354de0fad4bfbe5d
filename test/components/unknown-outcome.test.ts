import { expect } from '@open-wc/testing';
import { UnknownOutcomeElement } from '../../components/unknown-outcome/unknown-outcome.js';
import { desk, numbered } from '../fixtures/letter-samples.js';
import { silent, uncertainty } from '../fixtures/uncertainties.js';
import { itIsAccessible } from './support/accessible.js';
import { atDesk, type Setting } from './support/at-desk.js';
import { fakeClient, halfway, never, refused, type Replaced } from './support/fake-client.js';
import { settled } from './support/settled.js';

UnknownOutcomeElement.define();

const name = '800.1.11.1/118/DISKOMINFO/2026, “Surat tugas”';
const wrongCopy = () =>
  refused('signed-copy-wrong', 'Berkas ini bukan naskah yang sama. Isinya lain. Tidak ada yang diubah.', 422);

function make(setting: Setting = {}, replaced: Replaced = {}) {
  const element = atDesk(document.createElement('noken-unknown-outcome'), {
    ...setting,
    client: setting.client ?? fakeClient(replaced),
  });
  return Object.assign(element, { letterId: numbered.id, letterName: name });
}

async function shown(replaced: Replaced = {}) {
  const client = fakeClient(replaced);
  const element = make({ client });
  const told: string[] = [];
  element.addEventListener('noken-letter-changed', ({ act }) => told.push(act));
  document.body.append(element);
  await settled(element);
  return { element, client, told };
}

const root = (element: Element) => element.shadowRoot!;
const text = (element: Element) => root(element).textContent?.replace(/\s+/g, ' ') ?? '';
async function press(element: UnknownOutcomeElement, words: string): Promise<void> {
  const found = [...root(element).querySelectorAll('button')].filter((each) =>
    (each.textContent ?? '').trim().startsWith(words),
  );
  if (found.length !== 1) throw new Error(`${found.length} buttons "${words}".`);
  found[0]?.click();
  await settled(element);
}
async function bring(element: UnknownOutcomeElement, content = '%PDF-1.7 bertanda tangan'): Promise<void> {
  const given = new DataTransfer();
  given.items.add(new File([content], 'surat.pdf', { type: 'application/pdf' }));
  const input = root(element).querySelector<HTMLInputElement>('input[type=file]')!;
  input.files = given.files;
  input.dispatchEvent(new Event('change'));
  await new Promise((resolve) => setTimeout(resolve, 30));
  await settled(element);
}
async function state(element: UnknownOutcomeElement, reason: string): Promise<void> {
  const english = element.lang === 'en';
  await press(element, english ? 'State that' : 'Nyatakan belum');
  root(element).querySelector('textarea')!.value = reason;
  await press(element, english ? 'State that' : 'Nyatakan belum');
}

const reason = 'Admin gateway memeriksa catatan: tidak ada permintaan.';

describe('<noken-unknown-outcome>', () => {
  afterEach(() => document.querySelectorAll('noken-unknown-outcome').forEach((element) => element.remove()));

  const as = (replaced: Replaced) => (setting: Setting) => make(setting, replaced);
  itIsAccessible({
    decides: { make: as({}), then: (element) => root(element).querySelector('summary')?.click() },
    'looks on': { make: as({ uncertainty: () => Promise.resolve(silent) }) },
    'reason missing': { make: as({}), then: (element: UnknownOutcomeElement) => state(element, 'ya') },
    'deciding failed': {
      make: as({ decideUnsigned: () => refused('server-busy') }),
      then: (element: UnknownOutcomeElement) => state(element, reason),
    },
    'file on its way': {
      make: as({ bringSigned: (_desk, _letter, file, options) => halfway(file, options) }),
      then: (element: UnknownOutcomeElement) => bring(element),
    },
    'file not taken': {
      make: as({ bringSigned: wrongCopy }),
      then: (element: UnknownOutcomeElement) => bring(element),
    },
    'known by now': { make: as({ uncertainty: () => refused('signing-certain', '', 409) }) },
    loading: {
      make: as({ uncertainty: () => never() }),
      then: () => new Promise((resolve) => setTimeout(resolve, 330)),
    },
    failed: { make: as({ uncertainty: () => refused('server-busy') }) },
    offline: { make: as({ uncertainty: () => refused('offline') }) },
  });

  it('tells what is known: who, when to the second, which file, and each answer word by word', async () => {
    const { element, client } = await shown();
    for (const words of [
      'dikirim ke BSrE pada Sel 24 Nov 2026, 09.36.43 WIT, dan tidak ada yang tahu apakah sudah ditandatangani',
      'tidak ada yang dikirim lagi sebelum ada yang memutuskan',
      'Nama Pejabat (contoh)',
      'Sel 24 Nov 2026, 09.36.41 WIT',
      'SHA-256 c0ff ee15 ba5e ba11…',
      '0123456789abcdef0123456789abcdef',
      'Tanyakan kepada pengelola gateway dengan nomor ini.',
      'Sambungan putus sebelum jawaban lengkap',
      'Sel 24 Nov 2026, 09.37.07 WIT · HTTP 404 · kode BSrE 4044',
      'Kata BSrE: File tidak tersedia, pastikan bahwa dokumen belum di download',
    ])
      expect(text(element)).to.contain(words);
    const raw = [...root(element).querySelectorAll('details')];
    expect(raw).to.have.length(2);
    expect(raw.every(({ open }) => !open)).to.equal(true);
    expect(raw[1]?.textContent).to.contain('"status_code":4044');
    expect(client.callsOf('uncertainty')[0]?.slice(0, 2)).to.deep.equal([desk.positionId, numbered.id]);
  });

  it('offers nothing where another desk decides, and tells how to ask without a number', async () => {
    const { element } = await shown({ uncertainty: () => Promise.resolve(silent) });
    expect(text(element)).to.contain('Yang memutuskan ialah pemegang jabatan penanda tangan');
    expect(text(element)).to.contain('Tanyakan kepada pengelolanya dengan waktu pengiriman itu.');
    expect(text(element)).to.contain('Tidak ada jawaban dalam batas waktu');
    expect(root(element).querySelector('input, form, .begin, details')).to.equal(null);
  });

  it('shows an answer of a kind that it does not know, without words of its own', async () => {
    const strange = { ...uncertainty.answers[0]!, code: 'toString' };
    const { element } = await shown({
      uncertainty: () => Promise.resolve({ ...uncertainty, answers: [strange] }),
    });
    expect(text(element)).to.contain('Jawabannya tidak memastikan apa pun');
  });

  describe('by a person’s word', () => {
    it('names the letter and what may follow, and asks for a reason of ten letters', async () => {
      const { element, client, told } = await shown();
      await press(element, 'Nyatakan belum');
      expect(text(element)).to.contain(`Anda menyatakan bahwa ${name} belum ditandatangani.`);
      expect(text(element)).to.contain('permintaan kedua dapat dikirim ke BSrE');
      expect(root(element).activeElement?.id).to.equal('reason');
      root(element).querySelector('textarea')!.value = '   singkat   ';
      await press(element, 'Nyatakan belum');
      expect(text(element)).to.contain('Tulis alasannya, paling sedikit 10 huruf.');
      expect(client.callsOf('decideUnsigned')).to.have.length(0);
      root(element).querySelector('textarea')!.value = ` ${reason} `;
      await press(element, 'Nyatakan belum');
      expect(client.callsOf('decideUnsigned')[0]).to.deep.equal([
        desk.positionId,
        numbered.id,
        { intentId: uncertainty.intentId, reason },
      ]);
      expect(told).to.deep.equal(['decided-unsigned']);
    });

    it('can be given up, and the focus goes back', async () => {
      const { element, client } = await shown();
      await press(element, 'Nyatakan belum');
      await press(element, 'Batal');
      expect(root(element).querySelector('form')).to.equal(null);
      expect(root(element).activeElement?.className).to.contain('begin');
      expect(client.callsOf('decideUnsigned')).to.have.length(0);
    });

    it('keeps the reason when the line breaks, and sends it again only when pressed', async () => {
      let broken = true;
      const { element, client, told } = await shown({
        decideUnsigned: () => (broken ? refused('offline') : Promise.resolve()),
      });
      await state(element, reason);
      expect(text(element)).to.contain('Tidak ada sambungan.');
      expect(root(element).querySelector('textarea')?.value).to.equal(reason);
      expect(told).to.deep.equal([]);
      broken = false;
      await press(element, 'Nyatakan belum');
      expect(client.callsOf('decideUnsigned')).to.have.length(2);
      expect(told).to.deep.equal(['decided-unsigned']);
    });

    it('says when somebody else was first, and lets the letter be read again', async () => {
      const { element, told } = await shown({ decideUnsigned: () => refused('signing-certain', '', 409) });
      await state(element, reason);
      expect(text(element)).to.contain('Hasilnya sudah diketahui.');
      expect(told).to.deep.equal([]);
      await press(element, 'Lihat yang baru');
      expect(told).to.deep.equal(['settled']);
    });
  });

  describe('by a file', () => {
    it('sends it as it is and tells that it proved itself', async () => {
      const { element, client, told } = await shown();
      await bring(element);
      const [asked] = client.callsOf('bringSigned');
      expect((asked?.[2] as File).name).to.equal('surat.pdf');
      expect(told).to.deep.equal(['found-signed']);
    });

    it('says in the server’s words why it is not taken, and takes another one', async () => {
      let wrong = true;
      const { element, told } = await shown({
        bringSigned: () => (wrong ? wrongCopy() : Promise.resolve()),
      });
      await bring(element);
      expect(text(element)).to.contain('Berkas tidak diterima');
      expect(text(element)).to.contain('Isinya lain. Tidak ada yang diubah.');
      expect(told).to.deep.equal([]);
      wrong = false;
      await bring(element);
      expect(told).to.deep.equal(['found-signed']);
    });

    it('sends nothing that is no PDF', async () => {
      const { element, client } = await shown();
      await bring(element, 'bukan');
      expect(text(element)).to.contain('surat.pdf bukan PDF.');
      expect(client.callsOf('bringSigned')).to.have.length(0);
    });

    it('tells how far it is, takes no second one meanwhile, and can be given up', async () => {
      const { element } = await shown({
        bringSigned: (_desk, _letter, file, options) => {
          options?.onProgress?.({ done: 10, of: file.size });
          return never();
        },
      });
      await bring(element);
      expect(text(element)).to.contain('Mengunggah surat.pdf: 1 KB dari 1 KB');
      expect(root(element).querySelector('progress')?.value).to.equal(10);
      await press(element, 'Batalkan unggahan');
      expect(root(element).querySelector('progress')).to.equal(null);
    });

    it('says that it is being checked once it has arrived', async () => {
      const { element } = await shown({
        bringSigned: (_desk, _letter, file, options) => {
          options?.onProgress?.({ done: file.size, of: file.size });
          return never();
        },
      });
      await bring(element);
      expect(text(element)).to.contain('Memeriksa surat.pdf…');
    });
  });
});
