import type { Certificate } from '../core/certificate.js';
import type { NameConstraints } from '../core/certificate-extensions.js';
import type { GeneralName } from '../core/general-names.js';
import { OID } from '../core/oids.js';

type Outcome = 'name-not-permitted' | 'name-constraints-unchecked';

/**
 * Whether every certificate of `path` (leaf first, anchor last) bears only names that the CAs above it may give
 * (RFC 5280 §4.2.1.10, §6.1.3 b and c). An anchor's own constraints count as well, as RFC 5937 has it.
 *
 * @returns the first problem: a name outside, or a constraint on a form of name that we cannot compare and that a
 *   certificate below bears
 */
export function nameConstraintProblem(path: readonly Certificate[]): Outcome | undefined {
  for (const [index, certificate] of path.entries()) {
    // A CA that only rolls over its key is exempt, a leaf never is.
    const isSelfIssued = certificate.subject.folded === certificate.issuer.folded;
    if (index > 0 && isSelfIssued) continue;
    const above = path.slice(index + 1).flatMap((issuer) => issuer.nameConstraints ?? []);
    const names = above.length > 0 ? namesOf(certificate) : [];
    for (const constraints of above) {
      for (const name of names) {
        const problem = problemOf(name, constraints);
        if (problem) return problem;
      }
    }
  }
  return undefined;
}

/** Subject, alternative names and, where those hold no mailbox, mailboxes written into the subject. */
function namesOf({ subject, alternativeNames }: Certificate): GeneralName[] {
  const mailboxes = subject.parts
    .filter(({ oid }) => oid === OID.emailAddress)
    .map(({ value }) => ({ kind: 'email' as const, value }));
  const hasMailbox = alternativeNames.some(({ kind }) => kind === 'email');
  return [
    ...(subject.parts.length > 0 ? [{ kind: 'directory' as const, value: subject }] : []),
    ...alternativeNames,
    ...(hasMailbox ? [] : mailboxes),
  ];
}

function problemOf(name: GeneralName, { permitted, excluded }: NameConstraints): Outcome | undefined {
  const ofSameForm = (subtree: GeneralName) =>
    subtree.kind === name.kind && (name.kind !== 'other' || subtree.value === name.value);
  const allowed = permitted.filter(ofSameForm);
  const forbidden = excluded.filter(ofSameForm);
  if (allowed.length + forbidden.length === 0) return undefined;
  if (name.kind === 'other') return 'name-constraints-unchecked';
  // Where we cannot tell whether it lies inside, it is not allowed, and it is forbidden.
  if (forbidden.some((subtree) => isWithin(name, subtree) !== false)) return 'name-not-permitted';
  if (allowed.length > 0 && !allowed.some((subtree) => isWithin(name, subtree) === true))
    return 'name-not-permitted';
  return undefined;
}

function isWithin(name: GeneralName, subtree: GeneralName): boolean | undefined {
  if (name.kind === 'directory' && subtree.kind === 'directory')
    return subtree.value.relative.every((part, index) => part === name.value.relative[index]);
  if (name.kind === 'ip' && subtree.kind === 'ip') return isInNetwork(name.value, subtree.value);
  if (typeof name.value !== 'string' || typeof subtree.value !== 'string') return undefined;
  if (name.kind === 'dns') return isHostWithin(name.value, subtree.value);
  if (name.kind === 'email') return isMailboxWithin(name.value, subtree.value);
  return name.kind === 'uri' ? isAddressWithin(name.value, subtree.value) : undefined;
}

function isHostWithin(host: string, domain: string): boolean {
  const [given, base] = [host.toLowerCase(), domain.toLowerCase()];
  if (base === '' || given === base) return true;
  return given.endsWith(base.startsWith('.') ? base : `.${base}`);
}

/** One mailbox, every mailbox of one host, or, with a dot before it, of all hosts below a domain. */
function isMailboxWithin(mailbox: string, base: string): boolean | undefined {
  const at = mailbox.lastIndexOf('@');
  if (at < 1) return undefined;
  const host = mailbox.slice(at + 1).toLowerCase();
  const split = base.lastIndexOf('@');
  if (split >= 0)
    return mailbox.slice(0, at) === base.slice(0, split) && host === base.slice(split + 1).toLowerCase();
  return isExactOrBelow(host, base);
}

function isAddressWithin(address: string, base: string): boolean | undefined {
  const host = URL.canParse(address) ? new URL(address).hostname.toLowerCase() : '';
  // A constraint is about names; an address by number, or none at all, cannot be compared with one.
  if (host === '' || /^[\d.]+$|^\[/.test(host)) return undefined;
  return isExactOrBelow(host, base);
}

function isExactOrBelow(host: string, base: string): boolean {
  const domain = base.toLowerCase();
  return domain.startsWith('.') ? host.endsWith(domain) : host === domain;
}

function isInNetwork(address: Uint8Array, network: Uint8Array): boolean | undefined {
  if (address.length !== 4 && address.length !== 16) return undefined;
  // A network of the other family says nothing of this address.
  if (network.length !== address.length * 2)
    return network.length === 8 || network.length === 32 ? false : undefined;
  return address.every((octet, index) => {
    const mask = network[address.length + index] ?? 0xff;
    return (octet & mask) === ((network[index] ?? 0) & mask);
  });
}
