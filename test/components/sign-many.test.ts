import { expect } from '@open-wc/testing';
import type { FrameMessage } from '../../server/contract/signing.js';
import { SignButtonElement } from '../../components/sign-button/sign-button.js';
import { desk, idOf } from '../fixtures/letter-samples.js';
import { itIsAccessible } from './support/accessible.js';
import { atDesk } from './support/at-desk.js';
import { fakeClient, refused, type Replaced } from './support/fake-client.js';
import { settled } from './support/settled.js';
import {
  dialogHosts,
  inDialog,
  leaveScreen,
  say,
  screenPage,
  standIn,
  until,
} from './support/signing-screen.js';

SignButtonElement.define();

const letterIds = [idOf(103), idOf(110), idOf(111)];
const begun = {
  batchId: idOf(900),
  frameUrl: screenPage,
  windowUrl: `${screenPage}?window=1`,
  expiresAt: '2099-11-24T08:42:00.000Z',
};
const unended = { ...begun, state: 'stopped' as const, letters: 3, signed: 1, uncertain: 0 };
const standing = (state: Extract<FrameMessage, { t: 'batch' }>['state'], signed: number) =>
  ({ t: 'batch', state, signed, of: 3 }) as const;

function make(): SignButtonElement {
  return Object.assign(document.createElement('noken-sign-button'), { letterIds });
}

const names = [
  'noken-batch-request',
  'noken-batch-ended',
  'noken-batch-closed',
  'noken-batch-failed',
  'noken-signed',
  'noken-sign-uncertain',
  'noken-sign-cancelled',
] as const;

async function shown(replaced: Replaced = {}, more: Partial<SignButtonElement> = {}) {
  const client = fakeClient({ beginBatch: async () => begun, ...replaced });
  const element = atDesk(Object.assign(make(), more), { client });
  const box = document.createElement('div');
  box.className = 'button-box';
  box.append(element);
  document.body.append(box);
  const told: string[] = [];
  for (const name of names)
    box.addEventListener(name, (event) => {
      const { letterId, code, batch } = event as unknown as Record<string, unknown>;
      told.push(
        [event.type.slice(6), letterId, code, batch && JSON.stringify(batch)].filter(Boolean).join(' '),
      );
    });
  await settled(element);
  const open = async () => {
    await element.sign();
    await until(() => standIn()?.port);
  };
  return { element, client, told, box, open };
}

const batch = (state: string, signed: number) =>
  JSON.stringify({ batchId: begun.batchId, state, signed, of: 3 });

