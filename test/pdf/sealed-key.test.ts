import { generateKeyPairSync, randomBytes, sign, verify } from 'node:crypto';
import { beforeAll, describe, expect, test } from 'vitest';
import {
  checkPassphrase,
  openSealedKey,
  sealedKeyContext,
  sealPrivateKey,
} from '../../server/pdf/authority/sealed-key.js';

const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
const pkcs8 = privateKey.export({ type: 'pkcs8', format: 'der' });
const passphrase = Buffer.from(randomBytes(18).toString('base64'));
const context = sealedKeyContext('official-1', '4a01');
let sealed: Uint8Array;

beforeAll(async () => {
  sealed = await sealPrivateKey(pkcs8, passphrase, context);
});

test('a sealed key opens by its passphrase and signs', async () => {
  const key = await openSealedKey(sealed, passphrase, context);
  expect(verify('sha256', pkcs8, publicKey, sign('sha256', pkcs8, key))).toBe(true);
});

test('the seal hides the key and the passphrase, and no two seals are alike', async () => {
  const bytes = Buffer.from(sealed);
  expect(bytes.includes(passphrase)).toBe(false);
  expect(bytes.includes(pkcs8.subarray(40, 72))).toBe(false);
  expect(Buffer.from(await sealPrivateKey(pkcs8, passphrase, context)).equals(bytes)).toBe(false);
});

test('it stays shut for another passphrase, official or certificate', async () => {
  const others: [Uint8Array, Uint8Array][] = [
    [Buffer.concat([passphrase, Buffer.from(' ')]), context],
    [passphrase, sealedKeyContext('official-2', '4a01')],
    [passphrase, sealedKeyContext('official-1', '4a02')],
  ];
  for (const [tried, under] of others) {
    await expect(openSealedKey(sealed, tried, under)).rejects.toMatchObject({ code: 'passphrase-wrong' });
  }
});

test('it stays shut when a byte was changed, and is unreadable when cut or of another version', async () => {
  for (const place of [4, 20, 32, sealed.length - 1]) {
    const changed = Buffer.from(sealed);
    changed[place] = (changed[place] ?? 0) ^ 1;
    await expect(openSealedKey(changed, passphrase, context)).rejects.toMatchObject({
      code: 'passphrase-wrong',
    });
  }
  const cheaper = Buffer.from(sealed);
  cheaper[1] = 10;
  for (const other of [sealed.subarray(0, 48), new Uint8Array(), cheaper]) {
    await expect(openSealedKey(other, passphrase, context)).rejects.toMatchObject({
      code: 'key-file-unreadable',
    });
  }
});

describe('a passphrase', () => {
  test('has 12 to 128 characters, counted as people count them', () => {
    expect(() => checkPassphrase(Buffer.from('é'.repeat(12)))).not.toThrow();
    expect(() => checkPassphrase(Buffer.from('é'.repeat(128)))).not.toThrow();
    expect(() => checkPassphrase(Buffer.from('é'.repeat(11)))).toThrow(/passphrase-too-short/);
    expect(() => checkPassphrase(Buffer.from('a'.repeat(129)))).toThrow(/passphrase-too-long/);
  });

  test('too short seals nothing', async () => {
    const short = sealPrivateKey(pkcs8, Buffer.from('pendek'), context);
    await expect(short).rejects.toMatchObject({ code: 'passphrase-too-short' });
  });
});
