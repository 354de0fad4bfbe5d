import { DispositionTrailElement } from '../../components/disposition-trail/disposition-trail.js';
import { DocumentViewerElement } from '../../components/document-viewer/document-viewer.js';
import { LetterElement } from '../../components/letter/letter.js';
import type { OfficeElement } from '../../components/internal/office-element.js';
import { CountersElement } from '../../components/counters/counters.js';
import { file, idOf, inboxPage, letter, trail } from '../fixtures/letter-samples.js';
import { itIsAccessible } from './support/accessible.js';
import { atDesk, type Setting } from './support/at-desk.js';
import { fakeClient, never, refused, type Replaced } from './support/fake-client.js';
import { makeForm, pdf, record } from './support/shown-letter-form.js';

for (const element of [CountersElement, DispositionTrailElement, DocumentViewerElement, LetterElement])
  element.define();

const ended = () => refused('token-expired', 'Sesi berakhir.', 401);
const wait = () => new Promise((resolve) => setTimeout(resolve, 320));

const drawn = <E extends OfficeElement>(
  make: () => E,
  replaced: Replaced,
  then?: (element: E) => unknown,
) => ({
  make: (setting: Setting) => atDesk(make(), { ...setting, client: fakeClient(replaced) }),
  ...(then ? { then } : {}),
});

function trailElement() {
  const element = document.createElement('noken-disposition-trail');
  element.letterId = letter.id;
  return element;
}

function letterElement() {
  const element = document.createElement('noken-letter');
  element.letterId = letter.id;
  return element;
}

function viewer() {
  const element = document.createElement('noken-document-viewer');
  element.letterId = letter.id;
  element.file = file;
  return element;
}

const noTree = { dispositions: [], progress: { done: 0, of: 0, returned: 0 }, open: 0 };
const recorded = {
  letterId: idOf(150),
  version: 1,
  agenda: { number: 413, year: 2026, unit: 'Dinas Kominfo' },
};
const twin = {
  letterId: idOf(140),
  agenda: 409,
  subject: 'Surat lama',
  sender: 'Distrik',
  match: 'file',
} as const;

/** States that stories show and that the first suite of their element does not go through. */
describe('states that are seldom seen', () => {
  describe('<noken-counters>', () =>
    itIsAccessible({
      'nothing waits': drawn(() => document.createElement('noken-counters'), {
        inbox: () =>
          Promise.resolve({ ...inboxPage, counters: { unread: 0, sign: 0, dueToday: 0, late: 0, open: 0 } }),
      }),
    }));

  describe('<noken-disposition-trail>', () =>
    itIsAccessible({
      'no dispositions': drawn(trailElement, { trail: () => Promise.resolve({ ...trail, ...noTree }) }),
      'a letter of one’s own': drawn(trailElement, {
        trail: () =>
          Promise.resolve({
            ...noTree,
            steps: [{ what: 'created', by: 'Pencatat Surat (contoh)', at: '2026-11-23T23:31:00.000Z' }],
          }),
      }),
      'session ended': drawn(trailElement, { trail: ended }),
    }));

  describe('<noken-document-viewer>', () =>
    itIsAccessible({
      'not found': drawn(viewer, {
        document: () => refused('letter-not-found', 'Surat ini tidak ada.', 404),
      }),
    }));

  describe('<noken-letter>', () =>
    itIsAccessible({
      failed: drawn(letterElement, { letter: () => refused('server-busy') }),
      restricted: drawn(letterElement, {
        letter: () => refused('restricted-in-portal', 'Surat terbatas, buka di Noken.', 403),
      }),
      'ready to sign': drawn(letterElement, {
        letter: () =>
          Promise.resolve({ ...letter, direction: 'outgoing', status: 'awaiting-signature', acts: ['sign'] }),
      }),
    }));

  describe('<noken-letter-form>', () =>
    itIsAccessible({
      loading: drawn(makeForm, { letterChoices: () => never() }, wait),
      'the upload was cut': drawn(makeForm, { upload: () => refused('offline') }, (element) =>
        record(element, pdf()),
      ),
      'sent before': drawn(
        makeForm,
        { record: () => refused('idempotency-key-reused', 'Sudah ada.', 409) },
        (element) => record(element),
      ),
      'the same file is there': drawn(
        makeForm,
        {
          record: () => Promise.resolve(recorded),
          upload: (_desk, _letter, { size }) =>
            Promise.resolve({ uploadId: idOf(800), offset: size, size, duplicates: [twin] }),
        },
        (element) => record(element, pdf()),
      ),
    }));
});
