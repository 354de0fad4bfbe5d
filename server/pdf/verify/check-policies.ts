import type { Certificate } from '../core/certificate.js';
import { OID } from '../core/oids.js';

/**
 * What a path may still be issued under: each policy as the next certificate must name it, with the policies of the
 * first that it stands for. It is the lowest level of the tree of RFC 5280 §6.1, kept as a graph (RFC 9618).
 */
type Frontier = ReadonlyMap<string, ReadonlySet<string>>;

const ANY = OID.anyPolicy;
const MOST_POLICIES = 200;

/**
 * Whether `path` (leaf first, anchor last) meets its policies (RFC 5280 §6.1): what its own certificates demand, and
 * with `wanted` at least one of those. Qualifiers are not looked at.
 */
export function meetsPolicies(path: readonly Certificate[], wanted: readonly string[] = []): boolean {
  const below = path.slice(0, -1).toReversed();
  const counts = { explicit: below.length + 1, mapping: below.length + 1, any: below.length + 1 };
  if (wanted.length > 0) counts.explicit = 0;
  let frontier: Frontier = new Map([[ANY, new Set([ANY])]]);
  for (const [index, certificate] of below.entries()) {
    const isLeaf = index === below.length - 1;
    const isSelfIssued = certificate.subject.folded === certificate.issuer.folded;
    frontier = narrowed(frontier, certificate, counts.any > 0 || (isSelfIssued && !isLeaf));
    if (frontier.size > MOST_POLICIES || (counts.explicit === 0 && frontier.size === 0)) return false;
    if (isLeaf) {
      if (counts.explicit > 0) counts.explicit -= 1;
      if (certificate.requireExplicitPolicy === 0) counts.explicit = 0;
      continue;
    }
    const mapped = withMappings(frontier, certificate, counts.mapping > 0);
    if (!mapped) return false;
    frontier = mapped;
    countDown(counts, certificate, isSelfIssued);
  }
  return counts.explicit > 0 || below.length === 0 || holdsOne(frontier, wanted);
}

function narrowed(before: Frontier, { policies }: Certificate, mayBeAny: boolean): Frontier {
  const after = new Map<string, ReadonlySet<string>>();
  if (!policies) return after;
  for (const policy of policies.slice(0, MOST_POLICIES)) {
    if (policy === ANY) continue;
    const roots = before.get(policy) ?? (before.has(ANY) ? new Set([policy]) : undefined);
    if (roots) after.set(policy, roots);
  }
  if (!policies.includes(ANY) || !mayBeAny) return after;
  return new Map([...before, ...after]);
}

/** Undefined where a mapping is of a kind that no CA may make (§6.1.4 a). */
function withMappings(
  before: Frontier,
  { policyMappings }: Certificate,
  mayMap: boolean,
): Frontier | undefined {
  if (policyMappings.some(({ issuer, subject }) => issuer === ANY || subject === ANY)) return undefined;
  const after = new Map(before);
  for (const { issuer } of policyMappings) after.delete(issuer);
  if (!mayMap) return after;
  for (const { issuer, subject } of policyMappings.slice(0, MOST_POLICIES)) {
    const roots = before.get(issuer) ?? (before.has(ANY) ? new Set([issuer]) : undefined);
    if (roots) after.set(subject, new Set([...(after.get(subject) ?? []), ...roots]));
  }
  return after;
}

function countDown(
  counts: { explicit: number; mapping: number; any: number },
  { requireExplicitPolicy, inhibitPolicyMapping, inhibitAnyPolicy }: Certificate,
  isSelfIssued: boolean,
): void {
  const step = isSelfIssued ? 0 : 1;
  const next = (count: number, limit: number | undefined) =>
    Math.min(Math.max(count - step, 0), limit ?? Infinity);
  counts.explicit = next(counts.explicit, requireExplicitPolicy);
  counts.mapping = next(counts.mapping, inhibitPolicyMapping);
  counts.any = next(counts.any, inhibitAnyPolicy);
}

function holdsOne(frontier: Frontier, wanted: readonly string[]): boolean {
  if (wanted.length === 0) return frontier.size > 0;
  return [...frontier.values()].some((roots) => roots.has(ANY) || wanted.some((policy) => roots.has(policy)));
}
