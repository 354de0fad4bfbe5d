import { randomBytes } from 'node:crypto';
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { bsreCommand } from '../../server/bsre-command.js';
import { toPem } from '../../server/pdf/index.js';
import { holdersOf } from '../support/find-secret.js';
import { gatewayOffice, gatewaySigners, type GatewayOffice } from '../support/gateway-office.js';
import { officeCommand } from '../support/office-command.js';
import { simulatorLogin } from '../support/running-simulator.js';

const master = randomBytes(32);
const { nik, passphrase } = gatewaySigners.head;
const name = 'Markus Wambrauw (contoh)';
let made: GatewayOffice;
let signing: string;
/** Beside the office, in which no secret may be found. */
const secrets = mkdtempSync(join(tmpdir(), 'noken-secrets-'));
const file = (of: string, content: string) => {
  const path = join(secrets, of);
  writeFileSync(path, content, { mode: 0o600 });
  return path;
};

beforeAll(async () => {
  made = await gatewayOffice('v2', { master });
  const settings = {
    address: made.simulator.url,
    version: 'v2',
    login: simulatorLogin,
    originCorner: 'bottom-left',
  };
  const tenant = { bsre: settings, trialRoots: [toPem(made.simulator.root)] };
  signing = file('signing.json', JSON.stringify({ 'keerom-uji': tenant }));
});
afterAll(async () => {
  await made.close();
  rmSync(secrets, { recursive: true });
});

const bsre = (...args: string[]) =>
  officeCommand(bsreCommand, args, made, master, { NOKEN_SIGNING: signing });
const tenant = ['--tenant', 'keerom-uji'];

test('tells how a person stands, in BSrE’s own words', async () => {
  const found = await bsre('status', ...tenant, name);
  expect(found).toMatchObject({ status: 0, err: '' });
  expect(found.out).toContain(`${name}: ISSUE`);
  expect(found.out).not.toContain(nik);
});

// `registerNik`, through the command.
test('makes a person known by a NIK from a file, which is found nowhere afterwards', async () => {
  const other = '9111990101900002';
  const registered = await bsre('person', ...tenant, name, '--nik-file', file('nik', `${other}\n`));
  expect(registered).toMatchObject({ status: 0 });
  expect(await bsre('status', ...tenant, name)).toMatchObject({
    status: 1,
    out: expect.stringContaining('EXPIRED') as string,
  });
  expect(await holdersOf(other, made.folder)).toEqual([]);
  const kinds = await made.store.read((db) =>
    db.selectFrom('ledger').select('kind').where('kind', '=', 'official.nik-registered').execute(),
  );
  expect(kinds).toHaveLength(1);
  expect(await bsre('person', ...tenant, name, '--nik-file', file('short', '12345'))).toMatchObject({
    status: 1,
    err: 'A NIK has 16 digits.',
  });
  await bsre('person', ...tenant, name, '--nik-file', file('nik', nik));
});

test('finds out how the gateway counts, and says when the settings differ', async () => {
  const secret = file('passphrase', `${passphrase}\n`);
  const found = await bsre('calibrate', ...tenant, name, '--passphrase-file', secret);
  expect(found.out).toContain('{"originCorner":"bottom-left","pageSpace":"shown"}');
  // The settings leave pageSpace open.
  expect(found).toMatchObject({ status: 1, err: '' });
  await made.simulator.arm({ 'origin-corner': 'top-left', 'page-space': 'own', calls: 4 });
  const other = await bsre('calibrate', ...tenant, name, '--passphrase-file', secret);
  expect(other.out).toContain('{"originCorner":"top-left","pageSpace":"own"}');
});

test('says what BSrE refused', async () => {
  const wrong = file('wrong', 'bukan ini');
  const found = await bsre('calibrate', ...tenant, name, '--passphrase-file', wrong);
  expect(found).toMatchObject({ status: 1, out: '' });
  expect(found.err).toMatch(/^passphrase-wrong: /);
});

test('refuses what it does not understand', async () => {
  for (const args of [
    [],
    ['status', name],
    ['status', ...tenant],
    ['person', ...tenant, name],
    ['calibrate', ...tenant, name],
    ['status', ...tenant, name, '--nik-file', signing],
    ['status', ...tenant, name, '--loud'],
  ])
    expect(await bsre(...args)).toMatchObject({ status: 2 });
  expect(await bsre('status', ...tenant, 'Tidak Ada')).toMatchObject({ status: 1 });
  chmodSync(signing, 0o644);
  await expect(bsre('status', ...tenant, name)).rejects.toThrow('chmod 600');
  chmodSync(signing, 0o600);
});
