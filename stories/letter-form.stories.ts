import type { Meta, StoryObj } from '@storybook/web-components-vite';
import { LetterFormElement } from '../components/index.js';
import { desk, idOf, letter, letterChoices } from '../test/fixtures/letter-samples.js';
import { atDesk, office } from '../test/components/support/at-desk.js';
import {
  fakeClient,
  halfway,
  never,
  refused,
  type Replaced,
} from '../test/components/support/fake-client.js';
import { choose, incoming, outgoing, pdf, press, put } from '../test/components/support/shown-letter-form.js';

LetterFormElement.define();

const meta: Meta = { title: 'Elements/noken-letter-form', component: 'noken-letter-form' };
export { meta as default };

interface Setting {
  readonly replaced?: Replaced;
  readonly online?: boolean;
  readonly registrar?: boolean;
  readonly outgoing?: boolean;
  /** What somebody does with it. */
  readonly play?: (element: LetterFormElement) => Promise<void>;
}

const story = ({
  replaced = {},
  online = true,
  registrar = true,
  play,
  ...rest
}: Setting = {}): StoryObj => ({
  render: () => {
    const element = document.createElement('noken-letter-form');
    if (rest.outgoing) {
      element.direction = 'outgoing';
      element.replyTo = letter.id;
    }
    return atDesk(element, {
      client: fakeClient(replaced),
      office: { ...office, online, desk: { ...desk, registrar } },
    });
  },
  ...(play
    ? {
        play: async ({ canvasElement }) => {
          const element = canvasElement.querySelector('noken-letter-form');
          if (element) await element.updateComplete.then(() => play(element));
        },
      }
    : {}),
});

const recordIt = async (element: LetterFormElement) => {
  await put(element, incoming);
  await choose(element, pdf('permohonan-menara.pdf'));
  await press(element, '[type=submit]');
};
const twin = {
  letterId: idOf(140),
  agenda: 409,
  subject: 'Permohonan nama domain situs Kampung Wonorejo',
  sender: incoming.sender,
  number: incoming.number,
  receivedDate: '2026-11-23',
  match: 'number-and-sender',
} as const;

export const Empty = story();
export const PressedTooEarly = story({ play: (element) => press(element, '[type=submit]') });
export const PerhapsRecordedAlready = story({
  replaced: { duplicates: (_desk, like) => Promise.resolve('number' in like ? [twin] : []) },
  play: (element) => put(element, incoming),
});
export const NotAPdf = story({ play: (element) => choose(element, pdf('permohonan.docx', 'PK')) });
export const Uploading = story({
  replaced: { upload: (_desk, _letter, file, options) => halfway(file, options) },
  play: recordIt,
});
export const FileRefused = story({
  replaced: {
    upload: () =>
      refused(
        'file-encrypted',
        'PDF ini dikunci dengan sandi. Simpan tanpa sandi, lalu unggah lagi. Surat tetap tercatat.',
        422,
      ),
  },
  play: recordIt,
});
export const UploadCut = story({
  replaced: { upload: () => refused('offline', 'Tidak ada sambungan.', 0) },
  play: recordIt,
});
export const Recorded = story({ play: recordIt });
export const SameFileFound = story({
  replaced: {
    upload: (_desk, _letter, { size }) =>
      Promise.resolve({ uploadId: idOf(800), offset: size, size, duplicates: [{ ...twin, match: 'file' }] }),
  },
  play: recordIt,
});
export const NoAnswer = story({
  replaced: { record: () => refused('offline', 'Tidak ada sambungan.', 0) },
  online: false,
  play: recordIt,
});
export const SentBefore = story({
  replaced: { record: () => refused('idempotency-key-reused', '', 409) },
  play: recordIt,
});
export const SessionEnded = story({
  replaced: { record: () => refused('token-expired', undefined, 401) },
  play: recordIt,
});
export const Loading = story({ replaced: { letterChoices: () => never() } });
export const Failed = story({ replaced: { letterChoices: () => refused('server-busy') } });
export const NoKinds = story({
  replaced: { letterChoices: () => Promise.resolve({ ...letterChoices, kinds: [] }) },
});
export const NotRegistrar = story({ registrar: false });
export const Outgoing = story({ outgoing: true });
export const OutgoingWithSigners = story({
  outgoing: true,
  play: async (element) => {
    await put(element, outgoing);
    for (const { title } of letterChoices.signers) await press(element, '.pick', title);
  },
});
export const OutgoingCreated = story({
  outgoing: true,
  play: async (element) => {
    await put(element, outgoing);
    await press(element, '.pick', 'Bupati');
    await choose(element, pdf('jawaban.pdf'));
    await press(element, '[type=submit]');
  },
});
