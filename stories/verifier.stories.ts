import type { Meta, StoryObj } from '@storybook/web-components-vite';
import { VerifierElement } from '../components/index.js';
import type { OfficeClient } from '../components/index.js';
import type { Language } from '../server/contract/problems.js';
import { atDesk } from '../test/components/support/at-desk.js';
import { fakeClient, halfway, never, refused } from '../test/components/support/fake-client.js';
import { inLanguage, verifications } from '../test/fixtures/verifications.js';

VerifierElement.define();

const meta: Meta = { title: 'Elements/noken-verifier', component: 'noken-verifier' };
export { meta as default };

type VerifyFile = OfficeClient['verifyFile'];

/** A file of any size that costs no memory. */
function fileOf(name: string, size = 219_136): File {
  return Object.defineProperty(new File([], name), 'size', { value: size });
}

const idle: StoryObj = { render: () => atDesk(document.createElement('noken-verifier')) };

const checking = (name: string, verify: (language: Language) => VerifyFile, size?: number): StoryObj => ({
  render: (_, { globals }) => {
    const verifyFile = verify(globals.language as Language);
    const element = atDesk(document.createElement('noken-verifier'), { client: fakeClient({ verifyFile }) });
    void element.updateComplete.then(() => element.verify(fileOf(name, size)));
    return element;
  },
});

const judged = (name: keyof typeof verifications): StoryObj =>
  checking(
    verifications[name].name ?? '',
    (language) => () => Promise.resolve(inLanguage(verifications[name], language)),
    verifications[name].size,
  );

export const Idle = idle;
export const CodeIncomplete: StoryObj = {
  render: () => {
    const element = atDesk(document.createElement('noken-verifier'));
    void element.updateComplete.then(() => element.verify('1234'));
    return element;
  },
};
export const TooLarge = checking('gambar-teknis.pdf', () => () => never(), 61 * 1024 * 1024);
export const Sending = checking('keputusan-lama.pdf', () => halfway, 2_936_012);
export const Checking = checking('surat-tugas-118.pdf', () => () => never());
export const IntactTrusted = judged('trusted');
export const TwoSigners = judged('twoSigners');
export const Withdrawn = judged('withdrawn');
export const IntactUntrusted = judged('untrusted');
export const Trial = judged('trial');
export const Revoked = judged('revoked');
export const Expired = judged('expired');
export const LongNames = judged('longNames');
export const TwelveSigners = judged('twelveSigners');
export const ThirtyVersions = judged('thirtyVersions');
export const WrongFile = judged('wrongFile');
export const Changed = judged('changed');
export const Broken = judged('broken');
export const Undetermined = judged('undetermined');
export const Unreadable = judged('unreadable');
export const Unsigned = judged('unsigned');
export const Failed = checking('surat-tugas-118.pdf', () => () => refused('server-busy'));
export const Offline = checking('surat-tugas-118.pdf', () => () => refused('offline'));
