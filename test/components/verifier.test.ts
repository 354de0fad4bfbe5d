import { expect } from '@open-wc/testing';
import type { VerifiedEvent, VerifyFailedEvent, VerifyRequestEvent } from '../../components/events.js';
import { VerifierElement } from '../../components/verifier/verifier.js';
import { verifications } from '../fixtures/verifications.js';
import { itIsAccessible } from './support/accessible.js';
import { atDesk, type Setting } from './support/at-desk.js';
import { fakeClient, halfway, never, refused, type Replaced } from './support/fake-client.js';
import { scripted } from './support/script.js';
import { settled } from './support/settled.js';

VerifierElement.define();

const make = () => document.createElement('noken-verifier');
const wait = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));
const pdf = (name = 'surat-tugas-118.pdf') => new File(['%PDF-1.7'], name, { type: 'application/pdf' });
const code = '0123456789ABCDEFGHJKMNPQRS';

const drawn = (
  replaced: Replaced,
  then: (element: VerifierElement) => unknown = (element) => element.verify(pdf()),
) => ({
  make: (setting: Setting) => atDesk(make(), { ...setting, client: fakeClient(replaced) }),
  then,
});
const judged = (name: keyof typeof verifications) =>
  drawn({ verifyFile: () => Promise.resolve(verifications[name]) }, async (element) => {
    await element.verify(pdf());
    element.shadowRoot
      ?.querySelectorAll('details')
      .forEach((details) => details.toggleAttribute('open', true));
  });
const waiting = (element: VerifierElement) => {
  void element.verify(pdf());
  return wait(320);
};

async function shown(replaced: Replaced = {}) {
  const client = fakeClient(replaced);
  const element = atDesk(make(), { client });
  document.body.append(element);
  await settled(element);
  return {
    element,
    client,
    text: () => element.shadowRoot?.querySelector<HTMLElement>('.room')?.innerText ?? '',
  };
}

/** What links save instead of saving it, until `restore`. */
function watchSaved(saved: [name: string, size: number][]) {
  const createObjectURL = URL.createObjectURL.bind(URL);
  const blobs: Blob[] = [];
  URL.createObjectURL = (blob: Blob) => (blobs.push(blob), 'blob:none');
  HTMLAnchorElement.prototype.click = function () {
    saved.push([this.download, blobs.at(-1)!.size]);
  };
  const restore = () => {
    URL.createObjectURL = createObjectURL;
    Reflect.deleteProperty(HTMLAnchorElement.prototype, 'click');
  };
  return { blobs, restore };
}

