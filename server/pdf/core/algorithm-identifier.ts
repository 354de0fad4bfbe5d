import { DerFields } from './der-fields.js';
import type { DerNode } from './der-reader.js';
import { TAG } from './der-writer.js';
import { hashByOid, type HashAlgorithm } from './hash-algorithm.js';

/** `AlgorithmIdentifier` of RFC 5280 §4.1.1.2. */
export interface AlgorithmIdentifier {
  readonly oid: string;
  /** Undefined where they are absent or NULL, which mean the same and which makers do not keep apart. */
  readonly parameters?: DerNode;
}

/** @throws {KeyRefusal} `asn1-malformed` */
export function readAlgorithm(node: DerNode): AlgorithmIdentifier {
  const fields = new DerFields(node);
  const oid = fields.next(TAG.oid).oid();
  const parameters = node.children.length > 1 ? fields.any() : undefined;
  fields.end();
  return parameters && !isNull(parameters) ? { oid, parameters } : { oid };
}

/** The hash that an identifier names, if we know it; parameters are for none of them (RFC 5754 §2). */
export function readHash(node: DerNode): HashAlgorithm | undefined {
  const { oid, parameters } = readAlgorithm(node);
  return parameters ? undefined : hashByOid(oid);
}

/** Whether two identifiers say the same. @throws {KeyRefusal} `asn1-malformed` */
export function isSameAlgorithm(one: DerNode, other: DerNode): boolean {
  const [a, b] = [readAlgorithm(one), readAlgorithm(other)];
  if (a.oid !== b.oid || !a.parameters !== !b.parameters) return false;
  return Buffer.from(a.parameters?.toDefinite() ?? []).equals(b.parameters?.toDefinite() ?? new Uint8Array());
}

function isNull(node: DerNode): boolean {
  return node.is(TAG.null) && node.content.length === 0;
}
