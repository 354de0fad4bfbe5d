import { randomBytes } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { toPem } from '../../server/pdf/index.js';
import { openSecret } from '../../server/platform/secret-keys.js';
import { sealCommand } from '../../server/seal-command.js';
import { importSealKey, listSealKeys, retireSealKey } from '../../server/sealing/index.js';
import { daysFrom, type Holder } from '../support/certificate-maker.js';
import { holdersOf } from '../support/find-secret.js';
import { certifier } from '../support/institution.js';
import { madeOffice, type MadeOffice } from '../support/made-office.js';
import { officeCommand } from '../support/office-command.js';
import { sealedP12 } from '../support/sealed-p12.js';

const master = randomBytes(32);
const word = 'noken dari kulit kayu';
const known = certifier();
const stranger = certifier();
const at = (name: string) => join(made.folder, name);

let made: MadeOffice;
beforeAll(async () => {
  made = await madeOffice({}, master);
  made.setClock(new Date().toISOString());
  mkdirSync(at('trust'));
  writeFileSync(at('trust/akar.pem'), toPem(known.root.certificate));
  writeFileSync(at('passphrase'), `${word}\n`);
});
afterAll(() => made.close());

const seal = (verb = '', ...more: string[]) =>
  officeCommand(sealCommand, [verb, '--tenant', 'keerom-uji', ...more], made, master, {
    NOKEN_TRUST: at('trust'),
  });

async function keyFile(holder: Holder, by = known): Promise<string> {
  const path = at(`${holder.certificate.serialHex}.p12`);
  writeFileSync(path, await sealedP12(holder, word, [by.issuing.certificate]));
  return path;
}

const imported = async (holder: Holder, by = known, passphrase = at('passphrase')) =>
  seal('import', '--p12', await keyFile(holder, by), '--passphrase-file', passphrase);

const rows = () =>
  made.store.read((db) => db.selectFrom('seal_keys').selectAll().orderBy('created_at').execute());
const facts = async () => {
  const all = await made.store.read((db) => db.selectFrom('ledger').selectAll().orderBy('seq').execute());
  return all
    .filter(({ kind }) => kind.startsWith('seal.'))
    .map(({ kind, data }) => [kind, (JSON.parse(data) as { serial: string }).serial]);
};

