import { expect } from '@open-wc/testing';
import { LetterElement } from '../../components/letter/letter.js';
import type { LetterView } from '../../server/contract/letters.js';
import { desk, numbered, refusedLetter, replacedLetter, signed } from '../fixtures/letter-samples.js';
import { itIsAccessible } from './support/accessible.js';
import type { Setting } from './support/at-desk.js';
import { fakeClient, refused } from './support/fake-client.js';
import { servePdfjs } from './support/pdfjs-place.js';
import { settled } from './support/settled.js';
import { makeLetter, showing, shownLetter } from './support/shown-letter.js';

LetterElement.define();
servePdfjs();

const root = (element: Element) => element.shadowRoot!;
const text = (element: Element) => root(element).textContent?.replace(/\s+/g, ' ') ?? '';
async function press(element: LetterElement, name: string): Promise<void> {
  const found = [...root(element).querySelectorAll('button')].find((each) =>
    (each.textContent ?? '').trim().startsWith(name),
  );
  if (!found) throw new Error(`No button "${name}".`);
  found.click();
  await settled(element);
}
function fill(element: Element, name: string, value: string): void {
  root(element).querySelector<HTMLTextAreaElement>(`[name=${name}]`)!.value = value;
}

describe('<noken-letter> at its end', () => {
  afterEach(() => document.querySelectorAll('noken-letter').forEach((element) => element.remove()));

  const as = (view: LetterView) => ({
    make: (setting: Setting) => makeLetter({ ...setting, client: showing(view) }),
  });
  itIsAccessible({
    refused: as({ ...refusedLetter, acts: [] }),
    replaced: as(replacedLetter),
    'form to withdraw': {
      ...as({ ...signed, acts: ['withdraw'] }),
      then: (element: LetterElement) => press(element, element.lang === 'en' ? 'Withdraw' : 'Cabut'),
    },
    'form to refuse': {
      ...as(numbered),
      then: (element: LetterElement) => press(element, element.lang === 'en' ? 'Refuse' : 'Tolak'),
    },
  });

  describe('uncertain', () => {
    const uncertain: LetterView = { ...numbered, status: 'uncertain', acts: [] };

    it('shows the evidence, and after a decision what it became', async () => {
      let decided = false;
      const client = fakeClient({
        letter: () => Promise.resolve(decided ? numbered : uncertain),
        decideUnsigned: () => {
          decided = true;
          return Promise.resolve();
        },
      });
      const element = await shownLetter(client);
      const told: string[] = [];
      element.addEventListener('noken-letter-changed', ({ act }) => told.push(act));
      await customElements.whenDefined('noken-unknown-outcome');
      await settled(element);
      const inner = root(element).querySelector('noken-unknown-outcome')!;
      await settled(inner);
      expect(text(inner)).to.contain('tidak ada yang dikirim lagi sebelum ada yang memutuskan');
      inner.shadowRoot!.querySelector<HTMLElement>('.begin')!.click();
      await settled(inner);
      expect(text(inner)).to.contain(
        '118/DISKOMINFO/2026, “Surat tugas pemasangan VSAT di Distrik Towe” belum',
      );
      inner.shadowRoot!.querySelector('textarea')!.value = 'Admin gateway memeriksa catatannya.';
      inner.shadowRoot!.querySelector('form')!.requestSubmit();
      await settled(inner);
      await settled(element);
      expect(text(element)).to.contain('Diputuskan: belum ditandatangani.');
      expect(root(element).querySelector('noken-unknown-outcome')).to.equal(null);
      expect(told).to.deep.equal(['decided-unsigned']);
      expect(root(element).activeElement?.className).to.contain('title');
    });
  });

  describe('refused', () => {
    it('only with a reason, after it was said that there is no way back, in words that name the letter', async () => {
      const client = showing(numbered);
      const element = await shownLetter(client);
      const told: Event[] = [];
      element.addEventListener('noken-letter-changed', (event) => told.push(event));
      await press(element, 'Tolak');
      expect(text(element)).to.contain(
        'Anda menolak menandatangani 800.1.11.1/118/DISKOMINFO/2026, “Surat tugas pemasangan VSAT di Distrik Towe”.',
      );
      expect(text(element)).to.contain('Penolakan tidak dapat ditarik.');
      await press(element, 'Tolak naskah');
      expect(text(element)).to.contain('Tulis alasannya.');
      expect(client.callsOf('refuse')).to.have.length(0);
      fill(element, 'reason', 'Dasar hukumnya keliru.');
      await press(element, 'Tolak naskah');
      const [asked] = client.callsOf('refuse');
      expect(asked?.slice(0, 3)).to.deep.equal([
        desk.positionId,
        numbered.id,
        { reason: 'Dasar hukumnya keliru.', version: 3 },
      ]);
      expect((asked?.[3] as { key: string }).key).to.match(/^\w{8,}$/);
      expect(told).to.have.length(1);
      expect(told[0]).to.have.property('act', 'refused');
      expect(text(element)).to.contain('Naskah ditolak. Pembuatnya membaca alasan Anda.');
    });

    it('keeps the reason when the server says no', async () => {
      const client = showing(numbered, {
        refuse: () => refused('signing-uncertain', 'Hasil belum pasti.', 409),
      });
      const element = await shownLetter(client);
      await press(element, 'Tolak');
      fill(element, 'reason', 'Dasar hukumnya keliru.');
      await press(element, 'Tolak naskah');
      expect(text(element)).to.contain('Hasil belum pasti.');
      expect(root(element).querySelector('textarea')?.value).to.equal('Dasar hukumnya keliru.');
    });

    it('says by whom, when and why, and to who made it also what to do', async () => {
      const element = await shownLetter(showing(refusedLetter));
      expect(text(element)).to.contain('Nama Pejabat (contoh), Sel 24 Nov, 09.37.');
      expect(text(element)).to.contain('Dasar hukum pada alinea kedua sudah dicabut.');
      expect(text(element)).to.contain('Perbaiki isinya sebagai naskah baru; nomor ini tidak dipakai lagi.');
      await press(element, 'Selesaikan');
      expect(text(element)).to.contain('Naskah yang ditolak ini menjadi dibatalkan.');
    });

    it('tells other desks the reason alone', async () => {
      const element = await shownLetter(showing({ ...refusedLetter, acts: [] }), 'en');
      expect(text(element)).to.contain('Refused by');
      expect(text(element)).to.contain('Dasar hukum pada alinea kedua sudah dicabut.');
      expect(text(element)).not.to.contain('Put it right as a new letter');
    });
  });

  describe('withdrawn', () => {
    const signedHere: LetterView = { ...signed, acts: ['withdraw'] };

    it('only with a reason, after it was said that there is no way back, in words that name the letter', async () => {
      const client = showing(signedHere);
      const element = await shownLetter(client);
      const told: Event[] = [];
      element.addEventListener('noken-letter-changed', (event) => told.push(event));
      expect(root(element).querySelector('.acts .primary')).to.equal(null);
      await press(element, 'Cabut atau ganti');
      expect(text(element)).to.contain(
        'Anda mencabut 800.1.11.1/118/DISKOMINFO/2026, “Surat tugas pemasangan VSAT di Distrik Towe”.',
      );
      expect(text(element)).to.contain('Pencabutan tidak dapat dibatalkan.');
      await press(element, 'Cabut surat');
      expect(text(element)).to.contain('Tulis alasannya.');
      fill(element, 'reason', 'Salah alamat.');
      await press(element, 'Cabut surat');
      expect(client.callsOf('withdraw').map((call) => call[2])).to.deep.equal([
        { reason: 'Salah alamat.', version: 4 },
      ]);
      expect(told[0]).to.have.property('act', 'withdrawn');
      expect(text(element)).to.contain('Surat sudah dicabut.');
    });

    it('for another one, whose number stays in the form when it is not found', async () => {
      const client = showing(signedHere, {
        withdraw: () =>
          refused('replacement-unknown', 'Tidak ada surat lain bernomor 9/2026 di meja ini.', 422),
      });
      const element = await shownLetter(client);
      await press(element, 'Cabut atau ganti');
      fill(element, 'reason', 'Nama distrik keliru.');
      fill(element, 'replacedBy', ' 9/2026 ');
      await press(element, 'Cabut surat');
      expect(client.callsOf('withdraw')[0]?.[2]).to.deep.equal({
        reason: 'Nama distrik keliru.',
        version: 4,
        replacedBy: '9/2026',
      });
      expect(text(element)).to.contain('Tidak ada surat lain bernomor 9/2026 di meja ini.');
      expect(root(element).querySelector<HTMLInputElement>('[name=replacedBy]')?.value).to.equal(' 9/2026 ');
    });

    it('says since when, why, by whom and which letter took its place', async () => {
      const element = await shownLetter(showing(replacedLetter));
      expect(text(element)).to.contain(
        'Dicabut oleh Nama Pejabat (contoh), Sel 24 Nov 2026. Tidak berlaku lagi.',
      );
      expect(text(element)).to.contain('Diganti dengan surat nomor 800.1.11.1/121/DISKOMINFO/2026.');
      expect(text(element)).to.contain('Nama distrik keliru.');
    });
  });
});
