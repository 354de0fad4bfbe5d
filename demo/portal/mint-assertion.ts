import { createPrivateKey, randomBytes, sign } from 'node:crypto';
import type { PortalAccount, PortalSettings } from './portal-settings.js';

/** Seconds; Noken takes no longer ones than it must. */
const life = 120;

/**
 * Vouches for a user of this portal towards Noken (RFC 7523): a JWT signed by the portal's own key. Node's own crypto is
 * all it takes.
 */
export function mintAssertion(settings: PortalSettings, account: PortalAccount, now: Date): string {
  const encode = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
  const iat = Math.floor(now.getTime() / 1000);
  const text = [
    encode({ alg: 'EdDSA', typ: 'noken-embed+jwt', kid: settings.keyId }),
    encode({
      iss: `portal:${settings.portalId}`,
      sub: account.username,
      aud: settings.noken,
      origin: settings.origin,
      scope: account.scope,
      iat,
      exp: iat + life,
      jti: randomBytes(16).toString('hex'),
    }),
  ].join('.');
  const key = createPrivateKey({ format: 'jwk', key: { kty: 'OKP', crv: 'Ed25519', ...settings.key } });
  return `${text}.${sign(null, Buffer.from(text), key).toString('base64url')}`;
}
