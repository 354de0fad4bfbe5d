import type { Meta, StoryObj } from '@storybook/web-components-vite';
import { CountersElement } from '../components/index.js';
import { inboxPage } from '../test/fixtures/letter-samples.js';
import { atDesk } from '../test/components/support/at-desk.js';
import { fakeClient, never, refused, type Replaced } from '../test/components/support/fake-client.js';

CountersElement.define();

const meta: Meta = { title: 'Elements/noken-counters', component: 'noken-counters' };
export { meta as default };

const story = (replaced: Replaced = {}): StoryObj => ({
  render: () => atDesk(document.createElement('noken-counters'), { client: fakeClient(replaced) }),
});

export const Counted = story();
export const NothingWaits = story({
  inbox: () =>
    Promise.resolve({ ...inboxPage, counters: { unread: 0, sign: 0, dueToday: 0, late: 0, open: 0 } }),
});
export const Loading = story({ inbox: () => never() });
export const Failed = story({ inbox: () => refused('server-busy') });
export const Offline = story({ inbox: () => refused('offline') });
