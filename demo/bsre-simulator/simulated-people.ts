/** States of a certificate, as both versions of the interface name them (domain page, 5.4). */
export type CertificateStatus =
  | 'ISSUE'
  | 'EXPIRED'
  | 'NO_CERTIFICATE'
  | 'NEW'
  | 'SUSPEND'
  | 'REVOKE'
  | 'WAITING_FOR_VERIFICATION'
  | 'RENEW'
  | 'NOT_REGISTERED';

/** Nobody real: a district 91.11.99 does not exist. */
export interface SimulatedPerson {
  readonly nik: string;
  readonly email: string;
  readonly name: string;
  readonly status: CertificateStatus;
}

export interface StatusRow {
  readonly status: CertificateStatus;
  readonly code: number;
  /** In plain office words; no source shows more than those of ISSUE and NOT_REGISTERED. */
  readonly message: string;
  /** The code (and the sentence) is our invention: no source shows it. */
  readonly synthetic: boolean;
}

const prefix = '911199';
const known = (status: CertificateStatus, code: number, message: string): StatusRow => ({
  status,
  code,
  message,
  synthetic: false,
});
const invented = (status: CertificateStatus, code: number, message: string): StatusRow => ({
  status,
  code,
  message,
  synthetic: true,
});

/** The last four digits decide. */
const bySuffix: Readonly<Record<string, StatusRow>> = {
  '0001': known('ISSUE', 1111, 'User sudah terdaftar dan memiliki sertifikat dengan status ISSUE'),
  '0002': invented('EXPIRED', 2051, 'Masa berlaku sertifikat sudah habis'),
  '0003': known('NO_CERTIFICATE', 2021, 'User terdaftar, tetapi belum memiliki sertifikat'),
  '0004': invented('NEW', 2023, 'Sertifikat belum diaktifkan'),
  '0005': invented('SUSPEND', 2053, 'Sertifikat sedang dibekukan'),
  '0006': invented('REVOKE', 2054, 'Sertifikat sudah dicabut'),
  '0007': invented('WAITING_FOR_VERIFICATION', 2022, 'Pendaftaran menunggu verifikasi'),
  '0008': invented('RENEW', 2052, 'Sertifikat sedang diperbarui'),
};

/** What is said of whoever is not known; the code differs by version. */
export function notRegistered(version: 'v1' | 'v2'): StatusRow {
  return known('NOT_REGISTERED', version === 'v1' ? 1110 : 2011, 'User belum terdaftar');
}

const ordinals = ['SATU', 'DUA', 'TIGA', 'EMPAT', 'LIMA', 'ENAM', 'TUJUH', 'DELAPAN'];

/** One for each state, and two more who may sign, since letters have several signers. */
export const simulatedPeople: readonly SimulatedPerson[] = [
  ...Object.keys(bySuffix).map((suffix, index) =>
    personWith(`${prefix}010190${suffix}`, ordinals[index] ?? ''),
  ),
  personWith(`${prefix}0202900001`, 'SEMBILAN'),
  personWith(`${prefix}0303900001`, 'SEPULUH'),
];

export const simulatedSigners = simulatedPeople.filter(({ status }) => status === 'ISSUE');

function personWith(nik: string, ordinal: string): SimulatedPerson {
  return {
    nik,
    email: `${ordinal.toLowerCase()}@uji.invalid`,
    name: `NAMA UJI ${ordinal} (TEST)`,
    status: bySuffix[nik.slice(-4)]?.status ?? 'NOT_REGISTERED',
  };
}

export interface Identity {
  readonly nik?: string | undefined;
  readonly email?: string | undefined;
}

/** By NIK where one is given, else by address; any NIK of the invented district with a known ending is somebody. */
export function findPerson({ nik, email }: Identity): SimulatedPerson | undefined {
  if (nik === undefined) return simulatedPeople.find((person) => person.email === email);
  const listed = simulatedPeople.find((person) => person.nik === nik);
  if (listed) return listed;
  const isSomebody = /^911199\d{10}$/.test(nik) && bySuffix[nik.slice(-4)] !== undefined;
  return isSomebody ? personWith(nik, `N-${nik.slice(6, 12)}`) : undefined;
}

export function statusOf(person: SimulatedPerson): StatusRow {
  return bySuffix[person.nik.slice(-4)] ?? notRegistered('v2');
}

/** For logs: enough to tell the test people apart, of a real number that strays here too little. */
export function maskedIdentity({ nik, email }: Identity): string {
  if (nik !== undefined) return /^\d{16}$/.test(nik) ? `${'*'.repeat(12)}${nik.slice(-4)}` : '(no NIK)';
  return email === undefined ? '' : `${email.slice(0, 1)}***`;
}
