import { describe, expect, it } from 'vitest';
import { gatewayTime } from '../../../server/bsre/gateway-time.js';
import { readChain } from '../../../server/bsre/read-chain.js';
import { readFindings } from '../../../server/bsre/read-findings.js';
import { readOneTimeCode } from '../../../server/bsre/read-one-time-code.js';
import { readRefusal } from '../../../server/bsre/read-refusal.js';
import { readSigned } from '../../../server/bsre/read-signed.js';
import { readStanding } from '../../../server/bsre/read-standing.js';
import { gatewaySamples, type GatewaySample } from '../../support/bsre-answers.js';
import { letterPdf } from '../../support/letter-pdf.js';

const pdf = Buffer.from(letterPdf());
const bare = (text: string) => text;
const refusal = (http: number, body: string, path = '/api/sign/pdf') =>
  readRefusal({ http, body: Buffer.from(body) }, path);
/** Placeholders of a sample filled with a file. */
const filled = ({ http, headers, body }: GatewaySample) => ({
  http,
  headers,
  body: body === '<pdf bytes>' ? pdf : Buffer.from(body.replace(/<b64[^>]*>/g, pdf.toString('base64'))),
});

describe('each sample', () => {
  it.each(gatewaySamples())('$name $http is read for what it is', (sample) => {
    const { name, http, body } = sample;
    const [version, kind = ''] = name.split('.');
    if (http >= 400) {
      const found = refusal(
        http,
        body,
        kind.startsWith('download') ? '/api/sign/download/x' : '/api/sign/pdf',
      );
      const code = {
        wrong_basic: 'login-refused',
        sign_err: 'passphrase-wrong',
        sign_err_shapeA: 'passphrase-wrong',
        sign_err_shapeB: 'passphrase-wrong',
        sign_err_unregistered: 'person-unregistered',
        sign_err_pdf: 'pdf-unreadable',
        download_again: 'document-gone',
        wrong_totp: 'totp-wrong',
        verify_bad_file: 'gateway-failed',
      }[kind];
      expect(code).toBeDefined();
      expect(found.code).toBe(code);
      expect(found.synthetic).toBe(kind === 'wrong_totp');
      if (body !== '') expect(found.said).toBeTruthy();
    } else if (kind.startsWith('status')) {
      const state = (JSON.parse(body) as { status: string }).status;
      expect(readStanding(body)).toMatchObject({ state, maySign: state === 'ISSUE' });
    } else if (kind.startsWith('verify')) {
      expect(readFindings(body)?.conclusion).toBe(kind === 'verify_unsigned' ? 'unsigned' : 'valid');
      if (kind === 'verify_unsigned') return;
      expect(readFindings(body)?.signatures[0]).toMatchObject({
        signer: 'NAMA UJI',
        issuer: 'C=ID,O=UJI,CN=TEST CA',
        isWhole: true,
        isTrusted: true,
        signedAt: version === 'v1' ? '2024-06-05T02:32:40.860Z' : '2024-03-23T06:56:15.000Z',
        timestamp: { name: 'TSA UJI', at: version === 'v1' ? undefined : '2024-03-23T06:56:16.000Z' },
      });
    } else if (/totp|activation/.test(kind)) {
      const found = readOneTimeCode(body);
      expect(found?.said).toBeTruthy();
      expect(found?.expires).toBe(found?.totp ? '2026-02-10T04:24:40.927Z' : undefined);
      expect(found?.totp !== undefined).toBe(['seal_activation_valid', 'seal_totp'].includes(kind));
    } else {
      const signed = readSigned(filled(sample), bare);
      expect(Buffer.from(signed?.pdf ?? [])).toEqual(pdf);
      expect(signed?.documentId).toBe(version === 'v1' ? '0123456789abcdef0123456789abcdef' : undefined);
    }
  });
});

