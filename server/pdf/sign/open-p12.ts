import { createPrivateKey, createPublicKey, type KeyObject } from 'node:crypto';
// The one place of node-forge: node:crypto cannot open RC2-40, and forge's RSA verification has a history.
import forge from 'node-forge';
import { isSameCertificate, readCertificate, type Certificate } from '../core/certificate.js';
import { readWholeDer, type DerNode } from '../core/der-reader.js';
import { TAG } from '../core/der-writer.js';
import { KeyRefusal } from '../core/key-refusal.js';

export interface OpenedP12 {
  readonly privateKey: KeyObject;
  /** The certificate of that key. */
  readonly certificate: Certificate;
  /** Its issuers as far as the file has them, nearest first. */
  readonly chain: readonly Certificate[];
}

const MAX_BYTES = 1024 * 1024;
/**
 * Rounds of all keys that a file has derived, together. What openssl and browsers write is 2 048 to 600 000 for each
 * of three; a million takes nine seconds here, and all are done before a passphrase proves right.
 */
const MAX_ROUNDS = 1_300_000n;
/** Of one key. Beyond it forge would count for hours. */
const MAX_ROUNDS_OF_ONE = 600_000n;

/**
 * Opens a PKCS #12 file (RFC 7292): PBES2 with AES, 3DES, and the RC2-40 of old browsers. The caller wipes
 * `passphrase`; forge needs a string of it, which nobody can wipe, so this is for a command line and for an
 * import, never for each signing.
 *
 * @throws {KeyRefusal} `passphrase-wrong`, `key-file-unreadable`, `key-without-certificate`
 */
export function openP12(bytes: Uint8Array, passphrase: Uint8Array): OpenedP12 {
  checkCost(bytes);
  const bags = openBags(bytes, Buffer.from(passphrase).toString('utf8'));
  const privateKey = readKey(bags);
  const certificates = bags.certificates.map((der) => readCertificate(der));
  const publicKey = createPublicKey(privateKey);
  const certificate = certificates.find((each) => each.publicKey.equals(publicKey));
  if (!certificate) throw new KeyRefusal('key-without-certificate', 'no certificate for the key in the file');
  return { privateKey, certificate, chain: orderChain(certificate, certificates) };
}

interface Bags {
  readonly keys: readonly Buffer[];
  readonly certificates: readonly Buffer[];
}

function openBags(bytes: Uint8Array, passphrase: string): Bags {
  let failure: unknown;
  try {
    const asn1 = forge.asn1.fromDer(forge.util.createBuffer(Buffer.from(bytes).toString('latin1')));
    try {
      return bagsOf(asn1, passphrase);
    } catch (cause) {
      if (isAscii(passphrase) || isMacFailure(cause)) throw cause;
      // PKCS #12 takes a passphrase as UTF-16 and PBES2 as octets, for which forge would take its letters: with the
      // MAC found right, the rest is opened by the octets.
      return bagsOf(withoutMac(asn1), Buffer.from(passphrase, 'utf8').toString('latin1'));
    }
  } catch (cause) {
    failure = cause;
  }
  if (isMacFailure(failure) || isWrongKey(failure))
    throw new KeyRefusal('passphrase-wrong', 'passphrase-wrong', { cause: failure });
  throw new KeyRefusal('key-file-unreadable', 'not a PKCS #12 that we can open', { cause: failure });
}

function bagsOf(asn1: forge.asn1.Asn1, passphrase: string): Bags {
  const { pki } = forge;
  const bags = forge.pkcs12
    .pkcs12FromAsn1(asn1, false, passphrase)
    .safeContents.flatMap((safe) => safe.safeBags);
  return {
    keys: bags
      .filter((bag) => bag.type === pki.oids['keyBag'] || bag.type === pki.oids['pkcs8ShroudedKeyBag'])
      .map((bag) => toDer(bag.key ? pki.wrapRsaPrivateKey(pki.privateKeyToAsn1(bag.key)) : bag.asn1)),
    certificates: bags
      .filter((bag) => bag.type === pki.oids['certBag'])
      .map((bag) => toDer(bag.cert ? pki.certificateToAsn1(bag.cert) : bag.asn1)),
  };
}

