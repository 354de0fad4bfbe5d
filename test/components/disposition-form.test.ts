import { expect } from '@open-wc/testing';
import { DispositionFormElement } from '../../components/disposition-form/disposition-form.js';
import { afterWorkingDays } from '../../components/disposition-form/working-days.js';
import type { DisposeInput } from '../../components/internal/office-client.js';
import { desk, dispositionChoices, letter, positions } from '../fixtures/letter-samples.js';
import type { Disposed } from '../../server/contract/dispositions.js';
import { itIsAccessible } from './support/accessible.js';
import { atDesk, type Setting } from './support/at-desk.js';
import { fakeClient, firstArrived, never, refused, type Replaced } from './support/fake-client.js';
import { settled } from './support/settled.js';

DispositionFormElement.define();

function make() {
  const element = document.createElement('noken-disposition-form');
  element.letterId = letter.id;
  return element;
}

async function shown(client = fakeClient()) {
  const element = atDesk(make(), { client });
  document.body.append(element);
  await settled(element);
  return element;
}

const all = (element: DispositionFormElement, selector: string) => [
  ...(element.shadowRoot?.querySelectorAll<HTMLElement>(selector) ?? []),
];

async function press(element: DispositionFormElement, selector: string, text = '') {
  const found = all(element, selector).find((each) => each.textContent.includes(text));
  if (!found) throw new Error(`There is no ${selector} "${text}".`);
  found.click();
  await settled(element);
}

async function threeTaps(element: DispositionFormElement) {
  await press(element, '.pick', 'Kabid Infrastruktur TIK');
  await press(element, '.instructions .chip', 'Tindak lanjuti');
  await press(element, '[type=submit]');
}

const inputOf = (client: ReturnType<typeof fakeClient>, turn = 0) =>
  client.callsOf('dispose')[turn]?.[2] as DisposeInput | undefined;
const keyOf = (client: ReturnType<typeof fakeClient>, turn = 0) =>
  (client.callsOf('dispose')[turn]?.[3] as { readonly key?: string } | undefined)?.key;
const textOf = (element: DispositionFormElement, selector = '.root') =>
  all(element, selector)
    .map((each) => each.textContent)
    .join(' ')
    .replace(/\s+/g, ' ');

const drawn = (
  replaced: Replaced | (() => Replaced),
  then?: (element: DispositionFormElement) => Promise<void>,
) => ({
  make: (setting: Setting) =>
    atDesk(make(), {
      ...setting,
      client: fakeClient(typeof replaced === 'function' ? replaced() : replaced),
    }),
  ...(then ? { then } : {}),
});

const first: Disposed = { dispositionId: letter.id, nodeIds: ['n1'], version: 5 };

