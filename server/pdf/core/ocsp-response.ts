import { readCertificate, type Certificate } from './certificate.js';
import { readCertificateId, type CertificateId } from './certificate-id.js';
import { readDer, readWholeDer, type DerNode } from './der-reader.js';
import { TAG } from './der-writer.js';
import { readName, type DistinguishedName } from './distinguished-name.js';
import type { HashAlgorithm } from './hash-algorithm.js';
import { KeyRefusal } from './key-refusal.js';
import { OID } from './oids.js';
import { signedHash, signerTest } from './signed-part.js';

/** `OCSPResponseStatus` (RFC 6960 §4.2.1). */
export type OcspStatus =
  'successful' | 'malformedRequest' | 'internalError' | 'tryLater' | 'sigRequired' | 'unauthorized';

/** What is said of one certificate. */
export interface SingleResponse {
  readonly certId: CertificateId;
  readonly status: 'good' | 'revoked' | 'unknown';
  readonly revokedAt?: Date;
  /** `CRLReason` by its number; absent means unspecified. */
  readonly reason?: number;
  readonly thisUpdate: Date;
  readonly nextUpdate?: Date;
  /** Critical extensions, none of which we process. */
  readonly unknownCritical: readonly string[];
}

export type ResponderId =
  { readonly name: DistinguishedName } | { /** SHA-1 of its public key. */ readonly keyHash: Uint8Array };

/** An answer about revocation, of type `id-pkix-ocsp-basic`. */
export interface OcspResponse {
  readonly der: Uint8Array;
  readonly status: OcspStatus;
  readonly responderId: ResponderId;
  readonly producedAt: Date;
  readonly certificates: readonly Certificate[];
  readonly singles: readonly SingleResponse[];
  readonly unknownCritical: readonly string[];
  readonly signatureHash: HashAlgorithm | undefined;
  /** Whether the key of `certificate` made the signature. Says nothing of who that is. */
  isSignedBy(certificate: Certificate): boolean;
}

/** What of a response is inside its wrapping. */
type BasicResponse = Omit<OcspResponse, 'der' | 'status'>;

const MiB = 1024 * 1024;
const limits = { maxBytes: MiB, maxDepth: 32, maxNodes: 20_000 };
const MOST_SINGLES = 500;
const MOST_CERTIFICATES = 10;

const STATUSES: Readonly<Record<number, OcspStatus>> = {
  0: 'successful',
  1: 'malformedRequest',
  2: 'internalError',
  3: 'tryLater',
  5: 'sigRequired',
  6: 'unauthorized',
};

/**
 * Reads an `OCSPResponse` with an answer in it, or a bare `BasicOCSPResponse`, as CAdES keeps them (ETSI EN 319 122-1
 * A.1.5). Bytes behind it are left alone.
 *
 * @throws {KeyRefusal} `asn1-malformed`, `asn1-over-limits` (1 MiB); `evidence-missing` where the responder gives no
 *   answer, with its status
 */
export function readOcspResponse(der: Uint8Array): OcspResponse {
  const { node } = readDer(der, limits);
  const [first] = node.expect(TAG.sequence).children;
  if (!first?.is(TAG.enumerated)) return { der: node.encoded, status: 'successful', ...readBasic(node) };
  const status = STATUSES[first.content[0] ?? 255];
  if (status !== 'successful') throw new KeyRefusal('evidence-missing', status ?? 'status unknown');
  const held = node.at(1).expect(0xa0).at(0).expect(TAG.sequence);
  if (held.at(0).oid() !== OID.ocspBasic) throw new KeyRefusal('asn1-malformed', 'another kind of answer');
  return { der: node.encoded, status, ...readBasic(readWholeDer(held.at(1).octets(), limits)) };
}

function readBasic(node: DerNode): BasicResponse {
  const body = node.expect(TAG.sequence).at(0).expect(TAG.sequence);
  const fields = [...body.children];
  if (fields[0]?.is(0xa0)) fields.shift();
  const [responder, producedAt, list, extensions] = fields;
  if (!responder || !producedAt || !list) throw new KeyRefusal('asn1-malformed', 'answer cut off');
  if (list.expect(TAG.sequence).children.length > MOST_SINGLES)
    throw new KeyRefusal('asn1-over-limits', 'answers');
  const part = { body, algorithm: node.at(1), signature: node.at(2).bits() };
  return {
    responderId: responder.is(0xa1)
      ? { name: readName(responder.at(0)) }
      : { keyHash: responder.expect(0xa2).at(0).octets() },
    producedAt: producedAt.time(),
    certificates: readHeld(node.children[3]?.expect(0xa0).at(0).children ?? []),
    singles: list.children.map(readSingle),
    unknownCritical: criticalIn(extensions?.expect(0xa1)),
    signatureHash: signedHash(part),
    isSignedBy: signerTest(part),
  };
}

/** Those that cannot be read are left out: they could only have helped. */
function readHeld(nodes: readonly DerNode[]): Certificate[] {
  return nodes.slice(0, MOST_CERTIFICATES).flatMap((each) => {
    try {
      return [readCertificate(each.encoded)];
    } catch {
      return [];
    }
  });
}

function readSingle(node: DerNode): SingleResponse {
  const said = node.expect(TAG.sequence).at(1);
  const rest = node.children.slice(3);
  const nextUpdate = rest
    .find((field) => field.is(0xa0))
    ?.at(0)
    .time();
  return {
    certId: readCertificateId(node.at(0)),
    ...readStatus(said),
    thisUpdate: node.at(2).time(),
    ...(nextUpdate && { nextUpdate }),
    unknownCritical: criticalIn(rest.find((field) => field.is(0xa1))),
  };
}

function readStatus(node: DerNode): Pick<SingleResponse, 'status' | 'revokedAt' | 'reason'> {
  if (node.is(0x80)) return { status: 'good' };
  if (node.is(0x82)) return { status: 'unknown' };
  const reason = node.expect(0xa1).children[1]?.expect(0xa0).at(0).expect(TAG.enumerated).content[0];
  return { status: 'revoked', revokedAt: node.at(0).time(), ...(reason !== undefined && { reason }) };
}

function criticalIn(field: DerNode | undefined): string[] {
  const critical = (field?.at(0).expect(TAG.sequence).children ?? []).filter(
    (extension) => extension.at(1).is(TAG.boolean) && extension.at(1).boolean(),
  );
  return critical.map((extension) => extension.at(0).oid()).filter((oid) => oid !== OID.ocspNonce);
}
