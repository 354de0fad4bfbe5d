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
  'seal-certificate-missing': {
    status: 422,
    id: 'Tidak ada sertifikat untuk kunci segel ini. Berikan dalam berkas PEM. Tidak ada yang disimpan.',
    en: 'There is no certificate for this seal key. Give it in a PEM file. Nothing was kept.',
  },
  'seal-certificate-of-another-key': {
    status: 422,
    id: 'Sertifikat ini milik kunci lain. Tidak ada yang disimpan.',
    en: 'This certificate belongs to another key. Nothing was kept.',
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
  'seal-certificate-revoked': {
    status: 422,
    id: 'Sertifikat segel sudah dicabut penerbitnya ({why}). Naskah tidak disegel.',
    en: 'The seal’s certificate was revoked by its issuer ({why}). The letter was not sealed.',
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
  'seal-token-unknown': {
    status: 422,
    id: 'Pengaturan server (NOKEN_PKCS11) tidak menyebut tepat satu token bernama {token}. Tidak ada yang disegel.',
    en: 'The server’s settings (NOKEN_PKCS11) do not name exactly one token called {token}. Nothing was sealed.',
  },
  'seal-token-package-missing': {
    status: 503,
    id: 'Server ini belum punya paket pkcs11js, jadi token tidak dapat dibuka. Pasang paket itu. Tidak ada yang disegel.',
    en: 'This server lacks the package pkcs11js, so no token can be opened. Install it. Nothing was sealed.',
  },
  'seal-token-unreachable': {
    status: 503,
    id: 'Token segel tidak dapat dibuka ({why}). Periksa apakah terpasang. Tidak ada yang disegel.',
    en: 'The token of the seal cannot be opened ({why}). Check that it is plugged in. Nothing was sealed.',
  },
  'seal-token-pin-wrong': {
    status: 503,
    id: 'PIN token segel di pengaturan server salah ({why}). Perbaiki, lalu mulai ulang server. Tidak ada yang disegel.',
    en: 'The PIN of the seal’s token in the server’s settings is wrong ({why}). Correct it, then start anew. Nothing was sealed.',
  },
  'seal-token-pin-locked': {
    status: 503,
    id: 'PIN token segel {why} terkunci. Buka kuncinya dengan PIN petugas token (SO). Tidak ada yang disegel.',
    en: 'The PIN of the seal’s token {why} is locked. Its security officer unlocks it. Nothing was sealed.',
  },
  'seal-token-key-missing': {
    status: 503,
    id: 'Token segel tidak punya tepat satu kunci bernama itu ({why}). Tidak ada yang disegel.',
    en: 'The seal’s token does not have exactly one key of that name ({why}). Nothing was sealed.',
  },
  'seal-token-mechanism-missing': {
    status: 503,
    id: 'Token segel tidak mendukung cara tanda tangan yang diperlukan ({why}). Tidak ada yang disegel.',
    en: 'The seal’s token does not support the way of signing that is needed ({why}). Nothing was sealed.',
  },
  'seals-not-used': {
    status: 409,
    id: 'Instansi ini tidak menyegel naskahnya. Admin dapat mengubahnya.',
    en: 'This institution does not seal its letters. An admin can change that.',
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
