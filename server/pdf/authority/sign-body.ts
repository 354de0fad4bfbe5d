import { sign, type KeyObject } from 'node:crypto';
import { promisify } from 'node:util';
import { algorithmIdentifier, bitString, nullValue } from '../core/der-writer.js';
import { OID } from '../core/oids.js';

const signAsync = promisify<string, Uint8Array, KeyObject, Buffer>(sign);

/** How everything of a local authority is signed: RSA PKCS #1 v1.5 over SHA-256. */
export const bodyAlgorithm: Uint8Array = algorithmIdentifier(OID.sha256WithRsa, nullValue());

/** `signatureAlgorithm` and `signature`, as they stand behind the body of a certificate, a list or an OCSP answer. */
export async function signBody(body: Uint8Array, key: KeyObject): Promise<[Uint8Array, Uint8Array]> {
  return [bodyAlgorithm, bitString(await signAsync('sha256', body, key))];
}
