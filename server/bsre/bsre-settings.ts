import { X509Certificate } from 'node:crypto';
import { isIPv4 } from 'node:net';
import { isObject } from './answer-fields.js';
import { bsreLimits, type BsreLimits } from './bsre-limits.js';

/** Where a tenant's gateway is and how it is spoken to. */
export interface BsreSettings {
  /** Scheme, host and perhaps a path before `/api`. https, unless it is this machine or `plainHttp` says so. */
  readonly address: string;
  readonly version: 'v1' | 'v2';
  readonly login: { readonly name: string; readonly password: string };
  /** PEM. Trusted beside the usual ones: for a gateway whose certificate an authority of the house issued. */
  readonly certificateAuthorities?: readonly string[];
  /** The corner from which this gateway counts, which differs between installations: found out once, by trial. */
  readonly originCorner: OriginCorner;
  /**
   * What this gateway counts on a page that is turned or cropped: the page's own space, as `/Rect` does, or the page as
   * readers show it. Left out, it is not known, and nothing is placed by coordinates where it would matter.
   */
  readonly pageSpace?: PageSpace;
  /** Many gateways answer inside an intranet without TLS. Passphrases then cross it readable. */
  readonly plainHttp?: boolean;
  readonly limits?: Partial<BsreLimits>;
}

export type OriginCorner = 'bottom-left' | 'top-left';
export type PageSpace = 'own' | 'shown';

/** A setting that is wrong, as one sentence that says what to do and repeats nothing secret. */
export class BsreSettingsRefusal extends Error {
  override readonly name = 'BsreSettingsRefusal';
}

/**
 * Reads settings of which nothing is known yet, such as the JSON of a configuration.
 *
 * @throws {BsreSettingsRefusal}
 */
export function readBsreSettings(value: unknown): BsreSettings {
  const fault = bsreSettingsFault(value);
  if (fault !== undefined) throw new BsreSettingsRefusal(fault);
  return value as BsreSettings;
}

/** What is wrong with settings, in one sentence; undefined where nothing is. */
export function bsreSettingsFault(value: unknown): string | undefined {
  if (!isObject(value))
    return 'The settings of the gateway must be an object with address, version and login.';
  const unknown = Object.keys(value).find((key) => !(KEYS as readonly string[]).includes(key));
  // A key that nobody reads may be a password at the wrong place, but its name is none.
  if (unknown !== undefined)
    return `The settings of the gateway know no ${JSON.stringify(unknown.slice(0, 40))}: they are ${KEYS.join(', ')}.`;
  return (
    addressFault(value['address'], value['plainHttp']) ??
    (value['version'] === 'v1' || value['version'] === 'v2'
      ? undefined
      : 'version must be "v1" or "v2", as the gateway’s own documentation says.') ??
    loginFault(value['login']) ??
    (value['originCorner'] === 'bottom-left' || value['originCorner'] === 'top-left'
      ? undefined
      : 'originCorner must be "bottom-left" or "top-left": sign a trial page to find out.') ??
    ([undefined, 'own', 'shown'].includes(value['pageSpace'] as string | undefined)
      ? undefined
      : 'pageSpace must be "own" or "shown", or be left out.') ??
    authoritiesFault(value['certificateAuthorities']) ??
    limitsFault(value['limits'])
  );
}

const KEYS = [
  'address',
  'version',
  'login',
  'certificateAuthorities',
  'originCorner',
  'pageSpace',
  'plainHttp',
  'limits',
] as const satisfies readonly (keyof BsreSettings)[];

// The address may hold a password by mistake, so that no sentence repeats it.
function addressFault(address: unknown, plainHttp: unknown): string | undefined {
  if (plainHttp !== undefined && typeof plainHttp !== 'boolean') return 'plainHttp must be true or false.';
  const url = typeof address === 'string' && URL.canParse(address) ? new URL(address) : undefined;
  if (!url || !['http:', 'https:'].includes(url.protocol))
    return 'address must be the gateway’s address, such as https://esign.example.go.id.';
  if (url.username !== '' || url.password !== '')
    return 'address must hold no name and password: they belong in login.';
  if (url.search !== '' || url.hash !== '') return 'address must end with its host or a path.';
  if (/\/api(?:\/|$)/.test(url.pathname)) return 'address must end before /api, which is added to it.';
  if (url.protocol === 'http:' && !isLoopback(url.hostname) && plainHttp !== true)
    return 'address must begin with https://; where the gateway knows only http inside a closed network, say so with plainHttp.';
  return undefined;
}

function isLoopback(hostname: string): boolean {
  return (
    hostname === 'localhost' || hostname === '[::1]' || (isIPv4(hostname) && hostname.startsWith('127.'))
  );
}

function loginFault(login: unknown): string | undefined {
  const { name, password } = isObject(login) ? login : {};
  if (typeof name !== 'string' || name === '' || typeof password !== 'string' || password === '')
    return 'login must have the name and the password of the application at the gateway.';
  if (name.includes(':')) return 'The name in login must have no colon (RFC 7617).';
  if ([...(name + password)].some((character) => character < ' ' || character === '\u007f'))
    return 'login must have no control characters; a password read from a file may end in a line break.';
  return undefined;
}

function authoritiesFault(authorities: unknown): string | undefined {
  if (authorities === undefined) return undefined;
  const fault = 'certificateAuthorities must be a list of certificates in PEM, each of an authority.';
  if (!Array.isArray(authorities) || authorities.length === 0) return fault;
  return authorities.every((pem) => typeof pem === 'string' && isAuthority(pem)) ? undefined : fault;
}

function isAuthority(pem: string): boolean {
  try {
    const certificate = new X509Certificate(pem);
    // A gateway that signed for itself is its own authority.
    return certificate.ca || certificate.checkIssued(certificate);
  } catch {
    return false;
  }
}

function limitsFault(limits: unknown): string | undefined {
  if (limits === undefined) return undefined;
  const entries = isObject(limits) ? Object.entries(limits) : undefined;
  const isRight =
    entries?.every(
      ([key, value]) =>
        Object.hasOwn(bsreLimits, key) &&
        Number.isSafeInteger(value) &&
        (value as number) >= (key === 'retries' ? 0 : 1),
    ) ?? false;
  return isRight
    ? undefined
    : `limits must be whole numbers above 0, of these: ${Object.keys(bsreLimits).join(', ')}.`;
}
