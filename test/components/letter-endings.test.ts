import { expect } from '@open-wc/testing';
import { LetterElement } from '../../components/letter/letter.js';
import type { LetterView } from '../../server/contract/letters.js';
import { desk, letter, numbered, refusedLetter } from '../fixtures/letter-samples.js';
import { itIsAccessible } from './support/accessible.js';
import { atDesk, type Setting } from './support/at-desk.js';
import { fakeClient, refused, type Replaced } from './support/fake-client.js';
import { servePdfjs } from './support/pdfjs-place.js';
import { settled } from './support/settled.js';

LetterElement.define();
servePdfjs();

const showing = (view: LetterView, replaced: Replaced = {}) =>
  fakeClient({ letter: () => Promise.resolve(view), ...replaced });

function make(setting: Setting = {}) {
  return Object.assign(atDesk(document.createElement('noken-letter'), setting), { letterId: letter.id });
}

async function shown(client = fakeClient(), lang = '') {
  const element = make({ client });
  if (lang !== '') element.lang = lang;
  document.body.append(element);
  await settled(element);
  return element;
}

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
    make: (setting: Setting) => make({ ...setting, client: showing(view) }),
  });
  itIsAccessible({
    refused: as(refusedLetter),
    'form to refuse': {
      ...as(numbered),
      then: (element: LetterElement) => press(element, element.lang === 'en' ? 'Refuse' : 'Tolak'),
    },
  });

  describe('refused', () => {
    it('only with a reason, after it was said that there is no way back, in words that name the letter', async () => {
      const client = showing(numbered);
      const element = await shown(client);
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
      const element = await shown(client);
      await press(element, 'Tolak');
      fill(element, 'reason', 'Dasar hukumnya keliru.');
      await press(element, 'Tolak naskah');
      expect(text(element)).to.contain('Hasil belum pasti.');
      expect(root(element).querySelector('textarea')?.value).to.equal('Dasar hukumnya keliru.');
    });

    it('says by whom, when and why, and to who made it also what to do', async () => {
      const element = await shown(showing(refusedLetter));
      expect(text(element)).to.contain('Nama Pejabat (contoh), Sel 24 Nov, 09.37.');
      expect(text(element)).to.contain('Dasar hukum pada alinea kedua sudah dicabut.');
      expect(text(element)).to.contain('Perbaiki isinya sebagai naskah baru; nomor ini tidak dipakai lagi.');
      await press(element, 'Selesaikan');
      expect(text(element)).to.contain('Naskah yang ditolak ini menjadi dibatalkan.');
    });

    it('tells other desks the reason alone', async () => {
      const element = await shown(showing({ ...refusedLetter, acts: [] }), 'en');
      expect(text(element)).to.contain('Refused by');
      expect(text(element)).to.contain('Dasar hukum pada alinea kedua sudah dicabut.');
      expect(text(element)).not.to.contain('Put it right as a new letter');
    });
  });
});
