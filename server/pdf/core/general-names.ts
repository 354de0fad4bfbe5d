import type { DerNode } from './der-reader.js';
import { readName, type DistinguishedName } from './distinguished-name.js';
import { KeyRefusal } from './key-refusal.js';

/** A `GeneralName` (RFC 5280 §4.2.1.6); forms that name nobody here keep only their tag. */
export type GeneralName =
  | { readonly kind: 'email' | 'dns' | 'uri'; readonly value: string }
  | { readonly kind: 'directory'; readonly value: DistinguishedName }
  /** An address, or in name constraints an address and its mask. */
  | { readonly kind: 'ip'; readonly value: Uint8Array }
  | { readonly kind: 'other'; readonly value: number };

/** More than any real certificate has. */
const MOST_NAMES = 1000;

/** Reads one name. @throws {KeyRefusal} `asn1-malformed` */
export function readGeneralName(node: DerNode): GeneralName {
  const tag = node.identifier & 0x1f;
  if ((node.identifier & 0xc0) !== 0x80) throw new KeyRefusal('asn1-malformed', 'a name without its tag');
  switch (tag) {
    case 1:
      return { kind: 'email', value: latin(node) };
    case 2:
      return { kind: 'dns', value: latin(node) };
    case 4:
      return { kind: 'directory', value: readName(node.at(0)) };
    case 6:
      return { kind: 'uri', value: latin(node) };
    case 7:
      return { kind: 'ip', value: node.content };
    default:
      return { kind: 'other', value: tag };
  }
}

/** Reads a list of names. @throws {KeyRefusal} `asn1-malformed`, `asn1-over-limits` */
export function readGeneralNames(list: DerNode): GeneralName[] {
  if (list.children.length > MOST_NAMES) throw new KeyRefusal('asn1-over-limits', 'names');
  return list.children.map(readGeneralName);
}

/** The addresses of the web among `names`. */
export function webAddresses(names: readonly GeneralName[]): string[] {
  return names.flatMap((name) =>
    name.kind === 'uri' && /^https?:\/\//i.test(name.value) ? [name.value] : [],
  );
}

function latin(node: DerNode): string {
  if (node.constructed) throw new KeyRefusal('asn1-malformed', 'a string in pieces');
  return Buffer.from(node.content).toString('latin1');
}
