import { isSameCertificate, type Certificate } from '../core/certificate.js';

const MAX_LENGTH = 10;
/** Signatures checked while looking for a path: what keeps a bag of look-alike issuers cheap. */
const MAX_TRIES = 100;

/** Looks for paths from a certificate to an anchor by names and signatures alone; `path-rules` judges them. */
export class PathSearch {
  /** It gave up, so that there may be paths that it has not seen. */
  stopped = false;
  longest: readonly Certificate[] = [];
  private tries = 0;

  constructor(
    private readonly pool: readonly Certificate[],
    private readonly anchors: readonly Certificate[],
  ) {}

  /** Paths one by one, leaf first and anchor last; whoever has enough stops asking. */
  *pathsFrom(leaf: Certificate): Generator<readonly Certificate[]> {
    yield* this.extend([leaf], leaf);
  }

  private *extend(path: readonly Certificate[], last: Certificate): Generator<readonly Certificate[]> {
    if (path.length > this.longest.length) this.longest = path;
    if (this.anchors.some((anchor) => isSameCertificate(anchor, last))) {
      yield path;
      return;
    }
    if (path.length >= MAX_LENGTH) return;
    for (const issuer of this.issuersOf(last)) {
      // A name and a key twice make a loop, whatever else the two certificates say (RFC 5280 §6.1).
      if (!path.some((seen) => isSameHolder(seen, issuer))) yield* this.extend([...path, issuer], issuer);
    }
  }

  private *issuersOf(certificate: Certificate): Generator<Certificate> {
    for (const candidate of this.candidatesFor(certificate)) {
      if (++this.tries > MAX_TRIES) this.stopped = true;
      if (this.stopped) return;
      if (certificate.isSignedBy(candidate)) yield candidate;
    }
  }

  /** Anchors first, then those whose key has the identifier that is asked for: look-alikes come last. */
  private candidatesFor(certificate: Certificate): Certificate[] {
    const all = new Set([...this.anchors, ...this.pool]);
    const named = [...all].filter((candidate) => candidate.subject.folded === certificate.issuer.folded);
    const distinct = [
      ...new Map(named.map((each) => [Buffer.from(each.der).toString('latin1'), each])).values(),
    ];
    const rank = (candidate: Certificate) => {
      if (this.anchors.some((anchor) => isSameCertificate(anchor, candidate))) return 0;
      return certificate.authorityKeyId === candidate.subjectKeyId ? 1 : 2;
    };
    return distinct.toSorted((a, b) => rank(a) - rank(b));
  }
}

function isSameHolder(a: Certificate, b: Certificate): boolean {
  return a.subject.folded === b.subject.folded && Buffer.from(a.publicKeyDer).equals(b.publicKeyDer);
}