describe('<noken-sign-button> for many letters', () => {
  afterEach(async () => {
    await leaveScreen();
    document.querySelectorAll('.button-box').forEach((box) => box.remove());
  });

  itIsAccessible({
    ready: { make: (setting) => atDesk(make(), setting) },
    'none chosen': { make: (setting) => Object.assign(atDesk(make(), setting), { disabled: true }) },
  });

  it('begins one batch of all, opens its frame, and tells of each letter and of the end', async () => {
    const { client, told, open, element } = await shown();
    expect(element.shadowRoot?.querySelector('button')?.textContent).to.contain('Tanda tangani 3 naskah');
    await open();
    expect(client.callsOf('beginBatch')[0]?.slice(0, 2)).to.deep.equal([desk.positionId, letterIds]);
    expect(client.callsOf('beginSigning')).to.have.length(0);
    await say(standing('running', 0), { t: 'done', letterId: letterIds[0]!, outcome: 'signed' });
    await say({ t: 'done', letterId: letterIds[1]!, outcome: 'uncertain' }, standing('done', 1));
    await say({ t: 'cancel' });
    expect(told).to.deep.equal([
      'batch-request',
      `signed ${letterIds[0]!}`,
      `sign-uncertain ${letterIds[1]!}`,
      `batch-ended ${batch('done', 1)}`,
      `batch-closed ${batch('done', 1)}`,
    ]);
    expect(document.activeElement).to.equal(element);
  });

  it('takes no word about a letter that is not of the batch, and each once', async () => {
    const { told, open } = await shown();
    await open();
    const done = { t: 'done', letterId: letterIds[2]!, outcome: 'signed' } as const;
    await say({ ...done, letterId: idOf(999) }, done, done);
    expect(told).to.deep.equal(['batch-request', `signed ${letterIds[2]!}`]);
  });

  it('may be closed while the server signs, says that it goes on, and opens the same batch again', async () => {
    const { element, client, told, open } = await shown();
    await open();
    await say({ t: 'state', step: 'signing' }, standing('running', 1), { t: 'cancel' });
    await settled(element);
    expect(dialogHosts()).to.have.length(0);
    expect(told.at(-1)).to.equal(`batch-closed ${batch('running', 1)}`);
    expect(element.shadowRoot?.textContent).to.contain('Tanda tangan diteruskan di server.');
    await open();
    expect(client.callsOf('beginBatch')).to.have.length(1);
    await say(standing('done', 3), { t: 'cancel' });
    expect(told.slice(-2)).to.deep.equal([
      `batch-ended ${batch('done', 3)}`,
      `batch-closed ${batch('done', 3)}`,
    ]);
    await open();
    expect(client.callsOf('beginBatch')).to.have.length(2);
  });

  it('is closed by Escape too, and begins anew when other letters are chosen', async () => {
    const { element, client, told, open } = await shown();
    await open();
    await say({ t: 'state', step: 'signing' }, standing('running', 0));
    inDialog('dialog')?.dispatchEvent(new Event('cancel', { cancelable: true }));
    expect(dialogHosts()).to.have.length(0);
    expect(told).not.to.include('sign-cancelled');
    element.letterIds = letterIds.slice(1);
    await open();
    const keys = client.callsOf('beginBatch').map(([, , options]) => (options as { key: string }).key);
    expect(new Set(keys).size).to.equal(2);
  });

  it('opens a batch that was begun earlier without beginning one', async () => {
    const { client, told, open } = await shown({}, { letterIds: [], batch: unended });
    await open();
    expect(client.callsOf('beginBatch')).to.have.length(0);
    await say({ t: 'done', letterId: letterIds[1]!, outcome: 'signed' }, standing('done', 2));
    await say({ t: 'cancel' });
    expect(told).to.deep.equal([
      'batch-request',
      `signed ${letterIds[1]!}`,
      `batch-ended ${batch('done', 2)}`,
      `batch-closed ${batch('done', 2)}`,
    ]);
  });

  it('says in words why no batch was begun, and asks again with the same key', async () => {
    const { element, client, told } = await shown({
      beginBatch: () => refused('batch-unsignable', 'Tidak satu pun menunggu tanda tangan Anda.', 409),
    });
    await element.sign();
    await settled(element);
    expect(element.shadowRoot?.querySelector('[role=alert]')?.textContent).to.contain('Tidak satu pun');
    expect(told).to.deep.equal(['batch-request', 'batch-failed batch-unsignable']);
    await element.sign();
    const keys = client.callsOf('beginBatch').map(([, , options]) => (options as { key: string }).key);
    expect(keys[0]).to.equal(keys[1]);
    element.letterIds = letterIds.slice(1);
    await element.sign();
    const [, , last] = client.callsOf('beginBatch').at(-1)!;
    expect((last as { key: string }).key).not.to.equal(keys[0]);
    expect(dialogHosts()).to.have.length(0);
  });

  it('opens nothing when the page stops it', async () => {
    const { element, client, box } = await shown();
    box.addEventListener('noken-batch-request', (event) => {
      expect(event.letterIds).to.deep.equal(letterIds);
      event.preventDefault();
    });
    await element.sign();
    expect(client.callsOf('beginBatch')).to.have.length(0);
    expect(dialogHosts()).to.have.length(0);
  });

  it('outlives a page that replaces its body: the new button of the same letters tells', async () => {
    const { box, open } = await shown();
    await open();
    box.remove();
    const again = await shown();
    await say(standing('done', 3), { t: 'cancel' });
    expect(again.told).to.deep.equal([`batch-ended ${batch('done', 3)}`, `batch-closed ${batch('done', 3)}`]);
  });
});
