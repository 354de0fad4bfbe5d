import { expect } from '@open-wc/testing';
import { sendKeys } from '@web/test-runner-commands';
import { fakeClient, refused } from './support/fake-client.js';
import { clearPanels, compared, judged, make, press, shown, text, until } from './support/panel-desk.js';
import { settled } from './support/settled.js';
import { changedPlaces, twoVersions } from './support/two-versions.js';

describe('a comparison of two versions', () => {
  afterEach(clearPanels);

  it('compares two versions page by page, marks what differs, and scrolls both together', async () => {
    const client = fakeClient({ ...judged('twoSigners'), document: twoVersions });
    const element = Object.assign(make(), { client });
    document.body.append(element);
    await settled(element);
    press(element, 'Bandingkan versi 2');
    await compared(element);
    expect(
      client.callsOf('document').map(([, , , options]) => (options as { revision: number }).revision),
    ).to.deep.equal([1, 2]);
    expect(element.shadowRoot!.activeElement?.textContent).to.equal('Versi 1 dibandingkan dengan versi 2');
    await until(() => text(element).includes('Bagian yang berbeda ditandai'), 'what differs');
    const [one, two] = element.shadowRoot!.querySelectorAll<HTMLElement>('.scroller');
    press(element, 'Perbesar');
    await settled(element);
    await until(() => one!.scrollHeight > one!.clientHeight, 'something to scroll');
    one!.scrollTop = 60;
    await until(() => two!.scrollTop === 60, 'the other page');
    press(element, 'Halaman berikutnya');
    await settled(element);
    press(element, 'Halaman berikutnya');
    await until(() => text(element).includes('Halaman ini tidak ada di versi 1.'), 'the missing page');
    press(element, 'Tutup perbandingan');
    await settled(element);
    expect(element.shadowRoot!.querySelector('.comparing')).to.equal(null);
  });

  describe('goes from one difference to the next', () => {
    const said = (element: Element) =>
      [...element.shadowRoot!.querySelectorAll('.comparing [role=status]')].map((one) =>
        one.textContent.trim().replace(/^Bagian yang berbeda ditandai di kedua halaman. /, ''),
      );
    const says = (element: Element, ...sentences: string[]) =>
      until(() => said(element).join('|') === sentences.join('|'), `${sentences.join('|')}`);
    const frames = (element: Element) => element.shadowRoot!.querySelectorAll<HTMLElement>('.paper > .frame');
    /** Where the frame lies in what is seen of the page, from its top. */
    const seenAt = (element: Element) =>
      [...frames(element)].map((frame) => {
        const seen = frame.closest('.scroller')!.getBoundingClientRect();
        const { top, bottom } = frame.getBoundingClientRect();
        return top >= seen.top && bottom <= seen.bottom;
      });

    async function comparing() {
      const element = await shown({ ...judged('twoSigners'), document: changedPlaces });
      press(element, 'Bandingkan versi 2');
      await says(element, 'Halaman 1 dari 3', 'Perbedaan 1 dari 2.');
      return element;
    }

    async function enlarged(element: Element) {
      press(element, 'Perbesar');
      await until(
        () =>
          [...frames(element)].filter(
            ({ parentElement: paper }) =>
              paper!.matches('.large') && paper!.querySelector('canvas')!.width >= paper!.clientWidth - 1,
          ).length === 2,
        'the larger pages',
      );
    }

    it('and begins at the first, framed on both pages and in view', async () => {
      const element = await comparing();
      await enlarged(element);
      await says(element, 'Halaman 1 dari 3', 'Perbedaan 1 dari 2.');
      expect(seenAt(element)).to.deep.equal([true, true]);
      const [first] = frames(element);
      const part = first!.offsetTop / first!.parentElement!.offsetHeight;
      expect(part, 'as high as the box').to.be.within((936 - 745) / 936 - 0.05, (936 - 735) / 936 + 0.02);
    });

    it('by keys, over pages that are the same, and says at either end that there is none', async () => {
      const element = await comparing();
      await enlarged(element);
      await says(element, 'Halaman 1 dari 3', 'Perbedaan 1 dari 2.');
      const [scroller] = element.shadowRoot!.querySelectorAll<HTMLElement>('.scroller');
      scroller!.focus();
      const told: string[] = [];
      element.addEventListener('keydown', ({ key }) => told.push(key));
      const before = scroller!.scrollTop;
      await sendKeys({ press: 'n' });
      await says(element, 'Halaman 1 dari 3', 'Perbedaan 2 dari 2.');
      expect(scroller!.scrollTop).to.be.greaterThan(before);
      expect(seenAt(element)).to.deep.equal([true, true]);
      await sendKeys({ press: 'n' });
      await says(element, 'Halaman 3 dari 3', 'Perbedaan 1 dari 1.');
      expect(seenAt(element)).to.deep.equal([true, true]);
      await sendKeys({ press: 'n' });
      await says(element, 'Halaman 3 dari 3', 'Perbedaan 1 dari 1. Tidak ada perbedaan lain sesudah ini.');
      await sendKeys({ press: 'p' });
      await says(element, 'Halaman 1 dari 3', 'Perbedaan 2 dari 2.');
      await sendKeys({ press: 'P' });
      await says(element, 'Halaman 1 dari 3', 'Perbedaan 1 dari 2.');
      await sendKeys({ press: 'p' });
      await says(element, 'Halaman 1 dari 3', 'Perbedaan 1 dari 2. Tidak ada perbedaan lain sebelum ini.');
      expect(element.shadowRoot!.activeElement).to.equal(scroller);
      expect(told, 'the page round it is not told').to.deep.equal([]);
    });

    it('by buttons, which keep the focus', async () => {
      const element = await comparing();
      const button = (name: string) =>
        element.shadowRoot!.querySelector<HTMLElement>(`[aria-label="${name}"]`)!;
      const next = button('Perbedaan berikutnya');
      expect([next.title, next.getAttribute('aria-keyshortcuts')]).to.deep.equal([
        'Perbedaan berikutnya (N)',
        'n',
      ]);
      next.focus();
      for (const sentences of [
        ['Halaman 1 dari 3', 'Perbedaan 2 dari 2.'],
        ['Halaman 3 dari 3', 'Perbedaan 1 dari 1.'],
      ]) {
        await sendKeys({ press: 'Enter' });
        await says(element, ...sentences);
        expect(element.shadowRoot!.activeElement).to.equal(next);
      }
      button('Perbedaan sebelumnya').click();
      await says(element, 'Halaman 1 dari 3', 'Perbedaan 2 dari 2.');
    });

    it('and searches in vain where nothing differs, back at the page where it began', async () => {
      const element = await shown({
        ...judged('twoSigners'),
        document: (desk, at, file, options) => changedPlaces(desk, at, file, { ...options, revision: 1 }),
      });
      press(element, 'Bandingkan versi 2');
      await says(element, 'Halaman 1 dari 3', 'Halaman ini tampak sama di kedua versi.');
      expect(frames(element)).to.have.length(0);
      press(element, 'Perbedaan berikutnya');
      await says(
        element,
        'Halaman 1 dari 3',
        'Halaman ini tampak sama di kedua versi. Tidak ada perbedaan lain sesudah ini.',
      );
      press(element, 'Halaman berikutnya');
      await says(element, 'Halaman 2 dari 3', 'Halaman ini tampak sama di kedua versi.');
    });

    it('and stays drawn when the page moves it', async () => {
      const element = await comparing();
      const box = document.createElement('div');
      press(element, 'Halaman berikutnya');
      document.body.append(box);
      box.append(element);
      await says(element, 'Halaman 2 dari 3', 'Halaman ini tampak sama di kedua versi.');
      box.remove();
    });
  });

  it('says that versions look the same where they do', async () => {
    const element = await shown(judged('twoSigners'));
    press(element, 'Bandingkan versi 3');
    await until(() => text(element).includes('Halaman ini tampak sama di kedua versi.'), 'the comparison');
  });

  it('says why versions could not be fetched, and tries again', async () => {
    let refuse = true;
    const element = await shown({
      ...judged('twoSigners'),
      document: (...given) => (refuse ? refused('offline') : twoVersions(...given)),
    });
    press(element, 'Bandingkan versi 2');
    await until(() => text(element).includes('Tidak ada sambungan.'), 'the refusal');
    refuse = false;
    press(element, 'Coba lagi');
    await compared(element);
  });
});
