import { expect } from '@open-wc/testing';
import type { SignedEvent } from '../../components/events.js';
import { frameMessage } from '../../components/sign-button/frame-port.js';
import { watchOutcome } from '../../components/sign-button/outcome-watch.js';
import { SignButtonElement } from '../../components/sign-button/sign-button.js';
import { desk, idOf, letter, positions } from '../fixtures/letter-samples.js';
import { itIsAccessible } from './support/accessible.js';
import { atDesk } from './support/at-desk.js';
import { fakeClient, never, refused, type Replaced } from './support/fake-client.js';
import { settled } from './support/settled.js';
import {
  dialogHosts as hosts,
  inDialog,
  leaveScreen,
  pass as wait,
  say,
  screenPage as page,
  standIn,
  until,
} from './support/signing-screen.js';

SignButtonElement.define();

const letterId = idOf(103);
const intent = (frameUrl = page) => ({
  intentId: idOf(700),
  frameUrl,
  windowUrl: `${page}?window=1`,
  expiresAt: '2026-11-24T00:52:00.000Z',
});

function make(): SignButtonElement {
  const element = document.createElement('noken-sign-button');
  element.letterId = letterId;
  element.version = 3;
  return element;
}

const names = [
  'noken-sign-request',
  'noken-signed',
  'noken-sign-uncertain',
  'noken-sign-failed',
  'noken-sign-cancelled',
] as const;

async function shown(replaced: Replaced = {}) {
  const client = fakeClient({ beginSigning: async () => intent(), ...replaced });
  const element = atDesk(make(), { client });
  const box = document.createElement('div');
  box.className = 'button-box';
  box.append(element);
  document.body.append(box);
  const told: string[] = [];
  for (const name of names)
    box.addEventListener(name, (event) =>
      told.push('code' in event ? `${event.type} ${String(event.code)}` : event.type),
    );
  await settled(element);
  return { element, client, told, box };
}

async function opened(replaced: Replaced = {}) {
  const all = await shown(replaced);
  await all.element.sign();
  await until(() => standIn()?.port);
  return all;
}

