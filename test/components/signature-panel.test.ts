import { expect } from '@open-wc/testing';
import { sendKeys } from '@web/test-runner-commands';
import type { RevisionOpenRequestEvent } from '../../components/events.js';
import type { SignaturePanelElement } from '../../components/signature-panel/signature-panel.js';
import { file, letter } from '../fixtures/letter-samples.js';
import { itIsAccessible } from './support/accessible.js';
import { atDesk, type Setting } from './support/at-desk.js';
import { fakeClient, never, refused, type Replaced } from './support/fake-client.js';
import {
  clearPanels,
  compared,
  judged,
  make,
  press,
  shown,
  text,
  until,
  wait,
} from './support/panel-desk.js';
import { settled } from './support/settled.js';
import { twoVersions } from './support/two-versions.js';

const state = (replaced: Replaced, then?: (element: SignaturePanelElement) => unknown) => ({
  make: (setting: Setting) => make(setting, replaced),
  ...(then ? { then } : {}),
});

/** Where links that nobody sees lead to, instead of going there. */
function watchLinks(): string[] {
  const followed: string[] = [];
  HTMLAnchorElement.prototype.click = function () {
    followed.push(this.href);
  };
  return followed;
}

afterEach(() => {
  // What it inherits is there again.
  Reflect.deleteProperty(HTMLAnchorElement.prototype, 'click');
  clearPanels();
});

