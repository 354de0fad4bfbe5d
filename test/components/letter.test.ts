import { expect } from '@open-wc/testing';
import { LetterElement } from '../../components/letter/letter.js';
import type { LetterView } from '../../server/contract/letters.js';
import {
  idOf,
  desk,
  file,
  letter,
  letterChoices,
  numbered,
  outgoing,
  ownTrail,
  recorded,
  signed,
} from '../fixtures/letter-samples.js';
import { itIsAccessible } from './support/accessible.js';
import type { Setting } from './support/at-desk.js';
import { fakeClient, never, refused, type Replaced } from './support/fake-client.js';
import { servePdfjs } from './support/pdfjs-place.js';
import { settled } from './support/settled.js';
import { makeLetter, showing, shownLetter } from './support/shown-letter.js';

LetterElement.define();
servePdfjs();

const wait = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));

const root = (element: Element) => element.shadowRoot!;
const text = (element: Element) => root(element).textContent?.replace(/\s+/g, ' ') ?? '';
function button(element: Element, name: string): HTMLButtonElement {
  const found = [...root(element).querySelectorAll('button')].find((each) =>
    (each.getAttribute('aria-label') ?? each.textContent ?? '').trim().startsWith(name),
  );
  if (!found) throw new Error(`No button "${name}".`);
  return found;
}
async function press(element: LetterElement, name: string): Promise<void> {
  button(element, name).click();
  await settled(element);
}
function fill(element: Element, name: string, value: string): void {
  root(element).querySelector<HTMLTextAreaElement>(`textarea[name=${name}]`)!.value = value;
}
const tell = (element: Element, type: keyof HTMLElementEventMap) => {
  const told: Event[] = [];
  element.addEventListener(type, (event) => told.push(event));
  return told;
};
const chooseFile = async (element: LetterElement, given: File) => {
  const input = root(element).querySelector<HTMLInputElement>('input[type=file]')!;
  const files = new DataTransfer();
  files.items.add(given);
  input.files = files.files;
  input.dispatchEvent(new Event('change'));
  await settled(element);
};

