import { isSameAlgorithm, readAlgorithm, readHash } from '../core/algorithm-identifier.js';
import { isSameCertificate, type Certificate } from '../core/certificate.js';
import type { SignedData, SignerInfo } from '../core/cms-reader.js';
import { soleValue } from '../core/cms-reader.js';
import { readWholeDer, type DerNode } from '../core/der-reader.js';
import { readName } from '../core/distinguished-name.js';
import type { ContentHasher, HashAlgorithm } from '../core/hash-algorithm.js';
import { KeyRefusal } from '../core/key-refusal.js';
import { OID } from '../core/oids.js';
import { readScheme, verifyRsaOfHash, verifyScheme, type SignatureScheme } from '../core/signature-scheme.js';
import type { CmsProblem } from './cms-problem.js';
import { checkEss, hasEss } from './check-ess.js';

export interface SignerCheck {
  /** `right` only if every step was taken and none failed. */
  readonly signature: 'right' | 'wrong' | 'unchecked';
  readonly problems: readonly CmsProblem[];
  readonly signer?: Certificate;
  readonly hash?: HashAlgorithm;
  /** Whether the signature names its own certificate (ESS), as PAdES wants. */
  readonly ess: boolean;
  /** What the signer claims; no evidence. */
  readonly signingTime?: Date;
}

/** What a signature is over. */
export interface SignedContent {
  readonly type: string;
  readonly hash: ContentHasher;
}

/** Stops a check with its outcome; thrown and caught in this file only. */
class Halt extends Error {
  constructor(
    readonly signature: 'wrong' | 'unchecked',
    readonly problem: CmsProblem,
  ) {
    super(problem);
  }
}

/**
 * Checks the one signer of `signed` over `content` (RFC 5652 §5.4, §5.6; RFC 5035; RFC 6211).
 *
 * Whom the certificate belongs to and whether it was in force is another question: `checkPath`.
 */
export async function checkSigner(signed: SignedData, content: SignedContent): Promise<SignerCheck> {
  const told: CmsProblem[] = [];
  if (signed.isBer) told.push('cms-ber');
  if (signed.hasTrailingBytes) told.push('cms-trailing-bytes');
  if (signed.unreadableCertificates > 0) told.push('cms-certificate-unreadable');
  const [info, ...others] = signed.signers;
  if (!info || others.length > 0) {
    return { signature: 'wrong', problems: [...told, 'cms-signer-count'], ess: false };
  }

  const facts = factsOf(info, signed);
  try {
    await checkSteps(info, signed, content, facts, told);
    return { ...facts, signature: 'right', problems: told };
  } catch (error) {
    if (error instanceof Halt)
      return { ...facts, signature: error.signature, problems: [...told, error.problem] };
    if (!(error instanceof KeyRefusal)) throw error;
    const problem = error.code === 'key-unsupported' ? 'cms-key-unsupported' : 'cms-unreadable';
    return { ...facts, signature: 'unchecked', problems: [...told, problem] };
  }
}

type Facts = Pick<SignerCheck, 'signer' | 'hash' | 'ess' | 'signingTime'>;

function factsOf(info: SignerInfo, signed: SignedData): Facts {
  const signer = findSigner(info, signed.certificates);
  const hash = quietly(() => readHash(info.digestAlgorithm));
  const signingTime = quietly(() => soleValue(info.signedAttributes ?? [], OID.signingTime)?.time());
  return {
    ess: hasEss(info),
    ...(signer && { signer }),
    ...(hash && { hash }),
    ...(signingTime && { signingTime }),
  };
}

async function checkSteps(
  info: SignerInfo,
  signed: SignedData,
  content: SignedContent,
  { signer, hash, ess }: Facts,
  told: CmsProblem[],
): Promise<void> {
  if (signed.contentType !== content.type) throw new Halt('wrong', 'cms-content-type-wrong');
  if (!hash) throw new Halt('unchecked', isBrokenHash(info) ? 'weak-hash' : 'cms-algorithm-unknown');
  const scheme = readScheme(info.signatureAlgorithm);
  if (!scheme) throw new Halt('unchecked', 'cms-algorithm-unknown');
  if ('hash' in scheme && scheme.hash !== hash) throw new Halt('wrong', 'cms-algorithm-mismatch');
  if (info.signedAttributes) checkAttributes(info, content.type);
  // RFC 5652 §5.3: without attributes nothing binds the type of what is signed, so only plain data may go without.
  else if (content.type !== OID.data) throw new Halt('wrong', 'cms-content-type-wrong');

  const digest = await content.hash(hash);
  if (info.signedAttributes) {
    const expected = soleValue(info.signedAttributes, OID.messageDigest);
    if (!expected) throw new Halt('wrong', 'cms-digest-missing');
    if (!Buffer.from(expected.octets()).equals(digest)) throw new Halt('wrong', 'cms-digest-wrong');
  } else {
    told.push('cms-no-signed-attributes');
  }

  if (!signer) throw new Halt('unchecked', 'cms-certificate-missing');
  if (ess && !checkEss(info, signer)) throw new Halt('wrong', 'ess-wrong');

  const verdict = verifyValue(info, scheme, hash, digest, signer);
  if (verdict === undefined) throw new Halt('unchecked', 'cms-key-unsupported');
  if (!verdict) throw new Halt('wrong', 'cms-signature-wrong');
  if (hash === 'sha1') told.push('weak-hash');
  if (isWeakKey(signer)) told.push('weak-key');
}

