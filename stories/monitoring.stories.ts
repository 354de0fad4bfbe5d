import type { Meta, StoryObj } from '@storybook/web-components-vite';
import { MonitoringElement } from '../components/index.js';
import { idOf, monitoring } from '../test/fixtures/letter-samples.js';
import { atDesk } from '../test/components/support/at-desk.js';
import { fakeClient, never, refused, type Replaced } from '../test/components/support/fake-client.js';

MonitoringElement.define();

const meta: Meta = { title: 'Elements/noken-monitoring', component: 'noken-monitoring' };
export { meta as default };

const story = (replaced: Replaced = {}): StoryObj => ({
  render: () => atDesk(document.createElement('noken-monitoring'), { client: fakeClient(replaced) }),
});

const districts = [
  'Arso',
  'Skanto',
  'Arso Barat',
  'Mannem',
  'Arso Timur',
  'Senggi',
  'Waris',
  'Web',
  'Kaisenar',
  'Towe',
  'Yaffi',
];

export const Offices = story();
export const Districts = story({
  monitoring: async () => ({
    ...monitoring,
    level: 'distrik',
    units: districts.map((name, at) => ({
      unitId: idOf(620 + at),
      name,
      active: at < 10,
      figures:
        at < 10
          ? {
              incoming: 214 - at * 21,
              outgoing: 60 - at * 5,
              dispositions: 180 - at * 17,
              late: (at * 7) % 12,
              signatures: 96 - at * 9,
            }
          : { incoming: 0, outgoing: 0, dispositions: 0, late: 0, signatures: 0 },
    })),
  }),
});
export const NoUnits = story({
  monitoring: async () => ({
    ...monitoring,
    level: 'kampung',
    units: [],
    levels: { opd: 4, distrik: 11, kampung: 0 },
  }),
});
export const Loading = story({ monitoring: () => never() });
export const NoGrant = story({
  monitoring: () =>
    refused('grant-missing', 'Portal ini tidak diberi hak untuk pekerjaan ini (monitor).', 403),
});
export const Offline = story({ monitoring: () => refused('offline') });
export const SessionEnded = story({ monitoring: () => refused('token-expired') });
