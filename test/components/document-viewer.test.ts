import { expect } from '@open-wc/testing';
import { DocumentViewerElement } from '../../components/document-viewer/document-viewer.js';
import type { RangeOptions } from '../../components/internal/office-client.js';
import { documentOf } from '../fixtures/document.js';
import { file, letter } from '../fixtures/letter-samples.js';
import { itIsAccessible } from './support/accessible.js';
import { atDesk, type Setting } from './support/at-desk.js';
import { fakeClient, never, partOf, refused } from './support/fake-client.js';
import { servePdfjs } from './support/pdfjs-place.js';
import { settled } from './support/settled.js';

DocumentViewerElement.define();
servePdfjs();

const wait = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));

async function until(found: () => unknown, what: string): Promise<void> {
  for (let i = 0; i < 100; i++) {
    if (found()) return;
    await wait(50);
  }
  throw new Error(`Waited in vain for ${what}.`);
}

function make(setting: Setting = {}, given: Partial<DocumentViewerElement> = {}) {
  const element = atDesk(document.createElement('noken-document-viewer'), setting);
  return Object.assign(element, { letterId: letter.id, file }, given);
}

const well = (element: Element) => element.shadowRoot!.querySelector<HTMLElement>('.well')!;
const canvases = (element: Element) => [...well(element).querySelectorAll('canvas')];
const button = (element: Element, name: string) =>
  [...element.shadowRoot!.querySelectorAll('button')].find((found) =>
    (found.getAttribute('aria-label') ?? found.textContent ?? '').trim().startsWith(name),
  );
const press = (element: Element, key: string) =>
  well(element).dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }));
const drawn = (element: Element) =>
  until(() => element.shadowRoot?.querySelector('.tools') && canvases(element).length > 0, 'page one');

async function shown(setting: Setting = {}, given: Partial<DocumentViewerElement> = {}) {
  const element = make(setting, given);
  document.body.append(element);
  await drawn(element);
  await settled(element);
  return element;
}

