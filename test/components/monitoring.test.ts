import { expect } from '@open-wc/testing';
import { MonitoringElement } from '../../components/monitoring/monitoring.js';
import { sortUnits } from '../../components/monitoring/sort-units.js';
import { monitoring } from '../fixtures/letter-samples.js';
import { itIsAccessible } from './support/accessible.js';
import { atDesk } from './support/at-desk.js';
import { fakeClient, never, refused, type Replaced } from './support/fake-client.js';
import { settled } from './support/settled.js';

MonitoringElement.define();

const make = () => document.createElement('noken-monitoring');
const wait = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));

async function shown(replaced: Replaced = {}, width = '1100px') {
  const client = fakeClient(replaced);
  const element = atDesk(make(), { client });
  const box = document.createElement('div');
  box.className = 'monitoring-box';
  box.style.width = width;
  box.append(element);
  document.body.append(box);
  await settled(element);
  return { element, client, box };
}

const all = (element: MonitoringElement, selector: string) => [
  ...(element.shadowRoot?.querySelectorAll<HTMLElement>(selector) ?? []),
];
const one = (element: MonitoringElement, selector: string) => all(element, selector)[0];
const names = (element: MonitoringElement) =>
  all(element, 'tbody th').map((cell) => cell.innerText.split('\n')[0]);

function choose(element: MonitoringElement, selector: string, value: string): void {
  const select = element.shadowRoot?.querySelector<HTMLSelectElement>(selector);
  if (!select) throw new Error(`${selector} is not there.`);
  select.value = value;
  select.dispatchEvent(new Event('change'));
}