function withoutMac(asn1: forge.asn1.Asn1): forge.asn1.Asn1 {
  return Array.isArray(asn1.value) ? { ...asn1, value: asn1.value.slice(0, 2) } : asn1;
}

function isAscii(text: string): boolean {
  return /^[\x20-\x7e]*$/u.test(text);
}

// forge tells by its sentences alone what went wrong.
function isMacFailure(cause: unknown): boolean {
  return cause instanceof Error && cause.message.includes('MAC could not be verified');
}

function isWrongKey(cause: unknown): boolean {
  return cause instanceof Error && /wrong password/iu.test(cause.message);
}

function readKey({ keys }: Bags): KeyObject {
  const [pkcs8] = keys;
  if (!pkcs8 || keys.length > 1)
    throw new KeyRefusal('key-file-unreadable', `${keys.length} keys in the file`);
  try {
    return createPrivateKey({ key: pkcs8, format: 'der', type: 'pkcs8' });
  } catch (cause) {
    throw new KeyRefusal('key-unsupported', 'private key of an unknown kind', { cause });
  } finally {
    pkcs8.fill(0);
  }
}

/** Follows the issuers; what is no issuer of the certificate is left out of the signature. */
function orderChain(leaf: Certificate, pool: readonly Certificate[]): Certificate[] {
  const chain: Certificate[] = [];
  let last = leaf;
  while (chain.length < pool.length) {
    const current = last;
    const next = pool.find(
      (each) =>
        each.subject.folded === current.issuer.folded &&
        ![leaf, ...chain].some((seen) => isSameCertificate(seen, each)) &&
        current.isSignedBy(each),
    );
    if (!next) break;
    chain.push(next);
    last = next;
  }
  return chain;
}

/**
 * Refuses a file that would keep the process busy: everywhere that PKCS #12 names a count of rounds, it is
 * an INTEGER right behind the salt.
 */
function checkCost(bytes: Uint8Array): void {
  if (bytes.length > MAX_BYTES) throw new KeyRefusal('key-file-unreadable', `${bytes.length} bytes`);
  let rounds: bigint[];
  try {
    rounds = roundsIn(readWholeDer(bytes));
  } catch (cause) {
    throw new KeyRefusal('key-file-unreadable', 'not DER', { cause });
  }
  const sum = rounds.reduce((all, each) => all + each, 0n);
  if (sum > MAX_ROUNDS || rounds.some((each) => each > MAX_ROUNDS_OF_ONE))
    throw new KeyRefusal('key-file-unreadable', 'too many rounds');
}

/** Safes lie in octet strings in octet strings, but no real file goes deeper than four of them. */
const MAX_WRAPPINGS = 8;

/** Every count of rounds; a negative one is none. An octet string may come in pieces (BER), as in old files. */
function roundsIn(node: DerNode, wrappings = 0): bigint[] {
  const { children } = node;
  return children.flatMap((child, index) => {
    const isString = (child.identifier & 0xdf) === TAG.octetString;
    if (isString) return roundsInside(child.octets(), wrappings + 1);
    if (child.constructed) return roundsIn(child, wrappings);
    const isCount =
      child.is(TAG.integer) && ((children[index - 1]?.identifier ?? 0) & 0xdf) === TAG.octetString;
    const count = isCount ? child.integer() : 0n;
    return count > 0n ? [count] : [];
  });
}

function roundsInside(bytes: Uint8Array, wrappings: number): bigint[] {
  if (bytes[0] !== TAG.sequence || wrappings > MAX_WRAPPINGS) return [];
  try {
    return roundsIn(readWholeDer(bytes), wrappings);
  } catch (error) {
    // A salt or a cipher text that happens to begin like a SEQUENCE.
    if (error instanceof KeyRefusal) return [];
    throw error;
  }
}

function toDer(asn1: forge.asn1.Asn1 | undefined): Buffer {
  if (!asn1) throw new Error('A bag without content.');
  return Buffer.from(forge.asn1.toDer(asn1).getBytes(), 'latin1');
}
