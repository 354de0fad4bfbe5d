import { spawn, type ChildProcess } from 'node:child_process';
import { randomBytes, scryptSync } from 'node:crypto';
import { createWriteStream, existsSync } from 'node:fs';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { dataFolder, portNumber } from '../server/config.js';
import { startServer, type RunningServer } from '../server/main.js';
import { jsonLog } from '../server/platform/log.js';
import { movePortal, portalsOf } from '../server/portals/index.js';
import { scopeFor, tenantBySlug } from '../server/tenants/index.js';
import { simulatedSigners } from './bsre-simulator/simulated-people.js';
import type { PortalSettings } from './portal/portal-settings.js';
import { demoLogins } from './seed/demo-logins.js';
import {
  keepSecrets,
  makeSimulatorSecrets,
  openSecrets,
  writePrivately,
  type DemoSecrets,
  type SimulatorSecrets,
} from './seed/demo-secrets.js';
import { enrolSigners } from './seed/enrol-signers.js';
import { registerGatewaySigner, writeGatewaySettings } from './seed/gateway-signer.js';
import { bringSampleLetters } from './seed/sample-letters.js';
import { demoSlug, kampungPortalOrigin, seedKeerom } from './seed/seed-keerom.js';

/**
 * The whole demo: secrets and office at the first start, Noken, a stranger's portal as a process of its own on another
 * site, and a stand-in of the signing gateway as a third. Runs until it is told to stop.
 *
 * @returns exit code
 */
export async function runDemo(): Promise<number> {
  const folder = dataFolder();
  const port = portNumber('NOKEN_PORT', process.env.NOKEN_PORT, 8787);
  const portalPort = portNumber('NOKEN_PORTAL_PORT', process.env.NOKEN_PORTAL_PORT, 8788);
  const simulatorPort = portNumber('NOKEN_BSRE_SIMULATOR_PORT', process.env.NOKEN_BSRE_SIMULATOR_PORT, 8789);
  // This way round because WebAuthn refuses an address for a name.
  const publicUrl = `http://localhost:${port}`;
  const portalUrl = `http://127.0.0.1:${portalPort}`;
  const { secrets, made } = await openSecrets(folder);
  const simulatorIsNew = secrets.simulator === undefined;
  const children: ChildProcess[] = [];
  const log = createWriteStream(join(folder, 'noken.log'), { flags: 'a', mode: 0o600 });
  let server: RunningServer | undefined;
  try {
    secrets.simulator ??= makeSimulatorSecrets(simulatedSigners.map(({ nik }) => nik));
    await keepSecrets(folder, secrets);
    const simulator = await startSimulator(folder, simulatorPort, secrets.simulator, children);
    const config = {
      publicUrl,
      masterKey: Buffer.from(secrets.masterKey, 'base64'),
      dataFolder: folder,
      host: '127.0.0.1',
      port,
      behindProxy: false,
      signing: await writeGatewaySettings(folder, simulator, secrets.simulator),
    };
    const writeLine = (line: string) => log.write(`${line}\n`);
    server = await startServer(
      config,
      jsonLog(writeLine, () => new Date()),
    );
    await prepareOffice(server, secrets, portalUrl, folder);
    const settings = portalSettings(server, secrets);
    await bringSamples(settings, secrets, folder);
    await startPortal(folder, portalPort, settings, children);
    tell(secrets, made, folder);
    tellSimulator(simulator, secrets, simulatorIsNew);
    process.stdout.write('Berhenti: Ctrl-C\n');
    return await untilStopped(children);
  } finally {
    for (const child of children) child.kill();
    await server?.close();
    log.end();
  }
}

async function prepareOffice(
  { office }: RunningServer,
  secrets: DemoSecrets,
  portalUrl: string,
  folder: string,
): Promise<void> {
  const keep = () => keepSecrets(folder, secrets);
  await seedKeerom(office, secrets, portalUrl);
  const tenant = await tenantBySlug(office.store, demoSlug);
  if (!tenant) throw new Error('The office is not seeded.');
  const scope = scopeFor(office, tenant, { kind: 'command' });
  const portals = await portalsOf(scope);
  const kampung = portals.find(({ origins }) => origins.includes(kampungPortalOrigin));
  const regency = portals.find((portal) => portal !== kampung);
  const [keyId, otherKeyId] = [regency?.keys[0], kampung?.keys[0]];
  if (!regency || !kampung || !keyId || !otherKeyId) throw new Error('The portals of the demo are gone.');
  if (regency.origins[0] !== portalUrl) await movePortal(scope, regency.id, [portalUrl]);
  secrets.portals = {
    regency: { id: regency.id, keyId },
    kampung: { id: kampung.id, keyId: otherKeyId },
  };
  secrets.publicUrl = office.publicUrl;
  secrets.portalUrl = portalUrl;
  await keep();
  await enrolSigners(office, secrets, keep);
  await registerGatewaySigner(office, secrets, keep);
}

/** Once: whoever clears the desks of the demo finds them clear at the next start. */
async function bringSamples(settings: PortalSettings, secrets: DemoSecrets, folder: string): Promise<void> {
  if (secrets.samplesBrought) return;
  await bringSampleLetters(settings, secrets, new Date());
  secrets.samplesBrought = true;
  await keepSecrets(folder, secrets);
}

