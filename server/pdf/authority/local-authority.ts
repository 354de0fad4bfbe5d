import { generateKeyPair, type KeyObject } from 'node:crypto';
import { promisify } from 'node:util';
import type { Certificate } from '../core/certificate.js';
import { OID } from '../core/oids.js';
import { issueCertificate, type CertificateRequest } from './issue-certificate.js';

/** A key with the certificate that goes with it. */
export interface CertifiedKey {
  readonly key: KeyObject;
  readonly certificate: Certificate;
}

/** Certificate authority of a trial: a root, which rests, an issuing CA below it, and a time-stamp key. */
export interface LocalAuthority {
  readonly root: CertifiedKey;
  readonly issuing: CertifiedKey;
  readonly timestamping: CertifiedKey;
}

export interface AuthorityInput {
  /** Whose trial it is, such as the name of the Province. */
  readonly name: string;
  /** PP 71/2019: there is no local authority in official mode, so there is no other value. */
  readonly legalMode: 'trial';
  readonly now: Date;
}

/** Stands in every name, so that nobody takes a trial for the real thing in any reader. */
const TRIAL = 'UJI COBA (TRIAL)';

const generate = promisify(generateKeyPair);

/** Makes the keys and certificates of a local authority. Takes seconds: four RSA-3072 operations. */
export async function createAuthority({ name, now }: AuthorityInput): Promise<LocalAuthority> {
  const [rootKeys, issuingKeys, timestampKeys] = await Promise.all([rsa(3072), rsa(3072), rsa(3072)]);
  const subject = (role: string) => ({
    commonName: `${TRIAL} ${role} ${name}`,
    organization: name,
    organizationalUnit: TRIAL,
  });
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
  });
  const issuing = { key: issuingKeys.privateKey, certificate: issuingCertificate };
  const timestampCertificate = await issueCertificate(issuing, {
    subject: subject('Time-stamp'),
    publicKey: timestampKeys.publicKey,
    ...validity(now, 10),
    usage: ['digitalSignature'],
    solePurpose: OID.timeStamping,
  });
  return {
    root,
    issuing,
    timestamping: { key: timestampKeys.privateKey, certificate: timestampCertificate },
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
