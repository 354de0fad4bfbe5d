import { isIP } from 'node:net';

/** For whom a passkey is made and answers: never read from a request, so that no header moves it. */
export interface RelyingParty {
  /** The host of Noken's address (the RP ID). */
  readonly id: string;
  /** The one origin whose page may ask. */
  readonly origin: string;
}

/**
 * As Noken's address makes it; undefined where browsers make no passkeys: for an IP address, and without TLS for any
 * host but localhost (WebAuthn §5.1.2, secure contexts).
 */
export function relyingParty(publicUrl: string): RelyingParty | undefined {
  const { hostname, origin, protocol } = new URL(publicUrl);
  const local = hostname === 'localhost' || hostname.endsWith('.localhost');
  if (isIP(hostname.replace(/^\[|\]$/g, '')) !== 0 || (protocol !== 'https:' && !local)) return undefined;
  return { id: hostname, origin };
}
