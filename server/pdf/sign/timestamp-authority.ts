import { randomBytes, type KeyObject } from 'node:crypto';
import type { Certificate } from '../core/certificate.js';
import { generalizedTime, integer, oid, sequence } from '../core/der-writer.js';
import { hashOf } from '../core/hash-algorithm.js';
import { KeyRefusal } from '../core/key-refusal.js';
import { OID } from '../core/oids.js';
import { isForTimestamps } from '../verify/check-timestamp.js';
import { assembleCms, buildSignedAttributes } from './build-cms.js';
import { privateKeySigner, signatureHash } from './key-signer.js';
import { readTimestampRequest, timestampRequest, type TimestampRequest } from './timestamp-request.js';
import { grantedResponse, rejectedResponse } from './timestamp-response.js';

/** Whoever says that a hash existed at a time (RFC 3161). */
export interface TimestampAuthority {
  /**
   * A `TimeStampToken` (DER) over a SHA-256 hash.
   *
   * @throws {KeyRefusal} `timestamp-refused`, `timestamp-unreachable`, `timestamp-wrong`
   */
  stamp(imprint: Uint8Array): Promise<Uint8Array>;
}

export interface LocalTimestampAuthority extends TimestampAuthority {
  /**
   * Answers a `TimeStampReq` (`application/timestamp-query`) with a `TimeStampResp`. Never throws for what
   * a stranger sent: a bad request gets a rejection (RFC 3161 §2.4.2).
   */
  answer(request: Uint8Array): Promise<Uint8Array>;
}

export interface LocalTimestampAuthorityInput {
  readonly key: KeyObject;
  /** Its one extended key usage is timeStamping, critical (RFC 3161 §2.3). */
  readonly certificate: Certificate;
  readonly chain: readonly Certificate[];
  readonly policyOid?: string;
  readonly now: () => Date;
  /** Must never repeat. Random by default (127 bits), so that processes need not agree on a counter. */
  readonly nextSerial?: () => bigint;
}

/** Policy of a local authority on trial, an arc under a UUID (ITU-T X.667), which needs no registration. */
const TRIAL_POLICY = '2.25.284067893046741306915573929034866159221';

/** @throws {KeyRefusal} `signer-key-mismatch`, or `key-unsupported` for a certificate without the sole usage. */
export function localTimestampAuthority(input: LocalTimestampAuthorityInput): LocalTimestampAuthority {
  if (!isForTimestamps(input.certificate)) {
    throw new KeyRefusal('key-unsupported', 'the certificate is not for time-stamping alone');
  }
  const issue = tokenIssuer(input);
  return {
    stamp: async (imprint) => issue(readTimestampRequest(timestampRequest(imprint))),
    answer: async (request) => {
      let asked: TimestampRequest;
      try {
        asked = readTimestampRequest(request);
      } catch (error) {
        if (error instanceof KeyRefusal) return rejectedResponse('bad-request');
        throw error;
      }
      const reason = refusalOf(asked, input.policyOid ?? TRIAL_POLICY);
      return reason ? rejectedResponse(reason) : grantedResponse(await issue(asked));
    },
  };
}

const ACCEPTED = { sha256: 32, sha384: 48, sha512: 64 } as const;

function refusalOf(
  asked: TimestampRequest,
  policy: string,
): Parameters<typeof rejectedResponse>[0] | undefined {
  const length = Object.entries(ACCEPTED).find(([hash]) => hash === asked.hash)?.[1];
  if (!length) return 'bad-algorithm';
  if (asked.imprint.length !== length) return 'bad-data-format';
  if (asked.policy !== undefined && asked.policy !== policy) return 'unaccepted-policy';
  return asked.hasExtensions ? 'unaccepted-extension' : undefined;
}

function tokenIssuer(input: LocalTimestampAuthorityInput) {
  const signer = privateKeySigner(input.key, input.certificate, input.chain);
  const policy = oid(input.policyOid ?? TRIAL_POLICY);
  const nextSerial = input.nextSerial ?? randomSerial;

  return async (asked: TimestampRequest): Promise<Uint8Array> => {
    const bytes = sequence(
      integer(1),
      policy,
      asked.imprintDer,
      integer(nextSerial()),
      generalizedTime(input.now()),
      // Accuracy: the clock of this machine, said to be right to a second.
      sequence(integer(1)),
      ...(asked.nonce === undefined ? [] : [integer(asked.nonce)]),
    );
    const { certificate } = input;
    const digest = hashOf(signatureHash(signer.algorithm), bytes);
    const signedAttributes = buildSignedAttributes({ digest, certificate, contentType: OID.tstInfo });
    const [signature = new Uint8Array()] = await signer.sign([signedAttributes], undefined);
    const content = { type: OID.tstInfo, bytes };
    return assembleCms({
      ...signer,
      signedAttributes,
      signature,
      content,
      withCertificates: asked.wantsCertificates,
    });
  };
}

function randomSerial(): bigint {
  const octets = randomBytes(16);
  octets[0] = (octets[0] ?? 0) & 0x7f;
  return BigInt(`0x${octets.toString('hex')}`);
}