describe('<noken-signature-panel>', () => {
  itIsAccessible({
    trusted: state(judged('trusted')),
    'two signers': state(judged('twoSigners')),
    trial: state(judged('trial')),
    'thirty versions': state(judged('thirtyVersions')),
    'all of thirty versions': state(judged('thirtyVersions'), (element) =>
      element.shadowRoot?.querySelector<HTMLElement>('.fold')?.click(),
    ),
    changed: state(judged('changed')),
    broken: state(judged('broken')),
    undetermined: state(judged('undetermined')),
    unreadable: state(judged('unreadable')),
    unsigned: state(judged('unsigned')),
    loading: state({ letterVerification: () => never() }, () => wait(320)),
    failed: state({ letterVerification: () => refused('server-busy') }),
    offline: state({ letterVerification: () => refused('offline') }),
    'not downloaded': state(
      {
        ...judged('twoSigners'),
        ticket: () =>
          refused('revision-not-found', 'Berkas ini tidak punya versi itu. Muat ulang halaman.', 404),
      },
      (element) => element.shadowRoot?.querySelector<HTMLElement>('.revision .icon-only')?.click(),
    ),
    comparing: state(judged('twoSigners'), async (element) => {
      element.shadowRoot?.querySelector<HTMLElement>('.acts [aria-expanded]')?.click();
      await compared(element);
    }),
  });

  for (const [name, title, kind] of [
    ['trusted', 'Utuh dan dipercaya', 'ok'],
    ['untrusted', 'Utuh, tetapi penerbitnya belum dipercaya', 'plain'],
    ['trial', 'Utuh, tetapi penerbitnya belum dipercaya', 'plain'],
    ['changed', 'Berubah setelah ditandatangani', 'danger'],
    ['broken', 'Tanda tangan salah', 'danger'],
    ['undetermined', 'Tidak dapat dipastikan', 'warn'],
    ['unreadable', 'Tidak dapat dibaca', 'warn'],
    ['unsigned', 'Tidak bertanda tangan', 'plain'],
  ] as const) {
    it(`${name}: says "${title}", and is green only for intact and trusted`, async () => {
      const element = await shown(judged(name));
      const verdict = element.shadowRoot!.querySelector('.note')!;
      expect(verdict.querySelector('.note-title')?.textContent).to.equal(title);
      expect(verdict.classList.contains(kind)).to.equal(true);
      expect(element.shadowRoot!.querySelector('.mark.good') !== null).to.equal(name === 'trusted');
    });
  }

  it('tells of each signature who, when, level, issuer and validity, and of problems the sentences', async () => {
    const element = await shown(judged('broken'));
    expect(text(element)).to.contain('Nama Pejabat (contoh)');
    expect(text(element)).to.contain('PAdES B-T');
    expect(text(element)).to.contain('tidak terbukti, karena tanda tangan tidak cocok');
    expect(text(element)).to.contain('Isi berkas berbeda dari yang ditandatangani.');
    expect(element.shadowRoot!.querySelector('details p')?.textContent).to.equal('cms-digest-wrong');
    const two = await shown(judged('twoSigners'));
    expect(text(two)).to.match(/terbukti oleh cap waktu/);
    expect(text(two)).to.contain('Sesudahnya hanya ada tambahan yang diizinkan.');
    const proof = await shown(judged('withProof'));
    expect(text(proof)).to.contain('Sesudahnya hanya ditambahkan data bukti, isinya tidak berubah.');
  });

  it('tells what each version did, and marks a suspicious one', async () => {
    const element = await shown(judged('twoSigners'));
    const rows = [...element.shadowRoot!.querySelectorAll('.revision')].map((row) =>
      row.querySelector('div')!.textContent.replace(/\s+/g, ' ').trim(),
    );
    expect(rows).to.deep.equal([
      'Versi 1 Berkas pertama.',
      'Versi 2 Tanda tangan ditambahkan. Ditandatangani Nama Pejabat (contoh).',
      'Versi 3 terbaru Tanda tangan ditambahkan. Ditandatangani Nama Bupati (contoh).',
    ]);
    const changed = await shown(judged('changed'));
    const [, second] = changed.shadowRoot!.querySelectorAll('.revision');
    expect(second!.querySelector('.mark.bad')?.textContent.trim()).to.equal('Mencurigakan');
    expect(second!.textContent).to.contain('Halaman ditambahkan atau dibuang setelah tanda tangan ini.');
  });

  it('lists of many versions the newest, the signed and the suspicious, the others when asked', async () => {
    const element = await shown(judged('thirtyVersions'));
    const listed = () =>
      [...element.shadowRoot!.querySelectorAll('.revision b')]
        .map((one) => /^Versi (\d+)$/.exec(one.textContent.trim())?.[1])
        .flatMap((number) => (number === undefined ? [] : [Number(number)]));
    expect(listed()).to.deep.equal([1, 27, 28, 29, 30]);
    const fold = element.shadowRoot!.querySelector<HTMLElement>('.fold')!;
    expect(fold.innerText.trim()).to.equal('Tampilkan 25 versi lainnya');
    expect(fold.getAttribute('aria-expanded')).to.equal('false');
    const last = element.shadowRoot!.querySelector('.revision:last-child');
    fold.focus();
    await sendKeys({ press: 'Enter' });
    await settled(element);
    expect(listed()).to.have.length(30);
    expect(element.shadowRoot!.activeElement).to.equal(fold);
    expect([fold.innerText.trim(), fold.getAttribute('aria-expanded')]).to.deep.equal([
      'Ringkas daftar versi',
      'true',
    ]);
    expect(element.shadowRoot!.querySelector('.revision:last-child'), 'rows stay the same').to.equal(last);
    press(element, 'Bandingkan versi 12');
    await settled(element);
    await sendKeys({ press: 'Escape' });
    fold.click();
    await settled(element);
    expect(listed()).to.have.length(5);
    element.shownRevision = 12;
    await settled(element);
    expect(listed(), 'where the reader is').to.deep.equal([1, 12, 27, 28, 29, 30]);
  });

  it('does not fold what is short, nor where each was signed', async () => {
    for (const name of ['twoSigners', 'twelveSigners'] as const)
      expect((await shown(judged(name))).shadowRoot!.querySelector('.fold'), name).to.equal(null);
  });

  it('asks to open a version, but not the one that is shown', async () => {
    const element = await shown(judged('twoSigners'));
    const asked: number[] = [];
    element.addEventListener('noken-revision-open-request', (event: RevisionOpenRequestEvent) =>
      asked.push(event.revision),
    );
    press(element, 'Buka versi ini: versi 1');
    press(element, 'Buka versi ini: versi 2');
    expect(asked).to.deep.equal([1, 2]);
    expect(element.shadowRoot!.querySelector('[aria-label="Buka versi ini: versi 3"]')).to.equal(null);
  });

  it('downloads a version by a one-use link, and says at its row why where it cannot', async () => {
    let refuse = false;
    const client = fakeClient({
      ...judged('twoSigners'),
      ticket: () =>
        refuse
          ? refused('revision-not-found', 'Berkas ini tidak punya versi itu. Muat ulang halaman.', 404)
          : Promise.resolve({ url: 'https://noken.example/v1/files/satu', expiresAt: '' }),
    });
    const element = Object.assign(make(), { client });
    document.body.append(element);
    await settled(element);
    const followed = watchLinks();
    press(element, 'Unduh versi 1');
    await until(() => followed.length > 0, 'the link');
    expect(followed).to.deep.equal(['https://noken.example/v1/files/satu']);
    const asked = { what: 'document', disposition: 'attachment' };
    expect(client.callsOf('ticket').at(-1)?.slice(1)).to.deep.equal([letter.id, { ...asked, revision: 1 }]);
    refuse = true;
    element.documentId = file.documentId;
    await settled(element);
    press(element, 'Unduh versi 2');
    await settled(element);
    expect(client.callsOf('ticket').at(-1)?.slice(2)).to.deep.equal([
      { ...asked, revision: 2, documentId: file.documentId },
    ]);
    const alert = element.shadowRoot!.querySelector('[role=alert]')!;
    expect(alert.textContent).to.contain('Berkas ini tidak punya versi itu. Muat ulang halaman.');
    expect(alert.closest('.revision')?.textContent).to.contain('Versi 2');
    expect(followed).to.have.length(1);
    refuse = false;
    press(element, 'Unduh versi 3');
    await until(() => followed.length === 2, 'the other link');
    expect(element.shadowRoot!.querySelector('[role=alert]')).to.equal(null);
  });

  it('is walked with the keyboard from top to bottom, each stop seen, and Escape leads back', async () => {
    const element = await shown(judged('twoSigners'));
    const focused = () => element.shadowRoot!.activeElement as HTMLElement | null;
    const walked: string[] = [];
    for (;;) {
      await sendKeys({ press: 'Tab' });
      const stop = focused();
      if (!stop) break;
      const { outlineStyle, outlineWidth } = getComputedStyle(stop);
      expect([outlineStyle, outlineWidth], walked.join()).to.deep.equal(['solid', '2px']);
      walked.push((stop.getAttribute('aria-label') ?? stop.innerText).trim());
    }
    expect(walked).to.deep.equal([
      'Periksa lagi',
      'Buka versi ini: versi 1',
      'Unduh versi 1',
      'Buka versi ini: versi 2',
      'Bandingkan versi 2 dengan versi 1',
      'Unduh versi 2',
      'Bandingkan versi 3 dengan versi 2',
      'Unduh versi 3',
    ]);
    const opener = element.shadowRoot!.querySelectorAll<HTMLElement>('[aria-expanded]')[1]!;
    opener.focus();
    await sendKeys({ press: 'Enter' });
    await compared(element);
    expect(focused()?.tagName).to.equal('H4');
    await sendKeys({ press: 'Tab' });
    expect(focused()?.getAttribute('aria-label')).to.contain('Tutup');
    let told = 0;
    element.addEventListener('keydown', () => told++);
    await sendKeys({ press: 'Escape' });
    await settled(element);
    expect(element.shadowRoot!.querySelector('.comparing')).to.equal(null);
    expect(focused()).to.equal(opener);
    expect(told).to.equal(0);
  });
});

