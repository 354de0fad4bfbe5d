import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { CertifiedKey } from '../../server/pdf/authority/local-authority.js';
import { toPem, type Certificate } from '../../server/pdf/core/certificate.js';
import { ocspRequest } from '../../server/pdf/core/ocsp-request.js';
import type { RevocationSource } from '../../server/pdf/sign/revocation-source.js';
import { run } from './pdf-oracles.js';

/** What openssl says of certificates: evidence that we did not write ourselves. */
export interface OpensslRevocation extends RevocationSource {
  /** From now on this certificate counts as revoked. */
  revoke(certificate: Certificate, at?: Date): void;
  /** Certificates asked about, by their names, in order. */
  readonly asked: readonly string[];
}

export interface OpensslRevocationInput {
  readonly issuers: readonly CertifiedKey[];
  /** Whether the issuer signs its OCSP responses itself, or has somebody else do it. */
  readonly responder?: 'issuer' | 'delegated' | 'delegated-unmarked';
  /** `crl`: no OCSP at all. */
  readonly kind?: 'ocsp' | 'crl';
}

const responderName = 'Penjawab OCSP';

export function opensslRevocation(input: OpensslRevocationInput): OpensslRevocation {
  const revoked = new Map<string, Date>();
  const asked: string[] = [];
  return {
    asked,
    revoke: (certificate, at = new Date()) => void revoked.set(certificate.serialHex, at),
    evidence: async (certificate, issuer) => {
      asked.push(certificate.commonName);
      const authority = input.issuers.find((each) => each.certificate.subjectName === issuer.subjectName);
      if (!authority) return { ocsps: [], crls: [] };
      const folder = await mkdtemp(join(tmpdir(), 'noken-ca-'));
      try {
        await writeIndex(folder, authority, certificate, revoked.get(certificate.serialHex));
        // The certificate of a CA is asked about in a list, as everywhere in the world.
        if (input.kind === 'crl' || certificate.isCa || certificate.commonName === responderName)
          return { ocsps: [], crls: [await makeList(folder)] };
        return { ocsps: [await answer(folder, certificate, issuer, input.responder)], crls: [] };
      } finally {
        await rm(folder, { recursive: true });
      }
    },
  };
}

async function writeIndex(
  folder: string,
  authority: CertifiedKey,
  certificate: Certificate,
  revokedAt: Date | undefined,
): Promise<void> {
  const time = (at: Date) => `${at.toISOString().replace(/\D/gu, '').slice(2, 14)}Z`;
  const serial = certificate.serialHex.toUpperCase();
  const even = serial.length % 2 === 0 ? serial : `0${serial}`;
  const state = revokedAt
    ? ['R', time(certificate.notAfter), time(revokedAt)]
    : ['V', time(certificate.notAfter), ''];
  await writeFile(join(folder, 'index.txt'), `${[...state, even, 'unknown', '/CN=x'].join('\t')}\n`);
  await writeFile(join(folder, 'index.txt.attr'), 'unique_subject = no\n');
  await writeFile(join(folder, 'ca.pem'), toPem(authority.certificate));
  await writeFile(join(folder, 'ca.key'), authority.key.export({ type: 'pkcs8', format: 'pem' }));
  const section = ['[ca]', 'default_ca = own', '[own]', `dir = ${folder}`, `database = ${folder}/index.txt`];
  const list = [`crlnumber = ${folder}/crlnumber`, 'default_md = sha256', 'default_crl_days = 2'];
  await writeFile(join(folder, 'ca.conf'), [...section, ...list, ''].join('\n'));
  await writeFile(join(folder, 'crlnumber'), '01\n');
}

async function makeList(folder: string): Promise<Uint8Array> {
  const [ca, key, conf, out] = ['ca.pem', 'ca.key', 'ca.conf', 'crl.pem'].map((name) => join(folder, name));
  await openssl('ca', '-gencrl', '-config', conf, '-cert', ca, '-keyfile', key, '-out', out);
  await openssl('crl', '-in', out, '-outform', 'DER', '-out', join(folder, 'crl.der'));
  return readFile(join(folder, 'crl.der'));
}

async function answer(
  folder: string,
  certificate: Certificate,
  issuer: Certificate,
  responder: OpensslRevocationInput['responder'] = 'issuer',
): Promise<Uint8Array> {
  const at = (name: string) => join(folder, name);
  await writeFile(at('request.der'), ocspRequest(certificate, issuer));
  if (responder !== 'issuer') await appoint(folder, responder === 'delegated');
  const signer = responder === 'issuer' ? 'ca' : 'responder';
  await openssl(
    'ocsp',
    ...['-index', at('index.txt'), '-CA', at('ca.pem'), '-ndays', '2'],
    ...['-rsigner', at(`${signer}.pem`), '-rkey', at(`${signer}.key`)],
    ...['-reqin', at('request.der'), '-respout', at('response.der')],
  );
  return readFile(at('response.der'));
}

/** @param isMarked it says that nobody need ask about it */
async function appoint(folder: string, isMarked: boolean): Promise<void> {
  const at = (name: string) => join(folder, name);
  const subject = ['-subj', `/CN=${responderName}`, '-newkey', 'rsa:2048', '-nodes'];
  await openssl('req', '-new', ...subject, '-keyout', at('responder.key'), '-out', at('responder.csr'));
  await writeFile(
    at('responder.ext'),
    `extendedKeyUsage=OCSPSigning\n${isMarked ? 'noCheck=yes\n' : ''}keyUsage=digitalSignature\n`,
  );
  await openssl(
    'x509',
    ...['-req', '-in', at('responder.csr'), '-CA', at('ca.pem'), '-CAkey', at('ca.key'), '-days', '2'],
    ...['-set_serial', '77', '-sha256', '-extfile', at('responder.ext'), '-out', at('responder.pem')],
  );
}

async function openssl(...parameters: (string | undefined)[]): Promise<void> {
  const { code, output } = await run(
    'openssl',
    parameters.map((each) => each ?? ''),
  );
  if (code !== 0) throw new Error(`openssl ${parameters[0] ?? ''}: ${output}`);
}
