import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import {
  gatewayPlacement,
  openBsreGateway,
  type BsreAppearance,
  type BsreAuthorisation,
  type BsreGateway,
  type BsreIdentity,
} from '../../../server/bsre/index.js';
import { bytesSource, openPdf, verifyPdf } from '../../../server/pdf/index.js';
import { contractPicture, openSimulated } from '../../support/contract-gateways.js';
import { holdersOf } from '../../support/find-secret.js';
import { failureOf } from '../../support/gateway-caller.js';
import { letterPdf, type LetterShape } from '../../support/letter-pdf.js';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const letter = letterPdf({ pages: 2 });
type Simulated = Awaited<ReturnType<typeof openSimulated>>;

const quick = { firstWait: 2, longestWait: 2000 };

describe.each(['v1', 'v2'] as const)('the stand-in, %s', (version) => {
  let opened: Simulated;
  let gateway: BsreGateway;
  let image: Uint8Array;
  beforeAll(async () => {
    opened = await openSimulated(version, { limits: quick });
    gateway = opened.gateway;
    image = await contractPicture();
  });
  afterAll(() => opened.close());
  beforeEach(() => {
    opened.simulator.faults.clear();
    opened.simulator.log.clear();
  });

  const sign = (
    more: Partial<{
      identity: BsreIdentity;
      authorisation: BsreAuthorisation;
      pdf: Uint8Array;
      appearance: BsreAppearance;
    }> = {},
    by: BsreGateway = gateway,
  ) =>
    by.sign({
      identity: { nik: opened.nik },
      authorisation: { passphrase: opened.passphrase() },
      pdf: letter,
      appearance: { kind: 'invisible' },
      ...more,
    });
  /** How often it signed, and how often it was asked to. */
  const signed = () => opened.simulator.log.all().reduce((sum, entry) => sum + entry.signed, 0);
  const dispatches = () =>
    opened.simulator.log.all().filter(({ kind }) => kind === 'sign' || kind === 'seal').length;
  const verdict = async (pdf: Uint8Array) =>
    (await verifyPdf(bytesSource(pdf), { trust: { anchors: [opened.root] }, now: new Date() })).verdict;

  describe.each(['A', 'B'] as const)('refusing in shape %s', (shape) => {
    const wrong = (): BsreAuthorisation => ({ passphrase: Buffer.from('bukan "ini" 77') });
    it('a wrong passphrase', async () => {
      await opened.simulator.arm({ 'error-shape': shape });
      const failure = await failureOf(sign({ authorisation: wrong() }));
      expect(failure).toMatchObject({
        code: 'passphrase-wrong',
        outcome: 'not-signed',
        http: 400,
        statusCode: 2031,
        synthetic: false,
      });
      expect(failure.said).toContain('Passphrase anda salah');
      expect(failure.raw).toContain('2031');
      expect([signed(), dispatches()]).toEqual([0, 1]);
    });

    it.each([
      ['9111990101900003', 'certificate-missing', 2021, false],
      ['9111990101900002', 'certificate-expired', 2051, true],
      ['9111990101900005', 'refused', 2053, false],
      ['9111990101909999', 'person-unregistered', 2011, false],
    ])('%s, who is in no state to sign', async (nik, code, statusCode, synthetic) => {
      await opened.simulator.arm({ 'error-shape': shape });
      const failure = await failureOf(sign({ identity: { nik } }));
      expect(failure).toMatchObject({ code, outcome: 'not-signed', statusCode, synthetic });
      expect(JSON.stringify({ ...failure, stack: failure.stack })).not.toContain(nik);
    });

    it('a file that its engine cannot read', async () => {
      await opened.simulator.arm({ 'error-shape': shape });
      const pdf = Buffer.from('%PDF-1.7\nrusak\n%%EOF\n');
      expect(await failureOf(sign({ pdf }))).toMatchObject({ code: 'pdf-unreadable', outcome: 'not-signed' });
    });
  });

  it.each(['C', 'C-text'] as const)('in shape %s leaves the outcome open', async (shape) => {
    await opened.simulator.arm({ 'error-shape': shape });
    const failure = await failureOf(sign({ authorisation: { passphrase: Buffer.from('bukan ini') } }));
    expect(failure).toMatchObject({ outcome: 'unknown', http: 500 });
  });

  it.each([
    ['9111990101900002', 'EXPIRED'],
    ['9111990101900003', 'NO_CERTIFICATE'],
    ['9111990101900004', 'NEW'],
    ['9111990101900005', 'SUSPEND'],
    ['9111990101900006', 'REVOKE'],
    ['9111990101900007', 'WAITING_FOR_VERIFICATION'],
    ['9111990101900008', 'RENEW'],
  ])('tells that %s is %s', async (nik, state) => {
    await opened.simulator.arm({ 'code-form': 'string', on: 'status' });
    expect(await gateway.status({ nik })).toMatchObject({ state, maySign: false });
    expect((await gateway.status({ nik })).state).toBe(state);
  });

  it.each([
    ['mid-request', 0],
    ['before', 0],
    ['after', 1],
    ['mid-response', 1],
  ] as const)('cut %s leaves the outcome open, and is not asked again', async (drop, times) => {
    await opened.simulator.arm({ drop });
    const failure = await failureOf(sign());
    expect(failure).toMatchObject({ code: 'cut-off', outcome: 'unknown' });
    expect([signed(), dispatches()]).toEqual([times, 1]);
    if (version === 'v2' || drop !== 'mid-response') {
      expect(failure.documentId).toBeUndefined();
      return;
    }
    // The head had come: what was signed can be had.
    const { pdf } = await gateway.download(failure.documentId ?? '');
    expect(await verdict(pdf)).toBe('intact');
  });

  it.each([503, 504, 429] as const)('that answers %i is not asked to sign again', async (status) => {
    await opened.simulator.arm({ [`status-${status}`]: true });
    expect(await failureOf(sign())).toMatchObject({
      code: 'gateway-busy',
      outcome: status === 429 ? 'not-signed' : 'unknown',
    });
    expect([signed(), dispatches()]).toEqual([0, 1]);
  });

  it('that answers 503 is asked again for a status and a verification', async () => {
    for (const on of ['status', 'verify'] as const)
      await opened.simulator.arm({ 'status-503': true, on, calls: 2 });
    expect((await gateway.status({ nik: opened.nik })).maySign).toBe(true);
    expect((await gateway.verify(letter)).conclusion).toBe('unsigned');
    expect(opened.simulator.log.all()).toHaveLength(6);
  });

  it('slower than the limit leaves the outcome open', async () => {
    await opened.simulator.arm({ 'latency-ms': 3000 });
    const impatient = openBsreGateway({ ...opened.settings, limits: { signTime: 1000 } });
    expect(await failureOf(sign({}, impatient))).toMatchObject({ code: 'too-slow', outcome: 'unknown' });
    await expect.poll(signed, { timeout: 30_000 }).toBe(1);
    expect(dispatches()).toBe(1);
  });

  it('with text that is called JSON leaves the outcome open', async () => {
    await opened.simulator.arm({ 'json-labelled-text': true });
    const failure = await failureOf(sign());
    expect(failure).toMatchObject({
      code: 'answer-unreadable',
      outcome: 'unknown',
      http: 200,
      said: 'Terjadi kesalahan pada server',
    });
    expect(failure.documentId !== undefined).toBe(version === 'v1');
  });

  it('that calls its answer something else is read all the same', async () => {
    await opened.simulator.arm({ 'wrong-content-type': true });
    expect(await verdict((await sign()).pdf)).toBe('intact');
  });

  it.each(['id_dokumen', 'id-dokumen', 'none'] as const)('with its id under %s is read', async (name) => {
    await opened.simulator.arm({ 'id-header': name });
    const { documentId } = await sign();
    expect(documentId !== undefined).toBe(version === 'v1' && name !== 'none');
  });

  it('with its time as ISO is read', async () => {
    await opened.simulator.arm({ 'time-form': 'iso' });
    const result = await sign();
    if (version === 'v2') expect(Date.parse(result.signedAt ?? '')).not.toBeNaN();
    expect(await verdict(result.pdf)).toBe('intact');
  });

  it('whose file is damaged or written anew is handed on, for the act to judge', async () => {
    await opened.simulator.arm({ 'corrupt-pdf': true });
    expect(await verdict((await sign()).pdf)).toBe('broken');
    await opened.simulator.arm({ 'rewritten-pdf': true });
    const { pdf } = await sign();
    expect(await verdict(pdf)).toBe('intact');
    expect(Buffer.from(pdf).subarray(0, letter.length).equals(letter)).toBe(false);
  });

  it('whose file has lost its end leaves the outcome open', async () => {
    await opened.simulator.arm({ 'corrupt-pdf': 'cut' });
    expect(await failureOf(sign())).toMatchObject({ code: 'answer-unreadable', outcome: 'unknown' });
    expect(signed()).toBe(1);
  });

  describe.each(['bottom-left', 'top-left'] as const)('that counts from the %s corner', (originCorner) => {
    it.each<[string, LetterShape]>([
      ['plain', {}],
      ['turned', { pageEntries: '/Rotate 90' }],
      ['turned thrice and cropped', { pageEntries: '/Rotate 270 /CropBox [50 100 545 742]' }],
      ['begun elsewhere', { mediaBox: '[20 30 615 872]' }],
    ])('puts a picture where it was wanted on a page that is %s', async (_, shape) => {
      const pdf = letterPdf(shape);
      const wanted = { page: 1, rect: { x: 100, y: 50, width: 120, height: 60 } };
      await opened.simulator.arm({ 'origin-corner': originCorner });
      const placement = await gatewayPlacement(pdf, wanted, { originCorner, pageSpace: 'shown' });
      const result = await sign({ pdf, appearance: { kind: 'visible', image, placement } });
      const document = await openPdf(bytesSource(result.pdf));
      const fields = await document.signatureFields();
      const rect = await document.resolve(fields.at(-1)?.dict.get('Rect'));
      // The other way to count is that of `/Rect` itself.
      const { x, y, width, height } = await gatewayPlacement(pdf, wanted, {
        originCorner: 'bottom-left',
        pageSpace: 'own',
      });
      expect(rect).toEqual([x, y, x + width, y + height]);
      expect(await verdict(result.pdf)).toBe('intact');
    });
  });

  it('draws over a tag, and refuses one that is not there', async () => {
    const size = { width: 60, height: 30 };
    const appearance = (tag: string): BsreAppearance => ({ kind: 'tagged', image, tag, ...size });
    expect(await verdict((await sign({ appearance: appearance('S') })).pdf)).toBe('intact');
    expect(await failureOf(sign({ appearance: appearance('#') }))).toMatchObject({
      outcome: 'not-signed',
      http: 400,
    });
  });

  it.each<[string, Parameters<typeof sign>[0]]>([
    ['a NIK of other digits', { identity: { nik: '91' } }],
    ['a path in the place of a NIK', { identity: { nik: '../../sim/log/..' } }],
    ['no passphrase', { authorisation: { passphrase: Buffer.alloc(0) } }],
    ['a passphrase that is no text', { authorisation: { passphrase: Buffer.from([0xff, 0xfe]) } }],
    ['no PDF', { pdf: Buffer.from('PK') }],
    [
      'a tag of two characters',
      { appearance: { kind: 'tagged', image: new Uint8Array(), tag: '##', width: 1, height: 1 } },
    ],
  ])('is not asked with %s', async (_, more) => {
    expect(await failureOf(sign(more))).toMatchObject({ code: 'request-invalid', outcome: 'not-signed' });
    expect(opened.simulator.log.all()).toHaveLength(0);
  });

  it('is not asked with a picture that is no PNG', async () => {
    const placement = { page: 1, x: 1, y: 1, width: 10, height: 10 };
    const appearance: BsreAppearance = { kind: 'visible', image: Buffer.from('GIF89a'), placement };
    expect(await failureOf(sign({ appearance }))).toMatchObject({ code: 'request-invalid' });
    expect(dispatches()).toBe(0);
  });

  it('leaves no trace of the passphrase in anything that is kept or thrown', async () => {
    const secret = opened.passphrase().toString();
    const kept: Record<string, string> = { signed: JSON.stringify({ ...(await sign()), pdf: '' }) };
    for (const drop of ['before', 'after', 'mid-response', 'mid-request'] as const) {
      await opened.simulator.arm({ drop });
      const failure = await failureOf(sign());
      kept[drop] = JSON.stringify({ ...failure, message: failure.message, stack: failure.stack });
    }
    kept['log'] = JSON.stringify(opened.simulator.log.all());
    const folder = await mkdtemp(join(tmpdir(), 'noken-bsre-'));
    try {
      expect(await holdersOf(secret, folder, kept)).toEqual([]);
      expect(await holdersOf(opened.nik, folder, kept)).toEqual([]);
    } finally {
      await rm(folder, { recursive: true });
    }
  });
});

