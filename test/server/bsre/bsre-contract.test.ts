import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { gatewayPlacement, type BsreAppearance, type BsreSigned } from '../../../server/bsre/index.js';
import { bytesSource, openPdf, verifyPdf } from '../../../server/pdf/index.js';
import { contractGateways, contractPicture, type OpenedGateway } from '../../support/contract-gateways.js';
import { failureOf } from '../../support/gateway-caller.js';
import { letterPdf } from '../../support/letter-pdf.js';
import { pdfsigVerdicts, withFile } from '../../support/pdf-oracles.js';

const letter = letterPdf({ pages: 2 });
const unseen: BsreAppearance = { kind: 'invisible' };

/** Rectangle of the newest signature field, in the page's own space. */
async function rectangle(signed: Uint8Array): Promise<unknown> {
  const document = await openPdf(bytesSource(signed));
  const fields = await document.signatureFields();
  return document.resolve(fields.at(-1)?.dict.get('Rect'));
}

// What stands here harms nothing at a real gateway: a test account signs pages of ours that say nothing.
describe.each(contractGateways())('$name', ({ open }) => {
  let opened: OpenedGateway;
  let image: Uint8Array;
  beforeAll(async () => {
    opened = await open();
    image = await contractPicture();
  });
  afterAll(() => opened.close());

  const sign = async (
    pdf: Uint8Array,
    appearance: BsreAppearance = unseen,
    more: { reason?: string; location?: string } = {},
  ): Promise<BsreSigned> => {
    const passphrase = opened.passphrase();
    try {
      const identity = { nik: opened.nik };
      return await opened.gateway.sign({ identity, authorisation: { passphrase }, pdf, appearance, ...more });
    } finally {
      passphrase.fill(0);
    }
  };

  async function judged(signed: Uint8Array, base: Uint8Array, signatures = 1) {
    expect(Buffer.from(signed).subarray(0, base.length).equals(base)).toBe(true);
    const trust = { anchors: opened.root ? [opened.root] : [] };
    const report = await verifyPdf(bytesSource(signed), { trust, now: new Date() });
    expect(report.verdict).toBe('intact');
    if (opened.root) expect(report.trusted).toBe(true);
    expect(report.signatures).toHaveLength(signatures);
    await withFile(signed, async (path) =>
      expect(await pdfsigVerdicts(path)).toEqual(Array(signatures).fill('Signature is Valid.')),
    );
    return report.signatures;
  }

  it('tells who may sign', async () => {
    const standing = await opened.gateway.status({ nik: opened.nik });
    expect(standing).toMatchObject({ state: 'ISSUE', maySign: true, statusCode: 1111 });
    expect(standing.said).toBeTruthy();
    expect(standing.raw).toContain('ISSUE');
    expect(JSON.stringify(standing)).not.toContain(opened.nik);
  });

  it('tells who is not known', async () => {
    // District 91.11.99 does not exist.
    const standing = await opened.gateway.status({ nik: '9111990101909999' });
    expect(standing).toMatchObject({ state: 'NOT_REGISTERED', maySign: false });
    expect([1110, 2011]).toContain(standing.statusCode);
  });

  it('signs unseen, as B-T, and keeps nothing of it in what is kept', async () => {
    const signed = await sign(letter, unseen, { reason: 'Uji – Noken', location: 'Arso' });
    const [signature] = await judged(signed.pdf, letter);
    expect(signature).toMatchObject({ level: 'B-T', reason: 'Uji – Noken', location: 'Arso' });
    expect(signed.raw).toContain('‹file');
    expect(signed.raw.length).toBeLessThan(500);
    if (opened.gateway.version === 'v1') expect(signed.documentId).toBeTruthy();
    else expect(signed.took).toBeTypeOf('number');
  });

  it('signs what was signed before, and leaves the first signature right', async () => {
    const first = await sign(letter);
    await new Promise((resolve) => setTimeout(resolve, 5));
    const second = await sign(first.pdf);
    await judged(second.pdf, first.pdf, 2);
  });

  it('signs seen, on the page that is named', async () => {
    const rect = { x: 100, y: 200, width: 90, height: 45 };
    const placement = await gatewayPlacement(letter, { page: 2, rect }, opened.settings);
    const signed = await sign(letter, { kind: 'visible', image, placement });
    await judged(signed.pdf, letter);
    if (opened.simulator) expect(await rectangle(signed.pdf)).toEqual([100, 200, 190, 245]);
  });

  it('finds its own signature valid, and none where there is none', async () => {
    const { pdf } = await sign(letter);
    const findings = await opened.gateway.verify(pdf);
    expect(findings.conclusion).toBe('valid');
    expect(findings.signatures).toHaveLength(1);
    expect(findings.signatures[0]).toMatchObject({ isWhole: true, isTrusted: true });
    expect(findings.signatures[0]?.timestamp?.name).toBeTruthy();
    expect(Math.abs(Date.parse(findings.signatures[0]?.signedAt ?? '') - Date.now())).toBeLessThan(
      15 * 60_000,
    );
    expect(await opened.gateway.verify(letter)).toMatchObject({ conclusion: 'unsigned', signatures: [] });
  });

  it('finds a changed file invalid', async () => {
    const { pdf } = await sign(letter);
    const changed = Buffer.from(pdf);
    changed.write('Surat tigas', changed.indexOf('Surat tugas'));
    expect((await opened.gateway.verify(changed)).conclusion).toBe('invalid');
  });

  it('gives a signed file once more in v1, and keeps none in v2', async () => {
    const { documentId = 'x', pdf } = await sign(letter);
    if (opened.gateway.version === 'v2') {
      expect(await failureOf(opened.gateway.download(documentId))).toMatchObject({
        code: 'not-offered',
        outcome: 'unknown',
      });
      return;
    }
    const again = await opened.gateway.download(documentId);
    expect(Buffer.from(again.pdf).equals(pdf)).toBe(true);
    expect(await failureOf(opened.gateway.download(documentId))).toMatchObject({
      code: 'document-gone',
      outcome: 'unknown',
      http: 404,
      documentId,
    });
  });

  it('refuses another credential before anything else', async () => {
    const { openBsreGateway } = await import('../../../server/bsre/index.js');
    const stranger = openBsreGateway({
      ...opened.settings,
      login: { name: 'noken', password: 'bukan-ini-2' },
    });
    const failure = await failureOf(stranger.status({ nik: opened.nik }));
    expect(failure).toMatchObject({ code: 'login-refused', http: 401 });
    expect(JSON.stringify({ ...failure, stack: failure.stack })).not.toMatch(/bukan-ini-2|\d{16}/);
  });

  it('refuses what v1 has not, before it is sent', async () => {
    if (opened.gateway.version === 'v2') return;
    const totp = Buffer.from('123456');
    const refused = [
      opened.gateway.requestTotp({ nik: opened.nik }, 1),
      opened.gateway.sealTotp('x', 1, totp),
      opened.gateway.status({ email: 'uji@contoh.go.id' }),
      opened.gateway.sign({
        identity: { nik: opened.nik },
        authorisation: { totp },
        pdf: letter,
        appearance: unseen,
      }),
    ];
    for (const each of refused)
      expect(await failureOf(each)).toMatchObject({ code: 'not-offered', outcome: 'not-signed' });
  });
});
