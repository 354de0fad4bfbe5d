import { hashOf } from '../core/hash-algorithm.js';
import type { Certificate } from '../core/certificate.js';
import { fold, type DistinguishedName } from '../core/distinguished-name.js';
import { NAME_LABELS } from '../core/oids.js';

/** Attributes that a name must have, by their short names (`CN`, `O`, `OU`, …); `*` at the end stands for any rest. */
export type NamePattern = Readonly<Record<string, string>>;

/** What an operator says of one anchor. Plain values, since they go to the worker as they are. */
export interface AnchorRule {
  /** SHA-256 of the anchor in DER, hexadecimal. */
  readonly anchor: string;
  /** How it is called on a screen. */
  readonly name: string;
  /** Whose word it is: the state's (Root CA Indonesia), an institution's, or a trial's that binds nobody. */
  readonly kind: 'national' | 'institution' | 'trial';
  readonly purposes: readonly ('signature' | 'timestamp')[];
  /** Policies of which the path must be issued under one. Absent: none is wanted. */
  readonly policies?: readonly string[];
  /** Each CA between leaf and anchor must fit one of these. */
  readonly issuers?: readonly NamePattern[];
  /** The leaf must fit one of these. */
  readonly leaves?: readonly NamePattern[];
}

export function fingerprint(certificate: Certificate): string {
  return Buffer.from(hashOf('sha256', certificate.der)).toString('hex');
}

export function ruleOf(rules: readonly AnchorRule[], anchor: Certificate): AnchorRule | undefined {
  if (rules.length === 0) return undefined;
  const of = fingerprint(anchor);
  return rules.find((rule) => rule.anchor === of);
}

export function matchesAny(name: DistinguishedName, patterns: readonly NamePattern[]): boolean {
  return patterns.some((pattern) => matches(name, pattern));
}

function matches({ parts }: DistinguishedName, pattern: NamePattern): boolean {
  return Object.entries(pattern).every(([label, wanted]) => {
    const given = parts.filter(({ oid }) => (NAME_LABELS[oid] ?? oid) === label);
    return given.some(({ value }) => fits(fold(value), fold(wanted)));
  });
}

function fits(value: string, wanted: string): boolean {
  return wanted.endsWith('*') ? value.startsWith(wanted.slice(0, -1)) : value === wanted;
}
