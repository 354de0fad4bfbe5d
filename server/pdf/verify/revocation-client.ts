import { isIdOf } from '../core/certificate-id.js';
import { readCertificate, type Certificate } from '../core/certificate.js';
import { readCrl } from '../core/crl.js';
import { KeyRefusal } from '../core/key-refusal.js';
import { ocspRequest } from '../core/ocsp-request.js';
import { readOcspResponse } from '../core/ocsp-response.js';
import type { RevocationEvidence, RevocationSource } from '../sign/revocation-source.js';
import { guardedFetch, type AllowedHosts } from './guarded-fetch.js';

export interface RevocationClientInput {
  /** Hosts that may be asked: a name, exactly, for the usual ports, or `host:port`, also of a closed network. */
  readonly allow: readonly string[];
  /** Milliseconds for each answer; 10 seconds when left out. */
  readonly timeout?: number;
}

export interface RevocationClient extends RevocationSource {
  /** The certificate of whoever issued `certificate`, from where it says that one lies; its name is checked. */
  issuer(certificate: Certificate): Promise<Certificate | undefined>;
}

const MiB = 1024 * 1024;
/** Some servers know no better type than "bytes". */
const anyBytes = 'application/octet-stream';

/**
 * Asks the addresses in certificates: OCSP first, then, only if that gave nothing, the lists (RFC 6960 §A.1, RFC 5280
 * §4.2.1.13). A certificate may come from a stranger, so that its addresses are believed as far as the operator's list
 * goes. What cannot be had is left out; whether an answer proves anything is checked by whoever uses it.
 */
export function revocationClient({ allow, timeout = 10_000 }: RevocationClientInput): RevocationClient {
  const allowed: AllowedHosts = { hosts: allow.map((host) => host.toLowerCase()), timeout };
  return {
    async evidence(certificate, issuer): Promise<RevocationEvidence> {
      const ocsp = await firstOf(certificate.ocspUrls, (url) => askOcsp(url, certificate, issuer, allowed));
      if (ocsp) return { ocsps: [ocsp], crls: [] };
      const crl = await firstOf(certificate.crlUrls, (url) => fetchCrl(url, issuer, allowed));
      return { ocsps: [], crls: crl ? [crl] : [] };
    },
    issuer: (certificate) =>
      firstOf(certificate.caIssuerUrls, (url) => fetchIssuer(url, certificate, allowed)),
  };
}

/** Addresses of one certificate that are tried. */
const MOST_TRIES = 3;

async function firstOf<Value>(
  urls: readonly string[],
  ask: (url: string) => Promise<Value | undefined>,
): Promise<Value | undefined> {
  for (const url of urls.slice(0, MOST_TRIES)) {
    try {
      const value = await ask(url);
      if (value !== undefined) return value;
    } catch (error) {
      if (!(error instanceof KeyRefusal)) throw error;
    }
  }
  return undefined;
}

async function askOcsp(
  url: string,
  certificate: Certificate,
  issuer: Certificate,
  allowed: AllowedHosts,
): Promise<Uint8Array | undefined> {
  const answer = await guardedFetch(
    {
      url,
      body: ocspRequest(certificate, issuer),
      type: 'application/ocsp-request',
      accept: ['application/ocsp-response'],
      most: MiB,
    },
    allowed,
  );
  const { singles, der } = readOcspResponse(answer);
  const isAnswer = singles.some(
    ({ certId, status }) => status !== 'unknown' && isIdOf(certId, certificate, issuer),
  );
  return isAnswer ? der : undefined;
}

async function fetchCrl(
  url: string,
  issuer: Certificate,
  allowed: AllowedHosts,
): Promise<Uint8Array | undefined> {
  const accept = ['application/pkix-crl', 'application/x-pkcs7-crl', anyBytes];
  const crl = readCrl(await guardedFetch({ url, accept, most: 32 * MiB }, allowed));
  return crl.issuer.folded === issuer.subject.folded ? crl.der : undefined;
}

async function fetchIssuer(
  url: string,
  certificate: Certificate,
  allowed: AllowedHosts,
): Promise<Certificate | undefined> {
  const accept = ['application/pkix-cert', 'application/x-x509-ca-cert', anyBytes];
  const found = readCertificate(await guardedFetch({ url, accept, most: 64 * 1024 }, allowed));
  return found.subject.folded === certificate.issuer.folded && certificate.isSignedBy(found)
    ? found
    : undefined;
}
