import { expect } from '@open-wc/testing';
import { hostMessage, linkToHost } from '../../components/sign-frame/host-link.js';
import { shortNumber } from '../../components/sign-frame/short-number.js';
import type { HostMessage } from '../../server/contract/signing.js';

const wait = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));

describe('the frame’s side of the handshake', () => {
  it('greets the one site, takes its port once, and tells then what was to be told before', async () => {
    const greeted: unknown[] = [];
    const keep = (event: MessageEvent<unknown>) => greeted.push(event.data);
    addEventListener('message', keep);
    const heard: HostMessage[] = [];
    let wrong = 0;
    const link = linkToHost(
      location.origin,
      (message) => heard.push(message),
      () => wrong++,
    );
    link.tell({ t: 'state', step: 'ready' });
    await wait(20);
    removeEventListener('message', keep);
    // Here the page and its frame are one window, so that it hears its own greeting.
    wrong = 0;
    expect(greeted).to.deep.equal([{ t: 'noken:hello' }]);

    const init = (origin: string, source: Window | null) => {
      const { port1, port2 } = new MessageChannel();
      const told: unknown[] = [];
      port1.onmessage = ({ data }: MessageEvent<unknown>) => told.push(data);
      dispatchEvent(
        new MessageEvent('message', { data: { t: 'noken:init' }, origin, source, ports: [port2] }),
      );
      return { port: port1, told };
    };
    const stranger = init('https://lain.example', window.parent);
    const otherWindow = init(location.origin, null);
    const host = init(location.origin, window.parent);
    const late = init(location.origin, window.parent);
    host.port.postMessage({ t: 'locale', lang: 'en' });
    host.port.postMessage({ t: 'sign' });
    link.tell({ t: 'cancel' });
    await wait(20);
    expect(host.told).to.deep.equal([{ t: 'state', step: 'ready' }, { t: 'cancel' }]);
    expect(heard).to.deep.equal([{ t: 'locale', lang: 'en' }]);
    for (const other of [stranger, otherWindow, late]) expect(other.told).to.deep.equal([]);
    // Two strangers, a second port, and a word through the port that is none of ours.
    expect(wrong).to.equal(4);
  });
});

describe('what a page may say to the frame', () => {
  it('is taken word by word', () => {
    expect(hostMessage({ t: 'theme', theme: 'dark', hue: 200, more: 'x' })).to.deep.equal({
      t: 'theme',
      theme: 'dark',
      hue: 200,
    });
    expect(hostMessage({ t: 'locale', lang: 'en' })).to.deep.equal({ t: 'locale', lang: 'en' });
    for (const other of [
      null,
      'cancel',
      {},
      { t: 'sign' },
      { t: 'theme', theme: 'url(x)' },
      { t: 'locale', lang: 'fr' },
    ])
      expect(hostMessage(other)).to.equal(undefined);
  });
});

describe('the number by which an office calls a letter', () => {
  it('is its ordinal, and the whole where none is plain', () => {
    expect(shortNumber('800.1.11.1/118/DISKOMINFO/2026')).to.equal('118');
    expect(shortNumber('118/DISKOMINFO/2026')).to.equal('118');
    expect(shortNumber('SK.118.A')).to.equal('SK.118.A');
    expect(shortNumber('')).to.equal('');
  });
});
