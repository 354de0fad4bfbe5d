import { randomBytes } from 'node:crypto';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bytesSource, openPdf, pageImage, verifyPdf } from '../../../server/pdf/index.js';
import { appendObjects, letterPdf } from '../../support/letter-pdf.js';
import { pdfsigVerdicts, qpdfCheck, run, withFile } from '../../support/pdf-oracles.js';
import {
  formToSign,
  jsonToSign,
  runningSimulator,
  signerNik,
  signerPassphrase,
  simulatorLogin,
  type CalledSimulator,
} from '../../support/running-simulator.js';

let simulator: CalledSimulator;
let picture: Uint8Array;
const letter = letterPdf({ pages: 2 });

const otherPassphrase = randomBytes(12).toString('base64url');

beforeAll(async () => {
  const passphrases = { [signerNik]: signerPassphrase, '9111990202900001': otherPassphrase };
  simulator = await runningSimulator({ passphrases });
  const create = { width: 30, height: 30, channels: 3, background: { r: 220, g: 0, b: 0 } } as const;
  picture = await sharp({ create }).png().toBuffer();
});
afterAll(() => simulator.close());

/** What three judges say of a signed file; ours trusts the simulator's root. */
async function judged(signed: Uint8Array, base: Uint8Array = letter, signatures = 1) {
  expect(Buffer.from(signed).subarray(0, base.length).equals(base)).toBe(true);
  await withFile(signed, async (path) => {
    expect(await qpdfCheck(path)).toBe(0);
    expect(await pdfsigVerdicts(path)).toEqual(Array(signatures).fill('Signature is Valid.'));
  });
  const report = await verifyPdf(bytesSource(signed), {
    trust: { anchors: [simulator.root] },
    now: new Date(),
  });
  expect(report).toMatchObject({ verdict: 'intact', trusted: true });
  expect(report.signatures).toHaveLength(signatures);
  return report.signatures;
}

/** Rectangle of the newest signature field. */
async function rectangle(signed: Uint8Array): Promise<unknown> {
  const document = await openPdf(bytesSource(signed));
  const fields = await document.signatureFields();
  return document.resolve(fields.at(-1)?.dict.get('Rect'));
}

const textOf = (pdf: Uint8Array) =>
  withFile(pdf, async (path) => (await run('pdftotext', [path, '-'])).output);

/** Dark pixels of a page. */
async function darkOn(pdf: Uint8Array, page: number): Promise<number> {
  const { bytes } = await pageImage(bytesSource(pdf), page, 595, 'png');
  const pixels = await sharp(bytes).greyscale().raw().toBuffer();
  return pixels.filter((value) => value < 100).length;
}

/** Two marks in the text, the upper one at 200, 600. */
function taggedLetter(): Uint8Array {
  const content = 'BT /F1 14 Tf 200 600 Td (#) Tj 0 -200 Td (#) Tj ET';
  return appendObjects(
    letter,
    new Map([[4, `<< /Length ${content.length} >>\nstream\n${content}\nendstream`]]),
  );
}

const bytesOf = async (answer: Response) => new Uint8Array(await answer.arrayBuffer());
async function filesOf(answer: Response): Promise<Uint8Array[]> {
  expect(answer.status).toBe(200);
  const { file } = (await answer.json()) as { file: string[] };
  return file.map((text) => Buffer.from(text, 'base64'));
}

describe('the credential', () => {
  it.each([
    ['none', undefined],
    ['another', `Basic ${Buffer.from(`${simulatorLogin.name}:salah`).toString('base64')}`],
    ['no Basic', 'Bearer x'],
  ])('%s opens nothing', async (_, authorization) => {
    for (const path of ['/api/user/status/9111990101900001', '/sim/log', '/nowhere']) {
      const answer = await fetch(simulator.url + path, { headers: authorization ? { authorization } : {} });
      expect(answer.status).toBe(401);
      expect(await answer.json()).toMatchObject({ status: 401, error: 'Unauthorized', path });
    }
  });
});

