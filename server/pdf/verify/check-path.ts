import type { Certificate } from '../core/certificate.js';
import { ruleOf, type AnchorRule } from './anchor-rule.js';
import { pathProblems, type PathProblem, type PathPurpose } from './path-rules.js';
import { PathSearch } from './path-search.js';
import type { TrustStore } from './trust-store.js';

export interface PathCheck {
  /** Revocation is not looked at here. */
  readonly trust: 'trusted' | 'untrusted' | 'expired' | 'unknown';
  readonly problems: readonly PathProblem[];
  /** From the leaf up, as far as it could be followed; ends at the anchor if there is one. */
  readonly path: readonly Certificate[];
  /** Where the path ends, if it does. */
  readonly anchor?: Certificate;
  /** What the operator wrote of that anchor. */
  readonly rule?: AnchorRule;
}

/** Paths judged at the most. */
const MOST_PATHS = 20;

/**
 * Looks for a path from `leaf` through `pool` to an anchor and judges it at the instant `at` (RFC 5280 §6.1, with name
 * constraints, policies and the rules of the trust store; without revocation, which is `checkRevocation`'s).
 *
 * Of several paths the best counts. `at` is the time of a right time-stamp, or now; never a claimed time.
 */
export function checkPath(
  leaf: Certificate,
  pool: readonly Certificate[],
  trust: TrustStore,
  at: Date,
  purpose: PathPurpose = 'signature',
): PathCheck {
  const search = new PathSearch(pool, trust.anchors);
  const judged: PathCheck[] = [];
  for (const check of judgedPaths(search, leaf, trust, at, purpose)) {
    if (check.trust === 'trusted') return check;
    judged.push(check);
  }
  return bestOf(judged, search, trust);
}

/**
 * All trusted paths there are, the one that `checkPath` gives first; that one alone where none is trusted. An authority
 * that is certified twice has two paths, and who knows of revocation on the one may not on the other.
 */
export function checkPaths(
  leaf: Certificate,
  pool: readonly Certificate[],
  trust: TrustStore,
  at: Date,
  purpose: PathPurpose,
): readonly [PathCheck, ...PathCheck[]] {
  const search = new PathSearch(pool, trust.anchors);
  const judged = [...judgedPaths(search, leaf, trust, at, purpose)];
  const [first, ...others] = judged.filter((check) => check.trust === 'trusted');
  return first ? [first, ...others] : [bestOf(judged, search, trust)];
}

function* judgedPaths(
  search: PathSearch,
  leaf: Certificate,
  trust: TrustStore,
  at: Date,
  purpose: PathPurpose,
): Generator<PathCheck> {
  let count = 0;
  for (const path of search.pathsFrom(leaf)) {
    yield judge(path, trust, at, purpose);
    if (++count >= MOST_PATHS) return;
  }
}

function bestOf(judged: readonly PathCheck[], search: PathSearch, trust: TrustStore): PathCheck {
  const best = BEST_FIRST.map((verdict) => judged.find((check) => check.trust === verdict)).find(Boolean);
  if (best) return best;
  const path = search.longest;
  if (trust.anchors.length === 0) return { trust: 'unknown', problems: ['trust-store-empty'], path };
  if (search.stopped) return { trust: 'unknown', problems: ['path-search-stopped'], path };
  return { trust: 'untrusted', problems: ['path-not-found'], path };
}

const BEST_FIRST = ['expired', 'unknown', 'untrusted'] as const;

function judge(path: readonly Certificate[], trust: TrustStore, at: Date, purpose: PathPurpose): PathCheck {
  const anchor = path.at(-1);
  const rule = anchor && ruleOf(trust.rules ?? [], anchor);
  const problems = pathProblems(path, at, purpose, rule);
  return { trust: verdictOf(problems), problems, path, ...(anchor && { anchor }), ...(rule && { rule }) };
}

function verdictOf(problems: readonly PathProblem[]): PathCheck['trust'] {
  const others = problems.filter(
    (problem) => problem !== 'certificate-expired' && problem !== 'name-constraints-unchecked',
  );
  if (others.length > 0) return 'untrusted';
  // On doubt about a name, its having been in force once does not help.
  if (problems.includes('name-constraints-unchecked')) return 'unknown';
  return problems.includes('certificate-expired') ? 'expired' : 'trusted';
}
