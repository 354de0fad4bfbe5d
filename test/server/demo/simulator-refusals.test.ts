import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { letterPdf } from '../../support/letter-pdf.js';
import { throughQpdf } from '../../support/pdf-oracles.js';
import {
  formToSign,
  jsonToSign,
  runningSimulator,
  signerNik,
  type CalledSimulator,
} from '../../support/running-simulator.js';

let simulator: CalledSimulator;
const letter = letterPdf();

beforeAll(async () => {
  simulator = await runningSimulator({ maxBodyBytes: 200_000 });
});
afterAll(() => simulator.close());

async function refusalOf(asked: Promise<Response>) {
  const answer = await asked;
  const text = await answer.text();
  expect(simulator.log.all().at(-1)).toMatchObject({ outcome: 'refused', signed: 0, http: answer.status });
  return { status: answer.status, text, type: answer.headers.get('content-type') };
}

const byForm = (change: Parameters<typeof formToSign>[1], headers = {}) =>
  refusalOf(simulator.form('/api/sign/pdf', formToSign(letter, change), headers));
const byJson = (change: object, properties = {}, headers = {}) =>
  refusalOf(simulator.json('/api/v2/sign/pdf', jsonToSign(letter, { ...change }, properties), headers));

const nikEnding = (suffix: string) => `911199010190${suffix}`;

describe('status', () => {
  it.each([
    ['0001', 'ISSUE', 1111, false],
    ['0002', 'EXPIRED', 2051, true],
    ['0003', 'NO_CERTIFICATE', 2021, false],
    ['0004', 'NEW', 2023, true],
    ['0005', 'SUSPEND', 2053, true],
    ['0006', 'REVOKE', 2054, true],
    ['0007', 'WAITING_FOR_VERIFICATION', 2022, true],
    ['0008', 'RENEW', 2052, true],
  ])('of …%s is %s, and only ISSUE may sign', async (suffix, status, code, synthetic) => {
    const nik = nikEnding(suffix);
    const older = await simulator.call(`/api/user/status/${nik}`);
    const newer = await simulator.json('/api/v2/user/check/status', { nik });
    for (const answer of [older, newer]) {
      expect(answer.status).toBe(200);
      expect(await answer.json()).toMatchObject({ status, status_code: code });
    }
    expect(simulator.log.all().at(-1)?.synthetic ?? false).toBe(synthetic);
    if (status === 'ISSUE') return;
    for (const refused of [await byForm({ nik }), await byJson({ nik })]) {
      expect(refused.status).toBe(400);
      expect(JSON.parse(refused.text)).toMatchObject({ status_code: code });
    }
  });

  it('of a stranger, or of what is no NIK, is NOT_REGISTERED under a code of its version', async () => {
    for (const nik of ['9111020101900001', '9111990101900009', 'bukan-nik']) {
      const older = await simulator.call(`/api/user/status/${nik}`);
      expect(await older.json()).toEqual({
        status_code: 1110,
        status: 'NOT_REGISTERED',
        message: 'User belum terdaftar',
      });
      const newer = await simulator.json('/api/v2/user/check/status', { nik });
      expect(newer.status).toBe(200);
      expect(await newer.json()).toMatchObject({ status_code: 2011, status: 'NOT_REGISTERED' });
      expect(JSON.parse((await byForm({ nik })).text)).toEqual({
        error: 'User tidak terdaftar',
        status_code: 2011,
      });
    }
  });

  it('is told by address as well', async () => {
    const [{ email = '' } = {}] = simulator.people;
    const known = await simulator.json('/api/v2/user/check/status', { email });
    expect(await known.json()).toMatchObject({ status: 'ISSUE' });
    const stranger = await simulator.json('/api/v2/user/check/status', { email: 'x@uji.invalid' });
    expect(await stranger.json()).toMatchObject({ status: 'NOT_REGISTERED' });
  });
});

