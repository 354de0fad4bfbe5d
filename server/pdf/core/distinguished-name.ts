import type { DerNode } from './der-reader.js';
import { NAME_LABELS, OID } from './oids.js';

/** A `Name` of X.501 as read from a certificate. */
export interface DistinguishedName {
  readonly der: Uint8Array;
  /** RFC 4514, most particular part first: `CN=…, O=…, C=ID`. */
  readonly text: string;
  readonly commonName: string;
  readonly organization: string;
  /** What two encodings of the same name have in common (RFC 5280 §7.1): case and blanks do not count. */
  readonly folded: string;
}

/** @throws {KeyRefusal} `asn1-malformed` */
export function readName(node: DerNode): DistinguishedName {
  const parts: { oid: string; value: string }[] = [];
  for (const relative of node.expect(0x30).children) {
    for (const pair of relative.expect(0x31).children) {
      parts.push({ oid: pair.at(0).oid(), value: pair.at(1).text() });
    }
  }
  const last = (oid: string) => parts.findLast((part) => part.oid === oid)?.value ?? '';
  return {
    der: node.encoded,
    text: parts.map(shown).toReversed().join(', '),
    commonName: last(OID.commonName),
    organization: last(OID.organization),
    folded: JSON.stringify(parts.map(({ oid, value }) => [oid, fold(value)])),
  };
}

function shown({ oid, value }: { oid: string; value: string }): string {
  return `${NAME_LABELS[oid] ?? oid}=${value.replace(/[\\,+"<>;]/g, '\\$&')}`;
}

function fold(value: string): string {
  return value.normalize('NFKC').toLowerCase().trim().replace(/\s+/g, ' ');
}
