import { expect } from '@open-wc/testing';
import {
  onKnownDevice,
  phoneLocked,
  phoneMissing,
  preflight,
  withPhone,
} from '../fixtures/sign-preflights.js';
import { itIsAccessible } from './support/accessible.js';
import { refused } from './support/fake-client.js';
import { signFrame } from './support/fake-sign-client.js';
import { settled } from './support/settled.js';
import { focused, inside, passphrase, press, shown, text, tick, type, until } from './support/shown-frame.js';

type Frame = Awaited<ReturnType<typeof shown>>['frame'];

const code = (frame: Frame) => inside<HTMLInputElement>(frame, '#code');
const wrongCode = (left: number) => () => refused('factor-wrong', 'Kode salah.', 403, { left });

function typeCode(frame: Frame, digits: string): void {
  const field = code(frame);
  if (field) field.value = digits;
}

async function pressWithCode(frame: Frame, digits = '123 456'): Promise<void> {
  typeCode(frame, digits);
  await press(frame);
}

describe('the sign frame and a second factor', () => {
  afterEach(() => document.querySelectorAll('.frame-box').forEach((box) => box.remove()));

  itIsAccessible({
    asked: { make: (setting) => signFrame({ ...setting, shows: [withPhone] }) },
    'wrong code': {
      make: (setting) => signFrame({ ...setting, shows: [withPhone], sign: wrongCode(3) }),
      then: async (frame) => {
        await pressWithCode(frame);
        // Where it is narrow the first press goes to the second step.
        await pressWithCode(frame);
      },
    },
    'known device': { make: (setting) => signFrame({ ...setting, shows: [onKnownDevice] }) },
    missing: { make: (setting) => signFrame({ ...setting, shows: [phoneMissing] }) },
    locked: { make: (setting) => signFrame({ ...setting, shows: [phoneLocked] }) },
  });

  it('asks for no code where the passphrase is enough', async () => {
    const { frame, given } = await shown({ shows: [preflight] });
    expect(code(frame)).to.equal(null);
    await press(frame);
    expect(given[0]).not.to.have.property('code');
  });

  it('sends passphrase and code together, once, and holds neither', async () => {
    const { frame, given, told } = await shown({ shows: [withPhone] });
    expect([code(frame)?.inputMode, code(frame)?.autocomplete]).to.deep.equal(['numeric', 'one-time-code']);
    const fields = [passphrase(frame), code(frame)];
    await pressWithCode(frame);
    expect(given).to.deep.equal([
      { passphrase: 'tujuh kasuari biru', sha256: withPhone.letter?.sha256, code: '123 456' },
    ]);
    expect(fields.map((field) => field?.value)).to.deep.equal(['', '']);
    expect(text(frame)).to.contain('Sudah ditandatangani');
    expect(JSON.stringify(told)).not.to.contain('123');
  });

  it('sends nothing without six digits, and says so at the field', async () => {
    const { frame, given } = await shown({ shows: [withPhone] });
    for (const digits of ['', '12345', 'abcdef']) {
      typeCode(frame, digits);
      if (!inside<HTMLInputElement>(frame, '#affirmed')?.checked) tick(frame);
      await frame.updateComplete;
      type(frame, 'tujuh kasuari biru');
      frame.sign();
      await settled(frame);
      expect(text(frame)).to.contain('Isi 6 angka dari aplikasi itu.');
      expect(focused(frame)?.id).to.equal('code');
      expect(code(frame)?.getAttribute('aria-invalid')).to.equal('true');
    }
    expect(given).to.deep.equal([]);
  });

  it('tells of a wrong code what is left, what to do and who helps, and goes to its field', async () => {
    const { frame } = await shown({ shows: [withPhone], sign: wrongCode(3) });
    await pressWithCode(frame);
    await until(
      frame,
      'Kode salah atau sudah dipakai. Sisa 3 dari 5 percobaan. Naskah belum ditandatangani.',
    );
    expect(text(frame)).to.contain('Ponsel hilang? Hubungi admin Noken Kabupaten Keerom (contoh).');
    expect(focused(frame)?.id).to.equal('code');
    expect(inside(frame, '.passphrase')?.classList.contains('wrong')).to.equal(false);
  });

  it('asks for nothing when the fifth was wrong, or no phone is enrolled', async () => {
    const { frame } = await shown({
      shows: [withPhone, phoneLocked],
      sign: () => refused('factor-locked', 'Terkunci.', 423),
    });
    await pressWithCode(frame);
    await until(frame, 'Dapat dicoba lagi 24 Nov 2026, 09.56 WIT.');
    expect([passphrase(frame), code(frame)]).to.deep.equal([null, null]);
    const help = inside<HTMLAnchorElement>(frame, 'a[href*="/help/"]');
    expect([help?.href, help?.rel]).to.deep.equal([
      'https://noken.example/help/keerom/lost-phone',
      'noopener',
    ]);
    const missing = await shown({ shows: [phoneMissing] });
    expect(text(missing.frame)).to.contain('Minta tautan pendaftaran kepada admin Noken');
    expect(missing.told).to.deep.include({ t: 'error', code: 'factor-missing' });
    expect(passphrase(missing.frame)).to.equal(null);
  });

  it('shows the official’s own mark on a device that is known, and says of any other that it is new', async () => {
    const { frame } = await shown({ shows: [onKnownDevice] });
    expect(inside(frame, '.mark')?.getAttribute('aria-label')).to.equal('Tanda pribadi Anda: kasuari biru');
    expect(inside(frame, '.mark')?.querySelectorAll('rect')).to.have.length(25);
    expect(text(frame)).not.to.contain('Perangkat ini baru');
    const stranger = await shown({ shows: [{ ...withPhone, device: 'new' }] });
    expect(text(stranger.frame)).to.contain('Perangkat ini baru di Noken.');
    expect(inside(stranger.frame, '.mark')).to.equal(null);
    const unmarked = await shown({ shows: [{ ...onKnownDevice, mark: undefined }] });
    expect(text(unmarked.frame)).to.contain('Perangkat ini sudah dikenal.');
  });

  it('forgets the code with the passphrase when the screen is left', async () => {
    const { frame } = await shown({ shows: [withPhone] });
    typeCode(frame, '123456');
    Object.defineProperty(document, 'hidden', { value: true, configurable: true });
    document.dispatchEvent(new Event('visibilitychange'));
    Reflect.deleteProperty(document, 'hidden');
    await settled(frame);
    expect(code(frame)?.value).to.equal('');
  });
});
