import { expect } from '@open-wc/testing';
import {
  appointmentOver,
  dispatched,
  expired,
  locked,
  olderDate,
  preflight,
  signed,
  uncertain,
  unopened,
} from '../fixtures/sign-preflights.js';
import { itIsAccessible } from './support/accessible.js';
import { never, refused } from './support/fake-client.js';
import { signFrame, signsForEver } from './support/fake-sign-client.js';
import { settled } from './support/settled.js';
import {
  focused,
  inside,
  passphrase,
  press,
  shown,
  text,
  tick,
  type,
  until,
  wait,
  wrong,
} from './support/shown-frame.js';

describe('the sign frame', () => {
  afterEach(() => document.querySelectorAll('.frame-box').forEach((box) => box.remove()));

  itIsAccessible({
    ready: { make: (setting) => signFrame(setting) },
    unopened: { make: (setting) => signFrame({ ...setting, shows: [unopened] }) },
    reading: {
      make: (setting) => signFrame(setting),
      then: (frame) => inside(frame, '.read')?.click(),
    },
    'older date': { make: (setting) => signFrame({ ...setting, shows: [olderDate] }) },
    'affirmation missing': { make: (setting) => signFrame(setting), then: (frame) => frame.sign() },
    'wrong passphrase': {
      make: (setting) => signFrame({ ...setting, sign: wrong(3) }),
      then: async (frame) => {
        await press(frame);
        // Where it is narrow the first press goes to the second step.
        await press(frame);
      },
    },
    signing: {
      make: (setting) => signFrame({ ...setting, shows: [dispatched] }),
      then: () => wait(60),
    },
    waiting: {
      make: (setting) =>
        signFrame({ ...setting, shows: [preflight, { ...preflight, place: 3 }], sign: signsForEver }),
      then: async (frame) => {
        await press(frame);
        frame.sign();
        await wait(40);
      },
    },
    signed: { make: (setting) => signFrame({ ...setting, shows: [{ ...preflight, outcome: signed }] }) },
    uncertain: {
      make: (setting) => signFrame({ ...setting, shows: [{ ...preflight, outcome: uncertain }] }),
    },
    refused: { make: (setting) => signFrame({ ...setting, shows: [appointmentOver] }) },
    locked: { make: (setting) => signFrame({ ...setting, shows: [locked] }) },
    expired: { make: (setting) => signFrame({ ...setting, shows: [expired] }) },
    loading: {
      make: (setting) => signFrame({ ...setting, shows: [() => never()] }),
      then: () => wait(330),
    },
    failed: { make: (setting) => signFrame({ ...setting, shows: [() => refused('server-busy')] }) },
    offline: { make: (setting) => signFrame({ ...setting, shows: [() => refused('offline')] }) },
  });

  it('names the place, the letter, the capacity with its decree, and calls the letter by its number', async () => {
    const { frame, told } = await shown();
    const said = text(frame);
    for (const words of [
      'Uji coba – belum berkekuatan hukum',
      location.host,
      'diminta lewat portal.example',
      'Perangkat ini baru di Noken.',
      '800.1.11.1/118/DISKOMINFO/2026',
      'Plh. Kepala Dinas Komunikasi dan Informatika',
      'Surat Perintah 800.1.11.1/97/SETDA/2026',
      'Hanya Anda yang tahu. Portal tidak dapat melihatnya.',
      'Tanda tangani naskah 118',
    ])
      expect(said).to.contain(words);
    expect(told).to.deep.include({ t: 'state', step: 'ready' });
    expect(told.some((message) => message.t === 'height' && message.px > 200)).to.equal(true);
    expect(focused(frame)?.tagName).to.equal('H1');
  });

  it('signs once, with what was typed and the document that was shown, and holds the passphrase no more', async () => {
    const { frame, given, told } = await shown();
    await press(frame);
    expect(given).to.deep.equal([{ passphrase: 'tujuh kasuari biru', sha256: preflight.letter?.sha256 }]);
    expect(text(frame)).to.contain('Sudah ditandatangani');
    expect(text(frame)).to.contain('Diperiksa ulang oleh Noken: isi utuh dan tanda tangan benar.');
    expect(text(frame)).to.contain('Sel 24 Nov 2026, 09.51 WIT');
    expect(text(frame)).to.contain('7KQ2 M9XD 4HTB 6ZC0 RWNE 5GJV PA');
    expect(told.filter(({ t }) => t === 'done')).to.deep.equal([
      { t: 'done', letterId: signed.letterId, outcome: 'signed' },
    ]);
    expect(JSON.stringify(told)).not.to.contain('kasuari');
    expect(frame.shadowRoot?.innerHTML).not.to.contain('kasuari');
    expect(focused(frame)?.tagName).to.equal('H1');
  });

  it('claims no check of its own that the server did not make', async () => {
    const { frame } = await shown({
      shows: [{ ...preflight, outcome: { ...signed, verdict: undefined } }],
    });
    expect(text(frame)).not.to.contain('isi utuh');
    expect(text(frame)).to.contain('sudah tersimpan');
  });

  it('asks for the affirmation, then for the passphrase, and sends nothing before', async () => {
    const { frame, given } = await shown();
    frame.sign();
    await settled(frame);
    expect(text(frame)).to.contain('Centang pernyataan ini dulu.');
    expect(focused(frame)?.id).to.equal('affirmed');
    tick(frame);
    await frame.updateComplete;
    frame.sign();
    await settled(frame);
    expect(text(frame)).to.contain('Isi passphrase dulu.');
    expect(focused(frame)?.id).to.equal('passphrase');
    expect(given).to.deep.equal([]);
  });

  it('takes two steps where it is narrow, and a step back keeps the tick and forgets the passphrase', async () => {
    const { frame, given } = await shown({}, '360px');
    expect(passphrase(frame)?.getClientRects()).to.have.length(0);
    tick(frame);
    await frame.updateComplete;
    inside(frame, '.step-1-narrow')?.click();
    await settled(frame);
    expect(focused(frame)?.id).to.equal('passphrase');
    expect(inside(frame, '.first-step')?.getClientRects()).to.have.length(0);
    type(frame, 'tujuh kasuari biru');
    inside(frame, '.step-2-only')?.click();
    await settled(frame);
    expect(inside<HTMLInputElement>(frame, '#affirmed')?.checked).to.equal(true);
    expect(passphrase(frame)?.value).to.equal('');
    inside(frame, '.step-1-narrow')?.click();
    await settled(frame);
    type(frame, 'tujuh kasuari biru');
    inside(frame, '.step-2-or-wide')?.click();
    await settled(frame);
    expect(given).to.have.length(1);
  });

  it('tells of a wrong passphrase what is left, what comes at five, who helps and that nothing was signed', async () => {
    const { frame, told } = await shown({ sign: wrong(3) });
    await press(frame);
    await until(frame, 'Passphrase salah. Sisa 3 dari 5 percobaan. Naskah belum ditandatangani.');
    expect(text(frame)).to.contain('Setelah 5 kali salah, tanda tangan Anda terkunci.');
    expect(text(frame)).to.contain('Hubungi admin Noken Kabupaten Keerom (contoh).');
    expect(passphrase(frame)?.value).to.equal('');
    expect(focused(frame)?.id).to.equal('passphrase');
    expect(inside<HTMLInputElement>(frame, '#affirmed')?.checked).to.equal(true);
    expect(told.filter(({ t }) => t === 'done')).to.deep.equal([]);
  });

  it('asks for no passphrase when the fifth was wrong', async () => {
    const { frame, told } = await shown({
      shows: [preflight, locked],
      sign: () => refused('key-locked', 'Terkunci.', 423),
    });
    await press(frame);
    await until(frame, 'Tanda tangan Anda terkunci setelah 5 kali salah.');
    expect(passphrase(frame)).to.equal(null);
    expect(told).to.deep.include({ t: 'error', code: 'key-locked' });
  });

  it('says which check failed and what can be done, and asks for no passphrase', async () => {
    const { frame, told } = await shown({ shows: [appointmentOver] });
    expect(text(frame)).to.contain('Belum dapat ditandatangani');
    expect(text(frame)).to.contain('Penugasan tidak berlaku hari ini');
    expect(text(frame)).to.contain('Yang dapat dilakukan');
    expect(passphrase(frame)).to.equal(null);
    expect(told).to.deep.include({ t: 'state', step: 'refused' });
    expect(told).to.deep.include({ t: 'error', code: 'appointment-not-in-force' });
  });

  it('tells an expired request, also when it expired while the passphrase was typed', async () => {
    const { frame } = await shown({ shows: [expired] });
    expect(text(frame)).to.contain('Permintaan sudah lewat waktu');
    const late = await shown({
      shows: [preflight, expired],
      sign: () => refused('intent-expired', 'Lewat.', 410),
    });
    await press(late.frame);
    await until(late.frame, 'Permintaan sudah lewat waktu');
    expect(late.told).to.deep.include({ t: 'error', code: 'intent-expired' });
  });

  it('makes reading the first thing to do with a letter that was not opened, then leaves it at that', async () => {
    const { frame } = await shown({ shows: [unopened] });
    expect(text(frame)).to.contain('Belum Anda buka');
    const read = [...(frame.shadowRoot?.querySelectorAll<HTMLElement>('.read') ?? [])].find(
      (button) => button.getClientRects().length > 0,
    );
    expect(read?.classList.contains('primary')).to.equal(true);
    type(frame, 'setengah jadi');
    read?.click();
    await settled(frame);
    expect(text(frame)).to.contain('Halaman 1 dari 2');
    inside(frame, '[aria-label="Halaman berikutnya"]')?.click();
    await settled(frame);
    expect(text(frame)).to.contain('Halaman 2 dari 2');
    dispatchEvent(new KeyboardEvent('keydown', { key: 'Escape' }));
    await settled(frame);
    expect(text(frame)).not.to.contain('Belum Anda buka');
    expect(passphrase(frame)?.value).to.equal('setengah jadi');
    expect(inside(frame, '.step-2-or-wide')?.classList.contains('primary')).to.equal(true);
  });

  it('says before the affirmation that the letter is older than its signature, and signs all the same', async () => {
    const { frame } = await shown({ shows: [olderDate] });
    const row = inside(frame, '.checks .advice');
    expect(row?.textContent).to.contain(
      'Naskah bertanggal 19 November 2026, padahal hari ini 24 November 2026',
    );
    expect(row?.textContent).to.contain('sudah 3 hari kerja yang lalu');
    const affirmation = inside(frame, '#affirmed')!;
    expect(row!.compareDocumentPosition(affirmation) & Node.DOCUMENT_POSITION_FOLLOWING).to.be.above(0);
    expect(passphrase(frame)).not.to.equal(null);
  });

  it('is left by Escape, and not while the server signs', async () => {
    const ready = await shown();
    type(ready.frame, 'setengah jadi');
    dispatchEvent(new KeyboardEvent('keydown', { key: 'Escape' }));
    expect(ready.told.at(-1)).to.deep.equal({ t: 'cancel' });
    expect(passphrase(ready.frame)?.value).to.equal('');
    ready.frame.remove();
    const busy = await shown({ sign: signsForEver });
    await press(busy.frame);
    dispatchEvent(new KeyboardEvent('keydown', { key: 'Escape' }));
    expect(busy.told).not.to.deep.include({ t: 'cancel' });
    inside(busy.frame, '.close')?.click();
    expect(busy.told.at(-1)).to.deep.equal({ t: 'cancel' });
  });

  it('shows and hides the passphrase, and asks no browser to keep it', async () => {
    const { frame } = await shown();
    const field = passphrase(frame);
    expect([field?.type, field?.autocomplete, field?.spellcheck]).to.deep.equal(['password', 'off', false]);
    type(frame, 'rahasia');
    inside(frame, '.with-eye button')?.click();
    await settled(frame);
    expect([field?.type, field?.value]).to.deep.equal(['text', 'rahasia']);
    inside(frame, '.with-eye button')?.click();
    await settled(frame);
    expect(field?.type).to.equal('password');
  });

  it('forgets what was typed when the screen is left', async () => {
    const { frame } = await shown();
    type(frame, 'setengah jadi');
    Object.defineProperty(document, 'hidden', { value: true, configurable: true });
    document.dispatchEvent(new Event('visibilitychange'));
    Reflect.deleteProperty(document, 'hidden');
    await settled(frame);
    expect(passphrase(frame)?.value).to.equal('');
    expect(text(frame)).to.contain('Passphrase dikosongkan karena layar ini ditinggalkan.');
  });

  it('waits for the window that it opened, and shows what came of it', async () => {
    const { frame } = await shown({
      shows: [preflight, preflight, { ...dispatched, state: 'signed', outcome: signed }],
    });
    const link = inside<HTMLAnchorElement>(frame, 'a[target=_blank]');
    expect(link?.rel).to.equal('noopener');
    link?.addEventListener('click', (event) => event.preventDefault());
    link?.click();
    await until(frame, 'Dilanjutkan di jendela lain');
    await until(frame, 'Sudah ditandatangani');
  });

  it('as a window of its own tells no page, and says that it may be closed', async () => {
    const frame = signFrame({ shows: [{ ...preflight, outcome: signed }] });
    frame.windowUrl = '';
    const box = document.createElement('div');
    box.className = 'frame-box';
    box.append(frame);
    document.body.append(box);
    await settled(frame);
    expect(inside(frame, 'a[target=_blank]')).to.equal(null);
    const close = window.close.bind(window);
    window.close = () => undefined;
    inside(frame, '.close')?.click();
    window.close = close;
    await settled(frame);
    expect(text(frame)).to.contain('Jendela ini boleh ditutup.');
  });

  it('follows the colours and the language of the page, and no colour that means late', async () => {
    const { frame } = await shown();
    frame.heed({ t: 'theme', theme: 'dark', hue: 25 });
    frame.heed({ t: 'locale', lang: 'en' });
    await settled(frame);
    expect(inside(frame, '.root')?.dataset['theme']).to.equal('dark');
    expect(inside(frame, '.root')?.hasAttribute('data-hued')).to.equal(false);
    expect(text(frame)).to.contain('Sign document 118');
    frame.heed({ t: 'theme', theme: 'light', hue: 150 });
    await settled(frame);
    expect(inside(frame, '.root')?.style.getPropertyValue('--n-hue')).to.equal('150');
  });
});
