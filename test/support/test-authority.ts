import { createHash, generateKeyPairSync, type KeyObject } from 'node:crypto';
import {
  createAuthority,
  issueSigningCertificate,
  type LocalAuthority,
} from '../../server/pdf/authority/local-authority.js';
import type { Certificate } from '../../server/pdf/core/certificate.js';
import { assembleCms, buildSignedAttributes } from '../../server/pdf/sign/build-cms.js';
import {
  privateKeySigner,
  type KeySigner,
  type SignatureAlgorithm,
} from '../../server/pdf/sign/key-signer.js';
import { localTimestampAuthority } from '../../server/pdf/sign/timestamp-authority.js';

const now = new Date();
let made: Promise<LocalAuthority> | undefined;

/** A local authority that lives as long as this test file: making one takes seconds. */
export function testAuthority(): Promise<LocalAuthority> {
  made ??= createAuthority({ name: 'Provinsi Contoh', legalMode: 'trial', now });
  return made;
}

export async function testTimestamps(now: () => Date = () => new Date()) {
  const { timestamping, issuing } = await testAuthority();
  return localTimestampAuthority({ ...timestamping, chain: [issuing.certificate], now });
}

/** A signer certified by the test authority, and the key behind it. */
export async function certifiedSigner(
  algorithm: SignatureAlgorithm = 'rsa-sha256',
  commonName = 'Yohana Contoh',
): Promise<KeySigner<void> & { key: KeyObject }> {
  const authority = await testAuthority();
  const { privateKey, publicKey } = keyPair(algorithm);
  const notAfter = new Date(now.getTime() + 86_400_000 * 365);
  const certificate = await issueSigningCertificate({
    authority,
    publicKey,
    commonName,
    notBefore: now,
    notAfter,
  });
  const signer = privateKeySigner(privateKey, certificate, [authority.issuing.certificate], algorithm);
  return { ...signer, key: privateKey };
}

function keyPair(algorithm: SignatureAlgorithm): { privateKey: KeyObject; publicKey: KeyObject } {
  if (algorithm === 'ecdsa-sha256') return generateKeyPairSync('ec', { namedCurve: 'P-256' });
  if (algorithm === 'ecdsa-sha384') return generateKeyPairSync('ec', { namedCurve: 'P-384' });
  return generateKeyPairSync('rsa', { modulusLength: 2048 });
}

export function sha256(bytes: Uint8Array): Uint8Array {
  return createHash('sha256').update(bytes).digest();
}

/** A CMS over `content` with parts put in the place of the right ones. */
export async function cmsOver(
  signer: KeySigner<void>,
  content: Uint8Array,
  changes: { signedAttributes?: Uint8Array; certificate?: Certificate; timestampToken?: Uint8Array } = {},
): Promise<Uint8Array> {
  const { certificate } = signer;
  const signedAttributes =
    changes.signedAttributes ?? buildSignedAttributes({ digest: sha256(content), certificate });
  const [signature = new Uint8Array()] = await signer.sign([signedAttributes], undefined);
  return assembleCms({ ...signer, ...changes, signedAttributes, signature });
}
