import { expect } from '@open-wc/testing';
import type { InboxQueryInput } from '../../components/internal/office-client.js';
import { desk, inboxPage, letter, otherDesk, rows } from '../fixtures/letter-samples.js';
import { certificateNotices } from '../fixtures/certificate-notices.js';
import { itIsAccessible } from './support/accessible.js';
import { office } from './support/at-desk.js';
import { fakeClient, never, refused } from './support/fake-client.js';
import { settled } from './support/settled.js';
import {
  button,
  changing,
  focusedRow,
  leaveInboxes,
  makeInbox,
  openLetter,
  press,
  root,
  rowsOf,
  shownInbox,
  subjects,
  text,
  wait,
} from './support/shown-inbox.js';

const expired = {
  ...office,
  problem: {
    type: 'noken:session-expired',
    code: 'session-expired' as const,
    status: 0,
    title: 'Sesi berakhir',
    params: {},
    traceId: '',
  },
};

describe('<noken-inbox>', () => {
  afterEach(leaveInboxes);

  itIsAccessible({
    list: { make: makeInbox },
    'letter open': { make: makeInbox, then: (element) => element.open(letter.id) },
    'no letters': {
      make: (setting) =>
        makeInbox({
          ...setting,
          client: fakeClient({ inbox: () => Promise.resolve({ ...inboxPage, rows: [], total: 0 }) }),
        }),
    },
    'a certificate that ends': {
      make: (setting) =>
        makeInbox({ ...setting, client: fakeClient({ notices: () => Promise.resolve(certificateNotices) }) }),
      then: () => wait(50),
    },
    'letters wait': {
      make: (setting) =>
        makeInbox({
          ...setting,
          client: fakeClient(changing({ rows: rows.slice(2) }, { rows: rows.slice(0, 2) })),
        }),
      then: (element) => element.refresh(),
    },
    loading: {
      make: (setting) => makeInbox({ ...setting, client: fakeClient({ inbox: () => never() }) }),
      then: () => wait(320),
    },
    failed: {
      make: (setting) =>
        makeInbox({ ...setting, client: fakeClient({ inbox: () => refused('server-busy') }) }),
    },
    offline: { make: (setting) => makeInbox({ ...setting, office: { ...office, online: false } }) },
    'session ended': { make: (setting) => makeInbox({ ...setting, office: expired }) },
  });

  it('shows a row in two lines, with what must be said in a third', async () => {
    const { element } = await shownInbox();
    const [first] = rowsOf(element);
    expect(first?.textContent?.replace(/\s+/g, ' ').trim()).to.contain(
      'Belum dibaca. Permintaan data jaringan internet 91 kampung',
    );
    expect(first?.classList.contains('edge-sangat-segera')).to.equal(true);
    expect(text(element)).to.contain('Itu semua: 9 surat di meja ini.');
  });

  it('shows nothing of a restricted letter but that it is one', async () => {
    const { element } = await shownInbox();
    const row = rowsOf(element)[3]!;
    expect(row.textContent?.replace(/\s+/g, ' ')).to.contain('Surat terbatas, buka di Noken');
    expect(row.textContent).to.contain('agenda 412');
  });

  it('has one tab stop, and arrows move it', async () => {
    const { element } = await shownInbox();
    expect(rowsOf(element).filter(({ tabIndex }) => tabIndex === 0)).to.have.length(1);
    const key = async (name: string) => {
      const target = (root(element).activeElement ?? rowsOf(element)[0])!;
      target.dispatchEvent(new KeyboardEvent('keydown', { key: name, bubbles: true, cancelable: true }));
      await settled(element);
    };
    rowsOf(element)[0]!.focus();
    await key('ArrowDown');
    expect(focusedRow(element)).to.equal(rows[1]?.letterId);
    await key('End');
    expect(focusedRow(element)).to.equal(rows.at(-1)?.letterId);
    await key('Home');
    expect(focusedRow(element)).to.equal(rows[0]?.letterId);
    expect(openLetter(element)).to.equal(undefined);
  });

  it('opens a letter beside the list, says its place, and lets the page show it elsewhere', async () => {
    const { element, client } = await shownInbox();
    rowsOf(element)[1]!.click();
    await settled(element);
    expect(openLetter(element)).to.equal(letter.id);
    expect(text(element)).to.contain('Surat 2 dari 9');
    expect(rowsOf(element)[1]?.getAttribute('aria-current')).to.equal('true');
    expect(client.callsOf('markRead')).to.have.length(0);
    element.addEventListener('noken-letter-open-request', (event) => event.preventDefault());
    rowsOf(element)[0]!.click();
    await settled(element);
    expect(openLetter(element)).to.equal(letter.id);
  });

  it('shows the letter that the page names, once', async () => {
    const { element } = await shownInbox();
    element.letterId = rows[2]!.letterId;
    await settled(element);
    expect(openLetter(element)).to.equal(rows[2]?.letterId);
    await element.open(rows[1]!.letterId);
    await settled(element);
    expect(openLetter(element)).to.equal(rows[1]?.letterId);
  });

  it('covers the list where it is narrow, and gives back place and focus', async () => {
    const { element, room } = await shownInbox({}, 360);
    room.style.paddingBottom = '3000px';
    const row = rowsOf(element)[5]!;
    document.scrollingElement!.scrollTop = 180;
    row.click();
    await settled(element);
    expect(getComputedStyle(root(element).querySelector('.list-pane')!).display).to.equal('none');
    document.scrollingElement!.scrollTop = 0;
    await press(element, 'Kembali');
    expect(openLetter(element)).to.equal(undefined);
    expect(document.scrollingElement!.scrollTop).to.equal(180);
    expect(focusedRow(element)).to.equal(rows[5]?.letterId);
  });

  it('searches after a pause in typing, once, and clears it', async () => {
    const { element, client } = await shownInbox();
    const box = root(element).querySelector<HTMLInputElement>('.search input')!;
    for (const typed of ['v', 'vs', 'vsat']) {
      box.value = typed;
      box.dispatchEvent(new Event('input'));
      await wait(50);
    }
    await wait(350);
    await settled(element);
    expect(client.callsOf('inbox').map(([, query]) => (query as InboxQueryInput).q)).to.deep.equal([
      undefined,
      'vsat',
    ]);
    expect(subjects(element)).to.deep.equal(['Surat tugas pemasangan VSAT di Distrik Towe']);
    box.value = 'tidak ada';
    box.dispatchEvent(new Event('input'));
    await wait(400);
    await settled(element);
    expect(text(element)).to.contain('Tidak ada surat di meja ini yang cocok dengan “tidak ada”.');
    await press(element, 'Hapus pencarian');
    expect(rowsOf(element)).to.have.length(9);
    expect(box.value).to.equal('');
  });

  it('filters by its counters over the whole desk, and goes back to its tab', async () => {
    const { element, client } = await shownInbox();
    await press(element, '1 Terlambat');
    expect(client.callsOf('inbox').at(-1)?.[1]).to.deep.equal({ tab: 'in', filter: 'late' });
    expect(button(element, '1 Terlambat').getAttribute('aria-pressed')).to.equal('true');
    expect(root(element).querySelector('.tab-button[aria-current]')).to.equal(null);
    await press(element, 'Tampilkan semua');
    expect(client.callsOf('inbox').at(-1)?.[1]).to.deep.equal({ tab: 'in' });
    await press(element, 'Tembusan');
    expect(client.callsOf('inbox').at(-1)?.[1]).to.deep.equal({ tab: 'copy' });
  });

  it('asks what changed and keeps new letters behind a button', async () => {
    const { element, client } = await shownInbox(
      changing(
        { rows: rows.slice(2), seq: 500 },
        {
          rows: [...rows.slice(0, 2), { ...rows[2]!, subject: 'Hal baru' }, { ...rows[5]!, gone: true }],
          seq: 504,
        },
      ),
    );
    await element.refresh();
    await settled(element);
    expect((client.callsOf('inbox').at(-1)?.[1] as InboxQueryInput).since).to.equal('500');
    expect(rowsOf(element)).to.have.length(7);
    expect(subjects(element)[0]).to.equal('Hal baru');
    expect(text(element)).to.contain('Tidak lagi di bagian ini');
    await press(element, '2 surat baru');
    expect(subjects(element).slice(0, 2)).to.deep.equal([rows[0]?.subject, rows[1]?.subject]);
    expect(rowsOf(element)).to.have.length(8);
    await element.refresh();
    expect((client.callsOf('inbox').at(-1)?.[1] as InboxQueryInput).since).to.equal('504');
  });

  it('reads more rows as the end comes near, without repeating any', async () => {
    const { element } = await shownInbox({
      inbox: (_desk, query) =>
        Promise.resolve(
          query?.cursor === undefined
            ? { ...inboxPage, rows: rows.slice(0, 5), cursor: 'next' }
            : { ...inboxPage, rows: rows.slice(4) },
        ),
    });
    for (let i = 0; i < 160 && rowsOf(element).length < 9; i++) await wait(50);
    expect(new Set(subjects(element)).size).to.equal(9);
    expect(rowsOf(element)).to.have.length(9);
  });

  it('keeps its rows when more cannot be read, and tries again', async () => {
    let refuse = true;
    const { element } = await shownInbox({
      inbox: (_desk, query) =>
        query?.cursor === undefined
          ? Promise.resolve({ ...inboxPage, rows: rows.slice(0, 5), cursor: 'next' })
          : refuse
            ? refused('server-busy')
            : Promise.resolve({ ...inboxPage, rows: rows.slice(5) }),
    });
    for (let i = 0; i < 160 && !text(element).includes('tidak dapat diambil'); i++) await wait(50);
    expect(rowsOf(element)).to.have.length(5);
    refuse = false;
    await press(element, 'Coba lagi');
    expect(rowsOf(element)).to.have.length(9);
  });

  it('tries again after a refusal', async () => {
    let refuse = true;
    const { element } = await shownInbox({
      inbox: () => (refuse ? refused('server-busy') : Promise.resolve(inboxPage)),
    });
    expect(text(element)).to.contain('Daftar surat tidak dapat diambil');
    refuse = false;
    await press(element, 'Coba lagi');
    expect(rowsOf(element)).to.have.length(9);
  });

  it('keeps the list and says its time while there is no connection', async () => {
    const { element } = await shownInbox();
    element.office = { ...office, online: false };
    await settled(element);
    expect(text(element)).to.contain('Daftar ini disalin pukul 09.42 WIT.');
    expect(rowsOf(element)).to.have.length(9);
  });

  it('hides subjects when the session ended, and has them again afterwards', async () => {
    const { element, client } = await shownInbox();
    element.office = expired;
    await settled(element);
    expect(getComputedStyle(root(element).querySelector('.inbox')!).display).to.equal('none');
    expect(text(element)).to.contain('Sesi berakhir');
    element.office = office;
    await settled(element);
    expect(rowsOf(element)).to.have.length(9);
    expect(client.callsOf('inbox')).to.have.length(1);
  });

  it('asks for another desk, and shows nothing of the one before', async () => {
    const { element, client } = await shownInbox();
    const chosen: string[] = [];
    element.addEventListener('noken-desk-changed', (event) => chosen.push(event.positionId));
    const choice = root(element).querySelector('select')!;
    choice.value = otherDesk.positionId;
    choice.dispatchEvent(new Event('change'));
    expect(chosen).to.deep.equal([otherDesk.positionId]);
    await element.open(letter.id);
    element.office = { ...office, desk: otherDesk };
    await settled(element);
    expect(openLetter(element)).to.equal(undefined);
    expect(client.callsOf('inbox').map(([id]) => id)).to.deep.equal([desk.positionId, otherDesk.positionId]);
  });

  it('links to the portal’s own page for recording where there is one', async () => {
    const { element } = await shownInbox();
    element.recordUrl = '/catat';
    await settled(element);
    expect(button(element, 'Catat surat').getAttribute('href')).to.equal('/catat');
    element.office = { ...office, desk: { ...desk, registrar: false } };
    await settled(element);
    expect(text(element)).not.to.contain('Catat surat');
  });

  it('survives being moved', async () => {
    const { element, client, room } = await shownInbox();
    await element.open(letter.id);
    const box = document.createElement('div');
    room.append(box);
    box.append(element);
    await settled(element);
    expect(openLetter(element)).to.equal(letter.id);
    expect(client.callsOf('inbox')).to.have.length(1);
  });

  it('marks a letter of which nobody knows whether it was signed, and asks nobody to sign it', async () => {
    const signing = rows.find(({ waitsFor }) => waitsFor === 'sign')!;
    const page = { ...inboxPage, rows: [{ ...signing, status: 'uncertain' as const }] };
    const { element } = await shownInbox({ inbox: () => Promise.resolve(page) });
    expect(rowsOf(element)[0]?.textContent).to.contain('Hasil belum pasti');
    expect(text(element)).not.to.contain('Menunggu tanda tangan Anda');
  });

  it('says over the list what to do about a certificate, and closes what can be closed', async () => {
    const { element, client } = await shownInbox({ notices: () => Promise.resolve(certificateNotices) });
    await settled(element);
    const notes = () => [...root(element).querySelectorAll('.list-pane .note')];
    expect(notes()).to.have.length(2);
    expect(notes()[0]?.className).to.contain('danger');
    expect(notes()[0]?.textContent).to.contain('Belum diaktifkan');
    expect(notes()[0]?.querySelector('button')).to.equal(null);
    expect(notes()[1]?.textContent).to.contain('Segera minta perpanjangan');
    await press(element, 'Mengerti');
    expect(notes()).to.have.length(1);
    expect(client.callsOf('closeNotice')[0]?.slice(0, 2)).to.deep.equal([desk.positionId, 'satu']);
    await element.refresh();
    expect(client.callsOf('notices')).to.have.length(1);
  });

  it('shows the list as ever where nothing can be learned of a certificate', async () => {
    const { element } = await shownInbox({ notices: () => refused('server-busy') });
    expect(rowsOf(element).length).to.be.greaterThan(0);
    expect(root(element).querySelectorAll('.list-pane .note')).to.have.length(0);
  });
});
