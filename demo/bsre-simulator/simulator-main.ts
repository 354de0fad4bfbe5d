import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { keptAuthority } from './kept-authority.js';
import { simulatedPeople, simulatedSigners } from './simulated-people.js';
import { startBsreSimulator } from './simulator-server.js';
import type { SimulatorSettings } from './simulator-settings.js';

/** From the file that whoever started us names; started by hand, it makes its own and shows them. */
type Secrets = Pick<SimulatorSettings, 'login' | 'passphrases'>;

const {
  SIMULATOR_SETTINGS: path,
  SIMULATOR_AUTHORITY: authorityPath,
  NOKEN_BSRE_SIMULATOR_PORT: port = '8789',
} = process.env;
if (!/^\d{1,5}$/.test(port) || Number(port) > 65_535)
  throw new Error('NOKEN_BSRE_SIMULATOR_PORT must be a port from 0 to 65535.');
const secrets = path === undefined ? makeSecrets() : (JSON.parse(readFileSync(path, 'utf8')) as Secrets);
const simulator = await startBsreSimulator({
  ...secrets,
  ...(authorityPath === undefined ? {} : { authority: await keptAuthority(authorityPath, new Date()) }),
  port: Number(port),
  onCode: ({ purpose, to, code }) => say(`[SIMULASI] kode ${purpose} untuk ${to}: ${code}`),
});
if (path === undefined) tell();
process.send?.(simulator.url);
// Whoever started us is gone.
process.on('disconnect', () => process.exit());
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => process.exit());

function makeSecrets(): Secrets {
  const secret = () => randomBytes(12).toString('base64url');
  return {
    login: { name: 'noken', password: secret() },
    passphrases: Object.fromEntries(simulatedSigners.map(({ nik }) => [nik, secret()])),
  };
}

function tell(): void {
  const { login, passphrases } = secrets;
  say(
    'Simulasi eSign Client Service: bukan layanan yang sebenarnya, tanda tangannya tidak mengikat siapa pun.',
  );
  say(`${simulator.url}  masuk ${login.name}  sandi ${login.password}`);
  for (const { nik, name, status } of simulatedPeople) {
    const passphrase = passphrases[nik];
    say(`${nik}  ${status}  ${name}${passphrase === undefined ? '' : `  passphrase ${passphrase}`}`);
  }
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}