describe('v1 refuses', () => {
  const seen = {
    tampilan: 'visible',
    image: 'false',
    linkQR: 'https://noken.example/v/x',
    page: '1',
    xAxis: '10',
    yAxis: '10',
    width: '60',
    height: '60',
  };

  it.each<[string, Record<string, string | Uint8Array | undefined>, string]>([
    ['no file', { file: undefined }, 'file harus diisi'],
    ['a file that is text', { file: 'JVBERi0' }, 'file harus diisi'],
    ['no NIK', { nik: undefined }, 'nik harus diisi'],
    ['no passphrase', { passphrase: undefined }, 'passphrase harus diisi'],
    ['no tampilan', { tampilan: undefined }, 'tampilan harus'],
    ['another tampilan', { tampilan: 'tampak' }, 'tampilan harus'],
    ['no image', { ...seen, image: undefined }, 'image harus'],
    ['no link', { ...seen, linkQR: undefined }, 'linkQR harus diisi'],
    ['a link that is none', { ...seen, linkQR: 'noken' }, 'linkQR harus'],
    ['no width', { ...seen, width: undefined }, 'width harus'],
    ['no size', { ...seen, height: '0' }, 'height harus'],
    ['no place', { ...seen, xAxis: undefined }, 'x harus'],
    ['a place in words', { ...seen, yAxis: 'bawah' }, 'y harus'],
    ['page 0', { ...seen, page: '0' }, 'page harus'],
    ['a page beyond the last', { ...seen, page: '2' }, 'halaman tidak ada'],
    ['an unknown older page', { ...seen, page: undefined, halaman: 'TENGAH' }, 'halaman harus'],
    ['a place off the page', { ...seen, xAxis: '590' }, 'posisi tanda tangan di luar halaman'],
    ['a tag of two characters', { ...seen, tag_koordinat: '##' }, 'tag_koordinat harus satu karakter'],
    ['a tag that is nowhere', { ...seen, tag_koordinat: '~' }, 'tag koordinat tidak ditemukan'],
    ['another form of answer', { jenis_response: 'XML' }, 'jenis_response tidak dikenal'],
  ])('%s', async (_, change, words) => {
    const refused = await byForm(change);
    expect(refused.status).toBe(400);
    expect(JSON.parse(refused.text)).toMatchObject({
      error: expect.stringContaining(words),
      status_code: 400,
    });
    expect(simulator.log.all().at(-1)?.synthetic).toBe(true);
  });

  it('a picture that is missing or none with HTTP 500', async () => {
    const withPicture = { ...seen, image: 'true', linkQR: undefined };
    for (const imageTTD of [undefined, Buffer.from('bukan gambar')]) {
      const refused = await byForm({ ...withPicture, imageTTD });
      expect(refused.status).toBe(500);
      expect(JSON.parse(refused.text)).toMatchObject({ status: 500, path: '/api/sign/pdf' });
    }
  });

  it('what is no form', async () => {
    const headers = { 'content-type': 'application/json' };
    const json = await refusalOf(simulator.call('/api/sign/pdf', { method: 'POST', body: '{}', headers }));
    expect(json.status).toBe(415);
    const broken = { 'content-type': 'multipart/form-data; boundary=x' };
    const cut = await refusalOf(
      simulator.call('/api/sign/pdf', { method: 'POST', body: '--y', headers: broken }),
    );
    expect(cut.status).toBe(400);
  });
});

describe('v2 refuses', () => {
  const seen = {
    tampilan: 'VISIBLE',
    imageBase64: Buffer.from('bukan gambar').toString('base64'),
    page: 1,
    originX: 10,
    originY: 10,
    width: 60,
    height: 60,
  };
  const two = [Buffer.from(letter).toString('base64'), Buffer.from(letter).toString('base64')];

  it.each<[string, object, object, string]>([
    ['nobody', { nik: undefined }, {}, 'nik atau email harus diisi'],
    ['a NIK that is a number', { nik: 9111990101900001 }, {}, 'nik harus berupa teks'],
    ['no secret', { passphrase: undefined }, {}, 'passphrase atau totp harus diisi'],
    ['two secrets', { totp: '123456' }, {}, 'passphrase atau totp harus diisi'],
    ['no file', { file: undefined }, {}, 'file harus diisi'],
    ['an empty list', { file: [] }, {}, 'file harus diisi'],
    ['a file that is no list', { file: 'JVBERi0=' }, {}, 'file harus diisi'],
    ['bad base64', { file: ['JVBERi0'] }, {}, 'Illegal base64 character'],
    ['an address in front', { file: ['data:application/pdf;base64,JVBERi0='] }, {}, 'Illegal base64'],
    ['no properties', { signatureProperties: undefined }, {}, 'signatureProperties harus satu'],
    [
      'properties for other files',
      { file: [...two, two[0]], signatureProperties: [{}, {}] },
      {},
      'signatureProperties harus',
    ],
    ['properties that are none', { signatureProperties: ['INVISIBLE'] }, {}, 'signatureProperties tidak'],
    ['tampilan in small letters', {}, { tampilan: 'invisible' }, 'tampilan harus VISIBLE'],
    ['no width', {}, { ...seen, width: null }, 'width harus'],
    ['a name of v1', {}, { ...seen, originX: undefined, xAxis: 10 }, 'x harus'],
    ['a tag of two characters', {}, { ...seen, tag_koordinat: '##' }, 'tag_koordinat harus satu'],
  ])('%s', async (_, change, properties, words) => {
    const refused = await byJson(change, properties);
    expect(refused.status).toBe(400);
    expect(JSON.parse(refused.text)).toMatchObject({
      error: expect.stringContaining(words),
      status_code: 400,
    });
  });

  it('a picture that is missing or none with HTTP 500', async () => {
    for (const properties of [seen, { ...seen, imageBase64: '' }, { ...seen, imageBase64: undefined }]) {
      const refused = await byJson({}, properties);
      expect(refused.status).toBe(500);
      expect(JSON.parse(refused.text)).toMatchObject({ status: 500, path: '/api/v2/sign/pdf' });
    }
  });

  it('what is no JSON', async () => {
    const send = (body: string, type: string) =>
      refusalOf(
        simulator.call('/api/v2/sign/pdf', { method: 'POST', body, headers: { 'content-type': type } }),
      );
    expect((await send('{}', 'text/plain')).status).toBe(415);
    expect((await send('{"nik":', 'application/json')).status).toBe(400);
    expect((await send('[]', 'application/json')).status).toBe(400);
  });

  it('one bad file among several, and signs none of them', async () => {
    const bad = Buffer.from('%PDF-1.7 rusak').toString('base64');
    const refused = await byJson({ file: [...two, bad] });
    expect(refused.status).toBe(400);
    expect(refused.text).toContain('Rebuild failed');
  });
});

