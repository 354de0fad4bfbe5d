import { compactVerify, decodeProtectedHeader, errors, importJWK, type CryptoKey } from 'jose';
import * as v from 'valibot';
import type { PortalKeyRow, PortalRow, TenantRow } from '../database/index.js';
import { Problem } from '../platform/problem.js';
import { openSecret } from '../platform/secret-keys.js';
import type { Office } from '../tenants/index.js';
import { findKeyAnywhere } from './portals.table.js';

/** Clocks differ: so much is forgiven either way, in seconds. */
const skew = 60;
/** A portal is told 120 s; beyond this its assertion is a standing key and is refused. */
const longestLife = 300;
/** An assertion this old was not made by a clock that is off. */
const oneDay = 86_400;

const Header = v.object({
  alg: v.string(),
  typ: v.literal('noken-embed+jwt'),
  kid: v.pipe(v.string(), v.maxLength(100)),
});

/** RFC 7523 §3, narrowed: one audience, one origin, an id that is used once. Times in seconds since 1970. */
const Claims = v.object({
  iss: v.pipe(v.string(), v.maxLength(200)),
  sub: v.pipe(v.string(), v.minLength(1), v.maxLength(200)),
  aud: v.pipe(v.string(), v.maxLength(500)),
  origin: v.pipe(v.string(), v.maxLength(500)),
  iat: v.pipe(v.number(), v.integer(), v.minValue(0)),
  exp: v.pipe(v.number(), v.integer(), v.minValue(0)),
  jti: v.pipe(v.string(), v.minLength(16), v.maxLength(100)),
  /** Grants, parted by spaces, where the portal wants fewer than it has for this person (RFC 8693 §4.2). */
  scope: v.optional(v.pipe(v.string(), v.maxLength(200))),
});

export interface Assertion {
  readonly key: PortalKeyRow;
  readonly portal: PortalRow;
  readonly tenant: TenantRow;
  readonly claims: v.InferOutput<typeof Claims>;
}

/**
 * Reads what a portal's backend signed and checks all that can be known without writing: key, algorithm, signature,
 * issuer, audience, origin, time.
 *
 * The key id chooses the key, and the key its one algorithm, portal and tenant; nothing of these is taken from the
 * assertion itself.
 *
 * @throws {Problem} `assertion-…`, `clock-skew`
 */
export async function readAssertion(office: Office, jwt: string, origin: string): Promise<Assertion> {
  const kid = readKeyId(jwt);
  const found = await office.store.read((db) => findKeyAnywhere(db, kid));
  if (!found || found.key.active !== 1 || found.portal.active !== 1)
    throw new Problem('assertion-key-unknown');
  const claims = await verified(jwt, await keyOf(office, found.key), found.key.algorithm);
  checkParties(office, found.portal, claims, origin);
  checkTimes(office.now(), found.tenant, claims);
  return { ...found, claims };
}

function readKeyId(jwt: string): string {
  let header: unknown;
  try {
    header = decodeProtectedHeader(jwt);
  } catch (cause) {
    throw new Problem('assertion-invalid', {}, { cause });
  }
  const parsed = v.safeParse(Header, header);
  if (!parsed.success) throw new Problem('assertion-invalid');
  return parsed.output.kid;
}

async function keyOf(office: Office, key: PortalKeyRow): Promise<CryptoKey | Uint8Array> {
  if (key.algorithm === 'HS256')
    return openSecret(office.keys.keyFor(key.tenant_id, 'portal-keys'), key.material, key.id);
  return importJWK({ kty: 'OKP', crv: 'Ed25519', x: key.material }, 'EdDSA');
}

async function verified(jwt: string, key: CryptoKey | Uint8Array, algorithm: PortalKeyRow['algorithm']) {
  let payload: Uint8Array;
  try {
    ({ payload } = await compactVerify(jwt, key, { algorithms: [algorithm] }));
  } catch (cause) {
    const code =
      cause instanceof errors.JWSSignatureVerificationFailed
        ? 'assertion-signature-wrong'
        : 'assertion-invalid';
    if (cause instanceof errors.JOSEError) throw new Problem(code, {}, { cause });
    throw cause;
  }
  const parsed = v.safeParse(Claims, parseJson(payload));
  if (!parsed.success) throw new Problem('assertion-invalid');
  return parsed.output;
}

function parseJson(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(bytes));
  } catch {
    return undefined;
  }
}

function checkParties(
  office: Office,
  portal: PortalRow,
  claims: v.InferOutput<typeof Claims>,
  origin: string,
): void {
  if (claims.iss !== `portal:${portal.id}`) throw new Problem('assertion-issuer-wrong');
  if (claims.aud !== office.publicUrl) throw new Problem('assertion-audience-wrong');
  const own = JSON.parse(portal.origins) as string[];
  if (!own.includes(claims.origin) || claims.origin !== origin) throw new Problem('assertion-origin-wrong');
}

function checkTimes(at: Date, tenant: TenantRow, { iat, exp }: v.InferOutput<typeof Claims>): void {
  const now = Math.floor(at.getTime() / 1000);
  if (exp <= iat) throw new Problem('assertion-invalid');
  if (exp - iat > longestLife) throw new Problem('assertion-lifetime-long');
  if (now - exp > oneDay) throw new Problem('assertion-expired');
  // A page asks for an assertion and brings it at once, so one that is long over was made by a slow clock.
  if (iat > now + skew || exp < now - skew) throw new Problem('clock-skew', { seconds: Math.abs(now - iat) });
  // Whole seconds on one side: an assertion of the very second in which the switch was thrown still counts.
  const notBefore = tenant.not_before === null ? 0 : Math.floor(Date.parse(tenant.not_before) / 1000);
  if (iat < notBefore) throw new Problem('assertion-expired');
}
