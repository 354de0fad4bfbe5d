import type { Meta, StoryObj } from '@storybook/web-components-vite';
import { DocumentViewerElement } from '../components/index.js';
import { documentOf } from '../test/fixtures/document.js';
import { file, letter } from '../test/fixtures/letter-samples.js';
import { atDesk } from '../test/components/support/at-desk.js';
import {
  fakeClient,
  partlyThere,
  never,
  refused,
  type Replaced,
} from '../test/components/support/fake-client.js';
import { servePdfjs } from '../test/components/support/pdfjs-place.js';

DocumentViewerElement.define();
servePdfjs(new URL('pdfjs/', document.baseURI).href);

const meta: Meta = { title: 'Elements/noken-document-viewer', component: 'noken-document-viewer' };
export { meta as default };

const story = (replaced: Replaced = {}, given: Partial<DocumentViewerElement> = {}): StoryObj => ({
  render: () => {
    const element = atDesk(document.createElement('noken-document-viewer'), { client: fakeClient(replaced) });
    return Object.assign(element, { letterId: letter.id, file }, given);
  },
});

const large = { ...file, name: 'gambar-teknis.pdf', size: 5_452_595, pages: 4 };

export const Open = story();
export const Signed = story({}, { file: { ...file, signatures: 2, role: 'signed' } });
export const FileOfThePage = story({}, { src: new Blob([documentOf(2)]) });
export const LargeAskedFirst = story({}, { file: large, askFirst: true });
export const Loading = story({ document: () => never() });
export const LoadingLarge = story({ document: partlyThere }, { file: large });
export const NotAPdf = story({}, { src: new Blob(['bukan PDF']) });
export const Failed = story({ document: () => refused('server-busy') });
export const NotFound = story({ document: () => refused('file-not-found', 'Berkas ini tidak ada.', 404) });
export const Offline = story({ document: () => refused('offline', 'Tidak ada sambungan.', 0) });