describe('v1', () => {
  it('signs unseen, as B-T, and names the file', async () => {
    const answer = await simulator.form(
      '/api/sign/pdf',
      formToSign(letter, { reason: 'Uji', location: 'Arso' }),
    );
    expect(answer.status).toBe(200);
    expect(answer.headers.get('content-type')).toBe('application/pdf');
    expect(answer.headers.get('id_dokumen')).toMatch(/^[0-9a-f]{32}$/);
    expect(answer.headers.get('signing_time')).toBeTruthy();
    const signed = await bytesOf(answer);
    const [signature] = await judged(signed);
    expect(signature).toMatchObject({ level: 'B-T', reason: 'Uji', location: 'Arso' });
    expect(signature?.field).toMatch(/^sig_\d{13}$/);
    expect(`${signature?.signer.name} ${signature?.signer.issuer}`).toMatch(/TEST.*UJI/);
    expect(`${signature?.signer.name} ${signature?.signer.issuer}`).not.toMatch(/BSrE|OSD/i);
    expect(await rectangle(signed)).toEqual([0, 0, 0, 0]);
  });

  it('signs seen, with a picture', async () => {
    const fields = { tampilan: 'VISIBLE', image: 'true', imageTTD: picture, page: '2' };
    const place = { xAxis: '100', yAxis: '200', width: '90', height: '60' };
    const signed = await bytesOf(
      await simulator.form('/api/sign/pdf', formToSign(letter, { ...fields, ...place })),
    );
    await judged(signed);
    expect(await rectangle(signed)).toEqual([100, 200, 190, 260]);
    expect(await textOf(signed)).toContain('SIMULASI');
  });

  it('signs seen, with a QR code that it draws itself, on the last page as older callers say', async () => {
    const linkQR = 'https://noken.example/v/7KQ2';
    const fields = { tampilan: 'visible', image: 'false', linkQR, halaman: 'TERAKHIR' };
    const place = { xAxis: '50', yAxis: '60.5', width: '70', height: '70' };
    const answer = await simulator.form('/api/sign/pdf', formToSign(letter, { ...fields, ...place }));
    const signed = await bytesOf(answer);
    await judged(signed);
    expect(await rectangle(signed)).toEqual([50, 60.5, 120, 130.5]);
    expect(await darkOn(signed, 2)).toBeGreaterThan(500);
    expect(await darkOn(letter, 2)).toBeLessThan(await darkOn(signed, 2));
    expect(await darkOn(signed, 1)).toBe(await darkOn(letter, 1));
  });

  it('answers in JSON where it is asked to', async () => {
    const answer = await simulator.form('/api/sign/pdf', formToSign(letter, { jenis_response: 'BASE64' }));
    const body = (await answer.json()) as { base64_signed_file: string; id_dokumen: string };
    expect(body.id_dokumen).toMatch(/^[0-9a-f]{32}$/);
    await judged(Buffer.from(body.base64_signed_file, 'base64'));
  });

  it('gives a signed file once more by its number, and then no more', async () => {
    const answer = await simulator.form('/api/sign/pdf', formToSign(letter));
    const path = `/api/sign/download/${answer.headers.get('id_dokumen') ?? ''}`;
    const again = await simulator.call(path);
    expect(again.headers.get('content-type')).toBe('application/pdf');
    expect(path).toContain(again.headers.get('id_dokumen') ?? '-');
    expect(Buffer.from(await bytesOf(again)).equals(await bytesOf(answer))).toBe(true);
    const gone = await simulator.call(path);
    expect([gone.status, await gone.text()]).toEqual([404, 'Dokumen telah didownload sebelumnya']);
    const older = await simulator.call(path, { headers: { 'x-sim-gone-form': 'json' } });
    const never = await simulator.call('/api/sign/download/0123456789abcdef0123456789abcdef');
    for (const refused of [older, never]) {
      expect(refused.status).toBe(404);
      expect(await refused.json()).toMatchObject({ status_code: 4044 });
    }
  });
});

