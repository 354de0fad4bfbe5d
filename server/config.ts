import { resolve } from 'node:path';

/** What `noken serve` needs to know, read once from the environment. */
export interface ServerConfig {
  /** Origin at which the world sees this server: burnt into QR codes, tokens and certificates. */
  readonly publicUrl: string;
  /** 32 bytes. */
  readonly masterKey: Buffer;
  /** Database and documents. */
  readonly dataFolder: string;
  readonly host: string;
  /** 0: any free one. */
  readonly port: number;
  readonly behindProxy: boolean;
}

type Environment = Readonly<Record<string, string | undefined>>;

/** A setting that is missing or wrong, as one sentence that says what to do. Start ends with it. */
export class ConfigRefusal extends Error {
  override readonly name = 'ConfigRefusal';
}

/**
 * Reads the settings of a server. There is no friendly fallback for what must be secret or lasting.
 *
 * @throws {ConfigRefusal}
 */
export function readConfig(environment: Environment = process.env): ServerConfig {
  return {
    publicUrl: publicUrl(environment.NOKEN_PUBLIC_URL),
    masterKey: masterKey(environment.NOKEN_MASTER_KEY),
    dataFolder: dataFolder(environment),
    host: environment.NOKEN_HOST ?? '127.0.0.1',
    port: portNumber('NOKEN_PORT', environment.NOKEN_PORT, 8787),
    behindProxy: yesOrNo('NOKEN_BEHIND_PROXY', environment.NOKEN_BEHIND_PROXY),
  };
}

/** Where the office is kept; `./data` where nothing else is said. */
export function dataFolder(environment: Environment = process.env): string {
  return resolve(environment.NOKEN_DATA ?? 'data');
}

/** @throws {ConfigRefusal} */
export function portNumber(name: string, text: string | undefined, otherwise: number): number {
  if (text === undefined) return otherwise;
  if (!/^\d{1,5}$/.test(text) || Number(text) > 65_535)
    throw new ConfigRefusal(`${name} must be a port from 0 to 65535.`);
  return Number(text);
}

function publicUrl(text: string | undefined): string {
  if (!text)
    throw new ConfigRefusal(
      'NOKEN_PUBLIC_URL is missing: set it to the address at which the world sees this server, such as https://noken.example.go.id.',
    );
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (!url || url.origin !== text.replace(/\/$/, ''))
    throw new ConfigRefusal('NOKEN_PUBLIC_URL must be a scheme and a host, with nothing after it.');
  const local = ['localhost', '127.0.0.1', '[::1]'].includes(url.hostname);
  if (url.protocol !== 'https:' && !(url.protocol === 'http:' && local))
    throw new ConfigRefusal('NOKEN_PUBLIC_URL must begin with https://, except on this very machine.');
  return url.origin;
}

function masterKey(text: string | undefined): Buffer {
  if (!text)
    throw new ConfigRefusal(
      'NOKEN_MASTER_KEY is missing: make one with "openssl rand -base64 32" and keep it where backups of the data are not.',
    );
  const key = /^[0-9a-f]{64}$/i.test(text) ? Buffer.from(text, 'hex') : Buffer.from(text, 'base64');
  if (key.length !== 32) throw new ConfigRefusal('NOKEN_MASTER_KEY must be 32 bytes in base64 or hex.');
  if (key.every((byte) => byte === key[0])) throw new ConfigRefusal('NOKEN_MASTER_KEY is not random.');
  return key;
}

function yesOrNo(name: string, text: string | undefined): boolean {
  if (text === undefined || text === '0') return false;
  if (text === '1') return true;
  throw new ConfigRefusal(`${name} must be 0 or 1.`);
}
