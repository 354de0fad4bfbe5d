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
/** What openssl and browsers write is 2 048 to 100 000; each costs time before a passphrase proves right. */
const MAX_ITERATIONS = 600_000;

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
  const { pki } = forge;
  try {
    const asn1 = forge.asn1.fromDer(forge.util.createBuffer(Buffer.from(bytes).toString('latin1')));
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
  } catch (cause) {
    // forge tells by its sentences alone what went wrong.
    const isPassphrase =
      cause instanceof Error && /MAC could not be verified|wrong password/i.test(cause.message);
    if (isPassphrase) throw new KeyRefusal('passphrase-wrong', 'passphrase-wrong', { cause });
    throw new KeyRefusal('key-file-unreadable', 'not a PKCS #12 that we can open', { cause });
  }
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
  let root: DerNode;
  try {
    root = readWholeDer(bytes);
    if (mostRounds(root) <= MAX_ITERATIONS) return;
  } catch (cause) {
    throw new KeyRefusal('key-file-unreadable', 'not DER', { cause });
  }
  throw new KeyRefusal('key-file-unreadable', 'too many rounds');
}

/** Safes lie in octet strings in octet strings, but no real file goes deeper than four of them. */
const MAX_WRAPPINGS = 8;

function mostRounds(node: DerNode, wrappings = 0): bigint {
  let most = 0n;
  const { children } = node;
  children.forEach((child, index) => {
    if (child.is(TAG.integer) && children[index - 1]?.is(TAG.octetString))
      most = larger(most, child.integer());
    if (child.constructed) most = larger(most, mostRounds(child, wrappings));
    else if (child.is(TAG.octetString)) most = larger(most, roundsInside(child.octets(), wrappings + 1));
  });
  return most;
}

function roundsInside(bytes: Uint8Array, wrappings: number): bigint {
  if (bytes[0] !== TAG.sequence || wrappings > MAX_WRAPPINGS) return 0n;
  try {
    return mostRounds(readWholeDer(bytes), wrappings);
  } catch (error) {
    // A salt or a cipher text that happens to begin like a SEQUENCE.
    if (error instanceof KeyRefusal) return 0n;
    throw error;
  }
}

function larger(a: bigint, b: bigint): bigint {
  return a > b ? a : b;
}

function toDer(asn1: forge.asn1.Asn1 | undefined): Buffer {
  if (!asn1) throw new Error('A bag without content.');
  return Buffer.from(forge.asn1.toDer(asn1).getBytes(), 'latin1');
}