describe('a PDF that cannot be signed', () => {
  const prefix = 'Proses signing gagal : com.itextpdf.text.exceptions.';

  it('is refused in the words of the engine where it is broken', async () => {
    for (const broken of [Buffer.from('bukan pdf'), letter.subarray(0, 300)]) {
      const file = [Buffer.from(broken).toString('base64')];
      for (const { status, text } of [await byForm({ file: broken }), await byJson({ file })]) {
        expect(status).toBe(400);
        const body = JSON.parse(text) as { error: string; status_code: number };
        expect(body.status_code).toBe(400);
        expect(body.error).toMatch(new RegExp(`^${prefix}InvalidPdfException: Rebuild failed`));
      }
    }
  });

  it('and where it is locked', async () => {
    const locked = await throughQpdf(letter, '--encrypt', 'a', 'b', '256', '--');
    const { status, text } = await byForm({ file: locked });
    expect(status).toBe(400);
    expect(JSON.parse(text)).toMatchObject({ error: expect.stringContaining(`${prefix}BadPassword`) });
    expect(simulator.log.all().at(-1)?.synthetic).toBe(true);
  });
});

describe('a refusal', () => {
  const wrong = { passphrase: 'bukan ini' };
  const shaped = (shape: string) => ({ 'x-sim-error-shape': shape });

  it('has shape A: its own number', async () => {
    const refused = await byForm(wrong, shaped('A'));
    expect(refused).toMatchObject({ status: 400, type: 'application/json' });
    expect(JSON.parse(refused.text)).toEqual({ error: 'Passphrase anda salah', status_code: 2031 });
  });

  it('or shape B: the number at the end of the sentence', async () => {
    expect(JSON.parse((await byForm(wrong, shaped('B'))).text)).toEqual({
      error: 'Proses signing gagal : Passphrase anda salah 2031',
      status_code: 400,
    });
    expect(JSON.parse((await byForm({ nik: nikEnding('9999') }, shaped('B'))).text)).toEqual({
      error: 'Proses signing gagal : User tidak terdaftar 2011',
      status_code: 400,
    });
  });

  it('or shape C: what nobody caught, as JSON or as text', async () => {
    const json = await byJson(wrong, {}, shaped('C'));
    expect(json.status).toBe(500);
    expect(JSON.parse(json.text)).toMatchObject({ status: 500, error: 'Internal Server Error' });
    expect(await byJson(wrong, {}, shaped('C-text'))).toMatchObject({
      status: 500,
      type: 'text/plain;charset=UTF-8',
      text: 'Proses signing gagal : Passphrase anda salah 2031',
    });
  });
});

describe('a request', () => {
  it('of more than the limit is refused before it is read', async () => {
    const { status } = await byForm({ file: new Uint8Array(300_000) });
    expect(status).toBe(413);
  });

  it('to no door, or by another method, is told so', async () => {
    for (const path of [
      '/api/entity/segel',
      '/api/user/profile/9111990101900001',
      '/api/v2/user/registration',
    ]) {
      expect((await refusalOf(simulator.json(path, {}))).status).toBe(404);
    }
    expect((await refusalOf(simulator.call('/api/sign/pdf'))).status).toBe(405);
    expect((await refusalOf(simulator.json(`/api/user/status/${signerNik}`, {}))).status).toBe(405);
  });
});