describe('<noken-monitoring>', () => {
  afterEach(() => document.querySelectorAll('.monitoring-box').forEach((box) => box.remove()));

  itIsAccessible({
    shown: { make: (setting) => atDesk(make(), setting) },
    empty: {
      make: (setting) =>
        atDesk(make(), {
          ...setting,
          client: fakeClient({ monitoring: async () => ({ ...monitoring, units: [] }) }),
        }),
    },
    loading: {
      make: (setting) => atDesk(make(), { ...setting, client: fakeClient({ monitoring: () => never() }) }),
      then: () => wait(320),
    },
    failed: {
      make: (setting) =>
        atDesk(make(), { ...setting, client: fakeClient({ monitoring: () => refused('server-busy') }) }),
    },
    offline: {
      make: (setting) =>
        atDesk(make(), { ...setting, client: fakeClient({ monitoring: () => refused('offline') }) }),
    },
    'session ended': {
      make: (setting) =>
        atDesk(make(), { ...setting, client: fakeClient({ monitoring: () => refused('token-expired') }) }),
    },
    'csv refused': {
      make: (setting) =>
        atDesk(make(), { ...setting, client: fakeClient({ monitoringCsv: () => refused('server-busy') }) }),
      then: (element) => element.download(),
    },
  });

  it('shows five totals with last month, and when they were computed', async () => {
    const { element } = await shown();
    expect(all(element, '.totals > div').map((total) => total.innerText.replace(/\s+/g, ' '))).to.deep.equal([
      'Surat masuk 262 Okt 240',
      'Surat keluar 101 Okt 88',
      'Disposisi 218 Okt 190',
      'Terlambat 25 Okt 31',
      'TTE 76 Okt 40',
    ]);
    expect(one(element, '.foot')?.innerText).to.contain('Angka dihitung Sel 24 Nov 2026, 09.42 WIT.');
  });

  it('puts the most late first and the totals last, and sorts as asked', async () => {
    const { element } = await shown();
    expect(names(element)).to.deep.equal([
      'BPKAD',
      'Dinas Komunikasi dan Informatika',
      'Dinas Kesehatan',
      'Dinas Pendidikan',
    ]);
    expect(one(element, 'th[aria-sort]')?.innerText.trim()).to.equal('Terlambat');
    expect(all(element, 'tr').at(-1)?.innerText.replace(/\s+/g, ' ').trim()).to.equal(
      'Jumlah 262 101 218 25 76',
    );
    one(element, 'th.signatures button')?.click();
    await settled(element);
    expect(names(element)[0]).to.equal('Dinas Komunikasi dan Informatika');
    expect(one(element, 'th[aria-sort]')?.getAttribute('aria-sort')).to.equal('descending');
  });

  it('draws a bar as long as its figure, without a style attribute', async () => {
    const { element } = await shown();
    const widths = all(element, 'tbody td.incoming .part').map((bar) => bar.getAttribute('width'));
    expect(widths[1]).to.equal('100%');
    expect(Number.parseFloat(widths[0] ?? '')).to.be.closeTo((86 / 112) * 100, 0.01);
    expect(widths[3]).to.equal('0%');
    expect(all(element, '[style]')).to.deep.equal([]);
  });

  it('is made of blocks where it is narrow, each figure with its word, and sorts by a list', async () => {
    const { element } = await shown({}, '360px');
    expect(one(element, 'thead')?.getClientRects()).to.have.length(0);
    expect(all(element, 'tbody tr')[0]?.innerText.replace(/\s+/g, ' ')).to.contain('Surat masuk 86');
    expect(all(element, 'tbody tr')[0]?.innerText).to.contain('14 terlambat');
    expect(one(element, '.root')?.scrollWidth).to.equal(360);
    choose(element, '#sort', 'name');
    await settled(element);
    expect(names(element)).to.deep.equal([
      'BPKAD',
      'Dinas Kesehatan',
      'Dinas Komunikasi dan Informatika',
      'Dinas Pendidikan',
    ]);
  });

  it('asks for another month and another level, and keeps what is shown until the answer is there', async () => {
    let answer: (figures: typeof monitoring) => void = () => undefined;
    let later = false;
    const { element, client } = await shown({
      monitoring: () => (later ? new Promise((resolve) => (answer = resolve)) : Promise.resolve(monitoring)),
    });
    later = true;
    choose(element, '#month', '2026-10');
    one(element, '.levels button:nth-child(2)')?.click();
    await settled(element);
    expect(client.callsOf('monitoring').map(([query]) => query)).to.deep.equal([
      { level: 'opd' },
      { level: 'opd', month: '2026-10' },
      { level: 'distrik', month: '2026-10' },
    ]);
    expect(one(element, '.levels [aria-pressed=true]')?.innerText).to.contain('Distrik');
    expect(names(element)).to.have.length(4);
    answer({ ...monitoring, month: '2026-10', level: 'distrik', units: monitoring.units.slice(0, 1) });
    await settled(element);
    expect(names(element)).to.have.length(1);
  });

  it('goes to the month before, and says why there is none after', async () => {
    const { element, client } = await shown();
    const [before, after] = all(element, '.months button');
    expect(after?.getAttribute('aria-disabled')).to.equal('true');
    expect(after?.getAttribute('aria-label')).to.contain('Bulan depan belum ada.');
    after?.click();
    before?.click();
    await settled(element);
    expect(client.callsOf('monitoring').map(([query]) => query)).to.deep.equal([
      { level: 'opd' },
      { level: 'opd', month: '2026-10' },
    ]);
  });

  it('saves the CSV of what is shown under a name that says so', async () => {
    const { element, client } = await shown();
    const saved: string[] = [];
    const keep = (event: Event) => {
      const link = event.target as HTMLAnchorElement;
      event.preventDefault();
      saved.push(link.download, link.href);
    };
    const original = Object.getOwnPropertyDescriptor(HTMLElement.prototype, 'click') ?? {};
    // The link stands in no document, so its own press is the only place to see it.
    Object.defineProperty(HTMLAnchorElement.prototype, 'click', {
      configurable: true,
      value(this: HTMLAnchorElement) {
        this.addEventListener('click', keep);
        (original.value as () => void).call(this);
      },
    });
    await element.download();
    Reflect.deleteProperty(HTMLAnchorElement.prototype, 'click');
    expect(client.callsOf('monitoringCsv')[0]?.[0]).to.deep.equal({ month: '2026-11', level: 'opd' });
    expect(saved[0]).to.equal('monev-opd-2026-11.csv');
    expect(await (await fetch(saved[1] ?? '')).text()).to.equal('unit;masuk\r\n');
  });

  it('says that the CSV was refused, beside the figures that stay', async () => {
    const { element } = await shown({ monitoringCsv: () => refused('grant-missing', 'Tanpa hak.', 403) });
    await element.download();
    await settled(element);
    expect(one(element, '[role=alert]')?.innerText).to.contain('CSV tidak dapat diunduh');
    expect(names(element)).to.have.length(4);
  });

  it('tells a refusal and tries again, also when only a later month fails', async () => {
    let refuse = true;
    const { element } = await shown({
      monitoring: () =>
        refuse ? refused('grant-missing', 'Portal ini tidak diberi hak.', 403) : Promise.resolve(monitoring),
    });
    expect(one(element, '[role=alert]')?.innerText).to.contain('Portal ini tidak diberi hak.');
    refuse = false;
    one(element, '[role=alert] button')?.click();
    await settled(element);
    expect(names(element)).to.have.length(4);
    refuse = true;
    choose(element, '#month', '2026-09');
    await settled(element);
    expect(one(element, '[role=alert]')).not.to.equal(undefined);
    expect(names(element)).to.have.length(4);
  });

  it('asks once, also when it is moved', async () => {
    const { element, client, box } = await shown();
    const other = document.createElement('div');
    box.append(other);
    other.append(element);
    await settled(element);
    expect(client.callsOf('monitoring')).to.have.length(1);
  });
});

describe('units in order', () => {
  it('stand by name where their figures are equal', () => {
    const figures = { incoming: 1, outgoing: 0, dispositions: 0, late: 0, signatures: 0 };
    const unit = (name: string) => ({ unitId: name, name, active: true, figures });
    expect(sortUnits([unit('C'), unit('A'), unit('B')], 'late').map(({ name }) => name)).to.deep.equal([
      'A',
      'B',
      'C',
    ]);
  });
});