describe('a refusal', () => {
  it('keeps the number of each shape, and knows when BSrE itself speaks', () => {
    expect(refusal(400, '{"error":"x","status_code":"2031"}')).toMatchObject({
      statusCode: 2031,
      isRecognised: true,
    });
    expect(refusal(400, '{"error":"Proses signing gagal : y 2031","status_code":400}')).toMatchObject({
      statusCode: 2031,
      isRecognised: true,
    });
    expect(refusal(400, '{"error":"x","status_code":2999}')).toMatchObject({
      code: 'refused',
      statusCode: 2999,
    });
    expect(refusal(404, '{"error":"x","status_code":4044}')).toMatchObject({
      code: 'document-gone',
      statusCode: 4044,
    });
    expect(refusal(400, '{"error":"x","status_code":400}').statusCode).toBeUndefined();
  });

  it('takes no year for a number', () => {
    for (const said of [
      'berlaku 2026-01-01',
      'pada 01/02/2031 09:00',
      'jam 20:31',
      'versi 2011.1',
      '10.20.2031',
    ])
      expect(refusal(400, JSON.stringify({ error: said, status_code: 400 })).statusCode).toBeUndefined();
    expect(refusal(500, 'error 2031').isRecognised).toBe(false);
    expect(
      refusal(500, '{"error":"Proses signing gagal : sampai 2029","status_code":500}').isRecognised,
    ).toBe(false);
  });

  it('is read from a text that is called JSON, and from none', () => {
    expect(refusal(400, 'Passphrase anda salah')).toMatchObject({
      code: 'passphrase-wrong',
      said: 'Passphrase anda salah',
      isRecognised: false,
    });
    expect(refusal(500, '<html><body>2031</body></html>')).toMatchObject({
      code: 'gateway-failed',
      said: undefined,
    });
    expect(refusal(400, '')).toMatchObject({ code: 'refused', said: undefined });
    expect(refusal(400, '["x"]').code).toBe('refused');
    expect(refusal(400, '{"message":"User belum terdaftar"}').code).toBe('person-unregistered');
  });
});

describe('a standing', () => {
  it.each([
    ['{"status":"ISSUE"}', 'ISSUE'],
    ['{"userStatus":"issue","status_code":"1111"}', 'ISSUE'],
    ['{"data":{"status":"WAITING FOR VERIFICATION"}}', 'WAITING_FOR_VERIFICATION'],
    ['{"status_code":1111}', 'ISSUE'],
    ['{"status_code":1110,"message":"belum"}', 'NOT_REGISTERED'],
    ['{"status":"ISSUE","status_code":2021}', 'UNKNOWN'],
    ['{"status":"UNVERIFIED"}', 'UNKNOWN'],
    ['{"status":"RENEW","status_code":9999}', 'RENEW'],
  ])('%s is %s', (body, state) => {
    expect(readStanding(body)).toMatchObject({ state, maySign: state === 'ISSUE' });
  });

  it.each(['', 'ISSUE', '{}', '{"status":1111}', '[1111]', '{"message":"ISSUE"}'])('%s is none', (body) => {
    expect(readStanding(body)).toBeUndefined();
  });
});

describe('findings', () => {
  const first = (more: object, integrity: unknown = true) =>
    readFindings(
      JSON.stringify({
        jumlah_signature: 1,
        summary: 'VALID',
        details: [{ signature_document: { document_integrity: integrity } }],
        ...more,
      }),
    )?.conclusion;

  it('are valid only where word, count and each signature say so', () => {
    expect(first({ summary: 'DOCUMENT VALID !!!' })).toBe('valid');
    expect(first({ summary: undefined, SUMMARY: 'VALID' })).toBe('valid');
    expect(first({ summary: 'DOCUMENT NOT VALID !!!' })).toBe('invalid');
    expect(first({}, false)).toBe('invalid');
    expect(first({}, 'true')).toBe('unclear');
    expect(first({ summary: null })).toBe('unclear');
    expect(first({ jumlah_signature: 2 })).toBe('unclear');
    expect(first({ jumlah_signature: 0, details: [] })).toBe('unclear');
    const second = (more: object) =>
      readFindings(
        JSON.stringify({
          conclusion: 'VALID',
          signatureCount: 1,
          signatureInformations: [{ integrityValid: true, ...more }],
        }),
      )?.conclusion;
    expect(second({})).toBe('valid');
    expect(second({ modified: true })).toBe('invalid');
    expect(second({ integrityValid: null })).toBe('unclear');
    expect(
      readFindings('{"conclusion":"TOTAL_PASSED","signatureInformations":[{"integrityValid":true}]}')
        ?.conclusion,
    ).toBe('valid');
    expect(readFindings('{"x":1}')).toBeUndefined();
    expect(readFindings('VALID')).toBeUndefined();
  });

  it('read the stamp under both spellings', () => {
    for (const name of ['timestampInfomation', 'timestampInformation']) {
      const body = { conclusion: 'VALID', signatureInformations: [{ [name]: { signerName: 'TSA' } }] };
      expect(readFindings(JSON.stringify(body))?.signatures[0]?.timestamp?.name).toBe('TSA');
    }
  });
});

