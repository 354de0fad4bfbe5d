import type { Meta, StoryObj } from '@storybook/web-components-vite';
import { SignButtonElement } from '../components/index.js';
import { idOf } from '../test/fixtures/letter-samples.js';
import { atDesk } from '../test/components/support/at-desk.js';
import { fakeClient, never, refused, type Replaced } from '../test/components/support/fake-client.js';

SignButtonElement.define();

const meta: Meta = { title: 'Elements/noken-sign-button', component: 'noken-sign-button' };
export { meta as default };

/** The screen itself stands under "Frame": here a press opens the dialog, which finds no server and offers the window. */
const story = (replaced: Replaced = {}, pressed = true): StoryObj => ({
  render: () => {
    const element = atDesk(document.createElement('noken-sign-button'), { client: fakeClient(replaced) });
    element.letterId = idOf(103);
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
