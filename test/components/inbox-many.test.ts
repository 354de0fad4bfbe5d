import { expect } from '@open-wc/testing';
import { mostAtOnce } from '../../components/inbox/selection.js';
import type { InboxElement } from '../../components/inbox/inbox.js';
import type { InboxPage } from '../../server/contract/letters.js';
import { mostInBatch } from '../../server/contract/sign-batches.js';
import { desk, letter, me, rows } from '../fixtures/letter-samples.js';
import { pageToSign, rowsToSign, unendedBatch } from '../fixtures/sign-batch-samples.js';
import { itIsAccessible } from './support/accessible.js';
import { office } from './support/at-desk.js';
import { fakeClient, never, type Replaced } from './support/fake-client.js';
import { settled } from './support/settled.js';
import {
  focusedRow,
  leaveInboxes,
  makeInbox,
  openLetter,
  press,
  root,
  rowsOf,
  shownInbox,
  text,
  wait,
} from './support/shown-inbox.js';
import { dialogHosts, leaveScreen, say, screenPage, standIn, until } from './support/signing-screen.js';

const desktop = (count = 4): Replaced => ({ inbox: () => Promise.resolve(pageToSign(count)) });
const toSign = rowsToSign(4).map(({ letterId }) => letterId);
const batches = [
  unendedBatch(1, 'paused', 5),
  unendedBatch(2, 'running', 3),
  unendedBatch(3, 'stopped', 0, 1),
  unendedBatch(4, 'open', 0),
  unendedBatch(5, 'open', 0),
];

const boxes = (element: InboxElement) =>
  rowsOf(element).filter((row) => row.getAttribute('role') === 'checkbox');
const chosen = (element: InboxElement) =>
  boxes(element)
    .filter((row) => row.getAttribute('aria-checked') === 'true')
    .map((row) => row.dataset.letter);
const bar = (element: InboxElement) => root(element).querySelector('.many-bar');
const isChoosing = (element: InboxElement) => bar(element) !== null;
const count = (element: InboxElement) => bar(element)?.querySelector('[role=status]')?.textContent?.trim();
const signButton = (element: InboxElement) =>
  root(element).querySelector<HTMLElementTagNameMap['noken-sign-button']>('.many-bar noken-sign-button')!;
const rowOf = (element: InboxElement, letterId = '') =>
  root(element).querySelector<HTMLElement>(`[data-letter="${letterId}"]`)!;

async function click(element: InboxElement, letterId: string, more: MouseEventInit = {}): Promise<void> {
  rowOf(element, letterId).dispatchEvent(
    new MouseEvent('click', { bubbles: true, cancelable: true, composed: true, ...more }),
  );
  await settled(element);
}

async function key(element: InboxElement, name: string, more: KeyboardEventInit = {}): Promise<void> {
  const at = root(element).activeElement ?? rowsOf(element)[0]!;
  at.dispatchEvent(
    new KeyboardEvent('keydown', { key: name, bubbles: true, cancelable: true, composed: true, ...more }),
  );
  await settled(element);
}

const finger = (row: HTMLElement, type: string, more: PointerEventInit = {}) =>
  row.dispatchEvent(
    new PointerEvent(type, {
      pointerType: 'touch',
      bubbles: true,
      composed: true,
      clientX: 9,
      clientY: 9,
      ...more,
    }),
  );

