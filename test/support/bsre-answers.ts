import { readFileSync } from 'node:fs';

/** One answer of a gateway. */
export interface GatewaySample {
  readonly name: string;
  readonly http: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

const dn = 'C=ID,O=UJI,CN=TEST CA';

/** Answers in the shapes that gateways were seen to give, with values of ours: what the client must read. */
const own: readonly (Omit<GatewaySample, 'headers' | 'body'> & { body: unknown })[] = [
  {
    name: 'auth.wrong_basic',
    http: 401,
    body: { timestamp: '2026-02-02T01:00:00.000+00:00', status: 401, error: 'Unauthorized', path: '/api' },
  },
  { name: 'v1.sign_err_shapeA', http: 400, body: { error: 'Passphrase anda salah', status_code: 2031 } },
  {
    name: 'v1.sign_err_shapeB',
    http: 400,
    body: { error: 'Proses signing gagal : Passphrase anda salah 2031', status_code: 400 },
  },
  {
    name: 'v1.sign_err_unregistered',
    http: 400,
    body: { error: 'Proses signing gagal : User tidak terdaftar 2011', status_code: 400 },
  },
  {
    name: 'v1.sign_err_pdf',
    http: 400,
    body: {
      error: 'Proses signing gagal : com.itextpdf.text.exceptions.InvalidPdfException: Rebuild failed',
      status_code: 400,
    },
  },
  { name: 'v1.download_again', http: 404, body: 'Dokumen telah didownload sebelumnya' },
  {
    name: 'v1.download_again.older',
    http: 404,
    body: { status_code: 4044, error: 'File tidak tersedia, pastikan bahwa dokumen belum di download' },
  },
  { name: 'v1.status_issue', http: 200, body: { status_code: 1111, status: 'ISSUE', message: 'ada' } },
  {
    name: 'v1.status_unknown',
    http: 200,
    body: { status_code: 1110, status: 'NOT_REGISTERED', message: 'x' },
  },
  {
    name: 'v1.verify_valid',
    http: 200,
    body: {
      nama_dokumen: 'surat.pdf',
      jumlah_signature: 1,
      notes: 'Dokumen valid',
      summary: 'VALID',
      details: [
        {
          signature_field: 'sig_1',
          info_tsa: { name: 'TSA UJI', tsa_cert_validity: null },
          info_signer: {
            issuer_dn: dn,
            signer_name: 'NAMA UJI',
            signer_dn: 'CN=NAMA UJI',
            cert_user_certified: true,
          },
          signature_document: {
            signed_using_tsa: true,
            reason: '',
            location: '',
            document_integrity: true,
            signature_value: null,
            hash_value: null,
            signed_in: '2024-06-05 09:32:40.86',
          },
        },
      ],
    },
  },
  {
    name: 'v1.verify_unsigned',
    http: 200,
    body: { nama_dokumen: 'surat.pdf', jumlah_signature: 0, details: [], summary: null, notes: null },
  },
  { name: 'v2.sign_err', http: 400, body: { error: 'Passphrase anda salah', status_code: 2031 } },
  { name: 'v2.totp_ok', http: 200, body: { success: true, message: 'dikirim' } },
  { name: 'v2.status_issue', http: 200, body: { status_code: '1111', status: 'ISSUE', message: 'x' } },
  { name: 'v2.status_no_certificate', http: 200, body: { status_code: 2021, status: 'NO_CERTIFICATE' } },
  { name: 'v2.status_not_registered', http: 200, body: { status_code: 2011, status: 'NOT_REGISTERED' } },
  { name: 'v2.status_expired', http: 200, body: { status_code: 2051, status: 'EXPIRED', message: 'x' } },
  {
    name: 'v2.verify_ok',
    http: 200,
    body: {
      conclusion: 'VALID',
      description: 'Dokumen valid',
      signatureCount: 1,
      signatureInformations: [
        {
          id: `S-${'a'.repeat(64)}`,
          signatureFormat: 'PAdES-BASELINE-T',
          signerName: 'NAMA UJI',
          signatureDate: '2024-03-23T06:56:15.000+00:00',
          fieldName: 'bcs_ecs_1',
          reason: '',
          location: null,
          timestampInfomation: {
            id: 'T-1',
            signerName: 'TSA UJI',
            timestampDate: '2024-03-23T06:56:16.000+00:00',
          },
          certificateDetails: [
            { commonName: 'NAMA UJI', issuerName: dn, signatureAlgoritm: 'RSA with SHA256' },
          ],
          integrityValid: true,
          certificateTrusted: true,
          lastSignature: false,
        },
      ],
    },
  },
  {
    name: 'v2.verify_unsigned',
    http: 200,
    body: { conclusion: 'NO_SIGNATURE', signatureCount: 0, signatureInformations: [] },
  },
  { name: 'v2.seal_activation_sent', http: 200, body: { success: true, message: 'dikirim' } },
  {
    name: 'v2.seal_activation_valid',
    http: 200,
    body: {
      success: true,
      data: {
        message: 'masih berlaku',
        totp: '135790',
        expires: '2026-02-10T04:24:40.927+0000',
        result: true,
      },
    },
  },
  {
    name: 'v2.seal_totp',
    http: 200,
    body: { message: 'dibuat', totp: '135790', expires: '2026-02-10T04:24:40.927+0000', result: true },
  },
  { name: 'v2.wrong_totp', http: 400, body: { error: 'TOTP tidak valid', status_code: 2041 } },
];

/** Our own samples, and those of the file that `NOKEN_BSRE_SAMPLES` names. */
export function gatewaySamples(): GatewaySample[] {
  const path = process.env['NOKEN_BSRE_SAMPLES'];
  const text = (body: unknown) => (typeof body === 'string' ? body : JSON.stringify(body));
  const ours = own.map(({ body, ...each }) => ({ ...each, headers: {}, body: text(body) }));
  if (!path) return ours;
  const groups = Object.entries(JSON.parse(readFileSync(path, 'utf8')) as Record<string, unknown>);
  const outside = groups.flatMap(([group, entries]) =>
    typeof entries === 'object'
      ? Object.entries(entries as Record<string, Record<string, unknown>>).flatMap(([name, sample]) => {
          if (typeof sample['http'] !== 'number') return [];
          const bodies = (sample['body_variants'] as unknown[] | undefined) ?? [sample['body'] ?? ''];
          return bodies.map((body) => ({
            name: `${group}.${name}`,
            http: sample['http'] as number,
            headers: (sample['headers'] ?? {}) as Record<string, string>,
            body: text(body),
          }));
        })
      : [],
  );
  return [...ours, ...outside];
}