/** What the portal's own administrator would have typed into its settings. */
function portalSettings({ office }: RunningServer, secrets: DemoSecrets): PortalSettings {
  const { portals, portalUrl } = secrets;
  if (!portals || portalUrl === undefined) throw new Error('The office is not seeded.');
  const integrity = office.kit?.integrity.get('noken.js');
  return {
    origin: portalUrl,
    noken: office.publicUrl,
    kitUrl: `${office.publicUrl}/kit/${office.kit?.release ?? 'not-built'}/noken.js`,
    ...(integrity === undefined ? {} : { kitIntegrity: integrity }),
    portalId: portals.regency.id,
    keyId: portals.regency.keyId,
    key: secrets.portalKey,
    accounts: secrets.logins.map(({ username, password, name = '', position = '' }) => {
      const salt = randomBytes(16).toString('base64url');
      return {
        username,
        salt,
        hash: scryptSync(password, salt, 32).toString('base64url'),
        name,
        position,
        scope: demoLogins.find((one) => one.username === username)?.scope ?? 'read',
      };
    }),
  };
}

async function startPortal(
  folder: string,
  port: number,
  settings: PortalSettings,
  children: ChildProcess[],
): Promise<void> {
  const path = join(folder, 'portal-settings.json');
  await writePrivately(path, settings);
  const environment = { PORTAL_SETTINGS: path, PORTAL_PORT: String(port) };
  await startBeside('./portal-main.js', './portal/portal-main.ts', environment, children);
}

/** @returns its address */
async function startSimulator(
  folder: string,
  port: number,
  secrets: SimulatorSecrets,
  children: ChildProcess[],
): Promise<string> {
  const path = join(folder, 'simulator-settings.json');
  await writePrivately(path, secrets);
  const environment = {
    SIMULATOR_SETTINGS: path,
    SIMULATOR_AUTHORITY: join(folder, 'simulator-authority.json'),
    NOKEN_BSRE_SIMULATOR_PORT: String(port),
  };
  const source = './bsre-simulator/simulator-main.ts';
  return String(await startBeside('./simulator-main.js', source, environment, children));
}

/** A stranger's program, as it was built or from its source: it gets its settings and a port, and nothing of ours. */
async function startBeside(
  built: string,
  source: string,
  environment: Readonly<Record<string, string>>,
  children: ChildProcess[],
): Promise<unknown> {
  const beside = fileURLToPath(new URL(built, import.meta.url));
  const entry = existsSync(beside) ? beside : fileURLToPath(new URL(source, import.meta.url));
  const child = spawn(process.execPath, [...process.execArgv, entry], {
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    env: { PATH: process.env.PATH ?? '', ...environment },
  });
  children.push(child);
  return new Promise((resolve, reject) => {
    child.once('message', resolve);
    child.once('exit', (code) => reject(new Error(`${basename(entry)} did not start (${code}).`)));
    child.once('error', reject);
  });
}

function untilStopped(children: readonly ChildProcess[]): Promise<number> {
  return new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => resolve(0));
    for (const child of children) {
      if (child.exitCode !== null) resolve(1);
      child.once('exit', () => resolve(1));
    }
  });
}

/** Plain and short. Passwords are shown at the first start only; later they are where the file is. */
function tell(secrets: DemoSecrets, first: boolean, folder: string): void {
  const lines = [`Portal contoh  ${secrets.portalUrl}`, `Noken          ${secrets.publicUrl}`, ''];
  const column = (text: string, width: number) => text.padEnd(width);
  if (first) {
    lines.push(`${column('masuk', 9)}${column('sandi', 13)}siapa`);
    for (const {
      username,
      password,
      name = '',
      position = '',
      part,
      passphrase,
      enrolUrl,
    } of secrets.logins) {
      lines.push(`${column(username, 9)}${column(password, 13)}${position}, ${name}: ${part}`);
      if (passphrase !== undefined) lines.push(`${column('', 22)}passphrase TTE: ${passphrase}`);
      if (enrolUrl !== undefined) lines.push(`${column('', 22)}pendaftaran kunci: ${enrolUrl}`);
    }
    lines.push('');
  }
  lines.push(`Nama masuk, sandi dan passphrase: ${join(folder, 'secrets.json')}`);
  process.stdout.write(`${lines.join('\n')}\n`);
}

function tellSimulator(url: string, { simulator }: DemoSecrets, first: boolean): void {
  const lines = [
    '',
    `Simulasi eSign Client Service  ${url}`,
    'Ini simulasi: bukan layanan BSrE, dan tanda tangannya tidak mengikat siapa pun. "asisten" menandatangani lewatnya.',
  ];
  if (first && simulator) {
    lines.push(`masuk ${simulator.login.name}, sandi ${simulator.login.password}`);
    for (const [nik, passphrase] of Object.entries(simulator.passphrases))
      lines.push(`NIK uji ${nik}, passphrase ${passphrase}`);
  }
  process.stdout.write(`${lines.join('\n')}\n\n`);
}