function checkAttributes(info: SignerInfo, contentType: string): void {
  const attributes = info.signedAttributes ?? [];
  // Each type at most once (RFC 5652 §5.3): a second message-digest would let two readers see two files.
  const types = new Set(attributes.map((attribute) => attribute.type));
  if (types.size !== attributes.length) throw new Halt('wrong', 'cms-attribute-repeated');
  if (attributes.some(({ type, values }) => SINGLE.has(type) && values.length !== 1)) {
    throw new Halt('wrong', 'cms-attribute-repeated');
  }
  if (soleValue(attributes, OID.contentType)?.oid() !== contentType) {
    throw new Halt('wrong', 'cms-content-type-wrong');
  }
  const protection = soleValue(attributes, OID.algorithmProtection);
  if (protection && !isProtected(protection, info)) throw new Halt('wrong', 'cms-algorithm-mismatch');
}

/** RFC 6211 §3: both algorithms of the signer are under the signature, and none of a MAC. */
function isProtected(protection: DerNode, info: SignerInfo): boolean {
  const [digest, signature, ...others] = protection.expect(0x30).children;
  if (!digest || !signature?.is(0xa1) || others.length > 0) return false;
  const algorithm = readWholeDer(Uint8Array.from([0x30, ...signature.toDefinite().subarray(1)]));
  return isSameAlgorithm(digest, info.digestAlgorithm) && isSameAlgorithm(algorithm, info.signatureAlgorithm);
}

/** Hashes that prove nothing any more: MD2, MD4 and MD5. */
function isBrokenHash(info: SignerInfo): boolean {
  return /^1\.2\.840\.113549\.2\.[245]$/u.test(readAlgorithm(info.digestAlgorithm).oid);
}

const SINGLE = new Set<string>([
  OID.contentType,
  OID.messageDigest,
  OID.signingTime,
  OID.algorithmProtection,
  OID.signingCertificate,
  OID.signingCertificateV2,
]);

function verifyValue(
  info: SignerInfo,
  scheme: SignatureScheme,
  hash: HashAlgorithm,
  digest: Uint8Array,
  signer: Certificate,
): boolean | undefined {
  const key = signer.publicKey;
  if (!info.signedAttributes) {
    // Node verifies over content, and here only its hash is at hand: possible for PKCS #1 v1.5 alone.
    return scheme.kind === 'rsa' ? verifyRsaOfHash(hash, digest, key, info.signature) : undefined;
  }
  let verdict: boolean | undefined;
  for (const encoding of info.signedEncodings) {
    verdict = verifyScheme(scheme, hash, key, encoding, info.signature);
    if (verdict !== false) return verdict;
  }
  return verdict;
}

/** The certificate that the signer names; where several bear that name, the one that ESS binds. */
function findSigner(info: SignerInfo, certificates: readonly Certificate[]): Certificate | undefined {
  const named = certificates.filter((certificate) => isNamed(info, certificate));
  const [first] = named;
  if (!first || named.every((other) => isSameCertificate(first, other))) return first;
  return named.find((certificate) => quietly(() => checkEss(info, certificate))) ?? first;
}

function isNamed(info: SignerInfo, certificate: Certificate): boolean {
  const named = info.issuerAndSerial;
  if (!named) return info.subjectKeyId !== undefined && info.subjectKeyId === certificate.subjectKeyId;
  if (!Buffer.from(named.serialDer).equals(certificate.serialDer)) return false;
  if (Buffer.from(named.issuer.encoded).equals(certificate.issuer.der)) return true;
  return quietly(() => readName(named.issuer).folded) === certificate.issuer.folded;
}

/** RSA below 2048 bits, and curves below 224 (ETSI TS 119 312). */
function isWeakKey(certificate: Certificate): boolean {
  const { asymmetricKeyType, asymmetricKeyDetails } = certificate.publicKey;
  if (asymmetricKeyType === 'ec') return Number(/\d{3}/u.exec(asymmetricKeyDetails?.namedCurve ?? '')) < 224;
  const isRsa = asymmetricKeyType === 'rsa' || asymmetricKeyType === 'rsa-pss' || asymmetricKeyType === 'dsa';
  return isRsa && (asymmetricKeyDetails?.modulusLength ?? 0) < 2048;
}

/** A value that only informs: malformed, it is as good as absent. */
function quietly<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch (error) {
    if (error instanceof KeyRefusal) return undefined;
    throw error;
  }
}
