import { describe, expect, it } from 'vitest';
import { maskOf } from '../../../server/bsre/bsre-mask.js';
import { tracesOf } from '../../support/find-secret.js';

const secrets = [
  'Kunci "rahasia" \\ 2026',
  'papeda&ikan<kuah>',
  'sándi rahasía',
  'tanda+tangan/42=',
  '731904',
];

const escapedWholly = (text: string) =>
  [...text].map((one) => `\\u${one.charCodeAt(0).toString(16).padStart(4, '0')}`).join('');
const html = (text: string) =>
  text.replace(
    /[&<>"']/g,
    (one) => `&${{ '&': 'amp', '<': 'lt', '>': 'gt', '"': 'quot', "'": '#39' }[one] ?? ''};`,
  );

describe.each(secrets)('the secret %s', (secret) => {
  const mask = maskOf([{ name: 'passphrase', bytes: Buffer.from(secret) }]);
  const forms = {
    plain: secret,
    json: JSON.stringify(secret).slice(1, -1),
    'json twice': JSON.stringify(JSON.stringify(secret)).slice(3, -3),
    'json in numbers': escapedWholly(secret),
    url: encodeURIComponent(secret),
    'url, small': encodeURIComponent(secret).replace(/%../g, (one) => one.toLowerCase()),
    form: new URLSearchParams({ a: secret }).toString().slice(2),
    html: html(secret),
    base64: Buffer.from(secret).toString('base64'),
    'base64 within': Buffer.from(`{"p":"${secret}"}`).toString('base64'),
    hex: Buffer.from(secret).toString('hex'),
    decomposed: secret.normalize('NFD'),
  };

  it.each(Object.entries(forms))('is gone as %s', (_, form) => {
    const masked = mask(`sebelum ${form} sesudah`);
    expect(masked).toMatch(/^sebelum .*‹passphrase›.* sesudah$/);
    for (const trace of tracesOf(secret)) expect(Buffer.from(masked).includes(trace)).toBe(false);
    expect(masked).not.toContain(form);
  });

  it('is gone where the text ends within it', () => {
    if (secret.length < 8) return;
    const begun = secret.slice(0, secret.length - 2);
    expect(mask(`sebelum ${begun}`)).toBe('sebelum ‹passphrase›');
  });
});

describe('by its look', () => {
  const mask = maskOf([]);
  it.each([
    ['{"passphrase":"abc\\"def","x":1}', '{"passphrase":"‹masked›","x":1}'],
    ['{"totp": "123456"}', '{"totp":"‹masked›"}'],
    ['{\\"passphrase\\":\\"abc\\"}', '{\\"passphrase\\":\\"‹masked›\\"}'],
    ['{"passphrase":"abc', '{"passphrase":"‹masked›'],
    ['passphrase=abc&x=1', 'passphrase=‹masked›&x=1'],
    ['Authorization: Basic bm9rZW46cmFoYXNpYQ==', 'authorization: ‹masked›'],
    ['NIK 9111990101900001 tidak ada', 'NIK ‹nik› tidak ada'],
    [`a ${'JVBERi0x'.repeat(40)} b`, 'a ‹file, 320 characters› b'],
    [`a ${'JVBERi0xLjcKJVBERi0xLjcKJVBERi0xLjcKJVBERi0xLjcK\r\n'.repeat(9)} b`, /^a ‹file, \d+ characters›/],
    ['galat %PDF-1.7 isi surat', 'galat ‹file, 18 bytes›'],
  ])('%s is masked', (text, masked) => {
    if (typeof masked === 'string') expect(mask(text)).toBe(masked);
    else expect(mask(text)).toMatch(masked);
  });

  it.each([
    `S-${'a1b2'.repeat(16)}`,
    'Proses signing gagal : Passphrase anda salah 2031',
    '{"status_code":2031,"error":"Passphrase anda salah"}',
    '2024-03-23T06:56:15.000+00:00',
  ])('%s stays', (text) => {
    expect(mask(text)).toBe(text);
  });

  it('what is long is cut after masking, and never within a secret', () => {
    const bound = maskOf([{ name: 'totp', bytes: Buffer.from('731904') }]);
    for (const before of [4080, 4088, 4090, 4092, 4096]) {
      const masked = bound(`${'x y '.repeat(2000).slice(0, before)}731904`);
      expect(Buffer.byteLength(masked)).toBeLessThanOrEqual(4096);
      expect(masked).not.toMatch(/7319/);
    }
    expect(Buffer.byteLength(bound('é '.repeat(5000)))).toBeLessThanOrEqual(4096);
  });

  it('what is longer than the window is cut where no half of a secret stays', () => {
    const bound = maskOf([{ name: 'passphrase', bytes: Buffer.from('rahasia-besar-sekali') }]);
    for (const before of [262_144 - 10, 262_144 - 32_768 - 10]) {
      const masked = bound(`${'A'.repeat(before)}rahasia-besar-sekali${' x'.repeat(300_000)}`);
      expect(masked).not.toMatch(/rahasia|sekali/);
      expect(masked).toMatch(/^‹file, /);
    }
  });

  it('nothing stays that a terminal would act on', () => {
    expect(mask('a\u001b[31mb\u0000c\nd')).toBe('a\uFFFD[31mb\uFFFDc\nd');
  });

  it('is quick about a text of many beginnings', () => {
    const bound = maskOf([{ name: 'passphrase', bytes: Buffer.from('aaaaaaaaaaaaaaaaaaaaaaab') }]);
    expect(bound('a'.repeat(100) + ' ' + '\\'.repeat(2000) + 'a'.repeat(60)).length).toBeGreaterThan(0);
  });
});

it('masks every secret at once, and no mask within another', () => {
  const mask = maskOf([
    { name: 'passphrase', bytes: Buffer.from('passphrase') },
    { name: 'nik', bytes: Buffer.from('9111990101900001') },
  ]);
  expect(mask('nik 9111990101900001 passphrase')).toBe('nik ‹nik› ‹passphrase›');
});
