import { readWholeDer } from '../core/der-reader.js';
import {
  algorithmIdentifier,
  boolean,
  integer,
  nullValue,
  octetString,
  sequence,
} from '../core/der-writer.js';
import { hashByOid, type HashAlgorithm } from '../core/hash-algorithm.js';
import { KeyRefusal } from '../core/key-refusal.js';
import { OID } from '../core/oids.js';

/** `TimeStampReq` of RFC 3161 §2.4.1 for a SHA-256 hash; asks for the authority's certificates. */
export function timestampRequest(imprint: Uint8Array, nonce?: bigint): Uint8Array {
  return sequence(
    integer(1),
    sequence(algorithmIdentifier(OID.sha256, nullValue()), octetString(imprint)),
    ...(nonce === undefined ? [] : [integer(nonce)]),
    boolean(true),
  );
}

export interface TimestampRequest {
  /** Undefined where we do not know the algorithm. */
  readonly hash: HashAlgorithm | undefined;
  readonly imprint: Uint8Array;
  /** `MessageImprint` as it was sent, since the token must repeat it. */
  readonly imprintDer: Uint8Array;
  readonly policy?: string;
  readonly nonce?: bigint;
  readonly wantsCertificates: boolean;
  readonly hasExtensions: boolean;
}

/** @throws {KeyRefusal} `asn1-malformed` */
export function readTimestampRequest(request: Uint8Array): TimestampRequest {
  const [version, messageImprint, ...optional] = readWholeDer(request, REQUEST_LIMITS).expect(0x30).children;
  const imprint = messageImprint?.expect(0x30);
  if (version?.smallInteger() !== 1 || !imprint) {
    throw new KeyRefusal('asn1-malformed', 'no time-stamp request of version 1');
  }
  const policy = optional.find((field) => field.is(0x06));
  const nonce = optional.find((field) => field.is(0x02));
  return {
    hash: hashByOid(imprint.at(0).at(0).oid()),
    imprint: imprint.at(1).octets(),
    imprintDer: imprint.toDefinite(),
    ...(policy && { policy: policy.oid() }),
    ...(nonce && { nonce: nonce.integer() }),
    wantsCertificates: optional.find((field) => field.is(0x01))?.boolean() ?? false,
    hasExtensions: optional.some((field) => field.is(0xa0)),
  };
}

const REQUEST_LIMITS = { maxBytes: 16 * 1024, maxDepth: 16, maxNodes: 1000 };
