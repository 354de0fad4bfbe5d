import type { Meta, StoryObj } from '@storybook/web-components-vite';
import type { SignFrameElement } from '../components/sign-frame/sign-frame.js';
import {
  appointmentOver,
  atGateway,
  clockFast,
  clockWrong,
  dispatched,
  expired,
  gatewayAnswered,
  highOffice,
  locked,
  oddFile,
  olderDate,
  onKnownDevice,
  phoneLocked,
  phoneMissing,
  preflight,
  sentToGateway,
  signed,
  tooLarge,
  uncertain,
  unfilled,
  unopened,
  unregistered,
  withPasskey,
  withPhone,
} from '../test/fixtures/sign-preflights.js';
import { never, refused } from '../test/components/support/fake-client.js';
import {
  cover,
  type FakeSigning,
  signFrame,
  signsForEver,
} from '../test/components/support/fake-sign-client.js';

const meta: Meta = { title: 'Frame/sign-frame' };
export { meta as default };

/** The frame is Noken's own page, so it takes colours and language by message, not from the page around. */
const story = (setting: FakeSigning = {}, then?: (frame: SignFrameElement) => void): StoryObj => ({
  render: (_, { globals }) => {
    const frame = signFrame({
      ...setting,
      language: globals['language'] === 'en' ? 'en' : 'id',
      height: '100vh',
    });
    if (then) void frame.updateComplete.then(() => setTimeout(() => then(frame), 50));
    return frame;
  },
});

const wrongCode = () => refused('factor-wrong', 'Kode salah.', 403, { left: 3 });

function typeCode(frame: SignFrameElement): void {
  const code = frame.shadowRoot?.querySelector<HTMLInputElement>('#code');
  if (code) code.value = '123 456';
}

function press(frame: SignFrameElement): void {
  frame.shadowRoot?.querySelector<HTMLInputElement>('#affirmed')?.click();
  void frame.updateComplete.then(() => {
    const field = frame.shadowRoot?.querySelector<HTMLInputElement>('#passphrase');
    if (field) field.value = 'contoh';
    typeCode(frame);
    frame.sign();
    // Where it is narrow the first press only goes to the second step.
    void frame.updateComplete.then(() => {
      if (field) field.value = 'contoh';
      typeCode(frame);
      frame.sign();
    });
  });
}

export const OddFile = story({ shows: [oddFile] });
export const ClockFast = story({ shows: [clockFast] });
export const ClockWrong = story({ shows: [clockWrong] });
export const Unfilled = story({ shows: [unfilled] });
export const TooLarge = story({ shows: [tooLarge] });
export const OlderDate = story({ shows: [olderDate] });
export const Ready = story();
export const AtGateway = story({ shows: [atGateway] });
export const GatewayUnregistered = story({ shows: [unregistered] });
export const SentToGateway = story({ shows: [sentToGateway] });
export const GatewayAnswered = story({ shows: [gatewayAnswered] });
export const GatewayRefused = story(
  {
    shows: [atGateway, { ...sentToGateway, state: 'refused' }],
    sign: () =>
      refused(
        'gateway-refused',
        'Layanan tanda tangan BSrE menolak naskah ini. Naskah belum ditandatangani.',
        422,
        { said: 'Proses signing gagal : Rebuild failed' },
      ),
  },
  press,
);
export const GatewayUncertain = story({ shows: [{ ...atGateway, outcome: uncertain }] });
export const Rewritten = story({ shows: [{ ...atGateway, outcome: { ...signed, rewritten: true } }] });
export const NotOpenedYet = story({ shows: [unopened] });
export const AffirmationMissing = story({}, (frame) => frame.sign());
export const FewTriesLeft = story({ shows: [{ ...preflight, triesLeft: 2 }] });
export const InTheQueue = story(
  { shows: [preflight, { ...preflight, place: 3 }], sign: signsForEver },
  press,
);
export const Signing = story({ shows: [dispatched] });
export const Cut = story({ shows: [preflight, () => refused('offline')], sign: signsForEver }, press);
export const Signed = story({ shows: [{ ...preflight, outcome: signed }] });
export const Uncertain = story({ shows: [{ ...preflight, outcome: uncertain }] });
export const AppointmentOver = story({ shows: [appointmentOver] });
export const Locked = story({ shows: [locked] });
export const OnKnownDevice = story({ shows: [onKnownDevice] });
export const HighOffice = story({ shows: [highOffice] });
export const Covered = story({ shows: [withPhone] }, (frame) => cover(frame, true));
export const AsksForCode = story({ shows: [withPhone] });
export const WrongCode = story({ shows: [withPhone], sign: wrongCode }, press);
export const AsksForPasskey = story({ shows: [withPasskey] });
export const PasskeyRefused = story(
  { shows: [withPasskey], passkey: () => refused('passkey-over') },
  (frame) => frame.shadowRoot?.querySelector<HTMLElement>('.passkey button')?.click(),
);
export const PhoneMissing = story({ shows: [phoneMissing] });
export const PhoneLocked = story({ shows: [phoneLocked] });
export const Expired = story({ shows: [expired] });
export const Loading = story({ shows: [() => never()] });
export const Failed = story({ shows: [() => refused('server-busy')] });
export const Offline = story({ shows: [() => refused('offline')] });