describe('a signed file', () => {
  const json = (body: unknown, headers = {}) => ({
    http: 200,
    headers,
    body: Buffer.from(JSON.stringify(body)),
  });
  const file = pdf.toString('base64');

  it('has its time in both forms', () => {
    expect(readSigned(json({ time: 862, file: [file] }), bare)).toMatchObject({
      took: 862,
      signedAt: undefined,
    });
    expect(readSigned(json({ time: '2026-02-10T04:24:40.927+0000', file: [file] }), bare)).toMatchObject({
      took: undefined,
      signedAt: '2026-02-10T04:24:40.927Z',
    });
    expect(readSigned(json({ time: {}, file: [file] }), bare)).toMatchObject({
      took: undefined,
      signedAt: undefined,
    });
  });

  it('keeps nothing of the file in what is kept of the answer', () => {
    const raw = readSigned(json({ base64_signed_file: file, id_dokumen: 'ab12', lain: 'ya' }), bare)?.raw;
    expect(raw).toBe('{"base64_signed_file":"‹file›","id_dokumen":"ab12","lain":"ya"}');
  });

  it('has no id that would change a path', () => {
    for (const id of ['../x', 'a/b', '', 'x'.repeat(129), 7])
      expect(
        readSigned(json({ base64_signed_file: file, id_dokumen: id }), bare)?.documentId,
      ).toBeUndefined();
  });

  it.each([
    ['two files', { file: [file, file] }],
    ['no file', { time: 1 }],
    ['a file with a hole', { file: [`${file.slice(0, 8)}*${file.slice(9)}`] }],
    ['a file cut short', { file: [pdf.subarray(0, 300).toString('base64')] }],
    ['another file', { file: [Buffer.from('PK').toString('base64')] }],
    ['a list', [file]],
  ])('is none in %s', (_, body) => {
    expect(readSigned(json(body), bare)).toBeUndefined();
  });

  it('is none where it is packed', () => {
    expect(
      readSigned({ http: 200, headers: { 'content-encoding': 'gzip' }, body: pdf }, bare),
    ).toBeUndefined();
  });
});

it('a code is none where the gateway says that it made none', () => {
  expect(readOneTimeCode('{"success":false,"message":"tidak"}')).toBeUndefined();
  expect(readOneTimeCode('{"success":true,"data":{"result":false}}')).toBeUndefined();
  expect(readOneTimeCode('dikirim')).toBeUndefined();
});

it('a chain is a list of texts', () => {
  expect(readChain('{"success":true,"data":["a","b"]}')).toEqual({ certificates: ['a', 'b'] });
  for (const body of ['x', '{"success":false,"data":["a"]}', '{"data":[{}]}', '{"data":"a"}'])
    expect(readChain(body)).toBeUndefined();
});

it('times are read with each zone, and none without', () => {
  expect(gatewayTime('2026-02-10T04:24:40.927+0000')).toBe('2026-02-10T04:24:40.927Z');
  expect(gatewayTime('2026-02-10T04:24:40Z')).toBe('2026-02-10T04:24:40.000Z');
  expect(gatewayTime('2026-02-10 11:24:40.123456 +07:00')).toBe('2026-02-10T04:24:40.123Z');
  expect(gatewayTime('2026-02-10 11:24:40.9', '+07:00')).toBe('2026-02-10T04:24:40.900Z');
  for (const text of ['2026-02-10 11:24:40', '10 Februari 2026', '2026-13-40T00:00:00Z', '862 ms', undefined])
    expect(gatewayTime(text)).toBeUndefined();
});
