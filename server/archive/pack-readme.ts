import type { Language } from '../contract/problems.js';
import type { SigningSlip } from '../contract/signing-slip.js';
import type { Claim } from './pack-claim.js';

/** What a pack says of itself, in one language, with a command for each claim. */
export function packReadme(slip: SigningSlip, claims: readonly Claim[], language: Language): string {
  const w = words[language];
  const at = language === 'id' ? 0 : 1;
  const { letter } = slip;
  const checks = claims.map(({ says, command }, index) => {
    const said = `${index + 1}. ${says[at]}`;
    return command === undefined ? said : `${said}\n\n    $ ${command}\n`;
  });
  const lines = [
    `${w.title}: ${letter.number ?? letter.subject}`,
    '='.repeat(72),
    ...(slip.trial ? ['', w.trial] : []),
    '',
    `${w.subject}: ${letter.subject}`,
    `${w.office}: ${slip.tenant.name}`,
    ...slip.signatures.map((one) => `${w.signed}: ${one.name} (${one.capacity}), ${one.local}`),
    `${w.made}: ${slip.madeAt}`,
    '',
    w.inside,
    '',
    ...w.files.map(([name, what]) => `  ${name.padEnd(24)} ${what}`),
    '',
    w.how,
    '',
    w.trust,
    '',
    ...checks,
    '',
  ];
  return lines.join('\n');
}

const words = {
  id: {
    title: 'Paket bukti',
    trial: 'UJI COBA – BELUM BERKEKUATAN HUKUM. Sertifikatnya hanya untuk latihan.',
    subject: 'Hal',
    office: 'Kantor',
    signed: 'Ditandatangani',
    made: 'Dibuat',
    inside: 'Isi paket. Semuanya dapat dibuka tanpa jaringan:',
    files: [
      ['letter.pdf', 'surat bertanda tangan, byte demi byte seperti di server'],
      ['versions/', 'surat itu pada setiap penyimpanan sebelumnya'],
      ['slip.pdf, slip.json', 'bukti penandatanganan: siapa, kapan, selaku apa'],
      ['report.id.html', 'laporan pemeriksaan Noken (report.en.html: Inggris; report.json: untuk program)'],
      ['signatures/', 'tanda tangan (CMS, DER) dan cap waktunya (RFC 3161, DER)'],
      ['certificates/', 'sertifikat (PEM)'],
      ['ocsp/, crl/', 'jawaban dan daftar pencabutan (DER)'],
      ['ledger/', 'baris jejak audit surat ini, rantai hash, dan segel terbarunya'],
    ],
    how: 'Cara memeriksa. Buka terminal di folder ini. Perlu: sha256sum, OpenSSL 3, poppler-utils.\nSetiap perintah yang berakhir dengan kode 0 membenarkan kalimat di atasnya.',
    trust:
      'Siapa yang dipercaya: certificates/roots.pem hanya salinan. Bandingkan sidik jarinya dengan\nyang diumumkan penyelenggara sertifikat, bukan dengan yang tertulis di paket ini.',
  },
  en: {
    title: 'Evidence pack',
    trial: 'TRIAL – NO LEGAL FORCE. Its certificates are for practice only.',
    subject: 'Subject',
    office: 'Office',
    signed: 'Signed',
    made: 'Made',
    inside: 'What is inside. All of it opens without a network:',
    files: [
      ['letter.pdf', 'the signed letter, byte by byte as it lies at the server'],
      ['versions/', 'the letter as it was at each save before'],
      ['slip.pdf, slip.json', 'the signing slip: who, when, as what'],
      ['report.en.html', "Noken's own report (report.id.html: Indonesian; report.json: for programs)"],
      ['signatures/', 'the signatures (CMS, DER) and their time-stamps (RFC 3161, DER)'],
      ['certificates/', 'certificates (PEM)'],
      ['ocsp/, crl/', 'answers and lists about revocation (DER)'],
      ['ledger/', "this letter's rows of the audit trail, the chain of hashes, and its newest seal"],
    ],
    how: 'How to check. Open a terminal in this folder. Needed: sha256sum, OpenSSL 3, poppler-utils.\nEach command that ends with code 0 confirms the sentence above it.',
    trust:
      'Whom to trust: certificates/roots.pem is only a copy. Compare its fingerprint with the one that\nthe certificate authority publishes, not with anything in this pack.',
  },
} as const satisfies Record<Language, object>;
