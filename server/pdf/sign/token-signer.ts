import { createHash } from 'node:crypto';
import { readCertificate, type Certificate } from '../core/certificate.js';
import { integer, sequence } from '../core/der-writer.js';
import { KeyRefusal } from '../core/key-refusal.js';
import { algorithmFor, signatureHash, type KeySigner, type SignatureAlgorithm } from './key-signer.js';
import { PKCS11, type Pkcs11Attribute, type Pkcs11Handle } from './pkcs11-api.js';
import { findObjects, withToken, type OpenToken, type TokenAccess } from './token-session.js';

/** The token hashes with RSA; with a curve it gets the hash (PKCS #11 2.40 §2.1.11, §2.3.6). */
const MECHANISMS: Readonly<Partial<Record<SignatureAlgorithm, number>>> = {
  'rsa-sha256': PKCS11.CKM_SHA256_RSA_PKCS,
  'ecdsa-sha256': PKCS11.CKM_ECDSA,
  'ecdsa-sha384': PKCS11.CKM_ECDSA,
};
/** An RSA signature of 8192 bits. */
const LONGEST_VALUE = 1024;
const MOST_CERTIFICATES = 32;

/**
 * A signer whose private key lies in a token (PKCS #11) and never leaves it. All values of a batch are made in one login.
 *
 * @param key label of the key in the token, or `id:` and its CKA_ID in hexadecimal
 * @throws {KeyRefusal} `key-unsupported`. Signing: `token-key-missing`, `token-mechanism-missing`, and what `withToken` says
 */
export function tokenSigner(
  access: TokenAccess,
  key: string,
  certificate: Certificate,
  chain: readonly Certificate[] = [],
): KeySigner<void> {
  const algorithm = algorithmFor(certificate.publicKey);
  const mechanism = MECHANISMS[algorithm];
  if (mechanism === undefined) throw new KeyRefusal('key-unsupported', `${algorithm} in a token`);
  return {
    certificate,
    chain,
    algorithm,
    sign: (signedAttributes) =>
      withToken(access, async (open) => {
        if (!open.cryptoki.C_GetMechanismList(open.slot).includes(mechanism))
          throw new KeyRefusal('token-mechanism-missing', `${access.token}: ${algorithm}`);
        const handle = findKey(open, access.token, key);
        const values: Uint8Array[] = [];
        // One after the other: a session has one operation at a time.
        for (const each of signedAttributes)
          values.push(await signOne(open, { mechanism, algorithm }, handle, each));
        return values;
      }),
  };
}

/**
 * The certificates in a token that lie under the same CKA_ID as a key, and after them all others, which may be its issuers.
 *
 * @throws {KeyRefusal} `token-key-missing`, `key-without-certificate`, `certificate-unreadable`, and what `withToken` says
 */
export function tokenCertificates(access: TokenAccess, key: string): Promise<Certificate[]> {
  return withToken(access, (open) => {
    const { cryptoki, session } = open;
    const read = (object: Pkcs11Handle, type: number) =>
      cryptoki.C_GetAttributeValue(session, object, [{ type }])[0]?.value ?? Buffer.alloc(0);
    const id = read(findKey(open, access.token, key), PKCS11.CKA_ID);
    const found = findObjects(
      open,
      [{ type: PKCS11.CKA_CLASS, value: PKCS11.CKO_CERTIFICATE }],
      MOST_CERTIFICATES,
    ).map((object) => ({
      isOfKey: read(object, PKCS11.CKA_ID).equals(id),
      certificate: readCertificate(read(object, PKCS11.CKA_VALUE)),
    }));
    const [own] = found.filter(({ isOfKey }) => isOfKey);
    if (!own) throw new KeyRefusal('key-without-certificate', 'no certificate under the key’s CKA_ID');
    return Promise.resolve(
      [own, ...found.filter((one) => one !== own)].map(({ certificate }) => certificate),
    );
  });
}

function findKey(open: OpenToken, token: string, key: string): Pkcs11Handle {
  const found = findObjects(
    open,
    [{ type: PKCS11.CKA_CLASS, value: PKCS11.CKO_PRIVATE_KEY }, nameOf(key)],
    2,
  );
  const [handle] = found;
  if (!handle || found.length > 1)
    throw new KeyRefusal('token-key-missing', `${token}: ${found.length} private keys ${key}`);
  return handle;
}

function nameOf(key: string): Pkcs11Attribute {
  const [, id] = /^id:((?:[0-9a-f]{2})+)$/i.exec(key) ?? [];
  return id === undefined
    ? { type: PKCS11.CKA_LABEL, value: Buffer.from(key) }
    : { type: PKCS11.CKA_ID, value: Buffer.from(id, 'hex') };
}

async function signOne(
  { cryptoki, session }: OpenToken,
  { mechanism, algorithm }: { readonly mechanism: number; readonly algorithm: SignatureAlgorithm },
  key: Pkcs11Handle,
  attributes: Uint8Array,
): Promise<Uint8Array> {
  cryptoki.C_SignInit(session, { mechanism }, key);
  const curve = mechanism === PKCS11.CKM_ECDSA;
  const data = curve
    ? createHash(signatureHash(algorithm)).update(attributes).digest()
    : Buffer.from(attributes);
  const value = await cryptoki.C_SignAsync(session, data, Buffer.alloc(LONGEST_VALUE));
  return curve ? ecdsaValue(value) : value;
}

/** A token gives r and s side by side, a signature has them as a SEQUENCE (RFC 3279 §2.2.3). */
function ecdsaValue(value: Buffer): Uint8Array {
  const half = value.length / 2;
  const [r, s] = [value.subarray(0, half), value.subarray(half)].map((octets) =>
    integer(BigInt(`0x${octets.toString('hex')}`)),
  ) as [Uint8Array, Uint8Array];
  return sequence(r, s);
}
