import type { Meta, StoryObj } from '@storybook/web-components-vite';
import type { BatchFrameElement } from '../components/sign-frame/batch-frame.js';
import {
  allRead,
  allSigned,
  batchExpired,
  inLine,
  mixed,
  noneSignable,
  partlyRead,
  paused,
  running,
  stopped,
  stoppedUncertain,
  unread,
} from '../test/fixtures/drawn-batches.js';
import { appointmentOver, locked, olderDate, withPhone } from '../test/fixtures/sign-preflights.js';
import { batchFrame, type FakeBatch } from '../test/components/support/fake-batch-client.js';
import { never, refused } from '../test/components/support/fake-client.js';
import { cover } from '../test/components/support/fake-sign-client.js';

const meta: Meta = { title: 'Frame/batch-frame' };
export { meta as default };

/** The frame is Noken's own page, so it takes colours and language by message, not from the page around. */
const story = (setting: FakeBatch = {}, then?: (frame: BatchFrameElement) => void): StoryObj => ({
  render: (_, { globals }) => {
    const frame = batchFrame({
      ...setting,
      language: globals['language'] === 'en' ? 'en' : 'id',
      height: '100vh',
    });
    if (then) void frame.updateComplete.then(() => setTimeout(() => then(frame), 50));
    return frame;
  },
});

const inside = (frame: BatchFrameElement, selector: string) =>
  frame.shadowRoot?.querySelector<HTMLElement>(selector);
const goOn = (frame: BatchFrameElement) => inside(frame, '.main')?.click();

/** Goes to the passphrase, ticks, types and presses. */
function press(frame: BatchFrameElement): void {
  goOn(frame);
  setTimeout(() => {
    inside(frame, '#affirmed')?.click();
    void frame.updateComplete.then(() => {
      const field = frame.shadowRoot?.querySelector<HTMLInputElement>('#passphrase');
      if (field) field.value = 'contoh';
      frame.sign();
    });
  }, 50);
}

export const Unread = story({ shows: [unread] });
export const PartlyRead = story({ shows: [partlyRead] });
export const Reading = story({ shows: [unread] }, goOn);
export const ReadingWithWarning = story({ shows: [unread], own: olderDate }, goOn);
export const ReadingLeftOut = story({ shows: [partlyRead] }, (frame) =>
  inside(frame, '.is-left .row')?.click(),
);
export const AllRead = story({ shows: [allRead] });
export const AskingPassphrase = story({ shows: [allRead] }, goOn);
export const AskingCode = story(
  { shows: [{ ...allRead, act: { ...allRead.act!, factor: withPhone.factor } }] },
  goOn,
);
export const WrongPassphrase = story(
  { shows: [allRead], sign: () => refused('passphrase-wrong', 'Passphrase salah.', 403, { left: 3 }) },
  press,
);
export const Covered = story({ shows: [allRead] }, (frame) => {
  goOn(frame);
  setTimeout(() => cover(frame, true), 100);
});
export const InLine = story({ shows: [inLine] });
export const Running = story({ shows: [running] });
export const Stopping = story({ shows: [running], cancel: running }, goOn);
export const Cut = story({ shows: [running], progress: [() => refused('offline', undefined, 0)] });
export const Stopped = story({ shows: [stopped] });
export const StoppedUncertain = story({ shows: [stoppedUncertain] });
export const Paused = story({ shows: [paused] });
export const AllSigned = story({ shows: [allSigned] });
export const Mixed = story({ shows: [mixed] });
export const Expired = story({ shows: [batchExpired] });
export const NoneSignable = story({ shows: [noneSignable] });
export const AppointmentOver = story({ shows: [{ ...allRead, act: appointmentOver }] });
export const Locked = story({ shows: [{ ...paused, act: locked }] });
export const Loading = story({ shows: [() => never()] });
export const Failed = story({ shows: [() => refused('server-busy')] });
export const Offline = story({ shows: [() => refused('offline', undefined, 0)] });