describe('v2', () => {
  it('signs unseen, as B-T', async () => {
    const answer = await simulator.json('/api/v2/sign/pdf', jsonToSign(letter));
    const [signed = new Uint8Array()] = await filesOf(answer.clone());
    expect(((await answer.json()) as { time: unknown }).time).toBeTypeOf('number');
    const [signature] = await judged(signed);
    expect(signature?.level).toBe('B-T');
    expect(signature?.field).toMatch(/^bcs_ecs_\d{13}$/);
    expect(await rectangle(signed)).toEqual([0, 0, 0, 0]);
  });

  const seen = () => ({
    tampilan: 'VISIBLE',
    imageBase64: Buffer.from(picture).toString('base64'),
    page: 1,
    originX: 100,
    originY: 50,
    width: 60,
    height: 40,
  });

  it('counts from the corner that the release counts from', async () => {
    const signedFrom = async (corner: string) => {
      const headers = { 'x-sim-origin-corner': corner };
      const answer = await simulator.json('/api/v2/sign/pdf', jsonToSign(letter, {}, seen()), headers);
      const [signed = new Uint8Array()] = await filesOf(answer);
      await judged(signed);
      return rectangle(signed);
    };
    expect(await signedFrom('bottom-left')).toEqual([100, 50, 160, 90]);
    expect(await signedFrom('top-left')).toEqual([100, 842 - 50 - 40, 160, 842 - 50]);
  });

  it('counts on a turned and cropped page as readers show it, or in the page’s own space', async () => {
    const turned = letterPdf({ pageEntries: '/Rotate 90 /CropBox [20 30 500 800]' });
    const signedIn = async (space: string, corner: string) => {
      const headers = { 'x-sim-page-space': space, 'x-sim-origin-corner': corner };
      const answer = await simulator.json('/api/v2/sign/pdf', jsonToSign(turned, {}, seen()), headers);
      const [signed = new Uint8Array()] = await filesOf(answer);
      await judged(signed, turned);
      return rectangle(signed);
    };
    expect(await signedIn('own', 'bottom-left')).toEqual([100, 50, 160, 90]);
    expect(await signedIn('own', 'top-left')).toEqual([100, 800 - 50 - 40, 160, 800 - 50]);
    // Turned clockwise, what is shown to the right goes up, and what is shown above lies to the left.
    expect(await signedIn('shown', 'bottom-left')).toEqual([500 - 50 - 40, 30 + 100, 500 - 50, 30 + 160]);
    expect(await signedIn('shown', 'top-left')).toEqual([20 + 50, 30 + 100, 20 + 90, 30 + 160]);
  });

  it('finds a tag in the text, the first of several', async () => {
    const tagged = taggedLetter();
    const properties = { ...seen(), originX: 1, originY: 1, tag_koordinat: '#' };
    const answer = await simulator.json('/api/v2/sign/pdf', jsonToSign(tagged, {}, properties));
    const [signed = new Uint8Array()] = await filesOf(answer);
    await judged(signed, tagged);
    const [left = 0, low = 0, right, high = 0] = (await rectangle(signed)) as number[];
    expect(right).toBeCloseTo(left + 60, 1);
    expect(Math.abs(left - 200)).toBeLessThan(3);
    expect(Math.abs(low - 600)).toBeLessThan(6);
    expect(high).toBeCloseTo(low + 40, 1);
  });

  it('signs several files, with one appearance or one for each', async () => {
    const file = [letter, letterPdf()].map((pdf) => Buffer.from(pdf).toString('base64'));
    const shared = await filesOf(await simulator.json('/api/v2/sign/pdf', jsonToSign(letter, { file })));
    await judged(shared[0] ?? letter);
    await judged(shared[1] ?? letter, letterPdf());
    const signatureProperties = [{ tampilan: 'INVISIBLE' }, seen()];
    const each = await filesOf(
      await simulator.json('/api/v2/sign/pdf', jsonToSign(letter, { file, signatureProperties })),
    );
    expect(await rectangle(each[0] ?? letter)).toEqual([0, 0, 0, 0]);
    expect(await rectangle(each[1] ?? letter)).toEqual([100, 50, 160, 90]);
    expect(simulator.log.all().at(-1)).toMatchObject({ files: 2, signed: 2 });
  });

  it('leaves the signature of another person right', async () => {
    const [first = letter] = await filesOf(await simulator.json('/api/v2/sign/pdf', jsonToSign(letter)));
    const second = { nik: '9111990202900001', passphrase: otherPassphrase };
    const [both = letter] = await filesOf(
      await simulator.json('/api/v2/sign/pdf', jsonToSign(first, second, seen())),
    );
    const signatures = await judged(both, first, 2);
    expect(signatures.map(({ signer }) => signer.name)).toEqual([
      'NAMA UJI SATU (TEST)',
      'NAMA UJI SEMBILAN (TEST)',
    ]);
  });

  it('signs by a code that went to the mailbox, for as many files as it was asked for', async () => {
    const email = 'satu@uji.invalid';
    const asked = await simulator.json('/api/v2/sign/get/totp', { email, data: 2 });
    expect(await asked.json()).toMatchObject({ success: true, message: expect.any(String) });
    const { code: totp = '' } = simulator.mails.at(-1) ?? {};
    const sign = (code: string) => {
      const body = jsonToSign(letter, { nik: undefined, email, passphrase: undefined, totp: code });
      return simulator.json('/api/v2/sign/pdf', body);
    };
    const wrong = await sign(totp === '000000' ? '000001' : '000000');
    expect([wrong.status, await wrong.json()]).toEqual([
      400,
      { error: 'TOTP tidak valid', status_code: 2041 },
    ]);
    for (const [signed = letter] of [await filesOf(await sign(totp)), await filesOf(await sign(totp))])
      await judged(signed);
    expect((await sign(totp)).status).toBe(400);
  });

  it('refuses codes for nobody, for no files, and once their time is over', async () => {
    const ask = (body: object) => simulator.json('/api/v2/sign/get/totp', body);
    expect((await ask({ nik: '9111990101900003', data: 1 })).status).toBe(400);
    expect((await ask({ nik: '9111990101900001', data: 0 })).status).toBe(400);
    let now = new Date();
    const other = await runningSimulator({ now: () => now });
    await other.json('/api/v2/sign/get/totp', { nik: '9111990101900001', data: 1 });
    const { code: totp } = other.mails.at(-1) ?? {};
    now = new Date(now.getTime() + 6 * 60_000);
    const late = await other.json('/api/v2/sign/pdf', jsonToSign(letter, { passphrase: undefined, totp }));
    expect(await late.json()).toMatchObject({ status_code: 2041 });
    await other.close();
  });
});