describe('noken seal', () => {
  test('takes a key in, puts the next in its place, retires it; the ledger knows, the passphrase is nowhere', async () => {
    const [first, second] = [known.certify(), known.certify()];
    const [one, two] = [first.certificate.serialHex, second.certificate.serialHex];
    expect(await imported(first)).toMatchObject({ status: 0, out: one });
    expect((await rows()).map(({ state }) => state)).toEqual(['in-force']);
    expect(await imported(second)).toMatchObject({ status: 0, out: two });

    const listed = (await seal('list')).out.split('\n').map((line) => line.split('\t').slice(0, 3));
    expect(listed).toEqual([
      [one, 'retired', 'server'],
      [two, 'in-force', 'server'],
    ]);
    const [old, now] = await rows();
    expect(old?.sealed_key).toBeNull();
    expect(now?.certificate_chain.match(/BEGIN CERTIFICATE/g)).toHaveLength(2);

    // What lies in the database opens by the master key alone, for this tenant and certificate alone.
    const key = made.office.keys.keyFor(made.tenantId, 'seal-keys');
    const opened = openSecret(key, now?.sealed_key ?? '', `seal|${made.tenantId}|${two}`);
    expect(opened.equals(second.key.export({ type: 'pkcs8', format: 'der' }))).toBe(true);
    for (const context of [`seal|${made.otherTenantId}|${two}`, `seal|${made.tenantId}|${one}`])
      expect(() => openSecret(key, now?.sealed_key ?? '', context)).toThrow();

    expect(await seal('retire', one)).toMatchObject({ status: 1, out: '' });
    expect(await seal('retire', two.toUpperCase())).toMatchObject({ status: 0, out: two });
    expect((await rows()).every(({ state, sealed_key: kept }) => state === 'retired' && !kept)).toBe(true);
    expect(await seal('retire', two)).toMatchObject({ status: 1, out: '' });
    expect(await facts()).toEqual([
      ['seal.imported', one],
      ['seal.retired', one],
      ['seal.imported', two],
      ['seal.retired', two],
    ]);
    // Of all files only the one that the operator wrote has it.
    expect(await holdersOf(word, made.folder)).toEqual(['passphrase']);
  });

  test.each<[string, () => Promise<{ status: number; err: string }>, RegExp]>([
    [
      'a wrong passphrase',
      () => {
        writeFileSync(at('other'), 'bukan kata sandi ini');
        return imported(known.certify(), known, at('other'));
      },
      /passphrase of this key file is wrong/,
    ],
    [
      'a certificate that is over',
      () => imported(known.certify({ from: daysFrom(-60), to: daysFrom(-30) })),
      /is in force 2026-04-02–2026-05-02/,
    ],
    [
      'one that is not in force yet',
      () => imported(known.certify({ from: daysFrom(3000), to: daysFrom(3400) })),
      /cannot be used today/,
    ],
    [
      'a person’s',
      () => imported(known.certify({ name: { C: 'ID', O: 'Kabupaten Keerom', CN: 'Yohana Contoh' } })),
      /belongs to a person/,
    ],
    [
      'one that is for other things',
      () => imported(known.certify({ usage: ['keyEncipherment'] })),
      /key usage/,
    ],
    ['one that says not what it is for', () => imported(known.certify({ usage: undefined })), /key usage/],
    [
      'one without a path to a root',
      () => imported(stranger.certify(), stranger),
      /no path from the seal certificate .* \(path-not-found\)/,
    ],
    [
      'a file that is no key',
      () => {
        writeFileSync(at('letter.p12'), 'Yth. Bupati Keerom');
        return seal('import', '--p12', at('letter.p12'), '--passphrase-file', at('passphrase'));
      },
      /no PKCS#12 key/,
    ],
  ])('refuses %s, and keeps nothing', async (_, act, why) => {
    const before = await rows();
    const { status, err } = await act();
    expect([status, err]).toEqual([1, expect.stringMatching(why)]);
    expect(await rows()).toEqual(before);
  });

  test('in official mode takes a path to a national root alone', async () => {
    const official = (legal_mode: 'official' | 'trial') =>
      made.store.write((db) => db.updateTable('tenants').set({ legal_mode }).execute());
    const rule = { name: 'Akar', kind: 'national', purposes: ['signature'] };
    await official('official');
    expect((await imported(known.certify())).err).toContain('Official mode takes only a seal below');
    writeFileSync(at('trust/rules.json'), JSON.stringify({ 'akar.pem': rule }));
    expect(await imported(known.certify())).toMatchObject({ status: 0 });
    await official('trial');
  });

  test('says how it is used to who uses it otherwise', async () => {
    for (const args of [
      [],
      ['import'],
      ['when'],
      ['list', 'extra'],
      ['retire'],
      ['melt'],
      ['list', '--p12', 'x'],
    ])
      expect(await seal(...args)).toMatchObject({ status: 2, err: expect.stringContaining('noken seal') });
    expect(await seal('import', '--p12', at('none'), '--passphrase-file', at('passphrase'))).toMatchObject({
      status: 2,
    });
  });

  test('says when letters are sealed; the ledger knows', async () => {
    for (const moment of ['by-act', 'never', 'after-last-signature'])
      expect(await seal('when', moment)).toMatchObject({ status: 0, out: moment });
    expect(await seal('when', 'sometimes')).toMatchObject({
      status: 2,
      err: expect.stringContaining('one of'),
    });
    const row = await made.store.read((db) => db.selectFrom('seal_settings').selectAll().executeTakeFirst());
    expect(row).toMatchObject({ tenant_id: made.tenantId, moment: 'after-last-signature' });
    const kept = await made.store.read((db) =>
      db.selectFrom('ledger').select('data').where('kind', '=', 'seal.timed').execute(),
    );
    expect(kept.map(({ data }) => (JSON.parse(data) as { moment: string }).moment)).toHaveLength(3);
  });

  test('is for an admin or a command, and for no official at a desk', async () => {
    const scope = await made.scopeOf('head');
    const trust = { anchors: [known.root.certificate] };
    const p12 = await sealedP12(known.certify(), word, [known.issuing.certificate]);
    const passphrase = Buffer.from(word);
    const refused = { code: 'grant-missing' };
    await expect(importSealKey({ ...made.office, trust }, scope, { p12, passphrase })).rejects.toMatchObject(
      refused,
    );
    expect(passphrase.every((octet) => octet === 0)).toBe(true);
    await expect(retireSealKey(scope, 'ab')).rejects.toMatchObject(refused);
    expect(await listSealKeys(await made.commandScope(made.otherTenantId))).toEqual([]);
  });
});
