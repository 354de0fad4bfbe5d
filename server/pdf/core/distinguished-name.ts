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
  /** Each relative name, folded as well, most general first: what a subtree is compared with. */
  readonly relative: readonly string[];
  /** Every attribute with its value as written, most general first. */
  readonly parts: readonly NamePart[];
}

export interface NamePart {
  readonly oid: string;
  readonly value: string;
}

/** @throws {KeyRefusal} `asn1-malformed` */
export function readName(node: DerNode): DistinguishedName {
  const relatives = node
    .expect(0x30)
    .children.map((set) =>
      set.expect(0x31).children.map((pair) => ({ oid: pair.at(0).oid(), value: pair.at(1).text() })),
    );
  const parts = relatives.flat();
  const last = (oid: string) => parts.findLast((part) => part.oid === oid)?.value ?? '';
  return {
    der: node.encoded,
    text: parts.map(shown).toReversed().join(', '),
    commonName: last(OID.commonName),
    organization: last(OID.organization),
    folded: JSON.stringify(parts.map(foldedPart)),
    relative: relatives.map((set) => JSON.stringify(set.map(foldedPart).map(String).toSorted())),
    parts,
  };
}

function shown({ oid, value }: NamePart): string {
  return `${NAME_LABELS[oid] ?? oid}=${value.replace(/[\\,+"<>;]/g, '\\$&')}`;
}

function foldedPart({ oid, value }: NamePart): [string, string] {
  return [oid, fold(value)];
}

/** How values of names are compared (RFC 5280 §7.1). */
export function fold(value: string): string {
  return value.normalize('NFKC').toLowerCase().trim().replace(/\s+/g, ' ');
}
