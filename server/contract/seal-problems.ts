import type { ProblemText } from './problem-text.js';

/** Refusals about an institution's seal: its keys, its tokens, and putting it on a letter. */
export const sealProblems = {
  'seal-passphrase-wrong': {
    status: 422,
    id: 'Passphrase berkas kunci ini salah. Tidak ada yang disimpan.',
    en: 'The passphrase of this key file is wrong. Nothing was kept.',
  },
  'seal-file-unreadable': {
    status: 422,
    id: 'Berkas ini bukan kunci PKCS#12 dengan sertifikatnya, atau jenis kuncinya tidak didukung ({why}). Tidak ada yang disimpan.',
    en: 'This file is no PKCS#12 key with its certificate, or its kind of key is not supported ({why}). Nothing was kept.',
  },
  'seal-certificate-personal': {
    status: 422,
    id: 'Sertifikat {name} milik orang, bukan segel instansi. Tidak ada yang disimpan.',
    en: 'The certificate {name} belongs to a person and is no institution’s seal. Nothing was kept.',
  },
  'seal-usage-wrong': {
    status: 422,
    id: 'Sertifikat {name} tidak diterbitkan untuk menyegel dokumen (key usage). Tidak ada yang disimpan.',
    en: 'The certificate {name} was not issued for sealing documents (key usage). Nothing was kept.',
  },
  'seal-certificate-expired': {
    status: 422,
    id: 'Sertifikat segel {name} berlaku {from}–{until}, jadi hari ini tidak dapat dipakai.',
    en: 'The seal certificate {name} is in force {from}–{until}, so it cannot be used today.',
  },
  'seal-certificate-untrusted': {
    status: 422,
    id: 'Tidak ada jalur dari sertifikat segel {name} ke sertifikat akar yang dipercaya server ini ({why}).',
    en: 'There is no path from the seal certificate {name} to a root that this server trusts ({why}).',
  },
  'seal-certificate-not-national': {
    status: 422,
    id: 'Mode resmi hanya menerima segel yang berinduk Root CA Indonesia, dan sertifikat {name} tidak.',
    en: 'Official mode takes only a seal below Root CA Indonesia, and the certificate {name} is not.',
  },
  'seal-key-missing': {
    status: 409,
    id: 'Instansi ini belum punya kunci segel yang berlaku. Naskah tidak disegel.',
    en: 'This institution has no seal key in force. The letter was not sealed.',
  },
  'seal-key-not-found': {
    status: 404,
    id: 'Tidak ada kunci segel yang berlaku dengan nomor seri {serial}.',
    en: 'There is no seal key in force with serial number {serial}.',
  },
} as const satisfies Record<string, ProblemText>;