describe('<noken-disposition-form>', () => {
  afterEach(() => document.querySelectorAll('noken-disposition-form').forEach((element) => element.remove()));

  itIsAccessible({
    'full form, pressed too early': {
      make: (setting) => atDesk(make(), setting),
      then: async (element) => {
        await press(element, '.all');
        await press(element, '.pick', 'Kabid Infrastruktur TIK');
        await press(element, '.receiver .chip:last-child');
        await press(element, '.due button');
        await press(element, '[type=submit]');
      },
    },
    'changed meanwhile': {
      make: (setting) =>
        atDesk(make(), {
          ...setting,
          client: fakeClient({ dispose: () => refused('letter-changed-meanwhile', 'Berubah.', 409) }),
        }),
      then: threeTaps,
    },
    sent: { make: (setting) => atDesk(make(), setting), then: threeTaps },
    'due date refused': drawn(
      { dispose: () => refused('disposition-due-past', 'Batas lewat.', 422) },
      threeTaps,
    ),
    'recall refused': drawn(
      { recall: () => refused('disposition-read', 'Sudah dibaca.', 409) },
      async (element) => {
        await threeTaps(element);
        await press(element, '.note button');
      },
    ),
    'the first one had arrived': drawn(
      () => firstArrived(first),
      async (element) => {
        await threeTaps(element);
        await press(element, '.instructions .chip', 'Siapkan bahan');
        await press(element, '[type=submit]');
      },
    ),
    loading: drawn(
      { dispositionChoices: () => never() },
      () => new Promise((resolve) => setTimeout(resolve, 320)),
    ),
    failed: drawn({ dispositionChoices: () => refused('server-busy') }),
    'not sent, offline': drawn({ dispose: () => refused('offline') }, threeTaps),
    'session ended': drawn({ dispose: () => refused('token-expired', 'Sesi berakhir.', 401) }, threeTaps),
  });

  it('sends an ordinary disposition with three taps, and says before what will happen', async () => {
    const client = fakeClient();
    const element = await shown(client);
    const told: unknown[] = [];
    element.addEventListener('noken-disposed', (event) => told.push(event.letterId));
    await press(element, '.pick', 'Kabid Infrastruktur TIK');
    await press(element, '.instructions .chip', 'Tindak lanjuti');
    expect(textOf(element, '.bar')).to.contain('Kabid Infrastruktur TIK: tindak lanjuti, batas Kam 26 Nov.');
    await press(element, '[type=submit]');
    expect(inputOf(client)).to.deep.equal({
      version: letter.version,
      recipients: [{ positionId: positions[0]?.id, instructions: ['Tindak lanjuti'], copy: false }],
      due: '2026-11-26',
    });
    expect(told).to.deep.equal([letter.id]);
    expect(textOf(element)).to.contain('Disposisi terkirim');
  });

  it('says what is missing, moves focus there, and sends nothing', async () => {
    const client = fakeClient();
    const element = await shown(client);
    await press(element, '[type=submit]');
    expect(textOf(element, '[role=alert]')).to.contain('Pilih penerima dan instruksi.');
    expect((element.shadowRoot?.activeElement as HTMLInputElement).type).to.equal('checkbox');
    await press(element, '.pick', 'Kabid IKP');
    await press(element, '[type=submit]');
    expect(textOf(element, '[role=alert]')).to.contain('Pilih instruksi.');
    expect(element.shadowRoot?.activeElement?.classList.contains('chip')).to.equal(true);
    expect(client.callsOf('dispose')).to.have.length(0);
  });

  it('gives each its own instruction, and a copy none; the own desk is not offered', async () => {
    const client = fakeClient();
    const element = await shown(client);
    await press(element, '.all');
    expect(textOf(element, '.pick')).not.to.contain(desk.shortTitle);
    await press(element, '.pick', 'Kabid Persandian');
    await press(element, '.pick', 'Kasubbag Umum');
    await press(element, '.receiver:first-child .chip', 'Instruksi sendiri');
    expect(all(element, '.receiver:first-child [role=group] .chip')).to.have.length(5);
    await press(element, '.receiver:first-child [role=group] .more');
    await press(element, '.receiver:first-child [role=group] .chip', 'Jawab');
    await press(element, '.receiver:last-child .chip', 'Tembusan');
    await press(element, '[type=submit]');
    expect(inputOf(client)?.recipients).to.deep.equal([
      { positionId: positions[1]?.id, instructions: ['Jawab'], copy: false },
      { positionId: positions[3]?.id, instructions: [], copy: true },
    ]);
  });

  it('keeps the input when the letter changed meanwhile, and sends the new version as a new act', async () => {
    let turn = 0;
    const replaced: Replaced = {
      letter: () => Promise.resolve({ ...letter, version: letter.version + turn }),
      dispose: () =>
        ++turn === 1
          ? refused('letter-changed-meanwhile', 'Surat ini baru saja diubah.', 409)
          : Promise.resolve({ dispositionId: letter.id, nodeIds: [], version: 5 }),
    };
    const client = fakeClient(replaced);
    const element = await shown(client);
    const failed: string[] = [];
    element.addEventListener('noken-dispose-failed', (event) => failed.push(event.problem.code));
    await threeTaps(element);
    expect(failed).to.deep.equal(['letter-changed-meanwhile']);
    expect(textOf(element, '[role=alert]')).to.contain('Isian Anda tetap ada');
    expect(textOf(element, '.bar')).to.contain('Kabid Infrastruktur TIK');
    await press(element, '[type=submit]');
    expect(inputOf(client, 1)?.version).to.equal(letter.version + 1);
    expect(inputOf(client, 1)?.recipients).to.deep.equal(inputOf(client)?.recipients);
    expect(keyOf(client, 1)).not.to.equal(keyOf(client));
  });

  for (const [code, status] of [
    ['offline', 0],
    ['server-busy', 503],
    ['token-expired', 401],
    ['position-unknown', 422],
  ] as const) {
    it(`keeps the input after ${code}, with the same key where nobody knows what arrived`, async () => {
      const client = fakeClient({ dispose: () => refused(code, undefined, status) });
      const element = await shown(client);
      await threeTaps(element);
      expect(textOf(element, '.bar')).to.contain('Kabid Infrastruktur TIK: tindak lanjuti');
      expect(all(element, '[role=alert], [role=status]')).not.to.have.length(0);
      await press(element, '[type=submit]');
      expect(keyOf(client, 1) === keyOf(client)).to.equal(status === 0 || status >= 500);
    });
  }

  it('says that the first sending arrived when its answer was lost and the input changed since', async () => {
    const client = fakeClient(firstArrived(first));
    const element = await shown(client);
    const told: string[] = [];
    element.addEventListener('noken-disposed', (event) => told.push(event.disposed.dispositionId));
    element.addEventListener('noken-dispose-failed', (event) => told.push(event.problem.code));
    await threeTaps(element);
    await press(element, '.instructions .chip', 'Siapkan bahan');
    await press(element, '[type=submit]');
    // What had arrived is asked for once more as it was; nothing is sent under another key.
    expect(client.callsOf('dispose')).to.have.length(3);
    expect(inputOf(client, 2)).to.deep.equal(inputOf(client, 0));
    expect(new Set([0, 1, 2].map((turn) => keyOf(client, turn)))).to.have.length(1);
    expect(told).to.deep.equal(['offline', letter.id]);
    expect(textOf(element, '[role=status]')).to.contain('Disposisi yang pertama sudah terkirim');
    expect(textOf(element, '[role=status]')).to.contain('belum terkirim');
    expect(all(element, '.button').map((each) => each.textContent.trim())).to.deep.equal(['Tarik']);
  });

  it('says at the date why the date is refused, until another is chosen', async () => {
    const client = fakeClient({
      dispose: () => refused('disposition-due-after-parent', 'Pilih 26 November 2026 atau sebelumnya.', 422),
    });
    const element = await shown(client);
    await threeTaps(element);
    expect(textOf(element, '#due-problem')).to.contain('Pilih 26 November 2026 atau sebelumnya.');
    expect(textOf(element, '[role=alert]')).to.contain('Disposisi belum terkirim');
    const input = element.shadowRoot?.querySelector<HTMLInputElement>('#due');
    expect(input?.getAttribute('aria-invalid')).to.equal('true');
    expect(input?.getAttribute('aria-describedby')).to.equal('due-problem');
    expect(element.shadowRoot?.activeElement).to.equal(input);
    await press(element, '.due ~ .chips .chip');
    expect(all(element, '#due-problem, [role=alert]')).to.have.length(0);
  });

  it('offers no day after the last one that the disposition from above leaves', async () => {
    const due = { date: dispositionChoices.today, workingDays: 5, latest: dispositionChoices.today };
    const client = fakeClient({ dispositionChoices: () => Promise.resolve({ ...dispositionChoices, due }) });
    const element = await shown(client);
    expect(textOf(element, '.due')).to.contain('batas dari disposisi atasan');
    await press(element, '.due button');
    expect(all(element, '.due ~ .chips .chip')).to.have.length(0);
    expect(element.shadowRoot?.querySelector<HTMLInputElement>('#due')?.max).to.equal(due.latest);
  });

  it('sends nothing when the page stops it', async () => {
    const client = fakeClient();
    const element = await shown(client);
    element.addEventListener('noken-dispose-request', (event) => event.preventDefault());
    await threeTaps(element);
    expect(client.callsOf('dispose')).to.have.length(0);
  });

  it('takes back what was sent, or says why not', async () => {
    const element = await shown();
    await threeTaps(element);
    await press(element, '.note .button', 'Tarik');
    expect(textOf(element)).to.contain('Disposisi ditarik.');
    const late = await shown(
      fakeClient({ recall: () => refused('disposition-read', 'Sudah dibaca pukul 09.50.', 409) }),
    );
    await threeTaps(late);
    await press(late, '.note .button', 'Tarik');
    expect(textOf(late, '[role=alert]')).to.contain('Sudah dibaca pukul 09.50.');
  });

  it('is part of a form of the page, which empties it, and survives being moved', async () => {
    const form = document.createElement('form');
    document.body.append(form);
    const client = fakeClient();
    const element = await shown(client);
    element.setAttribute('name', 'disposition');
    await press(element, '.pick', 'Kabid IKP');
    form.append(element);
    await settled(element);
    expect(client.callsOf('dispositionChoices')).to.have.length(1);
    expect(new FormData(form).get('disposition')).to.contain(positions[2]?.id ?? '-');
    form.reset();
    await settled(element);
    expect(new FormData(form).get('disposition')).to.contain('"recipients":[],"due":"2026-11-26"');
    form.remove();
  });

  it('counts working days past weekends and holidays', () => {
    expect(afterWorkingDays('2026-11-27', 1, [])).to.equal('2026-11-30');
    expect(afterWorkingDays('2026-12-24', 1, ['2026-12-25'])).to.equal('2026-12-28');
  });
});
