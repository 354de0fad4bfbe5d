import type { ProblemText } from './problem-text.js';

/** What may be wrong with a request, whatever it asks for, and who sends it. */
export const requestProblems = {
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
} as const satisfies Record<string, ProblemText>;
