import type { Meta, StoryObj } from '@storybook/web-components-vite';
import { SignButtonElement } from '../components/index.js';
import { idOf } from '../test/fixtures/letter-samples.js';
import { unendedBatch } from '../test/fixtures/sign-batch-samples.js';
import { atDesk } from '../test/components/support/at-desk.js';
import { fakeClient, never, refused, type Replaced } from '../test/components/support/fake-client.js';

SignButtonElement.define();

const meta: Meta = { title: 'Elements/noken-sign-button', component: 'noken-sign-button' };
export { meta as default };

/** The screen itself stands under "Frame": here a press opens the dialog, which finds no server and offers the window. */
const story = (replaced: Replaced = {}, pressed = true, more: Partial<SignButtonElement> = {}): StoryObj => ({
  render: () => {
    const element = atDesk(document.createElement('noken-sign-button'), { client: fakeClient(replaced) });
    Object.assign(element, { letterId: idOf(103), ...more });
    if (pressed) void element.updateComplete.then(() => element.sign());
    return element;
  },
});

export const Ready = story({}, false);
export const Asking = story({ beginSigning: () => never() });
export const NotYourTurn = story({
  beginSigning: () =>
    refused(
      'not-your-turn',
      'Naskah ini belum menunggu tanda tangan Anda. Sekarang giliran Kepala Dinas Kominfo.',
      409,
    ),
});
export const Offline = story({ beginSigning: () => refused('offline') });
export const FrameDoesNotOpen = story();

const many = { letterIds: [idOf(103), idOf(110), idOf(111)] };
export const ManyReady = story({}, false, many);
export const ManyNoneWaits = story(
  {
    beginBatch: () =>
      refused('batch-unsignable', 'Tidak satu pun dari naskah ini menunggu tanda tangan Anda.', 409),
  },
  true,
  many,
);
/** Its screen was closed while the server signed; the screen itself is a page that stands in for Noken's. */
const standIn = new URL('../test/components/support/stand-in-frame.html', import.meta.url).href;
const leave = async (element: SignButtonElement): Promise<void> => {
  await element.sign();
  const frame = [...document.documentElement.children].flatMap((child) => [
    ...(child.shadowRoot?.querySelectorAll('iframe') ?? []),
  ])[0];
  const port = () => (frame?.contentWindow as (Window & { readonly port?: MessagePort }) | null)?.port;
  for (let round = 0; round < 50 && !port(); round++)
    await new Promise((resolve) => setTimeout(resolve, 100));
  port()?.postMessage({ t: 'batch', state: 'running', signed: 1, of: 3 });
  port()?.postMessage({ t: 'cancel' });
};
const beginBatch = () => Promise.resolve({ ...unendedBatch(1, 'open', 0), frameUrl: standIn });
export const ManyGoOnAtTheServer: StoryObj = {
  render: () => {
    const element = atDesk(document.createElement('noken-sign-button'), {
      client: fakeClient({ beginBatch }),
    });
    Object.assign(element, many);
    void element.updateComplete.then(() => leave(element));
    return element;
  },
};
