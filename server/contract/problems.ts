/**
 * Every way in which Noken refuses, in one table: code → HTTP status and a sentence in both languages.
 *
 * `{name}` is filled from the problem's params. A sentence says what happened, what did not, and what to do.
 * The table knows nothing of HTTP but the number; the door is `server/app.ts`.
 */
export const problems = {
  // The request itself
  'request-invalid': {
    status: 422,
    id: 'Isian belum benar: {where}. Periksa lalu kirim lagi.',
    en: 'The input is not right: {where}. Check it and send again.',
  },
  'request-too-large': {
    status: 413,
    id: 'Kiriman terlalu besar. Batasnya {limit}.',
    en: 'The request is too large. The limit is {limit}.',
  },
  'route-not-found': { status: 404, id: 'Alamat ini tidak ada.', en: 'There is no such address.' },
  'rate-limited': {
    status: 429,
    id: 'Terlalu banyak permintaan. Tunggu {seconds} detik lalu coba lagi.',
    en: 'Too many requests. Wait {seconds} seconds and try again.',
  },
  'idempotency-key-reused': {
    status: 409,
    id: 'Kunci pengiriman ini sudah dipakai untuk isian lain. Muat ulang halaman lalu kirim lagi.',
    en: 'This idempotency key was used for another request. Reload the page and send again.',
  },
  unexpected: {
    status: 500,
    id: 'Ada yang salah di server. Tidak ada yang hilang. Coba lagi, lalu hubungi admin dengan kode {traceId}.',
    en: 'Something went wrong on the server. Nothing is lost. Try again, then give the admin the code {traceId}.',
  },
  'server-busy': {
    status: 503,
    id: 'Server sedang sibuk. Isian Anda tidak hilang, coba lagi sebentar.',
    en: 'The server is busy. Your input is not lost, try again shortly.',
  },

  // Who asks (portal session)
  'token-missing': {
    status: 401,
    id: 'Anda belum masuk. Masuk dulu di portal.',
    en: 'You are not signed in. Sign in at the portal first.',
  },
  'token-expired': {
    status: 401,
    id: 'Sesi berakhir. Setelah masuk lagi, layar dan isian Anda seperti semula.',
    en: 'Your session ended. Sign in again and all is as you left it.',
  },
  'token-origin-wrong': {
    status: 401,
    id: 'Sesi ini dibuat untuk situs lain. Muat ulang halaman.',
    en: 'This session was made for another site. Reload the page.',
  },
  'assertion-invalid': {
    status: 400,
    id: 'Surat pengantar dari portal tidak sah. Hubungi admin portal.',
    en: 'The assertion of the portal is not valid. Contact the portal’s admin.',
  },
  'assertion-key-unknown': {
    status: 400,
    id: 'Kunci portal ini tidak dikenal atau sudah dimatikan. Hubungi admin portal.',
    en: 'This portal key is unknown or turned off. Contact the portal’s admin.',
  },
  'assertion-signature-wrong': {
    status: 400,
    id: 'Tanda tangan kunci portal salah. Hubungi admin portal.',
    en: 'The signature of the portal key is wrong. Contact the portal’s admin.',
  },
  'assertion-issuer-wrong': {
    status: 400,
    id: 'Kunci ini bukan milik portal yang disebut. Hubungi admin portal.',
    en: 'This key does not belong to the portal named. Contact the portal’s admin.',
  },
  'assertion-audience-wrong': {
    status: 400,
    id: 'Surat pengantar ini bukan untuk server ini. Hubungi admin portal.',
    en: 'This assertion is not meant for this server. Contact the portal’s admin.',
  },
  'assertion-origin-wrong': {
    status: 400,
    id: 'Situs ini tidak terdaftar untuk portal tersebut. Hubungi admin portal.',
    en: 'This site is not registered for that portal. Contact the portal’s admin.',
  },
  'assertion-expired': {
    status: 400,
    id: 'Surat pengantar sudah lewat waktu. Muat ulang halaman.',
    en: 'The assertion has expired. Reload the page.',
  },
  'assertion-lifetime-long': {
    status: 400,
    id: 'Surat pengantar berlaku terlalu lama. Hubungi admin portal.',
    en: 'The assertion lives too long. Contact the portal’s admin.',
  },
  'assertion-replayed': {
    status: 400,
    id: 'Surat pengantar ini sudah dipakai. Muat ulang halaman.',
    en: 'This assertion was used before. Reload the page.',
  },
  'clock-skew': {
    status: 400,
    id: 'Jam server portal berbeda {seconds} detik dari Noken. Minta admin portal mencocokkan jam.',
    en: 'The portal server’s clock differs by {seconds} seconds from Noken. Ask its admin to set the clock.',
  },
  'account-unlinked': {
    status: 403,
    id: 'Akun portal ini belum dihubungkan dengan pejabat. Hubungi admin Noken di kantor Anda.',
    en: 'This portal account is not linked to an official yet. Contact your office’s Noken admin.',
  },
  'grant-missing': {
    status: 403,
    id: 'Portal ini tidak diberi hak untuk pekerjaan ini ({grant}).',
    en: 'This portal has no grant for this ({grant}).',
  },
  'desk-not-yours': {
    status: 404,
    id: 'Meja ini bukan meja Anda, atau penugasan Anda sudah berakhir.',
    en: 'This desk is not yours, or your appointment has ended.',
  },
  'restricted-in-portal': {
    status: 403,
    id: 'Surat terbatas, buka di Noken. Isinya tidak tampil di portal ini.',
    en: 'Restricted letter, open in Noken. Its content is not shown in this portal.',
  },

  // Letters
  'letter-not-found': {
    status: 404,
    id: 'Surat ini tidak ada, atau bukan untuk meja Anda.',
    en: 'There is no such letter, or it is not for your desk.',
  },
  'letter-changed-meanwhile': {
    status: 409,
    id: 'Surat ini baru saja diubah oleh {by}. Lihat yang baru, isian Anda tetap ada.',
    en: '{by} just changed this letter. See the new one; your input is kept.',
  },
  'letter-status-wrong': {
    status: 409,
    id: 'Surat ini sudah {status}. Pekerjaan ini tidak dapat dilakukan lagi.',
    en: 'This letter is already {status}. This can no longer be done.',
  },
  'letter-file-missing': {
    status: 409,
    id: 'Berkas surat belum ada. Unggah berkasnya dulu.',
    en: 'The letter has no file yet. Upload the file first.',
  },
  'letter-duplicate': {
    status: 409,
    id: 'Mungkin sudah tercatat: agenda {agenda}. Bandingkan, lalu pilih catat juga atau batal.',
    en: 'Perhaps already recorded: agenda {agenda}. Compare, then record anyway or cancel.',
  },
  'position-unknown': {
    status: 422,
    id: 'Jabatan penerima tidak dikenal. Pilih dari daftar.',
    en: 'A receiving position is unknown. Choose from the list.',
  },
  'not-registrar': {
    status: 403,
    id: 'Meja ini tidak mencatat surat. Minta pencatat surat unit Anda.',
    en: 'This desk does not record letters. Ask your unit’s registrar.',
  },
  'kind-unknown': {
    status: 422,
    id: 'Jenis naskah tidak dikenal. Pilih dari daftar.',
    en: 'The kind of letter is unknown. Choose from the list.',
  },

  'classification-unknown': {
    status: 422,
    id: 'Kode klasifikasi tidak dikenal. Pilih dari daftar.',
    en: 'The classification code is unknown. Choose from the list.',
  },

  // Files
  'file-not-pdf': {
    status: 422,
    id: 'Berkas ini bukan PDF. Simpan dulu sebagai PDF, lalu unggah lagi. Surat tetap tercatat.',
    en: 'This file is not a PDF. Save it as PDF and upload again. The letter stays recorded.',
  },
  'file-empty': {
    status: 422,
    id: 'Berkas ini kosong (0 bita). Pilih berkas lain. Surat tetap tercatat.',
    en: 'This file is empty (0 bytes). Choose another. The letter stays recorded.',
  },
  'file-truncated': {
    status: 422,
    id: 'Berkas PDF ini terpotong. Unduh atau pindai ulang, lalu unggah lagi. Surat tetap tercatat.',
    en: 'This PDF is cut off. Download or scan it again and upload. The letter stays recorded.',
  },
  'file-damaged': {
    status: 422,
    id: 'Susunan PDF ini rusak. Simpan ulang dari aplikasi asalnya, lalu unggah lagi. Surat tetap tercatat.',
    en: 'The structure of this PDF is damaged. Save it anew from its program and upload. The letter stays recorded.',
  },
  'file-encrypted': {
    status: 422,
    id: 'PDF ini dikunci dengan sandi. Simpan tanpa sandi, lalu unggah lagi. Surat tetap tercatat.',
    en: 'This PDF is encrypted. Save it without a password and upload. The letter stays recorded.',
  },
  'file-too-large': {
    status: 413,
    id: 'Berkas lebih dari {limit}. Pindai dengan mutu lebih rendah, lalu unggah lagi. Surat tetap tercatat.',
    en: 'The file is over {limit}. Scan at lower quality and upload again. The letter stays recorded.',
  },
  'file-over-limits': {
    status: 422,
    id: 'PDF ini terlalu rumit untuk dibuka dengan aman. Simpan ulang atau pindai, lalu unggah lagi. Surat tetap tercatat.',
    en: 'This PDF is too complex to open safely. Save or scan it anew and upload. The letter stays recorded.',
  },
  'file-not-found': {
    status: 404,
    id: 'Berkas ini tidak ada, atau tautannya sudah dipakai. Buka lagi dari surat.',
    en: 'There is no such file, or its link was used. Open it again from the letter.',
  },
  'file-there-already': {
    status: 409,
    id: 'Surat ini sudah punya berkas. Muat ulang surat untuk melihatnya.',
    en: 'This letter has its file already. Reload the letter to see it.',
  },
  'range-not-satisfiable': {
    status: 416,
    id: 'Bagian berkas yang diminta tidak ada.',
    en: 'The file has no such part.',
  },
  'upload-not-found': {
    status: 404,
    id: 'Unggahan ini sudah tidak ada. Unggah lagi dari surat.',
    en: 'This upload is gone. Upload again from the letter.',
  },
  'upload-offset-wrong': {
    status: 409,
    id: 'Bagian berkas tidak bersambung. Unggahan dilanjutkan dari bagian terakhir yang diterima.',
    en: 'The piece does not join. The upload goes on from the last piece received.',
  },
  'upload-checksum-wrong': {
    status: 422,
    id: 'Berkas yang diterima tidak sama dengan yang dikirim. Unggah lagi.',
    en: 'The file received is not the file sent. Upload again.',
  },

  // Dispositions
  'disposition-incomplete': {
    status: 422,
    id: 'Pilih penerima dan instruksi.',
    en: 'Choose a receiver and an instruction.',
  },
  'disposition-to-self': {
    status: 422,
    id: 'Disposisi tidak dapat dikirim ke meja sendiri.',
    en: 'A disposition cannot go to your own desk.',
  },
  'disposition-read': {
    status: 409,
    id: 'Sudah dibaca pukul {time}, tidak dapat ditarik lagi.',
    en: 'Read at {time}; it can no longer be recalled.',
  },
  'disposition-status-wrong': {
    status: 409,
    id: 'Disposisi ini sudah {status}.',
    en: 'This disposition is already {status}.',
  },
  'disposition-not-found': {
    status: 404,
    id: 'Disposisi ini tidak ada, atau bukan untuk meja Anda.',
    en: 'There is no such disposition, or it is not for your desk.',
  },
  'dispositions-open': {
    status: 409,
    id: 'Masih ada {count} disposisi belum selesai. Tulis alasan menutupnya.',
    en: '{count} dispositions are still open. Give the reason for closing.',
  },

  // Outgoing and signing
  'number-already-given': {
    status: 409,
    id: 'Naskah ini sudah bernomor {number}.',
    en: 'This letter already has number {number}.',
  },
  'signer-missing': {
    status: 422,
    id: 'Pilih penanda tangan.',
    en: 'Choose a signer.',
  },
  'not-your-turn': {
    status: 409,
    id: 'Naskah ini belum menunggu tanda tangan Anda. Sekarang giliran {who}.',
    en: 'This letter does not await your signature yet. It is the turn of {who}.',
  },
  'signing-not-delegated': {
    status: 403,
    id: 'Tanda tangan tidak dapat didelegasikan. Hanya pemegang jabatan ini yang dapat menandatangani. Naskah belum ditandatangani.',
    en: 'Signing cannot be delegated. Only the holder of this position can sign. Nothing was signed.',
  },
  'appointment-not-in-force': {
    status: 403,
    id: 'Penugasan Anda sebagai {position} tidak berlaku hari ini ({from}–{until}). Naskah belum ditandatangani.',
    en: 'Your appointment as {position} is not in force today ({from}–{until}). Nothing was signed.',
  },
  'key-missing': {
    status: 403,
    id: 'Anda belum punya kunci tanda tangan. Minta tautan pendaftaran kepada {who}.',
    en: 'You have no signing key yet. Ask {who} for an enrolment link.',
  },
  'certificate-expired': {
    status: 403,
    id: 'Sertifikat Anda berakhir {date}. Perbarui lewat {who}. Naskah belum ditandatangani.',
    en: 'Your certificate expired {date}. Renew it at {who}. Nothing was signed.',
  },
  'passphrase-wrong': {
    status: 403,
    id: 'Passphrase salah. Sisa {left} dari 5 percobaan. Naskah belum ditandatangani.',
    en: 'Wrong passphrase. {left} of 5 tries left. Nothing was signed.',
  },
  'key-locked': {
    status: 423,
    id: 'Tanda tangan Anda terkunci setelah 5 kali salah. Hubungi {who}. Naskah belum ditandatangani.',
    en: 'Your signature is locked after 5 wrong tries. Contact {who}. Nothing was signed.',
  },
  'passphrase-weak': {
    status: 422,
    id: 'Passphrase paling sedikit {min} dan paling banyak {max} huruf.',
    en: 'A passphrase has at least {min} and at most {max} characters.',
  },
  'affirmation-missing': {
    status: 422,
    id: 'Centang pernyataan setuju dulu. Naskah belum ditandatangani.',
    en: 'Tick the affirmation first. Nothing was signed.',
  },
  'intent-not-found': {
    status: 404,
    id: 'Permintaan tanda tangan ini tidak ada atau bukan untuk situs ini. Tutup lalu buka lagi dari surat.',
    en: 'There is no such request to sign, or not for this site. Close it and open it again from the letter.',
  },
  'intent-expired': {
    status: 410,
    id: 'Permintaan tanda tangan ini sudah lewat waktu. Tutup lalu buka lagi dari surat. Naskah belum ditandatangani.',
    en: 'This request to sign has expired. Close it and open it again from the letter. Nothing was signed.',
  },
  'intent-used': {
    status: 409,
    id: 'Permintaan tanda tangan ini sudah dipakai. Lihat hasilnya di surat.',
    en: 'This request to sign was used. See the result in the letter.',
  },
  'sign-origin-wrong': {
    status: 403,
    id: 'Tanda tangan hanya dapat diberikan di halaman Noken sendiri.',
    en: 'Signing is possible only on Noken’s own page.',
  },
  'document-unsignable': {
    status: 422,
    id: 'PDF ini tidak dapat ditandatangani ({why}). Naskah belum ditandatangani. Unggah naskah yang disimpan ulang.',
    en: 'This PDF cannot be signed ({why}). Nothing was signed. Upload one that was saved anew.',
  },
  'document-already-signed': {
    status: 409,
    id: 'PDF ini sudah bertanda tangan, jadi tidak dapat dibubuhi nomor. Unggah naskah yang belum ditandatangani.',
    en: 'This PDF is signed already, so it cannot be stamped. Upload one that is not signed.',
  },
  'signing-uncertain': {
    status: 409,
    id: 'Hasil belum pasti. Naskah ini mungkin sudah ditandatangani, mungkin belum. Jangan tanda tangani ulang.',
    en: 'The outcome is not known. It may or may not be signed. Do not sign again.',
  },
  'official-mode-local-key': {
    status: 403,
    id: 'Mode resmi menolak kunci pribadi yang tersimpan di server (PP 71/2019). Naskah belum ditandatangani.',
    en: 'Official mode refuses a personal key kept on the server (PP 71/2019). Nothing was signed.',
  },
  'enrolment-not-found': {
    status: 404,
    id: 'Tautan pendaftaran ini tidak ada, sudah dipakai, atau lewat waktu. Minta tautan baru.',
    en: 'This enrolment link is unknown, used or expired. Ask for a new one.',
  },

  // Public pages, monitoring
  'code-unknown': {
    status: 404,
    id: 'Kode ini tidak dikenal. Belum tentu palsu: periksa lagi kode di kertas.',
    en: 'This code is unknown. That need not mean a fake: check the code on the paper.',
  },
  'month-invalid': {
    status: 422,
    id: 'Bulan ini tidak dapat ditampilkan.',
    en: 'This month cannot be shown.',
  },
} as const satisfies Record<string, { status: number; id: string; en: string }>;

export type ProblemCode = keyof typeof problems;
export type Language = 'id' | 'en';
export type ProblemParams = Readonly<Record<string, string | number>>;

/** What the server answers instead of a result: `application/problem+json` (RFC 9457). */
export interface ProblemReport {
  readonly type: string;
  readonly code: ProblemCode;
  readonly status: number;
  readonly title: string;
  readonly params: ProblemParams;
  readonly traceId: string;
  /** Only from the token endpoint (RFC 6749 §5.2). */
  readonly error?: string;
}

/** The sentence of a code in one language, its `{params}` filled. A param that is missing stays visible as "…". */
export function problemTitle(code: ProblemCode, params: ProblemParams, language: Language): string {
  return problems[code][language].replace(/\{(\w+)\}/g, (_, name: string) => String(params[name] ?? '…'));
}
