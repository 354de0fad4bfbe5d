import { randomBytes } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { formBody, jsonBody, jsonEscaped, type RequestBody } from '../../../server/bsre/request-body.js';

const whole = (body: RequestBody) => Buffer.concat([...body.pieces()]);

describe('a secret in JSON', () => {
  it.each(['biasa', 'tanda " dan \\', 'baris\nbaru\ttab\u0000\u001f', 'sándi 🌺 ᮞ', '\u007f/'])(
    '%j comes back',
    (secret) => {
      expect(JSON.parse(`"${jsonEscaped(Buffer.from(secret)).toString('utf8')}"`)).toBe(secret);
    },
  );

  it('comes back whatever characters it has', () => {
    for (let round = 0; round < 300; round++) {
      const step = round % 7 === 0 ? 200 : 1;
      const secret = [...randomBytes(24)].map((byte) => String.fromCodePoint(byte * step)).join('');
      expect(JSON.parse(`"${jsonEscaped(Buffer.from(secret)).toString('utf8')}"`)).toBe(secret);
    }
  });

  it('is refused where it is no text', () => {
    expect(() => jsonEscaped(Buffer.from([0xff, 0x41]))).toThrow(RangeError);
    expect(() => formBody([{ name: 'x', value: { secret: Buffer.from([0xc3]) } }])).toThrow(RangeError);
  });
});

it.each([0, 1, 2, 3, 49_151, 49_152, 49_153, 200_000])(
  'a file of %i bytes is whole in base64, and its length told',
  (size) => {
    const file = randomBytes(size);
    const body = jsonBody({
      nik: { plain: '1' },
      file: { file, listed: true },
      one: { file, listed: false },
    });
    const bytes = whole(body);
    expect(bytes.length).toBe(body.length);
    expect(JSON.parse(bytes.toString())).toEqual({
      nik: '1',
      file: [file.toString('base64')],
      one: file.toString('base64'),
    });
  },
);

it('a form is read by another reader as it was meant', async () => {
  const file = randomBytes(70_000);
  const body = formBody([
    { name: 'file', value: { file, type: 'application/pdf', filename: 'dokumen.pdf' } },
    { name: 'passphrase', value: { secret: Buffer.from('sándi\r\n--x "rahasia"') } },
    { name: 'reason', value: 'Menyetujui – Keerom' },
  ]);
  const bytes = whole(body);
  expect(bytes.length).toBe(body.length);
  const form = await new Response(bytes, { headers: { 'content-type': body.type } }).formData();
  expect(form.get('passphrase')).toBe('sándi\r\n--x "rahasia"');
  expect(form.get('reason')).toBe('Menyetujui – Keerom');
  const read = form.get('file') as File;
  expect([read.name, read.type]).toEqual(['dokumen.pdf', 'application/pdf']);
  expect(Buffer.from(await read.arrayBuffer())).toEqual(file);
});

it('every copy of a secret is wiped, and the caller’s own is left', () => {
  const secret = Buffer.from('rahasia besar');
  for (const body of [
    jsonBody({ passphrase: { secret } }),
    formBody([{ name: 'passphrase', value: { secret } }]),
  ]) {
    const pieces = [...body.pieces()];
    expect(Buffer.concat(pieces).includes(secret)).toBe(true);
    body.wipe();
    expect(Buffer.concat(pieces).includes(secret)).toBe(false);
    expect(whole(body).includes(Buffer.alloc(secret.length))).toBe(true);
    expect(secret.toString()).toBe('rahasia besar');
  }
});