describe('<noken-sign-button>', () => {
  afterEach(async () => {
    await leaveScreen();
    document.querySelectorAll('.button-box').forEach((box) => box.remove());
  });

  itIsAccessible({
    ready: { make: (setting) => atDesk(make(), setting) },
    asking: {
      make: (setting) => atDesk(make(), { ...setting, client: fakeClient({ beginSigning: () => never() }) }),
      then: (element) => void element.sign(),
    },
    refused: {
      make: (setting) =>
        atDesk(make(), {
          ...setting,
          client: fakeClient({ beginSigning: () => refused('not-your-turn', 'Belum giliran Anda.', 409) }),
        }),
      then: (element) => element.sign(),
    },
    offline: {
      make: (setting) =>
        atDesk(make(), { ...setting, client: fakeClient({ beginSigning: () => refused('offline') }) }),
      then: (element) => element.sign(),
    },
    disabled: { make: (setting) => Object.assign(atDesk(make(), setting), { disabled: true }) },
  });

  it('opens one frame of Noken’s origin on <html>, gives it a port, and tells it colours and language', async () => {
    const { client, told } = await opened();
    expect(client.callsOf('beginSigning')[0]?.slice(0, 3)).to.deep.equal([desk.positionId, letterId, 3]);
    const frame = inDialog<HTMLIFrameElement>('iframe');
    expect(frame?.title).to.equal('Layar tanda tangan Noken');
    expect(frame?.referrerPolicy).to.equal('strict-origin');
    expect(frame?.allow).to.equal(`publickey-credentials-get ${new URL(frame?.src ?? '').origin}`);
    expect(new URL(frame?.src ?? '').searchParams.get('lang')).to.equal('id');
    expect(inDialog<HTMLDialogElement>('dialog')?.matches(':modal')).to.equal(true);
    await until(() => standIn()?.heard.length === 2);
    expect(standIn()?.heard).to.deep.equal([
      { t: 'theme', theme: 'auto' },
      { t: 'locale', lang: 'id' },
    ]);
    expect(told).to.deep.equal(['noken-sign-request']);
  });

  it('tells of the signature at once, stays open for its result, and gives the focus back', async () => {
    const { element, told } = await opened();
    await say({ t: 'state', step: 'signing' }, { t: 'state', step: 'signed' });
    await say({ t: 'done', letterId, outcome: 'signed' });
    expect(told).to.deep.equal(['noken-sign-request', 'noken-signed']);
    expect(hosts()).to.have.length(1);
    await say({ t: 'cancel' });
    expect(hosts()).to.have.length(0);
    expect(document.activeElement).to.equal(element);
    expect(told).to.deep.equal(['noken-sign-request', 'noken-signed']);
  });

  it('tells of an outcome that nobody knows', async () => {
    const { told } = await opened();
    await say({ t: 'state', step: 'uncertain' }, { t: 'done', letterId, outcome: 'uncertain' });
    await say({ t: 'cancel' });
    expect(told).to.deep.equal(['noken-sign-request', 'noken-sign-uncertain']);
  });

  it('tells a screen that was closed from one that was refused', async () => {
    const { element, told } = await opened();
    await say({ t: 'state', step: 'ready' }, { t: 'cancel' });
    await element.sign();
    await until(() => standIn()?.port);
    await say({ t: 'error', code: 'key-locked' }, { t: 'state', step: 'refused' }, { t: 'cancel' });
    expect(told).to.deep.equal([
      'noken-sign-request',
      'noken-sign-cancelled',
      'noken-sign-request',
      'noken-sign-failed key-locked',
    ]);
  });

  it('is closed by Escape, and not while the server signs', async () => {
    const { told } = await opened();
    await say({ t: 'state', step: 'signing' });
    const escape = () => inDialog('dialog')?.dispatchEvent(new Event('cancel', { cancelable: true }));
    expect(escape()).to.equal(false);
    expect(hosts()).to.have.length(1);
    await say({ t: 'state', step: 'ready' });
    escape();
    expect(hosts()).to.have.length(0);
    expect(told.at(-1)).to.equal('noken-sign-cancelled');
  });

  it('opens nothing when the page stops it, and only once', async () => {
    const stopped = await shown();
    stopped.box.addEventListener('noken-sign-request', (event) => event.preventDefault(), { once: true });
    await stopped.element.sign();
    expect(stopped.client.callsOf('beginSigning')).to.have.length(0);
    await Promise.all([stopped.element.sign(), stopped.element.sign()]);
    await stopped.element.sign();
    const other = await shown();
    await other.element.sign();
    expect(stopped.client.callsOf('beginSigning')).to.have.length(1);
    expect(other.client.callsOf('beginSigning')).to.have.length(0);
    expect(hosts()).to.have.length(1);
  });

  for (const [code, status] of [
    ['not-your-turn', 409],
    ['signing-not-delegated', 403],
    ['grant-missing', 403],
    ['signing-uncertain', 409],
    ['letter-not-found', 404],
    ['server-busy', 503],
  ] as const) {
    it(`says ${code} in words and opens nothing`, async () => {
      const title = `Sebabnya: ${code}.`;
      const { element, told } = await shown({ beginSigning: () => refused(code, title, status) });
      await element.sign();
      await settled(element);
      expect(element.shadowRoot?.querySelector('[role=alert]')?.textContent).to.contain(title);
      expect(told).to.deep.equal(['noken-sign-request', `noken-sign-failed ${code}`]);
      expect(hosts()).to.have.length(0);
    });
  }

  it('asks again with the same key after a cut, and with a new one for a new opening', async () => {
    let cut = true;
    const { element, client } = await shown({
      beginSigning: () => (cut ? refused('offline') : Promise.resolve(intent())),
    });
    await element.sign();
    cut = false;
    await element.sign();
    await until(() => standIn()?.port);
    await say({ t: 'cancel' });
    await element.sign();
    const keys = client.callsOf('beginSigning').map(([, , , options]) => (options as { key: string }).key);
    expect(keys[0]).to.equal(keys[1]);
    expect(keys[2]).not.to.equal(keys[0]);
  });

  it('listens to no other window and no other site', async () => {
    await shown({ beginSigning: async () => intent(`${page}?silent=1`) }).then(({ element }) =>
      element.sign(),
    );
    await until(() => standIn()?.heard);
    const hello = { t: 'noken:hello' };
    dispatchEvent(new MessageEvent('message', { data: hello, origin: location.origin, source: window }));
    dispatchEvent(
      new MessageEvent('message', { data: hello, origin: 'https://lain.example', source: standIn() ?? null }),
    );
    await wait(30);
    expect(standIn()?.port).to.equal(undefined);
    expect(inDialog('.waiting')).not.to.equal(null);
    dispatchEvent(
      new MessageEvent('message', { data: hello, origin: location.origin, source: standIn() ?? null }),
    );
    await until(() => standIn()?.port);
  });

  it('offers the window when the page forbids the frame, and waits for its result', async () => {
    let signers: (typeof letter)['signers'] = [];
    const { element, told, client } = await shown({
      beginSigning: async () => intent(`${page}?silent=1`),
      letter: async () => ({ ...letter, signers }),
    });
    await element.sign();
    dispatchEvent(
      new SecurityPolicyViolationEvent('securitypolicyviolation', {
        blockedURI: location.origin,
        effectiveDirective: 'frame-src',
        violatedDirective: 'frame-src',
        documentURI: location.href,
        originalPolicy: "frame-src 'none'",
        disposition: 'enforce',
        statusCode: 200,
      }),
    );
    await until(() => inDialog('[role=alert]'));
    expect(inDialog('[role=alert]')?.textContent).to.contain('tidak mengizinkan layar tanda tangan');
    const link = inDialog<HTMLAnchorElement>('a');
    expect(link?.href).to.contain('window=1');
    expect(link?.rel).to.equal('noopener');
    link?.addEventListener('click', (event) => event.preventDefault());
    link?.click();
    await settled(element);
    expect(hosts()).to.have.length(0);
    expect(element.shadowRoot?.textContent).to.contain('Menunggu hasil dari jendela Noken…');
    signers = [{ signerId: idOf(1), ordinal: 1, position: positions[4]!, state: 'signed' }];
    dispatchEvent(new Event('focus'));
    await until(() => told.includes('noken-signed'));
    expect(client.callsOf('letter')[0]?.slice(0, 2)).to.deep.equal([desk.positionId, letterId]);
    expect(element.shadowRoot?.textContent).not.to.contain('Menunggu hasil');
  });

  it('offers the window when the frame says nothing for five seconds, and takes it back when it does', async () => {
    await shown({ beginSigning: async () => intent(`${page}?silent=1`) }).then(({ element }) =>
      element.sign(),
    );
    await until(() => standIn()?.heard);
    await wait(5100);
    expect(inDialog('[role=alert]')?.textContent).to.contain('belum terbuka di halaman ini');
    standIn()?.parent.postMessage({ t: 'noken:hello' }, location.origin);
    dispatchEvent(
      new MessageEvent('message', {
        data: { t: 'noken:hello' },
        origin: location.origin,
        source: standIn() ?? null,
      }),
    );
    await until(() => standIn()?.port);
    expect(inDialog('[role=alert]')).to.equal(null);
  });

  it('follows a letter that was left while the server signed it', async () => {
    const signers = [{ signerId: idOf(1), ordinal: 1, position: positions[4]!, state: 'signed' as const }];
    const { element, told } = await opened({ letter: async () => ({ ...letter, signers }) });
    await say({ t: 'state', step: 'signing' }, { t: 'cancel' });
    await settled(element);
    expect(element.shadowRoot?.textContent).to.contain('Tanda tangan diteruskan di server.');
    dispatchEvent(new Event('focus'));
    await until(() => told.includes('noken-signed'));
  });

  it('outlives a page that replaces its body: the new button of the letter tells, and gets the focus', async () => {
    const { box } = await opened();
    box.remove();
    const again = await shown();
    await say({ t: 'state', step: 'signed' }, { t: 'done', letterId, outcome: 'signed' }, { t: 'cancel' });
    expect(again.told).to.deep.equal(['noken-signed']);
    expect(document.activeElement).to.equal(again.element);
  });

  it('tells the page itself where no button is left', async () => {
    const { box } = await opened();
    box.remove();
    const told: string[] = [];
    document.addEventListener('noken-signed', (event) => told.push((event as SignedEvent).letterId), {
      once: true,
    });
    await say({ t: 'done', letterId, outcome: 'signed' });
    expect(told).to.deep.equal([letterId]);
  });

  it('keeps its size under a page that styles every dialog and frame', async () => {
    const sheet = document.createElement('style');
    sheet.textContent =
      'html{font-size:10px} *{box-sizing:content-box!important} dialog,iframe,div:empty{display:none!important;width:10px!important}';
    document.head.append(sheet);
    await opened();
    await say({ t: 'height', px: 500 });
    const box = inDialog<HTMLElement>('.box')?.getBoundingClientRect();
    const frame = inDialog<HTMLElement>('iframe')?.getBoundingClientRect();
    sheet.remove();
    expect(box?.width).to.equal(Math.min(904, innerWidth - 40));
    expect(box?.height).to.equal(Math.min(500, innerHeight - 40));
    expect(frame?.height).to.equal(box?.height);
    await say({ t: 'state', step: 'signed' });
    expect(inDialog<HTMLElement>('.box')?.getBoundingClientRect().width).to.equal(520);
  });
});