describe('the seal', () => {
  const idSubscriber = 'SEGEL-UJI-0001';
  const ask = (step: string, body: object) =>
    simulator.json(`/api/v2/seal/${step}`, { idSubscriber, ...body });
  const sealBody = (totp: unknown) => ({
    ...jsonToSign(letter, { nik: undefined, passphrase: undefined }),
    totp,
  });

  it('takes an activation, a code for each so many files, and signs as the institution', async () => {
    expect(await (await ask('get/activation', {})).json()).toEqual({
      success: true,
      message: 'TOTP Aktivasi berhasil dikirim',
    });
    const activation = simulator.mails.at(-1)?.code;
    const still = await ask('get/activation', { totp: activation });
    expect(await still.json()).toMatchObject({
      success: true,
      data: {
        message: 'TOTP Aktivasi masih berlaku',
        totp: activation,
        expires: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+\+0000$/),
        result: true,
      },
    });
    const code = await ask('get/totp', { data: 1, totp: activation });
    const { totp, ...rest } = (await code.json()) as { totp: string };
    expect(rest).toMatchObject({ message: 'TOTP berhasil dibuat', result: true });
    const [sealed = letter] = await filesOf(await ask('pdf', sealBody(totp)));
    const [signature] = await judged(sealed);
    expect(signature).toMatchObject({ kind: 'seal', signer: { name: 'INSTANSI UJI (TEST)' } });
    expect((await ask('pdf', sealBody(totp))).status).toBe(400);

    expect(await (await ask('revoke/activation', { totp: activation })).json()).toMatchObject({
      success: true,
    });
    expect((await ask('get/totp', { data: 1, totp: activation })).status).toBe(400);
  });

  it('is refused to strangers and without its codes', async () => {
    const stranger = await ask('get/activation', { idSubscriber: 'SEGEL-LAIN' });
    expect([stranger.status, await stranger.json()]).toMatchObject([400, { status_code: 2011 }]);
    for (const [step, body] of [
      ['get/activation', { totp: '1234567' }],
      ['get/totp', { data: 1, totp: '1234567' }],
      ['get/totp', { data: 1 }],
      ['pdf', sealBody('1234567')],
      ['pdf', sealBody(undefined)],
      ['revoke/activation', {}],
      ['get/activation', { idSubscriber: '' }],
    ] as const) {
      expect((await ask(step, body)).status).toBe(400);
    }
    expect(simulator.log.all().at(-1)).toMatchObject({ who: 'seal', signed: 0 });
  });
});

describe('a wrong passphrase', () => {
  it('signs nothing, in either version', async () => {
    const wrong = { passphrase: 'bukan ini' };
    const byForm = await simulator.form('/api/sign/pdf', formToSign(letter, wrong));
    const byJson = await simulator.json('/api/v2/sign/pdf', jsonToSign(letter, wrong));
    for (const answer of [byForm, byJson]) {
      expect(answer.status).toBe(400);
      expect(await answer.json()).toEqual({ error: 'Passphrase anda salah', status_code: 2031 });
    }
    expect(simulator.log.all().slice(-2)).toMatchObject([
      { outcome: 'refused', code: 2031, signed: 0 },
      { outcome: 'refused', code: 2031, signed: 0 },
    ]);
  });
});

describe('a cut connection', () => {
  it.each([
    ['before', 0],
    ['mid-request', 0],
    ['after', 1],
    ['mid-response', 1],
  ] as const)('%s leaves the caller without an answer', async (drop, signed) => {
    await simulator.arm({ drop });
    const asked = simulator.form('/api/sign/pdf', formToSign(letter)).then(bytesOf);
    await expect(asked).rejects.toThrow();
    const entry = simulator.log.all().at(-1);
    expect(entry).toMatchObject({ kind: 'sign', outcome: 'dropped', signed });
    if (signed) {
      const kept = await simulator.call(`/api/sign/download/${entry?.documentId ?? ''}`);
      await judged(await bytesOf(kept));
    }
  });
});
