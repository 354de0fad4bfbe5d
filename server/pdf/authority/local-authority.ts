import { generateKeyPair, type KeyObject } from 'node:crypto';
import { promisify } from 'node:util';
import type { Certificate } from '../core/certificate.js';
import { OID } from '../core/oids.js';
import type { CertificateAddresses } from './certificate-addresses.js';
import { issueCertificate, type CertificateRequest, type SubjectName } from './issue-certificate.js';

/** A key with the certificate that goes with it. */
export interface CertifiedKey {
  readonly key: KeyObject;
  readonly certificate: Certificate;
}

/** Certificate authority of a trial: a root, which rests, an issuing CA below it, and keys for time-stamps and OCSP. */
export interface LocalAuthority {
  readonly root: CertifiedKey;
  readonly issuing: CertifiedKey;
  readonly timestamping: CertifiedKey;
  readonly responding: CertifiedKey;
}

/** Where one asks about what the root issued, and about what the issuing CA issued. */
export interface AuthorityAddresses {
  readonly root: CertificateAddresses;
  readonly issuing: CertificateAddresses;
}

export interface AuthorityInput {
  /** Whose trial it is, such as the name of the Province. */
  readonly name: string;
  /** PP 71/2019: there is no local authority in official mode, so there is no other value. */
  readonly legalMode: 'trial';
  readonly now: Date;
  /** Absent where nobody outside can ask. */
  readonly addresses?: AuthorityAddresses;
}

/** Stands in every name, so that nobody takes a trial for the real thing in any reader. */
const TRIAL = 'UJI COBA (TRIAL)';

const generate = promisify(generateKeyPair);

/** Makes the keys and certificates of a local authority. Takes seconds: three RSA-3072 keys and one RSA-2048. */
export async function createAuthority({ name, now, addresses }: AuthorityInput): Promise<LocalAuthority> {
  const [rootKeys, issuingKeys, timestampKeys] = await Promise.all([rsa(3072), rsa(3072), rsa(3072)]);
  const subject = (role: string) => subjectOf(role, name);
  const usage: CertificateRequest['usage'] = ['keyCertSign', 'cRLSign'];

  const rootKey = rootKeys.privateKey;
  const rootCertificate = await issueCertificate(
    { key: rootKey },
    {
      subject: subject('Root CA'),
      publicKey: rootKeys.publicKey,
      ...validity(now, 20),
      usage,
      pathLength: 1,
    },
  );
  const root = { key: rootKey, certificate: rootCertificate };
  const issuingCertificate = await issueCertificate(root, {
    subject: subject('CA'),
    publicKey: issuingKeys.publicKey,
    ...validity(now, 10),
    usage,
    pathLength: 0,
    ...(addresses && { addresses: addresses.root }),
  });
  const issuing = { key: issuingKeys.privateKey, certificate: issuingCertificate };
  const timestampCertificate = await issueCertificate(issuing, {
    subject: subject('Time-stamp'),
    publicKey: timestampKeys.publicKey,
    ...validity(now, 10),
    usage: ['digitalSignature'],
    solePurpose: OID.timeStamping,
    ...(addresses && { addresses: addresses.issuing }),
  });
  return {
    root,
    issuing,
    timestamping: { key: timestampKeys.privateKey, certificate: timestampCertificate },
    responding: await createResponder({ issuing, name, now }),
  };
}

/**
 * Makes the key by which an issuing CA answers OCSP (RFC 6960 §4.2.2.2).
 *
 * Nobody can ask about its certificate, which lives as long as the CA's: the two keys lie in one place, so that whoever
 * had the one would have the other.
 */
export async function createResponder({
  issuing,
  name,
  now,
}: Pick<LocalAuthority, 'issuing'> & Pick<AuthorityInput, 'name' | 'now'>): Promise<CertifiedKey> {
  const { privateKey: key, publicKey } = await rsa(2048);
  const certificate = await issueCertificate(issuing, {
    subject: subjectOf('OCSP', name),
    publicKey,
    notBefore: now,
    notAfter: issuing.certificate.notAfter,
    usage: ['digitalSignature'],
    solePurpose: OID.ocspSigning,
    noRevocationCheck: true,
  });
  return { key, certificate };
}

function subjectOf(role: string, name: string): SubjectName {
  return {
    commonName: `${TRIAL} ${role} ${name}`,
    organization: name,
    organizationalUnit: TRIAL,
  };
}

export interface SigningCertificateInput {
  readonly authority: Pick<LocalAuthority, 'issuing'>;
  readonly publicKey: KeyObject;
  /** Name of the person; never a NIK. */
  readonly commonName: string;
  /** Government that the person serves; that of the authority when left out. */
  readonly organization?: string;
  readonly serial?: bigint;
  readonly notBefore: Date;
  readonly notAfter: Date;
  readonly addresses?: CertificateAddresses;
}

/** Certifies the key of an official. @throws {RangeError} when it would outlive the authority. */
export function issueSigningCertificate(input: SigningCertificateInput): Promise<Certificate> {
  const { issuing } = input.authority;
  if (input.notAfter > issuing.certificate.notAfter) throw new RangeError('Outlives the authority.');
  return issueCertificate(issuing, {
    subject: {
      commonName: input.commonName,
      organization: input.organization ?? issuing.certificate.subject.organization,
      organizationalUnit: TRIAL,
    },
    publicKey: input.publicKey,
    notBefore: input.notBefore,
    notAfter: input.notAfter,
    usage: ['digitalSignature', 'nonRepudiation'],
    ...(input.serial !== undefined && { serial: input.serial }),
    ...(input.addresses && { addresses: input.addresses }),
  });
}

/** A fresh key for an official: RSA-2048, which outlasts the two years of its certificate. */
export async function generateSigningKey(): Promise<{ privateKey: KeyObject; publicKey: KeyObject }> {
  return rsa(2048);
}

function rsa(modulusLength: number): Promise<{ privateKey: KeyObject; publicKey: KeyObject }> {
  return generate('rsa', { modulusLength });
}

function validity(now: Date, years: number): { notBefore: Date; notAfter: Date } {
  const notAfter = new Date(now);
  notAfter.setUTCFullYear(notAfter.getUTCFullYear() + years);
  return { notBefore: now, notAfter };
}