describe('<noken-document-viewer>', () => {
  beforeEach(() => {
    document.body.style.width = '600px';
  });
  afterEach(() => document.querySelectorAll('noken-document-viewer').forEach((element) => element.remove()));

  itIsAccessible({
    open: { make: (setting) => make(setting), then: drawn },
    loading: {
      make: (setting) => make({ ...setting, client: fakeClient({ document: () => never() }) }),
      then: () => wait(320),
    },
    'waits to be asked': {
      make: (setting) => make(setting, { file: { ...file, size: 5_452_595, pages: 4 }, askFirst: true }),
    },
    failed: {
      make: (setting) => make({ ...setting, client: fakeClient({ document: () => refused('server-busy') }) }),
    },
    offline: {
      make: (setting) => make({ ...setting, client: fakeClient({ document: () => refused('offline') }) }),
    },
    'not a PDF': {
      make: (setting) => make(setting, { src: new Blob(['bukan PDF']) }),
      then: (element) => until(() => element.shadowRoot?.querySelector('.note'), 'the note'),
    },
  });

  it('draws page one on white paper and says how many there are', async () => {
    const element = await shown({ theme: 'dark' });
    expect(element.shadowRoot?.querySelector('.where')?.textContent?.replace(/\s+/g, ' ').trim()).to.equal(
      'Halaman 1 dari 3',
    );
    const canvas = canvases(element)[0]!;
    const [red, green, blue] = canvas.getContext('2d')!.getImageData(2, 2, 1, 1).data;
    expect([red, green, blue]).to.deep.equal([255, 255, 255]);
    const { data } = canvas.getContext('2d')!.getImageData(0, 0, canvas.width, canvas.height);
    expect(
      data.some((value, at) => at % 4 !== 3 && value < 100),
      'ink on the paper',
    ).to.equal(true);
  });

  it('reads of a large file only what page one needs', async () => {
    const bytes = documentOf(2, 4 * 1024 * 1024);
    const parts: (readonly [number, number])[] = [];
    const client = fakeClient({
      document: async (_d, _l, _i, options?: RangeOptions) => {
        if (options?.range) parts.push(options.range);
        return partOf(bytes, options);
      },
    });
    await shown({ client }, { file: { ...file, size: bytes.length } });
    const read = parts.reduce((sum, [first, last]) => sum + Math.min(last, bytes.length - 1) - first + 1, 0);
    expect(read).to.be.lessThan(400_000);
    expect(parts.length).to.be.greaterThan(1);
  });

  it('keeps the pages when the line breaks in the middle, and goes on when asked', async () => {
    const bytes = documentOf(2, 4 * 1024 * 1024);
    let cut = false;
    const client = fakeClient({
      document: (_d, _l, _i, options?: RangeOptions) =>
        cut && options?.range && options.range[0] > 0
          ? refused('offline')
          : Promise.resolve(partOf(bytes, options)),
    });
    const element = make({ client }, { file: { ...file, size: bytes.length } });
    cut = true;
    document.body.append(element);
    await until(() => element.shadowRoot?.textContent?.includes('Tidak ada sambungan'), 'the offline line');
    cut = false;
    button(element, 'Coba lagi')!.click();
    await drawn(element);
    await settled(element);
    expect(element.shadowRoot?.textContent).not.to.contain('Tidak ada sambungan');
  });

  it('tries again after a refusal', async () => {
    let refuse = true;
    const client = fakeClient({
      document: (_d, _l, _i, options) =>
        refuse ? refused('server-busy') : Promise.resolve(partOf(documentOf(1), options)),
    });
    const element = make({ client });
    document.body.append(element);
    await until(() => button(element, 'Coba lagi'), 'the refusal');
    expect(element.shadowRoot?.textContent).to.contain('Surat tidak dapat diambil');
    refuse = false;
    button(element, 'Coba lagi')!.click();
    await drawn(element);
  });

  it('tells the size of a large file and opens it when asked, and gives up when asked', async () => {
    const client = fakeClient();
    const element = make({ client }, { file: { ...file, size: 5_452_595, pages: 4 }, askFirst: true });
    document.body.append(element);
    await settled(element);
    expect(client.callsOf('document')).to.have.length(0);
    button(element, 'Buka surat · 4 halaman · 5,2 MB')!.click();
    await drawn(element);
    element.remove();
    let given: AbortSignal | undefined;
    const slow = make({
      client: fakeClient({
        document: (_d, _l, _i, options) => {
          given = options?.signal;
          return never();
        },
      }),
    });
    document.body.append(slow);
    await until(() => button(slow, 'Batal'), 'the way to cancel');
    button(slow, 'Batal')!.click();
    await settled(slow);
    expect(given?.aborted).to.equal(true);
    expect(button(slow, 'Buka surat')).not.to.equal(undefined);
  });

  it('turns pages and zooms by keyboard', async () => {
    const element = await shown();
    press(element, 'End');
    await until(() => element.shadowRoot?.querySelector('.where b')?.textContent === '3', 'page three');
    press(element, 'PageUp');
    await until(() => element.shadowRoot?.querySelector('.where b')?.textContent === '2', 'page two');
    press(element, 'Home');
    await until(() => element.shadowRoot?.querySelector('.where b')?.textContent === '1', 'page one');
    const before = well(element).querySelector<HTMLElement>('.page')!.offsetWidth;
    press(element, '+');
    expect(well(element).querySelector<HTMLElement>('.page')!.offsetWidth).to.be.closeTo(before * 1.25, 2);
    press(element, '0');
    expect(well(element).querySelector<HTMLElement>('.page')!.offsetWidth).to.be.closeTo(before, 1);
  });

  it('frees pages that are far away', async () => {
    const client = fakeClient({
      document: async (_d, _l, _i, options) => partOf(documentOf(30), options),
    });
    const element = await shown({ client });
    press(element, 'End');
    await until(() => well(element).lastElementChild?.querySelector('canvas'), 'the last page');
    await until(() => !well(element).firstElementChild?.querySelector('canvas'), 'page one to be freed');
    expect(canvases(element).length).to.be.lessThan(6);
  });

  it('says that page one was seen after two seconds in view, and not before', async () => {
    const element = make();
    const seen: string[] = [];
    element.addEventListener('noken-page-seen', (event) => seen.push(event.letterId));
    document.body.append(element);
    await drawn(element);
    await wait(1200);
    expect(seen).to.deep.equal([]);
    await until(() => seen.length > 0, 'the event');
    expect(seen).to.deep.equal([letter.id]);
  });

  it('downloads and prints by a one-use link, and says why where it cannot', async () => {
    const client = fakeClient({ ticket: () => refused('file-not-found', 'Berkas ini tidak ada.', 404) });
    const element = await shown({ client });
    button(element, 'Unduh')!.click();
    await settled(element);
    expect(client.callsOf('ticket')[0]?.[2]).to.deep.equal({
      what: 'document',
      disposition: 'attachment',
      documentId: file.documentId,
    });
    expect(element.shadowRoot?.textContent).to.contain('Berkas ini tidak ada.');
  });

  it('shows a file that the page has, without a server', async () => {
    const element = document.createElement('noken-document-viewer');
    element.src = new Blob([documentOf(2)]);
    document.body.append(element);
    await drawn(element);
    expect(element.shadowRoot?.querySelector('.where')?.textContent).to.contain('dari 2');
    expect(button(element, 'Unduh')).to.equal(undefined);
  });

  it('is not read again when it is moved', async () => {
    const client = fakeClient();
    const element = await shown({ client });
    const asked = client.callsOf('document').length;
    const box = document.createElement('div');
    document.body.append(box);
    box.append(element);
    await wait(50);
    await settled(element);
    expect(client.callsOf('document')).to.have.length(asked);
    expect(canvases(element).length).to.be.greaterThan(0);
    box.remove();
  });
});