describe('the panel in <noken-document-viewer>', () => {
  it('opens when asked, shows an earlier version in the viewer, and leads back', async () => {
    const client = fakeClient({ ...judged('twoSigners'), document: twoVersions });
    const viewer = atDesk(document.createElement('noken-document-viewer'), { client });
    Object.assign(viewer, { letterId: letter.id, file: { ...file, signatures: 2 } });
    document.body.append(viewer);
    await until(() => viewer.shadowRoot?.querySelector('.tools'), 'the pages');
    expect(client.callsOf('letterVerification')).to.have.length(0);
    press(viewer, 'Periksa tanda tangan');
    await until(
      () => viewer.shadowRoot?.querySelector('noken-signature-panel')?.shadowRoot?.querySelector('.revision'),
      'the panel',
    );
    const panel = viewer.shadowRoot!.querySelector('noken-signature-panel')!;
    press(panel, 'Buka versi ini: versi 1');
    await until(() => text(viewer).includes('Halaman 1 dari 2'), 'the first version');
    expect(text(viewer)).to.contain('Versi 1. Ini bukan versi terbaru.');
    watchLinks();
    press(viewer, 'Unduh');
    await until(() => client.callsOf('ticket').length > 0, 'the link');
    expect(client.callsOf('ticket')[0]?.[2], 'what is shown is what is saved').to.deep.include({
      revision: 1,
    });
    await until(
      () => panel.shadowRoot?.querySelector('[aria-label="Buka versi ini: versi 3"]'),
      'the way to the newest',
    );
    press(viewer, 'Ke versi terbaru');
    await until(() => text(viewer).includes('Halaman 1 dari 3'), 'the newest version');
    expect(text(viewer)).not.to.contain('bukan versi terbaru');
  });
});
