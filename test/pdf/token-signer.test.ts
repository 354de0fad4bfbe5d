import { generateKeyPairSync, randomBytes, verify } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { bytesSource } from '../../server/pdf/core/byte-source.js';
import { toPem } from '../../server/pdf/core/certificate.js';
import type { KeyRefusalCode } from '../../server/pdf/core/key-refusal.js';
import { signPdf } from '../../server/pdf/sign/sign-pdf.js';
import { tokenCertificates, tokenSigner } from '../../server/pdf/sign/token-signer.js';
import { verifyPdf } from '../../server/pdf/verify/verify-pdf.js';
import { certifier } from '../support/institution.js';
import { letterPdf } from '../support/letter-pdf.js';
import { pdfsigVerdicts, run, withFile } from '../support/pdf-oracles.js';
import { joined, signedParts } from '../support/signed-parts.js';
import { putHolder, softToken, softTokenLack, type SoftToken } from '../support/soft-token.js';

const lack = softTokenLack();
if (lack !== undefined) console.log(`Not tried: ${lack}.`);

describe.runIf(lack === undefined)('a key in a token', () => {
  const by = certifier();
  const pairs = {
    rsa: generateKeyPairSync('rsa', { modulusLength: 2048 }),
    'P-256': generateKeyPairSync('ec', { namedCurve: 'P-256' }),
    'P-384': generateKeyPairSync('ec', { namedCurve: 'P-384' }),
  };
  const held = Object.fromEntries(
    Object.entries(pairs).map(([kind, { privateKey }]) => [kind, by.certify({ key: privateKey })]),
  ) as Record<keyof typeof pairs, ReturnType<typeof by.certify>>;
  let soft: SoftToken;
  let folder: string;

  beforeAll(async () => {
    soft = await softToken('segel uji');
    await putHolder(soft, 'rsa', '01', held.rsa, [by.issuing, by.root]);
    await putHolder(soft, 'P-256', '02', held['P-256']);
    await soft.put('P-384', '03', held['P-384'].key);
    folder = await mkdtemp(join(tmpdir(), 'noken-token-'));
    await writeFile(join(folder, 'root.pem'), toPem(by.root.certificate));
  });
  afterAll(async () => {
    soft.close();
    await rm(folder, { recursive: true });
  });

  test.each(['rsa', 'P-256', 'P-384'] as const)(
    'on %s seals a letter that pdfsig and openssl accept',
    async (kind) => {
      const letter = letterPdf();
      const signer = tokenSigner(soft, kind, held[kind].certificate, [by.issuing.certificate]);
      const file = joined(
        letter,
        await signPdf(bytesSource(letter), signer, { at: new Date(), name: 'Segel' }),
      );

      const trust = { anchors: [by.root.certificate] };
      const report = await verifyPdf(bytesSource(file), { trust, now: new Date() });
      expect(report).toMatchObject({ verdict: 'intact', trusted: true, signatures: [{ kind: 'seal' }] });
      expect(await withFile(file, pdfsigVerdicts)).toEqual(['Signature is Valid.']);

      const [part] = await signedParts(file);
      await writeFile(join(folder, 'cms'), part?.cms ?? '');
      await writeFile(join(folder, 'covered'), part?.covered ?? '');
      const { code, output } = await run('openssl', [
        ...['cms', '-verify', '-cades', '-binary', '-inform', 'DER', '-in', join(folder, 'cms')],
        ...['-content', join(folder, 'covered'), '-CAfile', join(folder, 'root.pem')],
        ...['-purpose', 'any', '-out', '/dev/null'],
      ]);
      expect(code, output).toBe(0);
    },
  );

  test('gives a value for each hash of a batch, in order, and several batches at once are kept apart', async () => {
    const { certificate } = held.rsa;
    const batches = [20, 1, 7].map((count) => Array.from({ length: count }, () => randomBytes(90)));
    const signer = tokenSigner(soft, 'id:01', certificate);
    const values = await Promise.all(batches.map((batch) => signer.sign(batch, undefined)));
    for (const [at, batch] of batches.entries())
      for (const [index, each] of batch.entries())
        expect(verify('sha256', each, certificate.publicKey, values[at]?.[index] ?? Buffer.alloc(0))).toBe(
          true,
        );
  });

  test('brings its own certificate first, then those that may be its issuers', async () => {
    const names = (await tokenCertificates(soft, 'rsa')).map(({ serialHex }) => serialHex);
    expect(names[0]).toBe(held.rsa.certificate.serialHex);
    expect(names).toContain(by.issuing.certificate.serialHex);
  });

  const wrong = '000000';
  test.each<[string, KeyRefusalCode, () => Promise<unknown>]>([
    ['another token', 'token-missing', () => sign({ ...soft, token: 'segel lain' })],
    ['another key', 'token-key-missing', () => sign(soft, 'kunci lain')],
    ['a key by another id', 'token-key-missing', () => sign(soft, 'id:77')],
    [
      'a library that is not there',
      'token-module-unreadable',
      () => sign({ ...soft, module: '/nowhere.so' }),
    ],
    ['a wrong PIN', 'token-pin-wrong', () => sign({ ...soft, pin: wrong })],
    ['a key without its certificate', 'key-without-certificate', () => tokenCertificates(soft, 'P-384')],
  ])('refuses %s', async (_, code, act) => {
    await expect(act()).rejects.toMatchObject({ code });
    // And signs the next moment, with nothing left open.
    expect(await sign(soft)).toHaveLength(1);
  });

  test('does not ask twice with a PIN that was refused, since a token counts and locks itself', async () => {
    const refused = sign({ ...soft, pin: '111111' });
    await expect(refused).rejects.toMatchObject({ code: 'token-pin-wrong', detail: soft.token });
    await expect(sign({ ...soft, pin: '111111' })).rejects.toMatchObject({
      code: 'token-pin-wrong',
      detail: expect.stringContaining('not tried again'),
    });
  });

  test('is told from the key of another certificate before anything is signed with it', async () => {
    const letter = letterPdf();
    const signer = tokenSigner(
      soft,
      'rsa',
      by.certify({ key: generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey }).certificate,
    );
    await expect(signPdf(bytesSource(letter), signer, { at: new Date(), name: 'x' })).rejects.toMatchObject({
      code: 'signer-key-mismatch',
    });
  });

  const sign = (access: { module: string; token: string; pin: string }, key = 'rsa') =>
    tokenSigner(access, key, held.rsa.certificate).sign([randomBytes(64)], undefined);
});