describe('what a frame may say', () => {
  it('is taken word by word', () => {
    expect(frameMessage({ t: 'height', px: 99_999 })).to.deep.equal({ t: 'height', px: 4000 });
    expect(frameMessage({ t: 'done', letterId, outcome: 'signed', passphrase: 'x' })).to.deep.equal({
      t: 'done',
      letterId,
      outcome: 'signed',
    });
    for (const other of [null, 'done', { t: 'height', px: '9' }, { t: 'state', step: 'x' }, { t: 'done' }])
      expect(frameMessage(other)).to.equal(undefined);
    const batch = { t: 'batch', state: 'running', signed: 2, of: 3 };
    expect(frameMessage({ ...batch, passphrase: 'x' })).to.deep.equal(batch);
    for (const wrong of [
      { state: 'x' },
      { signed: 4 },
      { signed: -1 },
      { signed: '2' },
      { of: 1 },
      { of: 2.5 },
    ])
      expect(frameMessage({ ...batch, ...wrong })).to.equal(undefined);
  });
});

describe('watching for an outcome', () => {
  it('takes a cut line for no answer, and ends when the intent does', async () => {
    // Two files of tests share a browser, and only one of them is in front.
    Object.defineProperty(document, 'visibilityState', { value: 'visible', configurable: true });
    let asked = 0;
    const watched = {
      deskId: desk.positionId,
      signal: new AbortController().signal,
      pause: 5,
      longest: 60,
    };
    const read = () =>
      asked++ < 2 ? refused('offline') : Promise.resolve({ ...letter, status: 'uncertain' as const });
    expect(await watchOutcome({ ...watched, read })).to.equal('uncertain');
    expect(asked).to.equal(3);
    expect(await watchOutcome({ ...watched, read: async () => letter })).to.equal('not-signed');
    Reflect.deleteProperty(document, 'visibilityState');
  });
});
