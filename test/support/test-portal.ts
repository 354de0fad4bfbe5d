import {
  createHmac,
  createPrivateKey,
  generateKeyPairSync,
  randomBytes,
  sign,
  type KeyObject,
} from 'node:crypto';
import type { createApp } from '../../server/app.js';
import type { Grant } from '../../server/contract/vocabulary.js';
import { addPortalKey, makePortal } from '../../server/portals/index.js';
import type { Office, Scope } from '../../server/tenants/index.js';

/** Who signs assertions: EdDSA at portal A, HS256 at portal B (both of tenant A), EdDSA at C (tenant B). */
export interface TestPortal {
  readonly id: string;
  readonly keyId: string;
  readonly origin: string;
  readonly algorithm: 'EdDSA' | 'HS256';
  /** Raw public key (EdDSA) or shared secret (HS256). */
  readonly material: Buffer;
  readonly privateKey?: KeyObject;
}

/** `POST /v1/token` as a browser on a page of `origin` sends it. */
export async function exchange(
  app: ReturnType<typeof createApp>,
  origin: string,
  assertion: string,
): Promise<Response> {
  return app.request('/v1/token', {
    method: 'POST',
    headers: { origin, 'content-type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams({
      grant_type: 'urn:ietf:params:oauth:grant-type:jwt-bearer',
      assertion,
    }).toString(),
  });
}

/** A compact JWS as any portal would write it; `header` replaces parts of the protected header. */
export function signAssertion(
  portal: TestPortal,
  claims: Record<string, unknown>,
  header: Record<string, unknown> = {},
): string {
  const encode = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
  const head: Record<string, unknown> = {
    alg: portal.algorithm,
    typ: 'noken-embed+jwt',
    kid: portal.keyId,
    ...header,
  };
  const text = `${encode(head)}.${encode(claims)}`;
  if (head.alg === 'none') return `${text}.`;
  const signature =
    head.alg === 'HS256'
      ? createHmac('sha256', portal.material).update(text).digest()
      : sign(null, Buffer.from(text), portal.privateKey ?? createPrivateKey(''));
  return `${text}.${signature.toString('base64url')}`;
}

export async function testPortal(
  office: Office,
  scope: Scope,
  origin: string,
  algorithm: TestPortal['algorithm'],
  grants: Grant[],
): Promise<TestPortal> {
  const { portalId } = await makePortal(scope, { name: `Portal ${origin}`, origins: [origin], grants });
  const pair = algorithm === 'EdDSA' ? generateKeyPairSync('ed25519') : undefined;
  const material = pair
    ? Buffer.from(pair.publicKey.export({ format: 'jwk' }).x ?? '', 'base64url')
    : randomBytes(32);
  const { keyId } = await addPortalKey(scope, office.keys, portalId, algorithm, material);
  return {
    id: portalId,
    keyId,
    origin,
    algorithm,
    material,
    ...(pair ? { privateKey: pair.privateKey } : {}),
  };
}
