import { readDer, readWholeDer } from '../core/der-reader.js';
import { integer, namedBits, sequence } from '../core/der-writer.js';
import { KeyRefusal } from '../core/key-refusal.js';
import { readTstInfo } from '../core/tst-info.js';

/** `PKIFailureInfo` bits of RFC 3161 §2.4.2. */
const FAILURES = {
  'bad-algorithm': 0,
  'bad-request': 2,
  'bad-data-format': 5,
  'unaccepted-policy': 15,
  'unaccepted-extension': 16,
} as const;

/** `TimeStampResp` with status granted. */
export function grantedResponse(token: Uint8Array): Uint8Array {
  return sequence(sequence(integer(0)), token);
}

/** `TimeStampResp` with status rejection and the reason. */
export function rejectedResponse(reason: keyof typeof FAILURES): Uint8Array {
  return sequence(sequence(integer(2), namedBits([FAILURES[reason]])));
}

/**
 * The token of a response that answers what was asked. Its signature is not checked here: that is
 * `checkTimestampToken`'s.
 *
 * @throws {KeyRefusal} `timestamp-refused` for a rejection, `timestamp-wrong` for a token over something
 *   else or for an answer that cannot be read.
 */
export function readTimestampResponse(response: Uint8Array, imprint: Uint8Array, nonce?: bigint): Uint8Array {
  const { status, token } = readStatus(response);
  // 0 granted, 1 granted with modifications.
  if (status > 1) throw new KeyRefusal('timestamp-refused', `status ${status}`);
  if (!token) throw new KeyRefusal('timestamp-wrong', 'granted without a token');
  const info = readTstInfo(token);
  if (!info) throw new KeyRefusal('timestamp-wrong', 'unreadable token');
  if (info.hash !== 'sha256' || !Buffer.from(info.imprint).equals(imprint)) {
    throw new KeyRefusal('timestamp-wrong', 'token over another hash');
  }
  if (info.nonce !== nonce) throw new KeyRefusal('timestamp-wrong', 'answer to another request');
  return token;
}

function readStatus(response: Uint8Array): { status: number; token?: Uint8Array } {
  try {
    const node = readWholeDer(response).expect(0x30);
    const status = node.at(0).at(0).smallInteger();
    const token = node.children[1];
    return token ? { status, token: readDer(token.encoded).node.encoded } : { status };
  } catch (cause) {
    throw new KeyRefusal('timestamp-wrong', 'unreadable answer', { cause });
  }
}
