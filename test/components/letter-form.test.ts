import { expect } from '@open-wc/testing';
import type { LetterFormElement } from '../../components/letter-form/letter-form.js';
import { desk, idOf, letterChoices, me, positions } from '../fixtures/letter-samples.js';
import { itIsAccessible } from './support/accessible.js';
import { office } from './support/at-desk.js';
import { fakeClient, halfway, never, refused, type Replaced } from './support/fake-client.js';
import { settled } from './support/settled.js';
import {
  all,
  choose,
  focusedId,
  incoming,
  inputOf,
  leaveForms,
  makeForm,
  pdf,
  press,
  put,
  record,
  shownForm,
  textOf,
} from './support/shown-letter-form.js';

const twin = {
  letterId: idOf(140),
  agenda: 409,
  subject: 'Permohonan nama domain situs Kampung Wonorejo',
  sender: incoming.sender,
  number: incoming.number,
  receivedDate: '2026-11-23',
  match: 'number-and-sender',
} as const;
const withTwin: Replaced = { duplicates: (_desk, like) => Promise.resolve('number' in like ? [twin] : []) };
const with_ =
  (replaced: Replaced, then?: (element: LetterFormElement) => unknown) =>
  (online = true) => ({
    make: (setting: Parameters<typeof makeForm>[0]) =>
      makeForm({ ...setting, client: fakeClient(replaced), office: { ...office, online } }),
    ...(then ? { then } : {}),
  });