describe('<noken-letter>', () => {
  afterEach(() => document.querySelectorAll('noken-letter').forEach((element) => element.remove()));

  const as = (view: LetterView, replaced: Replaced = {}) => ({
    make: (setting: Setting) => makeLetter({ ...setting, client: showing(view, replaced) }),
  });
  const opened = (view: LetterView, act: string, replaced: Replaced = {}) => ({
    ...as(view, replaced),
    then: async (element: LetterElement) => {
      const names: Record<string, readonly [string, string]> = {
        close: ['Selesaikan', 'Close'],
        route: ['Teruskan', 'Route'],
        'follow-up': ['Tindak lanjut', 'Follow up'],
        number: ['Beri nomor', 'Number'],
      };
      const [id, en] = names[act]!;
      await press(element, element.lang === 'en' ? en : id);
    },
  });
  itIsAccessible({
    routed: as(letter),
    recorded: as(recorded),
    signed: as(signed),
    uncertain: as({ ...numbered, status: 'uncertain', acts: [] }),
    'form to close': opened({ ...letter, acts: ['close'] }, 'close'),
    'form to route': opened(recorded, 'route'),
    'form to follow up': opened({ ...letter, acts: ['follow-up'] }, 'follow-up', {
      trail: () => Promise.resolve(ownTrail),
    }),
    'form to number': opened(outgoing, 'number'),
    loading: {
      make: (setting) => makeLetter({ ...setting, client: fakeClient({ letter: () => never() }) }),
      then: () => wait(320),
    },
    'not found': {
      make: (setting) =>
        makeLetter({
          ...setting,
          client: fakeClient({ letter: () => refused('letter-not-found', 'Surat ini tidak ada.', 404) }),
        }),
    },
    offline: {
      make: (setting) => makeLetter({ ...setting, client: fakeClient({ letter: () => refused('offline') }) }),
    },
    'session ended': {
      make: (setting) =>
        makeLetter({ ...setting, client: fakeClient({ letter: () => refused('session-expired') }) }),
    },
  });

  it('says what it is, once', async () => {
    // So far away that no day on which this runs is the one before.
    const element = await shownLetter(showing({ ...letter, due: '2099-11-26' }));
    expect(root(element).querySelector('.head')?.textContent?.replace(/\s+/g, ' ').trim()).to.equal(
      'Segera Batas Kam 26 Nov Undangan rapat persiapan Monev TTE tingkat distrik Sekretaris Daerah (contoh) · 000.1.5/212/SETDA/2026 · Sen 23 Nov 2026',
    );
    expect(root(element).querySelector('.fold')?.textContent?.replace(/\s+/g, ' ').trim()).to.equal(
      'KeteranganAgenda 411 · sifat biasa · 1 berkas',
    );
  });

  it('says the same for a letter that is not there and one that is another desk’s', async () => {
    const title = 'Surat ini tidak ada, atau bukan untuk meja Anda.';
    const element = await shownLetter(fakeClient({ letter: () => refused('letter-not-found', title, 404) }));
    expect(text(element)).to.contain(title);
    expect(root(element).querySelector('button')).to.equal(null);
  });

  it('moves focus to the subject as soon as that is there', async () => {
    const element = makeLetter();
    element.focus();
    document.body.append(element);
    await settled(element);
    expect(root(element).activeElement?.className).to.equal('title');
  });

  it('is read after two seconds in view, and not by being opened', async () => {
    const client = showing({ ...recorded, unread: true });
    const element = await shownLetter(client);
    const told = tell(element, 'noken-letter-changed');
    await wait(1000);
    expect(client.callsOf('markRead')).to.have.length(0);
    await wait(1600);
    expect(client.callsOf('markRead')).to.deep.equal([[desk.positionId, letter.id]]);
    expect(told).to.have.length(1);
  });

  it('is read when page one was seen', async () => {
    const client = showing({ ...letter, unread: true });
    const element = await shownLetter(client);
    await wait(200);
    expect(client.callsOf('markRead')).to.have.length(0);
    for (let i = 0; i < 80 && client.callsOf('markRead').length === 0; i++) await wait(50);
    expect(client.callsOf('markRead')).to.have.length(1);
    expect(element.isConnected).to.equal(true);
  });

  it('closes, and asks for the reason only while dispositions are open', async () => {
    let open = true;
    const client = showing(
      { ...letter, acts: ['close'] },
      {
        close: () =>
          open
            ? refused(
                'dispositions-open',
                'Masih ada 2 disposisi belum selesai. Tulis alasan menutupnya.',
                409,
              )
            : Promise.resolve(),
      },
    );
    const element = await shownLetter(client);
    const told = tell(element, 'noken-letter-changed');
    await press(element, 'Selesaikan');
    await press(element, 'Selesaikan surat');
    expect(text(element)).to.contain('Masih ada 2 disposisi belum selesai.');
    await press(element, 'Selesaikan surat');
    expect(text(element)).to.contain('Tulis alasannya.');
    expect(client.callsOf('close')).to.have.length(1);
    fill(element, 'reason', 'Acara batal.');
    open = false;
    await press(element, 'Selesaikan surat');
    const [first, second] = client.callsOf('close');
    expect(second?.[2]).to.deep.equal({ version: 3, reason: 'Acara batal.' });
    expect((first?.[3] as { key: string }).key).not.to.equal((second?.[3] as { key: string }).key);
    expect(told).to.have.length(1);
    expect(text(element)).to.contain('Surat sudah diselesaikan.');
  });

  it('keeps what was written when the letter changed meanwhile, and sends with the new version', async () => {
    let version = 3;
    const client = fakeClient({
      letter: () => Promise.resolve({ ...letter, version, acts: ['no-disposition'] }),
      noDisposition: (_desk, _letter, closing) =>
        closing.version === 3
          ? refused(
              'letter-changed-meanwhile',
              'Surat ini baru saja diubah oleh Maria. Lihat yang baru, isian Anda tetap ada.',
              409,
            )
          : Promise.resolve(),
    });
    const element = await shownLetter(client);
    await press(element, 'Tidak perlu disposisi');
    fill(element, 'reason', 'Sudah dibahas.');
    version = 4;
    await press(element, 'Selesai tanpa disposisi');
    expect(text(element)).to.contain('diubah oleh Maria');
    expect(root(element).querySelector('textarea')?.value).to.equal('Sudah dibahas.');
    await press(element, 'Selesai tanpa disposisi');
    expect(client.callsOf('noDisposition')[1]?.[2]).to.deep.equal({ version: 4, reason: 'Sudah dibahas.' });
    expect(text(element)).to.contain('Surat selesai tanpa disposisi.');
  });

  it('keeps what was written while there is no line, and sends the same act again', async () => {
    let offline = true;
    const client = showing(
      { ...letter, acts: ['no-disposition'] },
      { noDisposition: () => (offline ? refused('offline', 'Tidak ada sambungan.', 0) : Promise.resolve()) },
    );
    const element = await shownLetter(client);
    await press(element, 'Tidak perlu disposisi');
    fill(element, 'reason', 'Sudah dibahas.');
    await press(element, 'Selesai tanpa disposisi');
    expect(text(element)).to.contain('Tidak ada sambungan');
    offline = false;
    await press(element, 'Selesai tanpa disposisi');
    const keys = client.callsOf('noDisposition').map((call) => (call[3] as { key: string }).key);
    expect(keys[0]).to.equal(keys[1]);
  });

  it('routes to the usual head unless another is chosen', async () => {
    const client = showing(recorded);
    const element = await shownLetter(client);
    await press(element, 'Teruskan');
    await press(element, 'Teruskan surat');
    expect(client.callsOf('route')[0]?.[2]).to.deep.equal({ to: letterChoices.routes[0]?.id, version: 3 });
    expect(text(element)).to.contain('Surat sudah diteruskan.');
  });

  it('numbers after saying what that means, and tells the number', async () => {
    const client = showing(outgoing);
    const element = await shownLetter(client);
    await press(element, 'Beri nomor dan stempel');
    expect(client.callsOf('number')).to.have.length(0);
    expect(text(element)).to.contain('Setelah itu berkas dan nomor tidak dapat diganti.');
    await press(element, 'Beri nomor dan stempel');
    expect(text(element)).to.contain('Nomor 800.1.11.1/119/DISKOMINFO/2026 sudah dibubuhkan.');
  });

  it('reports what was done, with a file, and says what is missing', async () => {
    const client = showing({ ...letter, acts: ['follow-up'] }, { trail: () => Promise.resolve(ownTrail) });
    const element = await shownLetter(client);
    const told = tell(element, 'noken-followed-up');
    await press(element, 'Tindak lanjut');
    await press(element, 'Kirim tindak lanjut');
    expect(text(element)).to.contain('Tulis apa yang sudah dilakukan.');
    fill(element, 'text', 'Data sudah lengkap.');
    await press(element, 'Kirim tindak lanjut');
    expect(text(element)).to.contain('Pilih sudah selesai atau masih dikerjakan.');
    root(element).querySelector<HTMLInputElement>('[name=completes][value=yes]')!.checked = true;
    await chooseFile(element, new File(['%PDF-1.7'], 'rekap.pdf'));
    await press(element, 'Kirim tindak lanjut');
    const node = ownTrail.dispositions[0]!.nodes[0]!.nodeId;
    expect(client.callsOf('upload')[0]?.[3]).to.have.property('purpose', 'follow-up');
    expect(client.callsOf('followUp')[0]?.[2]).to.deep.include({
      nodeId: node,
      text: 'Data sudah lengkap.',
      completes: true,
    });
    expect(client.callsOf('followUp')[0]?.[2]).to.have.property('uploadId');
    expect(told).to.have.length(1);
  });

  it('gives a disposition back only with a reason', async () => {
    const client = showing({ ...letter, acts: ['return'] }, { trail: () => Promise.resolve(ownTrail) });
    const element = await shownLetter(client);
    await press(element, 'Kembalikan');
    await press(element, 'Kembalikan disposisi');
    expect(text(element)).to.contain('Tulis alasannya.');
    fill(element, 'reason', 'Bukan tugas bidang ini.');
    await press(element, 'Kembalikan disposisi');
    const node = ownTrail.dispositions[0]!.nodes[0]!.nodeId;
    expect(client.callsOf('giveBack')[0]?.slice(1, 4)).to.deep.equal([
      letter.id,
      node,
      'Bukan tugas bidang ini.',
    ]);
  });

  describe('uploads the file of a recorded letter', () => {
    const pdf = new File(['%PDF-1.7'], 'undangan.pdf');

    it('and tells that it arrived', async () => {
      const client = showing(recorded);
      const element = await shownLetter(client);
      const told = tell(element, 'noken-uploaded');
      await press(element, 'Unggah berkas');
      await chooseFile(element, pdf);
      expect(client.callsOf('upload')[0]?.[3]).to.have.property('purpose', 'letter');
      expect(told).to.have.length(1);
      expect(text(element)).to.contain('Berkas sudah diterima.');
    });

    it('shows how far it is, pauses and goes on from there', async () => {
      const given: unknown[] = [];
      const client = showing(recorded, {
        upload: (_desk, _letter, chosen, options) => {
          given.push(options.uploadId);
          options.onBegun?.('0193a5c2-0000-7000-8000-000000000801');
          options.onProgress?.({ done: 3, of: chosen.size });
          return new Promise((_, reject) =>
            options.signal?.addEventListener('abort', () => reject(new DOMException('', 'AbortError'))),
          );
        },
      });
      const element = await shownLetter(client);
      await press(element, 'Unggah berkas');
      await chooseFile(element, pdf);
      expect(root(element).querySelector('progress')?.value).to.equal(3);
      await press(element, 'Jeda');
      expect(text(element)).to.contain('Dijeda pada');
      await press(element, 'Lanjutkan');
      expect(given).to.deep.equal([undefined, '0193a5c2-0000-7000-8000-000000000801']);
    });

    for (const [what, size, from] of [
      ['goes on with what was begun elsewhere, for a file of its size', pdf.size, idOf(802)],
      ['begins anew with a file of another size', pdf.size + 1, undefined],
    ] as const)
      it(what, async () => {
        const upload = { uploadId: idOf(802), offset: 3, size };
        const client = showing({ ...recorded, upload });
        const element = await shownLetter(client);
        await press(element, 'Unggah berkas');
        await chooseFile(element, pdf);
        expect(client.callsOf('upload')[0]?.[3]).to.have.property('uploadId', from);
      });

    it('refuses an empty and a too large file before sending', async () => {
      const client = showing(recorded);
      const element = await shownLetter(client);
      await press(element, 'Unggah berkas');
      await chooseFile(element, new File([], 'kosong.pdf'));
      expect(text(element)).to.contain('kosong.pdf kosong (0 bita).');
      expect(client.callsOf('upload')).to.have.length(0);
    });

    it('says why the server did not take it', async () => {
      const title = 'Berkas ini bukan PDF. Simpan dulu sebagai PDF, lalu unggah lagi. Surat tetap tercatat.';
      const element = await shownLetter(
        showing(recorded, { upload: () => refused('file-not-pdf', title, 422) }),
      );
      await press(element, 'Unggah berkas');
      await chooseFile(element, new File(['x'], 'catatan.pdf'));
      expect(text(element)).to.contain(title);
      expect(text(element)).to.contain('Pilih berkas lain');
    });
  });

  it('downloads one of its files', async () => {
    const client = fakeClient({ ticket: () => refused('file-not-found', 'Berkas ini tidak ada.', 404) });
    const element = await shownLetter(client);
    await press(element, `Unduh ${file.name}`);
    expect(client.callsOf('ticket')[0]?.[2]).to.deep.include({ documentId: file.documentId });
    expect(text(element)).to.contain('Berkas ini tidak ada.');
  });

  it('offers the signing slip once somebody has signed, and says why it could not be had', async () => {
    const waiting = await shownLetter(showing(numbered));
    expect(text(waiting)).not.to.contain('Bukti penandatanganan');
    const title = 'Surat ini belum ditandatangani lewat Noken.';
    const client = showing(signed, { ticket: () => refused('letter-not-signed', title, 409) });
    const element = await shownLetter(client);
    await press(element, 'Paket bukti (ZIP)');
    await press(element, 'Bukti penandatanganan');
    const asked = client.callsOf('ticket').map(([, , request]) => request);
    expect(asked).to.deep.equal(['evidence', 'slip'].map((what) => ({ what, disposition: 'attachment' })));
    const place = root(element).querySelector('.signers')?.closest('section');
    expect(place?.textContent).to.contain(title);
    expect(root(element).querySelectorAll('[role="alert"]')).to.have.length(1);
  });

  it('lets the page show the reply elsewhere', async () => {
    const view = showing({ ...letter, acts: ['reply'] });
    const element = await shownLetter(view);
    element.addEventListener('noken-reply-open-request', (event) => event.preventDefault());
    await press(element, 'Balas');
    expect(root(element).querySelector('.form-place')).to.equal(null);
  });

  it('does not show the letter of another desk when the desk changes', async () => {
    const client = fakeClient();
    const element = await shownLetter(client);
    element.letterId = numbered.id;
    await settled(element);
    expect(client.callsOf('letter').map(([, id]) => id)).to.deep.equal([letter.id, numbered.id]);
  });
});
