import type { Meta, StoryObj } from '@storybook/web-components-vite';
import { DispositionTrailElement } from '../components/index.js';
import { letter, trail } from '../test/fixtures/letter-samples.js';
import { atDesk } from '../test/components/support/at-desk.js';
import { fakeClient, never, refused, type Replaced } from '../test/components/support/fake-client.js';

DispositionTrailElement.define();

const meta: Meta = { title: 'Elements/noken-disposition-trail', component: 'noken-disposition-trail' };
export { meta as default };

const story = (replaced: Replaced = {}): StoryObj => ({
  render: () => {
    const element = document.createElement('noken-disposition-trail');
    element.letterId = letter.id;
    return atDesk(element, { client: fakeClient(replaced) });
  },
});

export const UnderWay = story();
export const NoDispositions = story({
  trail: () =>
    Promise.resolve({ ...trail, dispositions: [], progress: { done: 0, of: 0, returned: 0 }, open: 0 }),
});
export const OwnLetter = story({
  trail: () =>
    Promise.resolve({
      steps: [
        { what: 'created', by: 'Pencatat Surat (contoh)', at: '2026-11-23T23:31:00.000Z' },
        { what: 'numbered', by: 'Pencatat Surat (contoh)', at: '2026-11-23T23:41:00.000Z' },
      ],
      dispositions: [],
      progress: { done: 0, of: 0, returned: 0 },
      open: 0,
    }),
});
export const Loading = story({ trail: () => never() });
export const Failed = story({ trail: () => refused('server-busy') });
export const Offline = story({ trail: () => refused('offline') });
export const SessionEnded = story({ trail: () => refused('token-expired') });
