import type { Meta, StoryObj } from '@storybook/web-components-vite';
import { InboxElement } from '../components/index.js';
import { inboxPage, letter, me, rows } from '../test/fixtures/letter-samples.js';
import { pageToSign, unendedBatch } from '../test/fixtures/sign-batch-samples.js';
import { certificateNotices } from '../test/fixtures/certificate-notices.js';
import { atDesk, office } from '../test/components/support/at-desk.js';
import { fakeClient, never, refused, type Replaced } from '../test/components/support/fake-client.js';
import { servePdfjs } from '../test/components/support/pdfjs-place.js';

InboxElement.define();
servePdfjs(new URL('pdfjs/', document.baseURI).href);

const meta: Meta = { title: 'Elements/noken-inbox', component: 'noken-inbox' };
export { meta as default };

type Then = (element: InboxElement) => unknown;

const story = (replaced: Replaced = {}, then?: Then, given = office): StoryObj => ({
  render: () => {
    const element = atDesk(document.createElement('noken-inbox'), {
      client: fakeClient(replaced),
      office: given,
    });
    element.recordUrl = '#catat';
    // The list is asked for with the first drawing, so what follows waits for its answer.
    if (then) void element.updateComplete.then(() => setTimeout(() => void then(element), 50));
    return element;
  },
});
const empty = {
  ...inboxPage,
  rows: [],
  total: 0,
  counters: { unread: 0, sign: 0, dueToday: 0, late: 0, open: 0 },
};
const many = [...new Array(300).keys()].map((n) => {
  const row = rows[n % rows.length]!;
  return { ...row, itemId: `${row.itemId}-${n}`, letterId: `${row.letterId}-${n}` };
});

export const List = story();
export const CertificateEnds = story({ notices: () => Promise.resolve(certificateNotices) });
export const LetterOpen = story({}, (element) => element.open(letter.id));
export const OneDesk = story({}, undefined, { ...office, me: { ...me, desks: me.desks.slice(0, 1) } });
export const ThreeHundredLetters = story({
  inbox: () => Promise.resolve({ ...inboxPage, rows: many, total: many.length }),
});
export const NewLettersWait = story(
  {
    inbox: (_desk, query) =>
      Promise.resolve({
        ...inboxPage,
        rows: query?.since === undefined ? rows.slice(2) : rows.slice(0, 2),
        seq: 501,
      }),
  },
  (element) => element.refresh(),
);
const toSign: Replaced = { inbox: () => Promise.resolve(pageToSign(5)) };
const choose: Then = async (element) => {
  const { renderRoot } = element;
  // The part that chooses comes late.
  const begin = () => renderRoot.querySelector<HTMLElement>('.said .button');
  for (let round = 0; round < 50 && !begin(); round++)
    await new Promise((resolve) => setTimeout(resolve, 100));
  begin()?.click();
  await element.updateComplete;
  renderRoot.querySelectorAll<HTMLElement>('[role=checkbox]').forEach((row, at) => at !== 1 && row.click());
};
export const LettersToSign = story(toSign);
export const LettersChosen = story(toSign, choose);
export const BatchesNotEnded = story({
  ...toSign,
  unendedBatches: () =>
    Promise.resolve({
      batches: [
        unendedBatch(1, 'running', 7),
        unendedBatch(2, 'paused', 5),
        unendedBatch(3, 'stopped', 3, 1),
        unendedBatch(4, 'open', 0),
      ],
    }),
});
export const Empty = story({ inbox: () => Promise.resolve(empty) });
export const Loading = story({ inbox: () => never() });
export const Failed = story({ inbox: () => refused('server-busy') });
export const Offline = story({}, undefined, { ...office, online: false });
export const OfflineFromTheStart = story({ inbox: () => refused('offline', 'Tidak ada sambungan.', 0) });
export const SessionEnded = story({}, (element) => {
  element.office = {
    ...office,
    problem: {
      type: 'noken:session-expired',
      code: 'session-expired',
      status: 0,
      title: 'Sesi berakhir',
      params: {},
      traceId: '',
    },
  };
});