describe('<noken-letter-form>', () => {
  afterEach(leaveForms);

  itIsAccessible({
    'empty form, pressed too early, unfolded': with_({}, async (element) => {
      await press(element, '.more');
      await press(element, '[type=submit]');
    })(),
    'a twin, and a file that is none': with_(withTwin, async (element) => {
      await put(element, incoming);
      await choose(element, pdf('surat.docx', 'PK'));
    })(),
    'no answer': with_({ record: () => refused('offline', 'Tidak ada sambungan.', 0) }, record)(false),
    uploading: with_({ upload: (_desk, _letter, file, options) => halfway(file, options) }, (element) =>
      record(element, pdf()),
    )(),
    'refused file': with_(
      { upload: () => refused('file-encrypted', 'PDF ini dikunci dengan sandi.', 422) },
      (element) => record(element, pdf()),
    )(),
    recorded: with_({}, (element) => record(element, pdf()))(),
    'session ended': with_({ record: () => refused('token-expired', 'Sesi berakhir.', 401) }, record)(),
    'choices failed': with_({ letterChoices: () => refused('server-busy') })(),
    'no kinds': with_({ letterChoices: () => Promise.resolve({ ...letterChoices, kinds: [] }) })(),
    'no register': {
      make: (setting) => makeForm({ ...setting, office: { ...office, desk: { ...desk, registrar: false } } }),
    },
  });

  it('gives the agenda number at once, and then sends the file', async () => {
    const { element, client } = await shownForm();
    const told: string[] = [];
    for (const type of ['noken-record-request', 'noken-recorded', 'noken-uploaded'])
      element.addEventListener(type, () => told.push(type));
    await choose(element, pdf());
    expect(textOf(element, '.chosen-file')).to.contain('menara.pdf · 1 KB');
    await record(element);
    expect(inputOf(client)).to.deep.equal({
      ...incoming,
      receivedDate: '2026-11-24',
      derajat: 'biasa',
      sifat: 'biasa',
      routeTo: letterChoices.routes[0]?.id,
      evenIfDuplicate: false,
    });
    expect(textOf(element, '#taken-title')).to.contain('Agenda 413');
    expect(focusedId(element)).to.equal('taken-title');
    expect(textOf(element)).to.contain(`Diteruskan kepada ${letterChoices.routes[0]?.title}.`);
    expect(textOf(element)).to.contain('Berkas sudah diterima.');
    expect(client.callsOf('upload')[0]?.slice(0, 2)).to.deep.equal([desk.positionId, idOf(150)]);
    expect(told).to.deep.equal(['noken-record-request', 'noken-recorded', 'noken-uploaded']);
  });

  it('sends every choice that was made', async () => {
    const { element, client } = await shownForm();
    await press(element, '.more');
    await put(element, { ...incoming, classification: '500.12', attachments: '2\tlembar ', routeTo: '' });
    all(element, '#derajat-segera')[0]?.click();
    all(element, '#sifat-sangat-rahasia')[0]?.click();
    await settled(element);
    expect(textOf(element, '#sifat-hint')).to.contain('hanya tampil di Noken');
    await press(element, '[type=submit]');
    const { classification, attachments, derajat, sifat, routeTo } = inputOf(client) ?? {};
    expect({ classification, attachments, derajat, sifat, routeTo }).to.deep.equal({
      classification: '500.12',
      attachments: '2 lembar',
      derajat: 'segera',
      sifat: 'sangat-rahasia',
      routeTo: undefined,
    });
    expect(textOf(element)).to.contain('Belum diteruskan.');
    expect(textOf(element)).to.contain('Berkasnya belum ada');
  });

  it('says what is missing beside each field, moves focus there, and sends nothing', async () => {
    const { element, client } = await shownForm();
    await put(element, { sender: 'Distrik Mannem (contoh)' });
    await press(element, '[type=submit]');
    expect(focusedId(element)).to.equal('number');
    expect(textOf(element, '#number-problem')).to.contain('Tulis nomor surat.');
    expect(textOf(element, '.bar [role=alert]')).to.contain('nomor surat, tanggal surat, hal, jenis naskah');
    expect(all(element, '#sender-problem')).to.have.length(0);
    await put(element, { number: incoming.number });
    expect(all(element, '#number-problem')).to.have.length(0);
    expect(client.callsOf('record')).to.have.length(0);
  });

  it('refuses dates that cannot be', async () => {
    const { element, client } = await shownForm();
    await put(element, { ...incoming, letterDate: '2026-11-25' });
    await press(element, '[type=submit]');
    expect(textOf(element, '#letterDate-problem')).to.contain('tidak boleh sesudah tanggal diterima');
    await put(element, { receivedDate: '2999-01-01' });
    expect(textOf(element, '#receivedDate-problem')).to.contain('tidak boleh sesudah hari ini');
    expect(client.callsOf('record')).to.have.length(0);
  });

  describe('a letter that may be there already', () => {
    it('is shown beside number and sender, and the main button waits for an answer', async () => {
      const { element, client } = await shownForm(withTwin);
      await put(element, incoming);
      expect(client.callsOf('duplicates')).to.have.length(1);
      expect(textOf(element, '.note')).to.contain('Agenda 409, diterima Sen 23 Nov 2026');
      expect(all(element, '[type=submit]')).to.have.length(0);
      expect(textOf(element, '.bar')).to.contain('Pilih dulu');
      await press(element, '.different');
      await press(element, '[type=submit]');
      expect(inputOf(client)?.evenIfDuplicate).to.equal(true);
    });

    it('is compared beside what was put in, or says why not', async () => {
      const { element, client } = await shownForm({
        ...withTwin,
        ticket: () => refused('letter-not-found', 'Surat ini tidak ada, atau bukan untuk meja Anda.', 404),
      });
      await put(element, incoming);
      await press(element, '.twin .show');
      expect(client.callsOf('ticket')[0]?.slice(0, 3)).to.deep.equal([
        desk.positionId,
        twin.letterId,
        { what: 'document', disposition: 'inline' },
      ]);
      expect(textOf(element, '.note .field-problem')).to.contain('bukan untuk meja Anda');
      expect((all(element, '#number')[0] as HTMLInputElement).value).to.equal(incoming.number);
    });

    it('is opened when it is the same, and nothing is recorded', async () => {
      const { element, client } = await shownForm(withTwin);
      const opened: string[] = [];
      element.addEventListener('noken-letter-open-request', ({ letterId }) => opened.push(letterId));
      await put(element, incoming);
      await press(element, '.same');
      expect(opened).to.deep.equal([twin.letterId]);
      expect((all(element, '#number')[0] as HTMLInputElement).value).to.equal('');
      expect(client.callsOf('record')).to.have.length(0);
    });

    it('is asked for again when number or sender change', async () => {
      const { element, client } = await shownForm(withTwin);
      await put(element, incoming);
      await press(element, '.different');
      await put(element, { number: '500.12/21/MNM/2026' });
      expect(client.callsOf('duplicates')).to.have.length(2);
      expect(all(element, '[type=submit]')).to.have.length(0);
    });

    it('is found by its file', async () => {
      const { element, client } = await shownForm({
        duplicates: (_desk, like) => Promise.resolve('sha256' in like ? [{ ...twin, match: 'file' }] : []),
      });
      await choose(element, pdf());
      await settled(element);
      const [like] = client.callsOf('duplicates').map(([, asked]) => asked as { sha256?: string });
      expect(like?.sha256).to.match(/^[0-9a-f]{64}$/);
      expect(textOf(element, '.file .note')).to.contain('Berkas ini sama dengan berkas surat');
      await press(element, '.drop-file');
      expect(all(element, '.file .note')).to.have.length(0);
    });

    it('is told by the server alone where the question failed', async () => {
      let found = false;
      const { element, client } = await shownForm({
        duplicates: () => (found ? Promise.resolve([twin]) : refused('server-busy')),
        record: (_desk, { evenIfDuplicate }) =>
          evenIfDuplicate
            ? Promise.resolve({
                letterId: idOf(150),
                version: 1,
                agenda: { number: 413, year: 2026, unit: '' },
              })
            : refused('letter-duplicate', 'Mungkin sudah tercatat: agenda 409.', 409),
      });
      await put(element, incoming);
      expect(all(element, '[type=submit]')).to.have.length(1);
      await press(element, '[type=submit]');
      expect(textOf(element, '.note')).to.contain('Mungkin sudah tercatat: agenda 409.');
      found = true;
      await press(element, '[type=submit]');
      expect(all(element, '.same')).to.have.length(1);
      await press(element, '.different');
      await press(element, '[type=submit]');
      expect(client.callsOf('record')).to.have.length(3);
      expect(textOf(element, '#taken-title')).to.contain('Agenda 413');
    });
  });

  it('keeps what is likely for the next letter, and empties the rest', async () => {
    const { element } = await shownForm();
    await record(element, pdf());
    await press(element, '.next');
    expect(focusedId(element)).to.equal('number');
    const values = ['number', 'subject', 'kindId', 'letterDate', 'receivedDate'].map(
      (id) => (all(element, `#${id}`)[0] as HTMLInputElement).value,
    );
    expect(values).to.deep.equal(['', '', incoming.kindId, '', '2026-11-24']);
    expect(all(element, '.chosen-file')).to.have.length(0);
  });

  it('opens the letter', async () => {
    const { element } = await shownForm();
    const opened: unknown[] = [];
    element.addEventListener('noken-letter-open-request', (event) =>
      opened.push([event.letterId, event.positionId]),
    );
    await record(element);
    await press(element, '.open');
    expect(opened).to.deep.equal([[idOf(150), desk.positionId]]);
  });

  it('records nothing when the page stops it', async () => {
    const { element, client } = await shownForm();
    element.addEventListener('noken-record-request', (event) => event.preventDefault());
    await record(element);
    expect(client.callsOf('record')).to.have.length(0);
  });

  it('sends once, however often it is pressed', async () => {
    const { element, client } = await shownForm({ record: () => never() });
    await record(element);
    await press(element, '[type=submit]');
    expect(client.callsOf('record')).to.have.length(1);
    expect(textOf(element, '[type=submit]')).to.contain('Mengirim');
  });

  it('gives its letter to a form of the page, which empties it, and survives being moved', async () => {
    const form = document.createElement('form');
    document.body.append(form);
    const { element } = await shownForm();
    element.setAttribute('name', 'letter');
    await put(element, incoming);
    form.append(element);
    await settled(element);
    expect((all(element, '#number')[0] as HTMLInputElement).value).to.equal(incoming.number);
    await press(element, '[type=submit]');
    expect(new FormData(form).get('letter')).to.equal(idOf(150));
    form.reset();
    await settled(element);
    expect(new FormData(form).get('letter')).to.equal(null);
    expect((all(element, '#number')[0] as HTMLInputElement).value).to.equal('');
    form.remove();
  });

  it('shows nothing of it to the next person, and the new desk’s choices at another desk', async () => {
    const { element, client } = await shownForm();
    await put(element, incoming);
    element.office = { ...office, desk: { ...desk, positionId: idOf(12) } };
    await settled(element);
    expect(client.callsOf('letterChoices').map(([position]) => position)).to.deep.equal([
      desk.positionId,
      idOf(12),
    ]);
    expect((all(element, '#number')[0] as HTMLInputElement).value).to.equal(incoming.number);
    element.office = { ...office, me: { ...me, official: { id: idOf(21), name: 'Orang Lain (contoh)' } } };
    await settled(element);
    expect((all(element, '#number')[0] as HTMLInputElement).value).to.equal('');
    expect(positions).not.to.have.length(0);
  });
});
