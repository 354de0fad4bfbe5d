import { expect } from '@open-wc/testing';
import { CountersElement } from '../../components/counters/counters.js';
import { desk, inboxPage, otherDesk } from '../fixtures/letter-samples.js';
import { itIsAccessible } from './support/accessible.js';
import { atDesk, office } from './support/at-desk.js';
import { fakeClient, never, refused } from './support/fake-client.js';
import { settled } from './support/settled.js';

CountersElement.define();

const make = () => document.createElement('noken-counters');
const wait = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));

async function shown(client = fakeClient()) {
  const element = atDesk(make(), { client });
  document.body.append(element);
  await settled(element);
  return element;
}

describe('<noken-counters>', () => {
  afterEach(() => document.querySelectorAll('noken-counters').forEach((element) => element.remove()));

  itIsAccessible({
    counted: { make: (setting) => atDesk(make(), setting) },
    loading: {
      make: (setting) => atDesk(make(), { ...setting, client: fakeClient({ inbox: () => never() }) }),
      then: () => wait(320),
    },
    failed: {
      make: (setting) =>
        atDesk(make(), { ...setting, client: fakeClient({ inbox: () => refused('server-busy') }) }),
    },
    offline: {
      make: (setting) =>
        atDesk(make(), { ...setting, client: fakeClient({ inbox: () => refused('offline') }) }),
    },
  });

  it('names each number', async () => {
    const element = await shown();
    expect(element.shadowRoot?.querySelector('ul')?.innerText.replace(/\s+/g, ' ')).to.equal(
      '5 Belum dibaca 3 Tanda tangan 2 Batas hari ini 1 Terlambat',
    );
  });

  it('asks again when the desk changes and not when it is moved', async () => {
    const client = fakeClient();
    const element = await shown(client);
    const box = document.createElement('div');
    document.body.append(box);
    box.append(element);
    await settled(element);
    expect(client.callsOf('inbox').map(([id]) => id)).to.deep.equal([desk.positionId]);
    element.office = { ...office, desk: otherDesk };
    await settled(element);
    expect(client.callsOf('inbox').map(([id]) => id)).to.deep.equal([desk.positionId, otherDesk.positionId]);
    box.remove();
  });

  it('tries again when asked to', async () => {
    let refuse = true;
    const element = await shown(
      fakeClient({ inbox: () => (refuse ? refused('server-busy') : Promise.resolve(inboxPage)) }),
    );
    expect(element.shadowRoot?.textContent).to.contain('tidak dapat diambil');
    refuse = false;
    element.shadowRoot?.querySelector('button')?.click();
    await settled(element);
    expect(element.shadowRoot?.querySelectorAll('li')).to.have.length(4);
  });
});
