import type { ByteSource } from '../core/byte-source.js';
import { readCertificate, type Certificate } from '../core/certificate.js';
import type { OutsideEvidence } from './judge-all.js';
import type { RevocationClient } from './revocation-client.js';
import type { VerificationReport } from './verification-report.js';
import { answerFromWorker, type VerifyInWorkerOptions } from './verify-in-worker.js';
import type { WantedDer } from './wanted-list.js';

export interface VerifyWithRevocationOptions extends VerifyInWorkerOptions {
  readonly client: RevocationClient;
  /** Milliseconds after which nobody is asked any more; half a minute when left out. */
  readonly askFor?: number;
}

/** An issuer that is fetched may itself want an issuer, and evidence about itself. */
const MOST_ROUNDS = 4;

/**
 * `verifyInWorker`, and what it lacks about revocation is fetched between one look and the next. The worker that reads
 * the stranger's file has no network, and whoever asks the network here has not read the file: only certificates pass
 * between the two. What is fetched proves nothing until the worker has checked it.
 *
 * @throws as `verifyInWorker`; never for what a server answers
 */
export async function verifyWithRevocation(
  source: ByteSource,
  { client, askFor = 30_000, ...options }: VerifyWithRevocationOptions,
): Promise<VerificationReport> {
  const asked = new Set<string>();
  const until = performance.now() + askFor;
  let evidence: OutsideEvidence = options.evidence ?? { certificates: [], ocsps: [], crls: [] };
  let answer = await answerFromWorker(source, options);
  for (let round = 1; round < MOST_ROUNDS; round += 1) {
    const fresh = answer.wanted.filter((wanted) => !asked.has(keyOf(wanted)));
    for (const wanted of fresh) asked.add(keyOf(wanted));
    const fetched = await fetchAll(client, fresh, until);
    if (fetched.certificates.length + fetched.ocsps.length + fetched.crls.length === 0) break;
    evidence = {
      certificates: [...evidence.certificates, ...fetched.certificates],
      ocsps: [...evidence.ocsps, ...fetched.ocsps],
      crls: [...evidence.crls, ...fetched.crls],
    };
    answer = await answerFromWorker(source, { ...options, evidence });
  }
  return answer.report;
}

/** One after another: a file with forty signers must not make a crowd at anybody's door. */
async function fetchAll(
  client: RevocationClient,
  wanted: readonly WantedDer[],
  until: number,
): Promise<OutsideEvidence> {
  const found = { certificates: [] as Uint8Array[], ocsps: [] as Uint8Array[], crls: [] as Uint8Array[] };
  const listed = new Set<string>();
  for (const { certificate: der, issuer } of wanted) {
    if (performance.now() > until) break;
    const certificate = readCertificate(der);
    if (!issuer) {
      const above: Certificate | undefined = await client.issuer(certificate);
      if (above) found.certificates.push(above.der);
      continue;
    }
    // All officials of one authority are on one list.
    const place = `${latin(issuer)} ${certificate.crlUrls.join(' ')}`;
    if (certificate.ocspUrls.length === 0 && listed.has(place)) continue;
    const { ocsps, crls } = await client.evidence(certificate, readCertificate(issuer));
    found.ocsps.push(...ocsps);
    if (!listed.has(place)) found.crls.push(...crls);
    if (crls.length > 0) listed.add(place);
  }
  return found;
}

function keyOf({ certificate, issuer }: WantedDer): string {
  return `${latin(certificate)} ${issuer ? latin(issuer) : ''}`;
}

function latin(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('latin1');
}
