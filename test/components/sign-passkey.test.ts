import { expect } from '@open-wc/testing';
import type { PasskeyRequest } from '../../server/contract/passkeys.js';
import type { SignFrameElement } from '../../components/sign-frame/sign-frame.js';
import { withPasskey, withPhone } from '../fixtures/sign-preflights.js';
import { itIsAccessible } from './support/accessible.js';
import { never, refused } from './support/fake-client.js';
import { cover, signFrame } from './support/fake-sign-client.js';
import { settled } from './support/settled.js';
import { focused, inside, passphrase, press, shown, text, until, wait } from './support/shown-frame.js';

const request: PasskeyRequest = {
  challenge: 'AAEC_-8',
  rpId: 'noken.example',
  timeout: 60_000,
  credentials: [{ id: 'BAUG', transports: ['internal'] }],
};
const asks = () => Promise.resolve(request);
const button = (frame: SignFrameElement) => inside<HTMLButtonElement>(frame, '.passkey button');

/** Waits until the part is there that draws it. */
async function drawn(frame: SignFrameElement): Promise<HTMLButtonElement | null> {
  for (let round = 0; round < 60 && !button(frame); round++) await settled(frame);
  return button(frame);
}

/** A device that says yes; gives what it was asked. */
function deviceThatKnows(): CredentialRequestOptions[] {
  const asked: CredentialRequestOptions[] = [];
  const bytes = (...values: number[]) => Uint8Array.from(values).buffer;
  const get = (options: CredentialRequestOptions) => {
    asked.push(options);
    const response = {
      clientDataJSON: bytes(251, 255),
      authenticatorData: bytes(1, 2),
      signature: bytes(3),
    };
    return Promise.resolve({ id: 'BAUG', response });
  };
  Object.defineProperty(navigator.credentials, 'get', { value: get, configurable: true });
  return asked;
}

describe('the sign frame and a passkey', () => {
  afterEach(() => {
    Reflect.deleteProperty(navigator.credentials, 'get');
    document.querySelectorAll('.frame-box').forEach((box) => box.remove());
  });

  itIsAccessible({
    asked: { make: (setting) => signFrame({ ...setting, shows: [withPasskey] }), then: drawn },
    asking: {
      make: (setting) => signFrame({ ...setting, shows: [withPasskey] }),
      then: async (frame) => (await drawn(frame))?.click(),
    },
    refused: {
      make: (setting) =>
        signFrame({ ...setting, shows: [withPasskey], passkey: () => refused('passkey-over') }),
      then: async (frame) => {
        (await drawn(frame))?.click();
        await settled(frame);
      },
    },
  });

  it('is not spoken of where only a phone is enrolled', async () => {
    const { frame } = await shown({ shows: [withPhone] });
    await import('../../components/sign-frame/passkey-part.js');
    await wait(20);
    expect(inside(frame, '.passkey') === null).to.equal(true);
    expect(text(frame)).not.to.contain('sidik jari');
  });

  it('stands for the code, is sent once with the passphrase, and is asked anew after a refusal', async () => {
    const asked = deviceThatKnows();
    const { frame, given } = await shown({
      shows: [withPasskey],
      passkey: asks,
      sign: () => refused('passphrase-wrong', 'Passphrase salah.', 403, { left: 4 }),
    });
    (await drawn(frame))?.click();
    await until(frame, 'Anda dikenali oleh perangkat ini, jadi kode tidak perlu.');
    expect(focused(frame)?.textContent).to.contain('Anda dikenali');
    expect(inside(frame, '#code') === null).to.equal(true);
    expect(asked[0]?.publicKey?.userVerification).to.equal('required');
    expect(asked[0]?.publicKey?.rpId).to.equal('noken.example');
    expect([...new Uint8Array(asked[0]?.publicKey?.challenge as ArrayBuffer)]).to.deep.equal([
      0, 1, 2, 255, 239,
    ]);
    await press(frame);
    expect(given).to.deep.equal([
      {
        passphrase: 'tujuh kasuari biru',
        sha256: withPasskey.letter?.sha256,
        assertion: { id: 'BAUG', clientDataJSON: '-_8', authenticatorData: 'AQI', signature: 'Aw' },
      },
    ]);
    await until(frame, 'Passphrase salah. Sisa 4 dari 5 percobaan.');
    expect(button(frame)?.textContent).to.contain('Pakai sidik jari atau kunci layar');
    expect(inside(frame, '#code')).not.to.equal(null);
  });

  it('leaves the code where the browser refuses, and in a portal offers the window', async () => {
    // The browser's own refusal: this page is no page of that name.
    const { frame, given } = await shown({ shows: [withPasskey], passkey: asks });
    frame.framed = true;
    (await drawn(frame))?.click();
    await until(frame, 'Belum dikenali. Ulangi, atau isi kode di bawah.');
    expect(text(frame)).to.contain('Sebagian peramban mengizinkannya hanya di jendela sendiri.');
    expect(inside<HTMLAnchorElement>(frame, '.passkey a')?.href).to.contain('window=1');
    expect(button(frame)?.textContent).to.contain('Ulangi sidik jari atau kunci layar');
    const code = inside<HTMLInputElement>(frame, '#code');
    if (code) code.value = '123 456';
    await press(frame);
    expect(given.map(({ code }) => code)).to.deep.equal(['123 456']);
  });

  it('says what the server says against it, and waits for one answer at a time', async () => {
    let times = 0;
    const refusal = 'Permintaan ini sudah dipakai.';
    const { frame } = await shown({
      shows: [withPasskey],
      passkey: () => (times++ === 0 ? refused('passkey-over', refusal, 403) : never()),
    });
    (await drawn(frame))?.click();
    await until(frame, refusal);
    for (let taps = 0; taps < 3; taps++) button(frame)?.click();
    await until(frame, 'Ikuti petunjuk perangkat Anda…');
    expect(times).to.equal(2);
  });

  it('is forgotten when the screen is left, as what was typed is', async () => {
    deviceThatKnows();
    const { frame } = await shown({ shows: [withPasskey], passkey: asks });
    (await drawn(frame))?.click();
    await until(frame, 'Anda dikenali oleh perangkat ini');
    Object.defineProperty(document, 'hidden', { value: true, configurable: true });
    document.dispatchEvent(new Event('visibilitychange'));
    Reflect.deleteProperty(document, 'hidden');
    await settled(frame);
    expect(text(frame)).not.to.contain('Anda dikenali');
    expect(inside(frame, '#code')).not.to.equal(null);
  });

  it('is closed with the other fields while something lies over the screen', async () => {
    const { frame } = await shown({ shows: [withPasskey], passkey: asks });
    await drawn(frame);
    cover(frame, true);
    await until(frame, 'Ada yang menutupi layar ini');
    expect([passphrase(frame)?.disabled, button(frame)?.disabled]).to.deep.equal([true, true]);
  });
});
