import { isSameCertificate, type Certificate } from '../core/certificate.js';
import { KeyRefusal } from '../core/key-refusal.js';
import { respondersIn, usableEvidence } from './judge-evidence.js';
import type { RevocationEvidence, RevocationSource } from './revocation-source.js';

/** A certificate whose path is to be shown right, and when it was used. */
export interface EvidenceWanted {
  readonly certificate: Certificate;
  /** Time of a right time-stamp over what it signed, or now. */
  readonly at: Date;
}

export interface GatherOptions {
  readonly revocation: RevocationSource;
  /** Certificates in which issuers are looked for. */
  readonly pool: readonly Certificate[];
  readonly now: Date;
  /**
   * Whether a gap refuses (a fresh signature wants all of it) or is left open, and a revocation only told: an archive
   * keeps what can still be had.
   */
  readonly isStrict: boolean;
}

export interface GatheredEvidence extends RevocationEvidence {
  /** The paths, and those who signed OCSP responses with theirs. */
  readonly certificates: readonly Certificate[];
  /** Names of certificates of which nothing usable could be had. */
  readonly missing: readonly string[];
}

/** Certificates that one gathering asks about. A path has three or four. */
const MOST_ASKED = 40;
/** Responders of one certificate that are asked about in their turn. */
const MOST_RESPONDERS = 4;

/**
 * Gathers what shows each path right up to its root: the certificates, and for each but the root evidence that it was
 * not revoked.
 *
 * @throws {KeyRefusal} if strict, `evidence-missing` with the name of the certificate, and `certificate-revoked` for
 *   one that was revoked before it was used
 */
export async function gatherEvidence(
  wanted: readonly EvidenceWanted[],
  options: GatherOptions,
): Promise<GatheredEvidence> {
  const { revocation, now, isStrict } = options;
  const certificates: Certificate[] = [];
  const gathered: GatheredEvidence = { certificates, ocsps: [], crls: [], missing: [] };
  const missing = new Set<string>();
  const open = [...wanted];
  const add = (list: Uint8Array[], pieces: readonly Uint8Array[]) => {
    for (const der of pieces) if (!list.some((held) => Buffer.from(held).equals(der))) list.push(der);
  };

  for (let next = open.shift(); next; next = open.shift()) {
    const { certificate, at } = next;
    if (certificates.some((held) => isSameCertificate(held, certificate))) continue;
    if (certificates.length >= MOST_ASKED) throw new KeyRefusal('evidence-missing', 'too long a path');
    certificates.push(certificate);
    if (isSelfSigned(certificate)) continue;
    const issuer =
      options.pool.find((candidate) => isIssuer(candidate, certificate)) ??
      (await foundIssuer(revocation, certificate));
    if (issuer) open.push({ certificate: issuer, at });
    // An issuer says of its own responder that nobody need ask about it (RFC 6960 §4.2.2.2.1).
    if (issuer && certificate.noRevocationCheck) continue;

    const evidence = issuer && (await revocation.evidence(certificate, issuer));
    const usable =
      issuer &&
      evidence &&
      usableEvidence(certificate, issuer, evidence, await clearing(revocation, evidence, issuer), now);
    if (!usable || usable.ocsps.length + usable.crls.length === 0) {
      missing.add(certificate.subjectName);
      if (!isStrict) continue;
      throw new KeyRefusal(
        'evidence-missing',
        `${issuer ? 'none' : 'no issuer'} of ${certificate.subjectName}`,
      );
    }
    if (isStrict && usable.revokedAt && usable.revokedAt <= at) {
      throw new KeyRefusal('certificate-revoked', certificate.subjectName);
    }
    add(gathered.ocsps, usable.ocsps);
    add(gathered.crls, usable.crls);
    open.push(...usable.responders.map((responder) => ({ certificate: responder, at: now })));
  }
  return { ...gathered, missing: [...missing] };
}

/** Lists about those who signed the answers, without which nobody would believe them. */
async function clearing(
  revocation: RevocationSource,
  evidence: RevocationEvidence,
  issuer: Certificate,
): Promise<Uint8Array[]> {
  const lists: Uint8Array[] = [];
  for (const responder of respondersIn(evidence, issuer).slice(0, MOST_RESPONDERS)) {
    lists.push(...(await revocation.evidence(responder, issuer)).crls);
  }
  return lists;
}

async function foundIssuer(
  revocation: RevocationSource,
  certificate: Certificate,
): Promise<Certificate | undefined> {
  const found = await revocation.issuer?.(certificate);
  return found && isIssuer(found, certificate) ? found : undefined;
}

function isSelfSigned(certificate: Certificate): boolean {
  return certificate.subject.folded === certificate.issuer.folded && certificate.isSignedBy(certificate);
}

function isIssuer(candidate: Certificate, certificate: Certificate): boolean {
  return candidate.subject.folded === certificate.issuer.folded && certificate.isSignedBy(candidate);
}
