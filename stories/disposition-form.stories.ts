import type { Meta, StoryObj } from '@storybook/web-components-vite';
import { DispositionFormElement } from '../components/index.js';
import { dispositionChoices, letter } from '../test/fixtures/letter-samples.js';
import { atDesk, office } from '../test/components/support/at-desk.js';
import {
  fakeClient,
  firstArrived,
  never,
  refused,
  type Replaced,
} from '../test/components/support/fake-client.js';

DispositionFormElement.define();

const meta: Meta = { title: 'Elements/noken-disposition-form', component: 'noken-disposition-form' };
export { meta as default };

const story = (replaced: Replaced = {}, online = true): StoryObj => ({
  render: () => {
    const element = document.createElement('noken-disposition-form');
    element.letterId = letter.id;
    return atDesk(element, { client: fakeClient(replaced), office: { ...office, online } });
  },
});

export const Opened = story();
export const NoFavourites = story({
  dispositionChoices: () => Promise.resolve({ ...dispositionChoices, favourites: [] }),
});
export const ChangedMeanwhile = story({ dispose: () => refused('letter-changed-meanwhile', undefined, 409) });
export const RecallRefused = story({ recall: () => refused('disposition-read', undefined, 409) });
export const DueRefused = story({
  dispose: () => refused('disposition-due-past', 'Batas tidak boleh sebelum hari ini.', 422),
});
/** Send, change an instruction, send again. */
export const FirstArrived = story(
  firstArrived({ dispositionId: letter.id, nodeIds: [letter.id], version: letter.version + 1 }),
);
export const Loading = story({ dispositionChoices: () => never() });
export const Failed = story({ dispositionChoices: () => refused('server-busy') });
export const Offline = story({ dispose: () => refused('offline') }, false);
export const SessionEnded = story({ dispose: () => refused('token-expired', undefined, 401) });
