import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ConfigRefusal } from '../../server/config.js';
import { fingerprint, toPem } from '../../server/pdf/index.js';
import { readSigningSettings } from '../../server/signing-settings.js';
import { signingSettingsFault } from '../../server/signing/index.js';
import type { Office, TenantGateway } from '../../server/tenants/index.js';
import { madeOffice, type MadeOffice } from '../support/made-office.js';
import { enrol } from '../support/outgoing-letter.js';
import { testAuthority } from '../support/test-authority.js';

const folder = mkdtempSync(join(tmpdir(), 'noken-settings-'));
afterAll(() => rmSync(folder, { recursive: true }));

const secret = 'sandi-yang-tidak-diulang';
const bsre = {
  address: 'https://esign.example.go.id',
  version: 'v2',
  login: { name: 'noken', password: secret },
  originCorner: 'bottom-left',
};

function written(value: unknown, mode = 0o600): string {
  const path = join(folder, 'signing.json');
  writeFileSync(path, typeof value === 'string' ? value : JSON.stringify(value), { mode });
  chmodSync(path, mode);
  return path;
}

describe('the file of NOKEN_SIGNING', () => {
  test('gives a gateway for each tenant', async () => {
    const { root } = await testAuthority();
    const path = written({ keerom: { bsre, trialRoots: [toPem(root.certificate)] } });
    const found = await readSigningSettings(path);
    expect(found.get('keerom')).toMatchObject({ originCorner: 'bottom-left', gateway: { version: 'v2' } });
    expect(found.get('keerom')?.trialRoots).toHaveLength(1);
  });

  test.each([
    ['is no JSON', `{"keerom": ${secret}`],
    ['names no object', []],
    ['has a setting that nobody reads', { keerom: { bsre, password: secret } }],
    ['has a gateway without a version', { keerom: { bsre: { ...bsre, version: 'v3' } } }],
    ['has roots that are none', { keerom: { bsre, trialRoots: ['bukan PEM'] } }],
    ['has a root that is no text', { keerom: { bsre, trialRoots: [1] } }],
    ['has a tenant without a gateway', { keerom: {} }],
  ])('is refused where it %s, and its password is not repeated', async (_, value) => {
    const refused = await readSigningSettings(written(value)).catch((error: unknown) => error);
    expect(refused).toBeInstanceOf(ConfigRefusal);
    expect((refused as Error).message).toMatch(/^NOKEN_SIGNING: /);
    expect((refused as Error).message).not.toContain(secret);
  });

  test('is refused where others may read it, and where it is not there', async () => {
    await expect(readSigningSettings(written({ keerom: { bsre } }, 0o640))).rejects.toThrow('chmod 600');
    await expect(readSigningSettings(join(folder, 'none.json'))).rejects.toThrow('cannot be read');
  });
});

describe('a start', () => {
  let made: MadeOffice;
  let gateway: TenantGateway;
  beforeAll(async () => {
    made = await madeOffice();
    const { root } = await testAuthority();
    const path = written({ keerom: { bsre, trialRoots: [toPem(root.certificate)] } });
    gateway = (await readSigningSettings(path)).get('keerom') as TenantGateway;
  });
  afterAll(() => made.close());

  const faultOf = (more: Partial<Office>) => signingSettingsFault({ ...made.office, ...more });
  const at = (slug: string, settings: TenantGateway) => ({ gateways: new Map([[slug, settings]]) });
  const setTenant = (change: Record<string, string | null>) =>
    made.store.write((db) =>
      db
        .updateTable('tenants')
        .set(change)
        .where('slug', '=', 'keerom-uji')
        .execute()
        .then(() => undefined),
    );

  test('goes well without a gateway and with one that somebody vouches for', async () => {
    expect(await faultOf({})).toBeUndefined();
    expect(await faultOf(at('keerom-uji', gateway))).toBeUndefined();
  });

  test('is refused for a tenant that is not there, and where nobody could vouch', async () => {
    expect(await faultOf(at('kerom', gateway))).toContain('kerom');
    expect(await faultOf(at('keerom-uji', { ...gateway, trialRoots: [] }))).toContain('NOKEN_TRUST');
  });

  test('in official mode wants numbers, a gateway, a national root, and no personal key', async () => {
    const { root } = await testAuthority();
    const anchors = [root.certificate];
    const rule = {
      anchor: fingerprint(root.certificate),
      name: 'Root CA Indonesia',
      purposes: ['signature'],
    } as const;
    const national = { anchors, rules: [{ ...rule, kind: 'national' as const }] };
    const right = { ...at('keerom-uji', { ...gateway, trialRoots: [] }), trust: national };
    expect((await enrol(made, 'head', 'kota Arso di pagi hari 4')).status).toBe(201);
    await setTenant({ legal_mode: 'official' });
    expect(await faultOf(right)).toContain('PKS');
    await setTenant({ pks_number: 'PKS/1/2026', regulation_number: 'Perbup 7/2026' });
    expect(await faultOf({ trust: national })).toContain('names no gateway');
    expect(await faultOf({ ...right, trust: { anchors } })).toContain('national');
    expect(await faultOf({ ...at('keerom-uji', gateway), trust: national })).toContain('no trial root');
    expect(await faultOf(right)).toContain('1 personal keys');
    await made.store.write((db) =>
      db
        .updateTable('signing_keys')
        .set({ retired_at: made.now().toISOString() })
        .execute()
        .then(() => undefined),
    );
    expect(await faultOf(right)).toBeUndefined();
  });
});
