import { generateKeyPairSync, randomBytes, randomInt } from 'node:crypto';
import { chmod, mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { demoLogins } from './demo-logins.js';

/** One login as `data/secrets.json` tells it; tests read it there. */
export interface LoginSecret {
  readonly username: string;
  readonly password: string;
  readonly part: string;
  /** Filled when the office is seeded. */
  name?: string;
  position?: string;
  /** Opens the signing key, once `enrolled`. */
  passphrase?: string;
  enrolled?: boolean;
  /** One-time address at which this person makes their own key. */
  enrolUrl?: string;
}

export interface SimulatorSecrets {
  readonly login: { readonly name: string; readonly password: string };
  readonly passphrases: Readonly<Record<string, string>>;
}

/** Everything of the demo that must be random. Made once, readable by its owner only, never in the repository. */
export interface DemoSecrets {
  /** 32 bytes, base64. */
  readonly masterKey: string;
  /** Ed25519 as JWK members, base64url: the portal's own pair. */
  readonly portalKey: { readonly x: string; readonly d: string };
  /** HS256, 32 bytes, base64url: of the second, older portal. */
  readonly otherPortalSecret: string;
  readonly logins: readonly LoginSecret[];
  /** What its simulated people and the one application that may call are known by; passphrases by NIK. */
  simulator?: SimulatorSecrets;
  publicUrl?: string;
  /** The sample letters lie on their desks. */
  samplesBrought?: boolean;
  portalUrl?: string;
  portals?: Record<'regency' | 'kampung', { id: string; keyId: string }>;
}

const name = 'secrets.json';
/** No letters that look alike on a screen or paper. */
const alphabet = 'abcdefghjkmnpqrstuvwxyz23456789';

/** Reads the secrets, or makes them when there are none. */
export async function openSecrets(folder: string): Promise<{ secrets: DemoSecrets; made: boolean }> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const text = await readFile(join(folder, name), 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined;
    throw error;
  });
  if (text !== undefined) return { secrets: JSON.parse(text) as DemoSecrets, made: false };
  const secrets = makeSecrets();
  await keepSecrets(folder, secrets);
  return { secrets, made: true };
}

/** Whole or not at all, and never readable by others, not even for a moment. */
export async function keepSecrets(folder: string, secrets: DemoSecrets): Promise<void> {
  await writePrivately(join(folder, name), secrets);
}

export async function writePrivately(path: string, value: unknown): Promise<void> {
  const draft = `${path}.${randomBytes(6).toString('hex')}`;
  await writeFile(draft, `${JSON.stringify(value, null, 2)}\n`, { mode: 0o600, flag: 'wx' });
  await chmod(draft, 0o600);
  await rename(draft, path);
}

function makeSecrets(): DemoSecrets {
  const { x = '', d = '' } = generateKeyPairSync('ed25519').privateKey.export({ format: 'jwk' });
  return {
    masterKey: randomBytes(32).toString('base64'),
    portalKey: { x, d },
    otherPortalSecret: randomBytes(32).toString('base64url'),
    logins: demoLogins.map(({ username, part, signs }) => ({
      username,
      password: word(10),
      part,
      ...(signs ? { passphrase: [word(5), word(5), word(5), word(5)].join('-') } : {}),
    })),
  };
}

/** @param niks of the simulated people who may sign */
export function makeSimulatorSecrets(niks: readonly string[]): SimulatorSecrets {
  return {
    login: { name: 'noken', password: word(20) },
    passphrases: Object.fromEntries(niks.map((nik) => [nik, [word(5), word(5), word(5), word(5)].join('-')])),
  };
}

function word(length: number): string {
  return Array.from({ length }, () => alphabet[randomInt(alphabet.length)]).join('');
}