describe('<noken-verifier>', () => {
  afterEach(() => document.querySelectorAll('noken-verifier').forEach((element) => element.remove()));

  itIsAccessible({
    idle: drawn({}, () => undefined),
    'code incomplete': drawn({}, (element) => element.verify('12')),
    'too large': drawn({}, (element) =>
      element.verify(Object.defineProperty(pdf(), 'size', { value: 60_000_000 })),
    ),
    sending: drawn({ verifyFile: halfway }, waiting),
    checking: drawn({ verifyFile: () => never() }, waiting),
    trusted: judged('trusted'),
    'two signers': judged('twoSigners'),
    withdrawn: judged('withdrawn'),
    untrusted: judged('untrusted'),
    trial: judged('trial'),
    'thirty versions': judged('thirtyVersions'),
    changed: judged('changed'),
    broken: judged('broken'),
    undetermined: judged('undetermined'),
    unreadable: judged('unreadable'),
    revoked: judged('revoked'),
    unsigned: judged('unsigned'),
    failed: drawn({ verifyFile: () => refused('server-busy') }),
    offline: drawn({ verifyFile: () => refused('offline') }),
  });

  for (const [name, title, colour] of [
    ['trusted', 'Utuh dan dipercaya', 'ok'],
    ['untrusted', 'Utuh, tetapi penerbitnya belum dipercaya', 'grey'],
    ['trial', 'Utuh, tetapi penerbitnya belum dipercaya', 'grey'],
    ['revoked', 'Utuh, tetapi penerbitnya belum dipercaya', 'grey'],
    ['changed', 'Berubah setelah ditandatangani', 'danger'],
    ['broken', 'Tanda tangan salah', 'danger'],
    ['undetermined', 'Tidak dapat dipastikan', 'warn'],
    ['unreadable', 'Tidak dapat dibaca', 'warn'],
    ['unsigned', 'Tidak bertanda tangan', 'grey'],
  ] as const) {
    it(`says "${title}" in ${colour} of a file that is ${name}, and goes there`, async () => {
      const { element } = await shown({ verifyFile: () => Promise.resolve(verifications[name]) });
      await element.verify(pdf());
      const heading = element.shadowRoot?.querySelector<HTMLElement>('.verdict h2');
      expect(heading?.innerText).to.equal(title);
      expect(heading?.parentElement?.parentElement?.className).to.equal(`verdict ${colour}`);
      expect(element.shadowRoot?.activeElement).to.equal(heading);
    });
  }

  for (const [name, text] of [
    ['trusted', 'Tidak ada yang berubah sejak ditandatangani'],
    ['twoSigners', 'misalnya tanda tangan lain'],
    ['withProof', 'Sesudahnya hanya ditambahkan data bukti, isinya tidak berubah'],
  ] as const) {
    it(`says what followed a signature of a file that is ${name}`, async () => {
      const { element } = await shown({ verifyFile: () => Promise.resolve(verifications[name]) });
      await element.verify(pdf());
      expect(element.shadowRoot?.textContent).to.contain(text);
    });
  }

  for (const [name, lead, next] of [
    ['trusted', 'penanda tangannya diketahui', undefined],
    ['untrusted', 'tidak dijamin', 'Tanyakan kepada kantor penerbit'],
    ['revoked', 'sertifikat penanda tangannya sudah dicabut', 'Tanyakan kepada kantor penerbit'],
    ['expired', 'sertifikat penanda tangannya sudah berakhir', 'Tanyakan kepada kantor penerbit'],
    ['changed', 'Jangan pakai berkas ini', 'Anda cari sendiri'],
    ['broken', 'Jangan pakai berkas ini', 'Anda cari sendiri'],
    ['unreadable', 'salinan yang tidak terkunci', 'tanda tangannya akan hilang'],
    ['wrongFile', 'bukan PDF', 'Pilih berkas PDF yang Anda terima'],
    ['undetermined', 'bukan berarti palsu', 'BSrE'],
  ] as const) {
    it(`says why and what to do of a file that is ${name}`, async () => {
      const { element } = await shown({ verifyFile: () => Promise.resolve(verifications[name]) });
      await element.verify(pdf());
      expect(element.shadowRoot?.querySelector<HTMLElement>('.verdict p')?.innerText).to.contain(lead);
      const said = element.shadowRoot?.querySelector<HTMLElement>('.next p')?.innerText;
      if (next === undefined) expect(said).to.equal(undefined);
      else expect(said).to.contain(next);
    });
  }

  it('never gives a green answer about who signed when the signature does not match', async () => {
    const { element } = await shown({
      verifyFile: () =>
        Promise.resolve({
          ...verifications.broken,
          report: {
            ...verifications.broken.report,
            trusted: true,
            signatures: verifications.broken.report.signatures.map((signature) => ({
              ...signature,
              trust: 'trusted' as const,
            })),
          },
        }),
    });
    await element.verify(pdf());
    expect(element.shadowRoot?.querySelector('.answers .good')).to.equal(null);
    expect(element.shadowRoot?.querySelector('.verdict.ok')).to.equal(null);
  });

  it('saves an earlier version out of the file that the visitor has, and asks nobody', async () => {
    const whole = new Blob(['a'.repeat(4096), 'b'.repeat(200_000)]);
    const file = new File([whole], 'jawaban 119.PDF', { type: 'application/pdf' });
    const { element, client } = await shown({ verifyFile: () => Promise.resolve(verifications.twoSigners) });
    await element.verify(file);
    const own = element.shadowRoot!.querySelector<HTMLDetailsElement>('details.own')!;
    own.open = true;
    expect(own.innerText.replace(/\s+/g, ' ')).to.contain('Versi sebelumnya di berkas ini (2)');
    const saved: [name: string, size: number][] = [];
    const pieces = watchSaved(saved);
    const asked = client.calls.length;
    for (const button of own.querySelectorAll<HTMLElement>('li button')) button.click();
    pieces.restore();
    expect(saved).to.deep.equal([
      ['jawaban 119 (versi 1).pdf', 4096],
      ['jawaban 119 (versi 2).pdf', 120_000],
    ]);
    expect(await pieces.blobs[1]!.text()).to.equal((await whole.text()).slice(0, 120_000));
    expect(client.calls).to.have.length(asked);
  });

  it('offers no earlier version of what is known by its code alone, nor of a file that has none', async () => {
    const { element } = await shown({
      verifyCode: () => Promise.resolve(verifications.twoSigners),
      verifyFile: () => Promise.resolve(verifications.trusted),
    });
    await element.verify(code);
    expect(element.shadowRoot!.querySelector('.verdict')).not.to.equal(null);
    expect(element.shadowRoot!.querySelector('.own')).to.equal(null);
    await element.verify(pdf());
    expect(element.shadowRoot!.querySelector('.own')).to.equal(null);
  });

  it('lists of many versions some, and all when asked', async () => {
    const { element } = await shown({ verifyFile: () => Promise.resolve(verifications.thirtyVersions) });
    await element.verify(pdf());
    const own = element.shadowRoot!.querySelector<HTMLDetailsElement>('details.own')!;
    own.open = true;
    const rows = () => own.querySelectorAll('li').length;
    expect(rows()).to.equal(5);
    own.querySelector<HTMLElement>(':scope > button')!.click();
    await settled(element);
    expect(rows()).to.equal(29);
  });

  it('says above the verdict that a letter is no longer in force, and which one is', async () => {
    const { element } = await shown({ verifyCode: () => Promise.resolve(verifications.withdrawn) });
    await element.verify(code);
    const said = element.shadowRoot!.querySelector('.note');
    expect(said?.getAttribute('role')).to.equal('alert');
    expect(said?.textContent).to.contain('Surat ini sudah diganti dengan surat nomor 800.1.11.1/121');
    expect(said?.textContent).to.contain('Tidak berlaku lagi sejak 24 November 2026');
    const verdict = element.shadowRoot!.querySelector('.verdict')!;
    expect(said!.compareDocumentPosition(verdict) & Node.DOCUMENT_POSITION_FOLLOWING).to.be.above(0);
  });

  it('reads a code as people type it, and as an address', async () => {
    const { element, client } = await shown();
    await element.verify('oi23 4567 89ab cdef-ghjk mnpq rs');
    await element.verify(`https://noken.example/v/${code}?x=1`);
    expect(client.callsOf('verifyCode').map(([asked]) => asked)).to.deep.equal([code, code]);
  });

  it('says what is wrong with a code, asks nobody and goes to the field', async () => {
    const { element, client, text } = await shown();
    element.shadowRoot?.querySelector<HTMLButtonElement>('form button')?.click();
    await settled(element);
    expect(text()).to.contain('Kode belum lengkap');
    expect(element.shadowRoot?.activeElement?.id).to.equal('code');
    expect(client.calls).to.deep.equal([]);
  });

  it('tells the limit before it sends', async () => {
    const { element, client, text } = await shown();
    expect(text()).to.contain('Paling besar 50 MB');
    await element.verify(Object.defineProperty(pdf(), 'size', { value: 61 * 1024 * 1024 }));
    await settled(element);
    expect(text()).to.contain('Berkas ini 61 MB, batasnya 50 MB. Berkas tidak dikirim.');
    expect(client.calls).to.deep.equal([]);
  });

  it('sends nothing when the page cancels the request', async () => {
    const { element, client } = await shown();
    element.addEventListener('noken-verify-request', (event: VerifyRequestEvent) => {
      expect(event.subject).to.equal('a.pdf');
      event.preventDefault();
    });
    await element.verify(pdf('a.pdf'));
    expect(client.calls).to.deep.equal([]);
  });

  it('tells the page the verdict, or why there is none', async () => {
    let answer = () => Promise.resolve(verifications.changed);
    const { element } = await shown({ verifyFile: () => answer() });
    const told: string[] = [];
    element.addEventListener('noken-verified', (event: VerifiedEvent) =>
      told.push(event.verification.report.verdict),
    );
    element.addEventListener('noken-verify-failed', (event: VerifyFailedEvent) =>
      told.push(event.problem.code),
    );
    await element.verify(pdf());
    answer = () => refused('server-busy');
    await element.verify(pdf());
    expect(told).to.deep.equal(['changed', 'server-busy']);
  });

  it('stops when cancelled, and forgets the file', async () => {
    let signal: AbortSignal | undefined;
    const { element, text } = await shown({
      verifyFile: (file, options) => {
        signal = options?.signal;
        return halfway(file, options);
      },
    });
    void element.verify(pdf());
    await wait(320);
    expect(text()).to.contain('Mengirim 1,2 MB dari 2,8 MB');
    element.shadowRoot?.querySelector<HTMLButtonElement>('.subject .button')?.click();
    await settled(element);
    expect(signal?.aborted).to.equal(true);
    expect(text()).to.contain('Pilih berkas PDF');
    expect(element.shadowRoot?.activeElement?.className).to.contain('choose');
  });

  it('takes a dropped file and refuses two', async () => {
    const { element, client, text } = await shown();
    const drop = (files: readonly File[]) => {
      const carried = new DataTransfer();
      for (const file of files) carried.items.add(file);
      element.shadowRoot
        ?.querySelector('.drop')
        ?.dispatchEvent(new DragEvent('drop', { dataTransfer: carried, cancelable: true }));
    };
    drop([pdf('a.pdf'), pdf('b.pdf')]);
    await settled(element);
    expect(text()).to.contain('Periksa satu berkas setiap kali');
    drop([pdf('a.pdf')]);
    await settled(element);
    expect(client.callsOf('verifyFile')).to.have.length(1);
    expect(text()).to.contain('Utuh dan dipercaya');
  });

  it('keeps its verdict when the page moves it, and asks nobody again', async () => {
    const { element, client, text } = await shown();
    await element.verify(pdf());
    const box = document.createElement('div');
    document.body.append(box);
    box.append(element);
    await settled(element);
    expect(text()).to.contain('Utuh dan dipercaya');
    expect(client.callsOf('verifyFile')).to.have.length(1);
    box.remove();
  });

  it('says that it is not connected when it has neither session nor server', async () => {
    const element = make();
    document.body.append(element);
    await element.verify(pdf());
    await settled(element);
    expect(element.shadowRoot?.textContent).to.contain('belum tersambung ke Noken');
  });

  it('asks the public address of its server without any token where there is no session', async () => {
    const { server, log } = await scripted([
      { method: 'POST', path: '/v1/verifications', body: verifications.changed },
      { method: 'GET', path: `/v1/verifications/${code}`, body: verifications.trusted },
    ]);
    const element = make();
    element.server = `${server}/`;
    document.body.append(element);
    await element.verify(pdf());
    expect(element.shadowRoot?.querySelector('.verdict')?.className).to.equal('verdict danger');
    await element.verify(code);
    expect(element.shadowRoot?.querySelector('.verdict')?.className).to.equal('verdict ok');
    const [sent, asked] = await log();
    expect(sent?.body).to.equal('%PDF-1.7');
    expect(sent?.headers['content-type']).to.equal('application/pdf');
    expect([sent?.headers.authorization, asked?.headers.authorization]).to.deep.equal([undefined, undefined]);
  });
});
