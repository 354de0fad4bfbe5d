import { createHash, generateKeyPairSync, randomBytes, sign, type KeyObject } from 'node:crypto';
import type {
  PasskeyAssertion,
  PasskeyMade,
  PasskeyOffer,
  PasskeyRequest,
} from '../../server/contract/passkeys.js';

/** What a browser and a device say that is not as it should be. */
export interface Odd {
  readonly origin?: string;
  readonly rpId?: string;
  readonly challenge?: string;
  readonly type?: string;
  readonly topOrigin?: string;
  /** The device did not recognise anybody. */
  readonly unverified?: boolean;
  /** Its counter after this. */
  readonly counter?: number;
  /** As a device that tells who built it does. */
  readonly format?: string;
}

interface Held {
  readonly id: Buffer;
  readonly rpId: string;
  readonly key: KeyObject;
}

/** A browser and a device in one, with real keys: CBOR, COSE (ES256) and signatures as a phone makes them. */
export function softwareAuthenticator(origin: string, counts = true) {
  const held: Held[] = [];
  let counter = 0;
  const next = (odd: Odd) => (counter = odd.counter ?? (counts ? counter + 1 : 0));

  function clientData(type: string, challenge: string, odd: Odd): Buffer {
    return Buffer.from(
      JSON.stringify({
        type: odd.type ?? type,
        challenge: odd.challenge ?? challenge,
        origin: odd.origin ?? origin,
        crossOrigin: odd.topOrigin !== undefined,
        ...(odd.topOrigin === undefined ? {} : { topOrigin: odd.topOrigin }),
      }),
    );
  }

  return {
    held,
    make({ challenge, rp }: PasskeyOffer, odd: Odd = {}): PasskeyMade {
      const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
      const id = randomBytes(32);
      held.push({ id, rpId: rp.id, key: privateKey });
      const { x = '', y = '' } = publicKey.export({ format: 'jwk' });
      // COSE_Key: 1 kty EC2, 3 alg ES256, -1 crv P-256, -2 x, -3 y (RFC 9053 §7.1.1).
      const cose = map([
        [int(1), int(2)],
        [int(3), int(-7)],
        [int(-1), int(1)],
        [int(-2), bytes(Buffer.from(x, 'base64url'))],
        [int(-3), bytes(Buffer.from(y, 'base64url'))],
      ]);
      const length = Buffer.alloc(2);
      length.writeUInt16BE(id.length);
      const attested = Buffer.concat([Buffer.alloc(16), length, id, cose]);
      const authData = Buffer.concat([authenticatorData(odd.rpId ?? rp.id, odd, next(odd), true), attested]);
      const attestation = map([
        [text('fmt'), text(odd.format ?? 'none')],
        [text('attStmt'), map([])],
        [text('authData'), bytes(authData)],
      ]);
      return {
        id: id.toString('base64url'),
        clientDataJSON: clientData('webauthn.create', challenge, odd).toString('base64url'),
        attestationObject: attestation.toString('base64url'),
        transports: ['internal'],
      };
    },
    answer({ challenge, rpId, credentials }: PasskeyRequest, odd: Odd = {}): PasskeyAssertion {
      const known = held.find(({ id }) => credentials.some((one) => one.id === id.toString('base64url')));
      const one = known ?? held[0];
      if (!one) throw new Error('This device holds no passkey.');
      const clientDataJSON = clientData('webauthn.get', challenge, odd);
      const data = authenticatorData(odd.rpId ?? rpId, odd, next(odd), false);
      const signed = Buffer.concat([data, createHash('sha256').update(clientDataJSON).digest()]);
      return {
        id: one.id.toString('base64url'),
        clientDataJSON: clientDataJSON.toString('base64url'),
        authenticatorData: data.toString('base64url'),
        signature: sign('sha256', signed, one.key).toString('base64url'),
      };
    },
  };
}

/** WebAuthn §6.1: hash of the RP ID, flags, counter. */
function authenticatorData(rpId: string, { unverified }: Odd, counter: number, attested: boolean): Buffer {
  const flags = 0x01 | (unverified ? 0 : 0x04) | (attested ? 0x40 : 0);
  const rest = Buffer.alloc(5);
  rest.writeUInt8(flags);
  rest.writeUInt32BE(counter, 1);
  return Buffer.concat([createHash('sha256').update(rpId).digest(), rest]);
}

/** CBOR (RFC 8949 §3): a major type and its number. */
function head(major: number, value: number): Buffer {
  if (value < 24) return Buffer.from([(major << 5) | value]);
  if (value < 256) return Buffer.from([(major << 5) | 24, value]);
  return Buffer.from([(major << 5) | 25, value >> 8, value & 255]);
}

const int = (value: number) => (value < 0 ? head(1, -1 - value) : head(0, value));
const bytes = (value: Buffer) => Buffer.concat([head(2, value.length), value]);
const text = (value: string) => Buffer.concat([head(3, Buffer.byteLength(value)), Buffer.from(value)]);
const map = (pairs: readonly (readonly [Buffer, Buffer])[]) =>
  Buffer.concat([head(5, pairs.length), ...pairs.flat()]);
