import { readHash } from './algorithm-identifier.js';
import { readSignedData } from './cms-reader.js';
import { readWholeDer } from './der-reader.js';
import type { HashAlgorithm } from './hash-algorithm.js';
import { KeyRefusal } from './key-refusal.js';
import { OID } from './oids.js';

/** What a time-stamp says (RFC 3161 §2.4.2, TSTInfo). */
export interface TstInfo {
  readonly hash: HashAlgorithm | undefined;
  readonly imprint: Uint8Array;
  readonly time: Date;
  readonly serial: bigint;
  readonly policy: string;
  readonly nonce?: bigint;
}

/** Reads what the token says, its signature unchecked; undefined where it is no time-stamp token. */
export function readTstInfo(token: Uint8Array): TstInfo | undefined {
  try {
    const signed = readSignedData(token);
    if (signed.contentType !== OID.tstInfo || !signed.content) return undefined;
    return parseTstInfo(signed.content);
  } catch (error) {
    if (error instanceof KeyRefusal) return undefined;
    throw error;
  }
}

/** @throws {KeyRefusal} `asn1-malformed` */
export function parseTstInfo(content: Uint8Array): TstInfo {
  const info = readWholeDer(content).expect(0x30);
  const imprint = info.at(2);
  const nonce = info.children.slice(5).find((field) => field.is(0x02));
  if (info.at(0).smallInteger() !== 1) throw new KeyRefusal('asn1-malformed', 'TSTInfo of another version');
  return {
    policy: info.at(1).oid(),
    hash: readHash(imprint.at(0)),
    imprint: imprint.at(1).octets(),
    serial: info.at(3).integer(),
    time: info.at(4).time(),
    ...(nonce && { nonce: nonce.integer() }),
  };
}
