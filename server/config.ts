import { join, resolve } from 'node:path';

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
  /** Who seals the ledger; absent: the local authority of each trial tenant. */
  readonly timestamps?: OutsideTimestamps;
  /** Folder of roots beyond this server's own trial ones, with `rules.json`: who may vouch for a signature. */
  readonly trust?: string;
  /** File that tells at which gateway each tenant's officials sign. */
  readonly signing?: string;
  /** File that tells how tokens with seal keys are opened. */
  readonly tokens?: string;
  /** PIN of tokens for which that file says none. */
  readonly tokenPin?: string;
}

/** A time-stamp authority outside (RFC 3161). */
export interface OutsideTimestamps {
  /** Without credentials, so that it may be told. */
  readonly url: string;
  /** `Authorization` header, where the address had a name and a password. Never told. */
  readonly authorization?: string;
  /** Folder with the certificates at which the path of its certificate ends. */
  readonly trust: string;
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
    ...timestamps(environment),
    ...(environment.NOKEN_TRUST === undefined ? {} : { trust: resolve(environment.NOKEN_TRUST) }),
    ...(environment.NOKEN_SIGNING === undefined ? {} : { signing: resolve(environment.NOKEN_SIGNING) }),
    ...(environment.NOKEN_PKCS11 === undefined ? {} : { tokens: resolve(environment.NOKEN_PKCS11) }),
    ...(environment.NOKEN_PKCS11_PIN === undefined ? {} : { tokenPin: environment.NOKEN_PKCS11_PIN }),
  };
}

/** Where the office is kept; `./data` where nothing else is said. */
export function dataFolder(environment: Environment = process.env): string {
  return resolve(environment.NOKEN_DATA ?? 'data');
}

/** Where the server leaves each seal of a ledger as a file. */
export function sealFolder(dataFolder: string): string {
  return join(dataFolder, 'seals');
}

/** @throws {ConfigRefusal} */
export function portNumber(name: string, text: string | undefined, otherwise: number): number {
  if (text === undefined) return otherwise;
  if (!/^\d{1,5}$/.test(text) || Number(text) > 65_535)
    throw new ConfigRefusal(`${name} must be a port from 0 to 65535.`);
  return Number(text);
}

/** Folder of certificates of outside time-stamp authorities; undefined where none is set. */
export function timestampTrust(environment: Environment = process.env): string | undefined {
  return environment.NOKEN_TSA_TRUST === undefined ? undefined : resolve(environment.NOKEN_TSA_TRUST);
}

function timestamps(environment: Environment): Pick<ServerConfig, 'timestamps'> {
  const text = environment.NOKEN_TSA_URL;
  if (text === undefined) return {};
  // The address may hold a password, so that no sentence here repeats it.
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (!url || !isSafe(url))
    throw new ConfigRefusal('NOKEN_TSA_URL must be an address that begins with https://.');
  const trust = timestampTrust(environment);
  if (trust === undefined)
    throw new ConfigRefusal(
      'NOKEN_TSA_TRUST is missing: set it to a folder with the certificates of the authority at NOKEN_TSA_URL, so that its seals can be told from others.',
    );
  const login = loginOf(url);
  url.username = url.password = '';
  return {
    timestamps: {
      url: url.href,
      trust,
      ...(login === ':' ? {} : { authorization: `Basic ${Buffer.from(login).toString('base64')}` }),
    },
  };
}

function loginOf({ username, password }: URL): string {
  try {
    return `${decodeURIComponent(username)}:${decodeURIComponent(password)}`;
  } catch {
    // The error's own words hold nothing of it, but say nothing to an operator either.
    throw new ConfigRefusal('NOKEN_TSA_URL has a name or password that is not percent-encoded.');
  }
}

function publicUrl(text: string | undefined): string {
  if (!text)
    throw new ConfigRefusal(
      'NOKEN_PUBLIC_URL is missing: set it to the address at which the world sees this server, such as https://noken.example.go.id.',
    );
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (!url || url.origin !== text.replace(/\/$/, ''))
    throw new ConfigRefusal('NOKEN_PUBLIC_URL must be a scheme and a host, with nothing after it.');
  if (!isSafe(url))
    throw new ConfigRefusal('NOKEN_PUBLIC_URL must begin with https://, except on this very machine.');
  return url.origin;
}

function isSafe({ protocol, hostname }: URL): boolean {
  const local = ['localhost', '127.0.0.1', '[::1]'].includes(hostname);
  return protocol === 'https:' || (protocol === 'http:' && local);
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
