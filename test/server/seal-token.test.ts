import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { Misuse } from '../../server/command.js';
import { ConfigRefusal } from '../../server/config.js';
import { toPem } from '../../server/pdf/index.js';
import { sealCommand } from '../../server/seal-command.js';
import { registerSealToken, sealSettingsFault } from '../../server/sealing/index.js';
import { newKey } from '../support/certificate-maker.js';
import { holdersOf } from '../support/find-secret.js';
import { certifier } from '../support/institution.js';
import { madeOffice, type MadeOffice } from '../support/made-office.js';
import { putHolder, softToken, softTokenLack, type SoftToken } from '../support/soft-token.js';

const lack = softTokenLack();
if (lack !== undefined) console.log(`Not tried: ${lack}.`);

describe.runIf(lack === undefined)('noken seal token', () => {
  const master = randomBytes(32);
  const by = certifier();
  const holder = by.certify({ key: generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey });
  const person = by.certify({ key: newKey(), name: { C: 'ID', CN: 'Yohana Contoh' } });
  const settings = mkdtempSync(join(tmpdir(), 'noken-settings-'));
  const at = (name: string) => join(settings, name);
  const logged: string[] = [];
  let soft: SoftToken;
  let made: MadeOffice;

  beforeAll(async () => {
    made = await madeOffice({}, master);
    made.setClock(new Date().toISOString());
    soft = await softToken('segel keerom');
    await putHolder(soft, 'segel', '0a', holder, [by.issuing]);
    await putHolder(soft, 'pribadi', '0b', person);
    await soft.put('lain', '0c', newKey());
    mkdirSync(at('trust'));
    writeFileSync(at('trust/akar.pem'), toPem(by.root.certificate));
    writeFileSync(at('pin'), `${soft.pin}\n`);
  });
  afterAll(async () => {
    soft.close();
    await made.close();
    rmSync(settings, { recursive: true });
  });

  /** Settings of one token, and the command under them. */
  async function seal(
    entry: Record<string, unknown>,
    args: readonly string[],
    more: Record<string, string> = {},
  ) {
    const lines: Record<'out' | 'err', string[]> = { out: [], err: [] };
    const terminal = {
      out: (line: string) => void lines.out.push(line),
      err: (line: string) => void lines.err.push(line),
    };
    const tokens = [{ module: soft.module, token: soft.token, ...entry }];
    writeFileSync(at('tokens.json'), JSON.stringify({ tokens }), { mode: 0o600 });
    const environment = {
      NOKEN_DATA: made.folder,
      NOKEN_PUBLIC_URL: made.publicUrl,
      NOKEN_MASTER_KEY: master.toString('base64'),
      NOKEN_TRUST: at('trust'),
      NOKEN_PKCS11: at('tokens.json'),
      ...more,
    };
    for (const [name, value] of Object.entries(environment)) vi.stubEnv(name, value);
    const [verb = '', ...others] = args;
    const status = await sealCommand([verb, '--tenant', 'keerom-uji', ...others], terminal)
      .catch((error: unknown) => {
        if (!(error instanceof Misuse || error instanceof ConfigRefusal)) throw error;
        terminal.err(error.message);
        return 2;
      })
      .finally(() => vi.unstubAllEnvs());
    logged.push(...lines.out, ...lines.err);
    return { status, out: lines.out.join('\n'), err: lines.err.join('\n') };
  }
  const register = (
    key: string,
    entry: Record<string, unknown> = { pinFile: at('pin') },
    ...more: string[]
  ) => seal(entry, ['token', '--token', soft.token, '--key', key, ...more]);

  test('registers a key that signs, by label or id, and keeps no PIN anywhere', async () => {
    const { serialHex } = holder.certificate;
    const tries = [
      await register('segel'),
      await register('id:0a', { pin: soft.pin }, '--module', soft.module),
      await seal({}, ['token', '--token', soft.token, '--key', 'segel'], { NOKEN_PKCS11_PIN: soft.pin }),
    ];
    for (const tried of tries) expect(tried).toMatchObject({ status: 0, out: serialHex });
    const listed = (await seal({ pin: soft.pin }, ['list'])).out.split('\n');
    expect(listed.map((line) => line.split('\t')[1])).toEqual(['retired', 'retired', 'in-force']);
    expect(listed.at(-1)).toContain(`${serialHex}\tin-force\ttoken`);
    expect(await holdersOf(soft.pin, made.folder, { screen: logged.join('\n') })).toEqual([]);
  });

  test('takes the certificates from a file where the token has none', async () => {
    const key = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey;
    await soft.put('tanpa sertifikat', '0d', key);
    expect((await register('tanpa sertifikat')).err).toContain('no certificate for this seal key');
    const { certificate } = by.certify({ key });
    writeFileSync(at('chain.pem'), toPem(certificate) + toPem(by.issuing.certificate));
    const given = ['--certificates', at('chain.pem')];
    expect(await register('tanpa sertifikat', undefined, ...given)).toMatchObject({ status: 0 });
    // Another key’s certificate is found out before the key is in force.
    expect((await register('segel', undefined, ...given)).err).toContain('belongs to another key');
    expect((await seal({ pin: soft.pin }, ['list'])).out.split('\n').at(-1)).toContain(certificate.serialHex);
  });

  test.each<[string, () => Promise<{ status: number; err: string }>, number, RegExp]>([
    ['a key that is not there', () => register('kunci lain'), 1, /exactly one key of that name/],
    ['a person’s', () => register('pribadi'), 1, /belongs to a person/],
    ['a wrong PIN', () => register('segel', { pin: '111222' }), 1, /PIN .* is wrong/],
    [
      'a token that is not plugged in',
      () => seal({ token: 'jauh', pin: '1' }, ['token', '--token', 'jauh', '--key', 'segel']),
      1,
      /cannot be opened/,
    ],
    [
      'a token that the settings do not name',
      () => seal({ token: 'jauh', pin: '1' }, ['token', '--token', soft.token, '--key', 'segel']),
      1,
      /do not name exactly one token/,
    ],
    [
      'a library that the settings do not name',
      () => register('segel', { pin: soft.pin }, '--module', '/srv/hostile.so'),
      1,
      /do not name exactly one token/,
    ],
    ['no PIN', () => register('segel', {}), 2, /has no PIN/],
    ['two PINs', () => register('segel', { pin: '1', pinFile: at('pin') }), 2, /one at most/],
    ['a setting that is unknown', () => register('segel', { pins: '1' }), 2, /knows no "pins"/],
    [
      'a path that is not absolute',
      () => register('segel', { module: 'libsofthsm2.so', pin: '1' }),
      2,
      /absolute path/,
    ],
  ])('refuses %s', async (_, act, status, why) => {
    const refused = await act();
    expect([refused.status, refused.err]).toEqual([status, expect.stringMatching(why)]);
    expect(await holdersOf(soft.pin, made.folder, { told: refused.err })).toEqual([]);
  });

  test('refuses settings that others may read', async () => {
    await register('segel');
    chmodSync(at('tokens.json'), 0o644);
    expect((await register('segel')).err).toContain('others may read it');
    rmSync(at('tokens.json'));
  });

  test('is for an admin; and a server without the token’s settings does not start', async () => {
    const { module, token, pin } = soft;
    const office = { ...made.office, tokens: [{ module, token, pin }] };
    const refused = registerSealToken(office, await made.scopeOf('head'), { token, key: 'segel' });
    await expect(refused).rejects.toMatchObject({ code: 'grant-missing' });
    expect(await sealSettingsFault(office)).toBeUndefined();
    expect(await sealSettingsFault(made.office)).toContain('NOKEN_PKCS11 does not name');
  });
});
