import { join } from 'node:path';
import { registerNik } from '../../server/signing/index.js';
import { scopeFor, tenantBySlug, type Office } from '../../server/tenants/index.js';
import { simulatedSigners } from '../bsre-simulator/simulated-people.js';
import { demoLogins } from './demo-logins.js';
import { writePrivately, type DemoSecrets, type SimulatorSecrets } from './demo-secrets.js';
import { officialOf } from './enrol-signers.js';
import { demoSlug } from './seed-keerom.js';

/**
 * What an operator would write into the file of `NOKEN_SIGNING`, for the stand-in of the gateway that runs beside.
 *
 * @returns the file's path
 */
export async function writeGatewaySettings(
  folder: string,
  address: string,
  { login }: SimulatorSecrets,
): Promise<string> {
  const credential = Buffer.from(`${login.name}:${login.password}`).toString('base64');
  const root = await fetch(`${address}/sim/root`, { headers: { authorization: `Basic ${credential}` } });
  if (!root.ok) throw new Error(`The stand-in of the gateway gives no root (${root.status}).`);
  const path = join(folder, 'signing.json');
  await writePrivately(path, {
    [demoSlug]: {
      bsre: { address, version: 'v2', login, originCorner: 'bottom-left', pageSpace: 'shown' },
      trialRoots: [await root.text()],
    },
  });
  return path;
}

/** Makes the person who signs there known by an invented NIK, and tells the passphrase that the stand-in knows. */
export async function registerGatewaySigner(
  office: Office,
  secrets: DemoSecrets,
  keep: () => Promise<void>,
): Promise<void> {
  const [person] = simulatedSigners;
  const planned = demoLogins.find(({ atGateway }) => atGateway);
  const login = secrets.logins.find(({ username }) => username === planned?.username);
  const tenant = await tenantBySlug(office.store, demoSlug);
  const portalId = secrets.portals?.regency.id;
  const passphrase = secrets.simulator?.passphrases[person?.nik ?? ''];
  // An office that was seeded before there was such a person has none.
  if (!person || !login || !tenant || portalId === undefined || passphrase === undefined) return;
  const officialId = await officialOf(office, tenant.tenant_id, portalId, login.username);
  if (login.passphrase === passphrase) return;
  await registerNik(scopeFor(office, tenant, { kind: 'command' }), office.keys, officialId, person.nik);
  login.passphrase = passphrase;
  await keep();
}
