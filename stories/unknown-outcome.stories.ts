import type { Meta, StoryObj } from '@storybook/web-components-vite';
import { UnknownOutcomeElement } from '../components/index.js';
import { numbered } from '../test/fixtures/letter-samples.js';
import { silent, uncertainty } from '../test/fixtures/uncertainties.js';
import { atDesk } from '../test/components/support/at-desk.js';
import {
  fakeClient,
  halfway,
  never,
  refused,
  type Replaced,
} from '../test/components/support/fake-client.js';
import { settled } from '../test/components/support/settled.js';

UnknownOutcomeElement.define();

const meta: Meta = { title: 'Elements/noken-unknown-outcome', component: 'noken-unknown-outcome' };
export { meta as default };

type Then = (root: ShadowRoot) => void;

const asked = (replaced: Replaced = {}, then?: Then): StoryObj => ({
  render: () => {
    const element = atDesk(document.createElement('noken-unknown-outcome'), { client: fakeClient(replaced) });
    element.letterId = numbered.id;
    element.letterName = '800.1.11.1/118/DISKOMINFO/2026, “Surat tugas pemasangan VSAT di Distrik Towe”';
    if (then) setTimeout(() => void settled(element).then(() => then(element.shadowRoot!)), 50);
    return element;
  },
});

/** As somebody does who chooses a file. */
const bring: Then = (root) => {
  const given = new DataTransfer();
  given.items.add(new File(['%PDF-1.7'], 'surat-tugas-118.pdf', { type: 'application/pdf' }));
  const input = root.querySelector<HTMLInputElement>('input[type=file]')!;
  input.files = given.files;
  input.dispatchEvent(new Event('change'));
};
const begin: Then = (root) => root.querySelector<HTMLElement>('.begin')?.click();
const decide: Then = (root) => {
  begin(root);
  setTimeout(() => {
    root.querySelector('textarea')!.value = 'Admin gateway memeriksa catatannya.';
    root.querySelector('form')!.requestSubmit();
  }, 50);
};

export const Decides = asked();
export const LooksOn = asked({ uncertainty: () => Promise.resolve(silent) });
export const NoNumber = asked({
  uncertainty: () => Promise.resolve({ ...silent, mayDecide: true, answers: [] }),
});
export const StatesUnsigned = asked({}, begin);
export const ReasonMissing = asked({}, (root) => {
  begin(root);
  setTimeout(() => root.querySelector('form')!.requestSubmit(), 50);
});
export const FileOnItsWay = asked(
  { bringSigned: (_desk, _letter, file, options) => halfway(file, options) },
  bring,
);
export const FileNotTaken = asked(
  {
    bringSigned: () =>
      refused(
        'signed-copy-wrong',
        'Berkas ini bukan naskah yang sama dengan satu tanda tangan baru. Isinya tidak persis sama dengan berkas yang dikirim Noken. Tidak ada yang diubah.',
        422,
      ),
  },
  bring,
);
export const DecidedMeanwhile = asked({ decideUnsigned: () => refused('signing-certain', '', 409) }, decide);
export const DecidingOffline = asked({ decideUnsigned: () => refused('offline') }, decide);
export const Loading = asked({ uncertainty: () => never() });
export const Failed = asked({ uncertainty: () => refused('server-busy') });
export const Offline = asked({ uncertainty: () => refused('offline') });
export const KnownByNow = asked({ uncertainty: () => refused('signing-certain', '', 409) });
export const LocalProvider = asked({
  uncertainty: () => Promise.resolve({ ...uncertainty, provider: 'local' }),
});
