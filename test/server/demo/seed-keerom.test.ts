import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { demoLogins } from '../../../demo/seed/demo-logins.js';
import { keepSecrets, openSecrets, type DemoSecrets } from '../../../demo/seed/demo-secrets.js';
import { demoSlug, seedKeerom } from '../../../demo/seed/seed-keerom.js';
import { mintAssertion } from '../../../demo/portal/mint-assertion.js';
import type { TokenAnswer } from '../../../server/contract/portal-session.js';
import { tenantBySlug } from '../../../server/tenants/index.js';
import { exchange, madeOffice, type MadeOffice } from '../../support/made-office.js';

const portalUrl = 'http://127.0.0.1:8799';
let made: MadeOffice;
let folder: string;
let secrets: DemoSecrets;
beforeAll(async () => {
  made = await madeOffice();
  folder = mkdtempSync(join(tmpdir(), 'noken-seed-'));
  ({ secrets } = await openSecrets(folder));
  expect(await seedKeerom(made.office, secrets, portalUrl)).toBe(true);
});
afterAll(async () => {
  rmSync(folder, { recursive: true });
  await made.close();
});

async function count(table: 'units' | 'positions' | 'appointments' | 'number_series', kind?: string) {
  const tenant = await tenantBySlug(made.store, demoSlug);
  return made.store.read(async (db) => {
    let query = db
      .selectFrom(table)
      .select('id')
      .where('tenant_id', '=', tenant?.tenant_id ?? '');
    if (kind !== undefined) query = query.where('kind' as never, '=', kind as never);
    return (await query.execute()).length;
  });
}

test('Keerom has 11 distrik and 91 kampung, each with a register and series of its own', async () => {
  expect(await count('units', 'distrik')).toBe(11);
  expect(await count('units', 'kampung')).toBe(91);
  expect(await count('number_series')).toBe(2 * (await count('units')));
  expect(await count('appointments')).toBe(await count('positions'));
});

test('every person is marked as invented, and no two are alike', async () => {
  const tenant = await tenantBySlug(made.store, demoSlug);
  const names = await made.store.read((db) =>
    db
      .selectFrom('officials')
      .select('name')
      .where('tenant_id', '=', tenant?.tenant_id ?? '')
      .execute(),
  );
  expect(names.length).toBeGreaterThan(200);
  for (const { name } of names) expect(name).toMatch(/ \(contoh\)$/);
  expect(new Set(names.map(({ name }) => name)).size).toBe(names.length);
});

test('is seeded once', async () => {
  expect(await seedKeerom(made.office, secrets, portalUrl)).toBe(false);
});

test.each(demoLogins)('the portal vouches for $username as any integrator would', async (login) => {
  const settings = {
    origin: portalUrl,
    noken: made.publicUrl,
    kitUrl: '',
    portalId: secrets.portals?.regency.id ?? '',
    keyId: secrets.portals?.regency.keyId ?? '',
    key: secrets.portalKey,
    accounts: [],
  };
  const account = { ...login, salt: '', hash: '', name: '', position: '' };
  const answer = await exchange(made.app, portalUrl, mintAssertion(settings, account, made.now()));
  expect(answer.status).toBe(200);
  const { me } = (await answer.json()) as TokenAnswer;
  expect(me.grants).toEqual(login.scope.split(' '));
  const told = secrets.logins.find(({ username }) => username === login.username);
  expect(me.desks[0]?.title).toBe(told?.position);
  expect(me.official.name).toBe(told?.name);
  expect(me.desks).toHaveLength(login.username === 'kadis' ? 2 : 1);
  expect(me.desks[0]?.registrar).toBe(login.username === 'tu');
});

test('secrets are random, readable by their owner alone, and found again', async () => {
  await keepSecrets(folder, secrets);
  expect(statSync(join(folder, 'secrets.json')).mode & 0o777).toBe(0o600);
  const again = await openSecrets(folder);
  expect(again.made).toBe(false);
  expect(again.secrets).toEqual(secrets);
  const words = [
    secrets.masterKey,
    secrets.otherPortalSecret,
    ...secrets.logins.map((login) => login.password),
  ];
  expect(new Set(words).size).toBe(words.length);
});
