import { expect } from '@open-wc/testing';
import { DispositionTrailElement } from '../../components/disposition-trail/disposition-trail.js';
import { desk, letter, trail } from '../fixtures/letter-samples.js';
import { itIsAccessible } from './support/accessible.js';
import { atDesk } from './support/at-desk.js';
import { fakeClient, never, refused } from './support/fake-client.js';
import { settled } from './support/settled.js';

DispositionTrailElement.define();

function make() {
  const element = document.createElement('noken-disposition-trail');
  element.letterId = letter.id;
  return element;
}

async function shown(client = fakeClient()) {
  const element = atDesk(make(), { client });
  document.body.append(element);
  await settled(element);
  return element;
}

const recallButton = (element: DispositionTrailElement) =>
  element.shadowRoot?.querySelector<HTMLButtonElement>('.acts button');

describe('<noken-disposition-trail>', () => {
  afterEach(() =>
    document.querySelectorAll('noken-disposition-trail').forEach((element) => element.remove()),
  );

  itIsAccessible({
    'under way': { make: (setting) => atDesk(make(), setting) },
    loading: {
      make: (setting) => atDesk(make(), { ...setting, client: fakeClient({ trail: () => never() }) }),
      then: () => new Promise((resolve) => setTimeout(resolve, 320)),
    },
    failed: {
      make: (setting) =>
        atDesk(make(), { ...setting, client: fakeClient({ trail: () => refused('server-busy') }) }),
    },
    offline: {
      make: (setting) =>
        atDesk(make(), { ...setting, client: fakeClient({ trail: () => refused('offline') }) }),
    },
    'recall refused': {
      make: (setting) =>
        atDesk(make(), { ...setting, client: fakeClient({ recall: () => refused('disposition-read') }) }),
      then: async (element) => {
        recallButton(element)?.click();
        await settled(element);
      },
    },
  });

  it('shows a letter of one’s own without a tree and without a sheet', async () => {
    const steps = [
      { what: 'created' as const, by: 'Pencatat Surat (contoh)', at: '2026-11-23T23:31:00.000Z' },
      { what: 'numbered' as const, by: 'Pencatat Surat (contoh)', at: '2026-11-23T23:41:00.000Z' },
    ];
    const own = { steps, dispositions: [], progress: { done: 0, of: 0, returned: 0 }, open: 0 };
    const root = (await shown(fakeClient({ trail: () => Promise.resolve(own) }))).shadowRoot;
    expect(root?.querySelectorAll('.step')).to.have.length(2);
    expect(root?.textContent).to.contain('Dikonsep');
    expect(root?.textContent).not.to.contain('Belum ada disposisi');
    expect(root?.querySelector('.head button')).to.equal(null);
  });

  it('shows who read when, and n of m', async () => {
    const text = (await shown()).shadowRoot?.textContent ?? '';
    expect(text).to.contain('0 dari 2 selesai');
    expect(text).to.match(/dibaca 24 Nov \d\d\.\d\d oleh Yosep Contoh/);
    expect(text).to.contain('tembusan');
  });

  it('offers recall on unread nodes of the own desk alone, tells, and reads the trail again', async () => {
    const client = fakeClient();
    const element = await shown(client);
    const recallable = trail.dispositions.flatMap(({ nodes }) => nodes).filter((node) => node.recallable);
    expect(element.shadowRoot?.querySelectorAll('.acts button')).to.have.length(recallable.length);
    const told: string[] = [];
    element.addEventListener('noken-recalled', (event) => told.push(event.nodeId));
    recallButton(element)?.click();
    await settled(element);
    expect(client.callsOf('recall').map(([positionId, nodeId]) => [positionId, nodeId])).to.deep.equal([
      [desk.positionId, recallable[0]?.nodeId],
    ]);
    expect(told).to.deep.equal([recallable[0]?.nodeId]);
    expect(client.callsOf('trail')).to.have.length(2);
  });

  it('says why a recall was refused and keeps the trail', async () => {
    const element = await shown(fakeClient({ recall: () => refused('disposition-read') }));
    recallButton(element)?.click();
    await settled(element);
    const alert = element.shadowRoot?.querySelector('[role=alert]')?.textContent ?? '';
    expect(alert).to.contain('Disposisi tidak ditarik');
    expect(element.shadowRoot?.textContent).to.contain('0 dari 2 selesai');
  });

  it('asks once when it is moved, and again for another letter', async () => {
    const client = fakeClient();
    const element = await shown(client);
    const box = document.createElement('div');
    document.body.append(box);
    box.append(element);
    await settled(element);
    expect(client.callsOf('trail')).to.have.length(1);
    element.letterId = trail.dispositions[0]?.dispositionId ?? '';
    await settled(element);
    expect(client.callsOf('trail')).to.have.length(2);
    box.remove();
  });
});
