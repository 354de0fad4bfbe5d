import { readWholeDer } from './der-reader.js';
import { TAG } from './der-writer.js';
import { KeyRefusal } from './key-refusal.js';
import { OID } from './oids.js';

/** What a list says of one certificate (RFC 5280 §5.3). */
export interface RevokedEntry {
  readonly revokedAt: Date;
  /** `CRLReason` by its number (§5.3.1); absent means unspecified. */
  readonly reason?: number;
}

/**
 * Finds the entry of a serial number (an INTEGER in DER) in the content of `revokedCertificates`, by headers alone:
 * a list of a hundred thousand makes no object for any but the one that is asked for.
 *
 * @throws {KeyRefusal} `asn1-malformed`
 */
export function revokedEntry(entries: Uint8Array, serialDer: Uint8Array): RevokedEntry | undefined {
  const wanted = Buffer.from(serialDer);
  const all = Buffer.from(entries.buffer, entries.byteOffset, entries.byteLength);
  for (let at = 0; at < all.length;) {
    const { start, end } = holderAt(all, at, TAG.sequence);
    const serial = holderAt(all, start, TAG.integer);
    if (serial.end > end) throw malformed();
    if (
      serial.end - start === wanted.length &&
      all.compare(wanted, 0, wanted.length, start, serial.end) === 0
    )
      return readEntry(all.subarray(at, end));
    at = end;
  }
  return undefined;
}

function holderAt(bytes: Buffer, at: number, identifier: number): { start: number; end: number } {
  if (bytes[at] !== identifier) throw malformed();
  const first = bytes[at + 1] ?? 0xff;
  const octets = first < 0x80 ? 0 : first & 0x7f;
  if (first === 0x80 || octets > 4 || at + 2 + octets > bytes.length) throw malformed();
  const length = octets === 0 ? first : bytes.readUIntBE(at + 2, octets);
  const start = at + 2 + octets;
  if (start + length > bytes.length) throw malformed();
  return { start, end: start + length };
}

function readEntry(der: Uint8Array): RevokedEntry {
  const entry = readWholeDer(der);
  const revokedAt = entry.at(1).time();
  for (const extension of entry.children[2]?.children ?? []) {
    if (extension.at(0).oid() !== OID.crlReason) continue;
    const value = readWholeDer(extension.at(extension.children.length - 1).octets());
    return { revokedAt, reason: value.expect(TAG.enumerated).content[0] ?? 0 };
  }
  return { revokedAt };
}

function malformed(): KeyRefusal {
  return new KeyRefusal('asn1-malformed', 'entry of a revocation list');
}
