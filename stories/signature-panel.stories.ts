import type { Meta, StoryObj } from '@storybook/web-components-vite';
import { SignaturePanelElement } from '../components/index.js';
import type { Language } from '../server/contract/problems.js';
import { atDesk } from '../test/components/support/at-desk.js';
import { fakeClient, never, refused, type Replaced } from '../test/components/support/fake-client.js';
import { changedPlaces, documentPages, twoVersions } from '../test/components/support/two-versions.js';
import { servePdfjs } from '../test/components/support/pdfjs-place.js';
import { letter } from '../test/fixtures/letter-samples.js';
import { inLanguage, verifications } from '../test/fixtures/verifications.js';

SignaturePanelElement.define();
servePdfjs(new URL('pdfjs/', document.baseURI).href);

const meta: Meta = { title: 'Elements/noken-signature-panel', component: 'noken-signature-panel' };
export { meta as default };

const story = (
  replaced: Replaced | ((language: Language) => Replaced),
  then?: (element: SignaturePanelElement) => void,
): StoryObj => ({
  render: (_, { globals }) => {
    const answers = typeof replaced === 'function' ? replaced(globals.language as Language) : replaced;
    const element = atDesk(document.createElement('noken-signature-panel'), { client: fakeClient(answers) });
    Object.assign(element, { letterId: letter.id, openPages: documentPages });
    if (then) setTimeout(() => then(element), 500);
    return element;
  },
});
const judged =
  (name: keyof typeof verifications, more: Replaced = {}) =>
  (language: Language): Replaced => ({
    letterVerification: () => Promise.resolve(inLanguage(verifications[name], language)),
    ...more,
  });

export const IntactTrusted = story(judged('trusted'));
export const TwoSigners = story(judged('twoSigners'));
export const Untrusted = story(judged('untrusted'));
export const Trial = story(judged('trial'));
export const Revoked = story(judged('revoked'));
export const Expired = story(judged('expired'));
export const LongNames = story(judged('longNames'));
export const TwelveSigners = story(judged('twelveSigners'));
export const ThirtyVersions = story(judged('thirtyVersions'));
export const AllOfThirtyVersions = story(judged('thirtyVersions'), (element) =>
  element.shadowRoot?.querySelector<HTMLElement>('.fold')?.click(),
);
export const WrongFile = story(judged('wrongFile'));
export const Changed = story(judged('changed'));
export const Broken = story(judged('broken'));
export const Undetermined = story(judged('undetermined'));
export const Unreadable = story(judged('unreadable'));
export const Unsigned = story(judged('unsigned'));
export const Loading = story({ letterVerification: () => never() });
export const Failed = story({ letterVerification: () => refused('server-busy') });
export const Offline = story({ letterVerification: () => refused('offline') });
export const NotDownloaded = story(
  judged('twoSigners', {
    ticket: () => refused('revision-not-found', 'Berkas ini tidak punya versi itu. Muat ulang halaman.', 404),
  }),
  (element) => element.shadowRoot?.querySelector<HTMLElement>('.revision .icon-only')?.click(),
);
export const ComparingPlaces = story(judged('twoSigners', { document: changedPlaces }), (element) =>
  element.shadowRoot?.querySelector<HTMLElement>('.revision [aria-expanded]')?.click(),
);
export const Comparing = story(judged('changed', { document: twoVersions }), (element) =>
  element.shadowRoot?.querySelector<HTMLElement>('.revision [aria-expanded]')?.click(),
);