describe('<noken-inbox> with many letters to sign', () => {
  afterEach(async () => {
    await leaveScreen();
    leaveInboxes();
  });

  itIsAccessible({
    'letters chosen': {
      make: (setting) => makeInbox({ ...setting, client: fakeClient(desktop()) }),
      then: async (element) => {
        await settled(element);
        rowOf(element, toSign[0]).focus();
        await key(element, 'ArrowDown', { shiftKey: true });
      },
    },
    'batches that have not ended': {
      make: (setting) =>
        makeInbox({
          ...setting,
          client: fakeClient({ ...desktop(), unendedBatches: async () => ({ batches }) }),
        }),
      then: () => wait(20),
    },
  });

  it('lets those be chosen that wait for this official, and opens the others', async () => {
    const { element, client } = await shownInbox(desktop());
    expect(text(element)).to.contain('4 naskah menunggu tanda tangan Anda');
    await press(element, 'Pilih');
    expect(boxes(element).map((row) => row.dataset.letter)).to.deep.equal(toSign);
    expect(focusedRow(element)).to.equal(toSign[0]);
    expect(count(element)).to.equal('Belum ada yang dipilih');
    expect(signButton(element).disabled).to.equal(true);
    await click(element, toSign[2]!);
    await click(element, toSign[0]!);
    expect(chosen(element)).to.deep.equal([toSign[0], toSign[2]]);
    expect(count(element)).to.equal('2 naskah dipilih');
    expect(signButton(element).textContent).to.equal('Tanda tangani 2 naskah');
    expect(signButton(element).letterIds).to.deep.equal([toSign[0], toSign[2]]);
    expect(client.callsOf('letter')).to.have.length(0);
    await click(element, rows[0]!.letterId);
    expect(openLetter(element)).to.equal(rows[0]!.letterId);
    expect(chosen(element)).to.have.length(2);
    await press(element, 'Pilih semua (4)');
    expect(chosen(element)).to.deep.equal(toSign);
    await press(element, 'Kosongkan pilihan');
    expect(chosen(element)).to.deep.equal([]);
    await press(element, 'Batal');
    expect(isChoosing(element)).to.equal(false);
    expect(boxes(element)).to.have.length(0);
  });

  it('is done by keys alone', async () => {
    const { element } = await shownInbox(desktop());
    rowOf(element, toSign[0]).focus();
    await key(element, 'ArrowDown', { shiftKey: true });
    await key(element, 'ArrowDown', { shiftKey: true });
    expect(chosen(element)).to.deep.equal(toSign.slice(0, 3));
    expect(focusedRow(element)).to.equal(toSign[2]);
    await key(element, 'ArrowUp', { shiftKey: true });
    expect(chosen(element)).to.deep.equal(toSign.slice(0, 2));
    // A browser makes a press of Space on a button.
    await click(element, toSign[1]!);
    expect(chosen(element)).to.deep.equal([toSign[0]]);
    await key(element, 'a', { ctrlKey: true });
    expect(chosen(element)).to.deep.equal(toSign);
    await key(element, 'Enter');
    expect(openLetter(element)).to.equal(toSign[1]);
    expect(chosen(element)).to.deep.equal(toSign);
    rowOf(element, toSign[1]).focus();
    await key(element, 'Escape');
    expect(isChoosing(element)).to.equal(false);
    expect(focusedRow(element)).to.equal(toSign[1]);
  });

  it('begins with Ctrl or Shift and a press, and with a finger that rests', async () => {
    const { element, client } = await shownInbox(desktop(), 360);
    await click(element, toSign[1]!, { ctrlKey: true });
    expect(chosen(element)).to.deep.equal([toSign[1]]);
    await click(element, toSign[3]!, { shiftKey: true });
    expect(chosen(element)).to.deep.equal(toSign.slice(1));
    await press(element, 'Batal');
    finger(rowOf(element, toSign[0]), 'pointerdown');
    finger(rowOf(element, toSign[0]), 'pointermove', { clientY: 40 });
    await wait(520);
    expect(isChoosing(element)).to.equal(false);
    finger(rowOf(element, toSign[2]), 'pointerdown');
    await wait(520);
    finger(rowOf(element, toSign[2]), 'pointerup');
    await click(element, toSign[2]!);
    expect(chosen(element)).to.deep.equal([toSign[2]]);
    expect(client.callsOf('letter')).to.have.length(0);
  });

  it('forgets what is no longer seen or no longer waits', async () => {
    let page: InboxPage = pageToSign(4);
    const { element } = await shownInbox({ inbox: () => Promise.resolve(page) });
    await press(element, 'Pilih');
    await press(element, 'Pilih semua');
    page = { ...page, rows: [{ ...page.rows[1]!, status: 'signing', waitsFor: undefined }] };
    await element.refresh();
    await settled(element);
    expect(count(element)).to.equal('3 naskah dipilih');
    page = pageToSign(4);
    await press(element, 'TTE dan paraf');
    expect(count(element)).to.equal('Belum ada yang dipilih');
  });

  it('says how many one passphrase may sign', async () => {
    expect(mostAtOnce).to.equal(mostInBatch);
    const { element } = await shownInbox(desktop(mostAtOnce + 3));
    rowOf(element, toSign[0]).focus();
    await key(element, 'a', { ctrlKey: true });
    expect(chosen(element)).to.have.length(mostAtOnce);
    expect(count(element)).to.equal('200 naskah dipilih. Paling banyak 200 naskah dengan satu passphrase.');
    await click(element, toSign[0]!);
    expect(count(element)).to.equal('199 naskah dipilih');
  });

  it('is nothing for who helps at a desk, and for who may not sign', async () => {
    for (const given of [
      { ...office, desk: { ...desk, secretary: true } },
      { ...office, me: { ...me, grants: ['read' as const, 'act' as const] } },
    ]) {
      const { element, client } = await shownInbox({
        ...desktop(),
        unendedBatches: async () => ({ batches }),
      });
      const asked = client.callsOf('unendedBatches').length;
      element.office = given;
      await settled(element);
      expect(text(element)).not.to.contain('menunggu tanda tangan Anda Pilih');
      expect(root(element).querySelectorAll('.batch-strip')).to.have.length(0);
      await click(element, toSign[0]!, { ctrlKey: true });
      expect(boxes(element)).to.have.length(0);
      expect(client.callsOf('unendedBatches')).to.have.length(asked);
      leaveInboxes();
    }
  });

  it('signs what is chosen, and gives the list back without it', async () => {
    const gone = toSign.slice(0, 2);
    const { element, client } = await shownInbox({
      inbox: (_desk, query) => {
        const page = pageToSign(4);
        const left = page.rows
          .map((row) => ({ ...row, gone: true }))
          .filter((row) => gone.includes(row.letterId));
        return Promise.resolve(query?.since === undefined ? page : { ...page, rows: left });
      },
      beginBatch: async () => ({ ...unendedBatch(9, 'open', 0), frameUrl: screenPage }),
    });
    await press(element, 'Pilih');
    for (const letterId of gone) await click(element, letterId);
    await signButton(element).sign();
    await until(() => standIn()?.port);
    expect(client.callsOf('beginBatch')[0]?.[1]).to.deep.equal(gone);
    await say(
      { t: 'batch', state: 'running', signed: 1, of: 2 },
      { t: 'batch', state: 'done', signed: 2, of: 2 },
    );
    await settled(element);
    expect(rowsOf(element).map((row) => row.dataset.letter)).not.to.include.members(gone);
    const asked = client.callsOf('unendedBatches').length;
    await say({ t: 'cancel' });
    await settled(element);
    expect(isChoosing(element)).to.equal(false);
    expect(text(element)).to.contain('2 naskah sudah ditandatangani.');
    expect(client.callsOf('unendedBatches')).to.have.length(asked + 1);
    expect(focusedRow(element)).to.equal(rows[0]!.letterId);
  });

  it('leaves the focus at the place of the desk where every letter was signed', async () => {
    let page = { ...pageToSign(2), rows: rowsToSign(2) as InboxPage['rows'] };
    const { element } = await shownInbox({
      inbox: () => Promise.resolve(page),
      beginBatch: async () => ({ ...unendedBatch(9, 'open', 0), frameUrl: screenPage }),
    });
    await press(element, 'Pilih');
    await press(element, 'Pilih semua');
    await signButton(element).sign();
    await until(() => standIn()?.port);
    page = { ...page, rows: page.rows.map((row) => ({ ...row, gone: true })), total: 0 };
    await say({ t: 'batch', state: 'done', signed: 2, of: 2 }, { t: 'cancel' });
    await settled(element);
    expect(rowsOf(element)).to.have.length(0);
    expect(root(element).activeElement?.classList.contains('tab-button')).to.equal(true);
  });

  it('tells of batches that have not ended, and opens them where they stand', async () => {
    const now = batches.map((batch) => ({ ...batch, frameUrl: screenPage }));
    let late = false;
    const { element, client } = await shownInbox({
      ...desktop(),
      unendedBatches: () => (late ? never() : Promise.resolve({ batches: now })),
    });
    expect(client.callsOf('unendedBatches')[0]?.[0]).to.equal(desk.positionId);
    const said = text(element);
    expect(root(element).querySelectorAll('.batch-strip')).to.have.length(4);
    expect(said).to.contain('12 naskah: 5 sudah ditandatangani Berhenti karena passphrase diperlukan.');
    expect(said).to.contain('Server sedang menandatangani. Halaman ini boleh ditutup.');
    expect(said).to.contain('Berhenti di naskah yang gagal. Hasil 1 naskah belum diketahui.');
    expect(said).to.contain('12 naskah belum ditandatangani Layarnya ditutup sebelum passphrase diisi.');
    await press(element, 'Sembunyikan');
    expect(text(element)).not.to.contain('belum ditandatangani Layarnya');
    const [first] = root(element).querySelectorAll('.batch-strip noken-sign-button');
    await (first as HTMLElementTagNameMap['noken-sign-button']).sign();
    await until(() => standIn()?.port);
    late = true;
    await say({ t: 'batch', state: 'done', signed: 12, of: 12 }, { t: 'cancel' });
    await settled(element);
    expect(client.callsOf('beginBatch')).to.have.length(0);
    expect(dialogHosts()).to.have.length(0);
    expect(root(element).querySelectorAll('.batch-strip')).to.have.length(2);
    expect(text(element)).to.contain('12 naskah sudah ditandatangani.');
  });

  it('follows a batch that the server signs, and says when it has ended', async () => {
    const real = setTimeout.bind(window);
    // Between two looks are five seconds.
    const quick = (run: () => void, after?: number) => real(run, after === 5000 ? 1 : after);
    window.setTimeout = quick as typeof setTimeout;
    try {
      const told = [[unendedBatch(2, 'running', 3)], [unendedBatch(2, 'running', 4)], []];
      const { element, client } = await shownInbox({
        ...desktop(),
        unendedBatches: async () => ({ batches: told.shift() ?? [] }),
      });
      await until(() => text(element).includes('Tanda tangan 12 naskah sudah selesai.'));
      expect(root(element).querySelectorAll('.batch-strip')).to.have.length(0);
      expect(
        client.callsOf('inbox').filter(([, query]) => (query as { since?: string }).since),
      ).to.have.length(2);
    } finally {
      window.setTimeout = real;
    }
  });

  it('is what a letter that was opened from it comes back to where it is narrow', async () => {
    const { element } = await shownInbox({ ...desktop(), letter: async () => letter }, 360);
    await press(element, 'Pilih');
    await click(element, toSign[3]!);
    await key(element, 'Enter');
    expect(openLetter(element)).to.equal(toSign[3]);
    await press(element, 'Kembali');
    expect(chosen(element)).to.deep.equal([toSign[3]]);
  });
});
