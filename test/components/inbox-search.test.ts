import { expect } from '@open-wc/testing';
import type { InboxElement } from '../../components/inbox/inbox.js';
import { otherDesk, inboxPage, rows } from '../fixtures/letter-samples.js';
import { itIsAccessible } from './support/accessible.js';
import { office } from './support/at-desk.js';
import { fakeClient, refused } from './support/fake-client.js';
import { settled } from './support/settled.js';
import {
  leaveInboxes,
  makeInbox,
  press,
  root,
  rowsOf,
  shownInbox,
  text,
  wait,
} from './support/shown-inbox.js';

const box = (element: InboxElement) => root(element).querySelector<HTMLInputElement>('.search input')!;
const currentTabs = (element: InboxElement) =>
  [...root(element).querySelectorAll('.tab-button[aria-current]')].map((tab) => tab.textContent?.trim());

function type(element: InboxElement, words: string): void {
  box(element).value = words;
  box(element).dispatchEvent(new Event('input'));
}
async function search(element: InboxElement, words: string): Promise<void> {
  type(element, words);
  await wait(350);
  await settled(element);
}

/** A desk that finds one letter of each place. */
const placed = {
  ...inboxPage,
  rows: (['in', 'copy', 'sent', 'done'] as const).map((tab, at) => ({
    ...rows[5]!,
    letterId: rows[at]!.letterId,
    reason: tab === 'copy' ? ('copy' as const) : ('route' as const),
    tab,
  })),
  total: 4,
};
const finding = { inbox: () => Promise.resolve(placed) };
const none = { inbox: () => Promise.resolve({ ...inboxPage, rows: [], total: 0 }) };

describe('the search of <noken-inbox>', () => {
  afterEach(leaveInboxes);

  itIsAccessible({
    found: {
      make: (setting) => makeInbox({ ...setting, client: fakeClient(finding) }),
      then: (element) => search(element, 'domain'),
    },
    'nothing found': {
      make: (setting) => makeInbox({ ...setting, client: fakeClient(none) }),
      then: (element) => search(element, 'yaffawa'),
    },
  });

  it('has no current tab while it lasts, and goes back to the one before', async () => {
    const { element, client } = await shownInbox();
    await press(element, 'Tembusan');
    await search(element, 'vsat');
    expect(client.callsOf('inbox').at(-1)?.[1]).to.deep.equal({ tab: 'copy', q: 'vsat' });
    expect(currentTabs(element)).to.deep.equal([]);
    box(element).dispatchEvent(new KeyboardEvent('keydown', { key: 'Escape' }));
    await settled(element);
    expect(client.callsOf('inbox').at(-1)?.[1]).to.deep.equal({ tab: 'copy' });
    expect(currentTabs(element)[0]).to.match(/^Tembusan/);
    expect(box(element).value).to.equal('');
  });

  it('ends when a tab is chosen, also one that was typed and not asked yet', async () => {
    const { element, client } = await shownInbox();
    await search(element, 'vsat');
    await press(element, 'Selesai');
    expect(client.callsOf('inbox').at(-1)?.[1]).to.deep.equal({ tab: 'done' });
    expect(box(element).value).to.equal('');
    expect(currentTabs(element)).to.deep.equal(['Selesai']);
    type(element, 'towe');
    await press(element, 'Masuk');
    const asked = client.callsOf('inbox').length;
    await wait(350);
    await settled(element);
    expect(client.callsOf('inbox')).to.have.length(asked);
    expect(client.callsOf('inbox').at(-1)?.[1]).to.deep.equal({ tab: 'in' });
    expect(box(element).value).to.equal('');
  });

  it('closes its line where it is narrow when a tab is chosen', async () => {
    const { element } = await shownInbox({}, 360);
    await press(element, 'Cari surat');
    await search(element, 'vsat');
    expect(root(element).querySelector('.search.open')).not.to.equal(null);
    await press(element, 'Terkirim');
    expect(root(element).querySelector('.search.open')).to.equal(null);
  });

  it('says where a letter lies that asks for nothing any more, and only there', async () => {
    const { element } = await shownInbox(finding);
    const tags = () =>
      rowsOf(element).map(
        (row) => row.querySelector('.tags')?.textContent?.replace(/\s+/g, ' ').trim() ?? '',
      );
    expect(tags()).to.deep.equal(['', 'Tembusan', '', '']);
    await search(element, 'domain');
    expect(tags()).to.deep.equal(['', 'Tembusan', 'Terkirim', 'Selesai']);
  });

  it('says what was looked for, and over what', async () => {
    const { element } = await shownInbox(none);
    await search(element, 'yaffawa');
    expect(text(element)).to.contain('Tidak ada surat di meja ini yang cocok dengan “yaffawa”.');
    await press(element, '1 Terlambat');
    expect(text(element)).to.contain('Tidak ada surat di saringan “Terlambat” yang cocok dengan “yaffawa”.');
    element.lang = 'en';
    await settled(element);
    expect(text(element)).to.contain('No letter in the filter “Late” matches “yaffawa”.');
    await press(element, '1 Late');
    expect(text(element)).to.contain('No letter on this desk matches “yaffawa”.');
  });

  it('keeps its words when it is refused, and tries again', async () => {
    let refuse = false;
    const { element, client } = await shownInbox({
      inbox: () => (refuse ? refused('server-busy') : Promise.resolve(placed)),
    });
    refuse = true;
    await search(element, 'domain');
    expect(text(element)).to.contain('Daftar surat tidak dapat diambil');
    expect(box(element).value).to.equal('domain');
    refuse = false;
    await press(element, 'Coba lagi');
    expect(client.callsOf('inbox').at(-1)?.[1]).to.deep.equal({ tab: 'in', q: 'domain' });
    expect(rowsOf(element)).to.have.length(4);
  });

  it('is not carried to another desk', async () => {
    const { element, client } = await shownInbox();
    await search(element, 'vsat');
    element.office = { ...office, desk: otherDesk };
    await settled(element);
    const [at, query] = client.callsOf('inbox').at(-1)!;
    expect(at).to.equal(otherDesk.positionId);
    expect(query).to.deep.equal({ tab: 'in' });
    expect(box(element).value).to.equal('');
  });
});
