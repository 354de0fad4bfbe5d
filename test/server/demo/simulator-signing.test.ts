import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bytesSource, openPdf, verifyPdf } from '../../../server/pdf/index.js';
import { letterPdf } from '../../support/letter-pdf.js';
import { pdfsigVerdicts, qpdfCheck, withFile } from '../../support/pdf-oracles.js';
import {
  formToSign,
  jsonToSign,
  runningSimulator,
  simulatorLogin,
  type CalledSimulator,
} from '../../support/running-simulator.js';

let simulator: CalledSimulator;
let picture: Uint8Array;
const letter = letterPdf({ pages: 2 });

beforeAll(async () => {
  simulator = await runningSimulator();
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