describe('v2 alone', () => {
  let opened: Simulated;
  beforeAll(async () => {
    opened = await openSimulated('v2', { limits: quick });
  });
  afterAll(() => opened.close());
  const mailed = () => Buffer.from(opened.simulator.mails.at(-1)?.code ?? '');
  const unseen: BsreAppearance = { kind: 'invisible' };

  it('signs by a code that was sent, for as many files as it was asked for', async () => {
    const identity = { email: 'satu@uji.invalid' };
    const sent = await opened.gateway.requestTotp(identity, 1);
    expect(sent).toMatchObject({ totp: undefined, said: 'TOTP berhasil dikirim' });
    const request = { identity, authorisation: { totp: mailed() }, pdf: letter, appearance: unseen };
    expect((await opened.gateway.sign(request)).http).toBe(200);
    const failure = await failureOf(opened.gateway.sign(request));
    expect(failure).toMatchObject({
      code: 'totp-wrong',
      statusCode: 2041,
      synthetic: true,
      outcome: 'not-signed',
    });
  });

  it('seals by a code that an activation gives', async () => {
    const subscriber = 'SEGEL-UJI-0001';
    expect(await opened.gateway.sealActivation(subscriber)).toMatchObject({ totp: undefined });
    const activation = mailed();
    const live = await opened.gateway.sealActivation(subscriber, activation);
    expect(live.totp?.equals(activation)).toBe(true);
    expect(Date.parse(live.expires ?? '')).toBeGreaterThan(Date.now());
    expect(live.raw).not.toContain(activation.toString());
    const { totp = Buffer.alloc(0), raw } = await opened.gateway.sealTotp(subscriber, 1, activation);
    expect(totp.toString()).toMatch(/^\d{6}$/);
    expect(raw).not.toContain(totp.toString());
    const sealed = await opened.gateway.seal({ subscriber, totp, pdf: letter, appearance: unseen });
    const report = await verifyPdf(bytesSource(sealed.pdf), {
      trust: { anchors: [opened.root] },
      now: new Date(),
    });
    expect(report.signatures.map(({ kind }) => kind)).toEqual(['seal']);
    expect(report.verdict).toBe('intact');
    await opened.gateway.revokeSealActivation(subscriber, activation);
    expect(await failureOf(opened.gateway.sealTotp(subscriber, 1, activation))).toMatchObject({
      code: 'totp-wrong',
    });
  });

  it('leaves the outcome of a seal open where it is cut', async () => {
    const subscriber = 'SEGEL-UJI-0001';
    await opened.gateway.sealActivation(subscriber);
    const { totp = Buffer.alloc(0) } = await opened.gateway.sealTotp(subscriber, 2, mailed());
    opened.simulator.log.clear();
    await opened.simulator.arm({ drop: 'after', on: 'seal' });
    const failure = await failureOf(
      opened.gateway.seal({ subscriber, totp, pdf: letter, appearance: unseen }),
    );
    expect(failure).toMatchObject({ code: 'cut-off', outcome: 'unknown' });
    expect(opened.simulator.log.all().map(({ kind, signed }) => [kind, signed])).toEqual([['seal', 1]]);
  });

  it('shows a chain, leaf first, and refuses a wrong name by text that is called JSON', async () => {
    const { certificates, raw } = await opened.gateway.certificateChain(opened.nik);
    expect(certificates).toHaveLength(3);
    expect(raw).not.toContain(certificates[0]);
    expect(await failureOf(opened.gateway.certificateChain('../x'))).toMatchObject({ http: 400 });
    expect(await failureOf(opened.gateway.certificateChain('tidak-ada'))).toMatchObject({
      http: 400,
      said: 'Sertifikat tidak ditemukan',
    });
  });
});
