/** What the pages say about fingerprint and screen lock, in both languages. */
export const passkeyWords = {
  id: {
    title: 'Pakai sidik jari atau kunci layar',
    lead: 'Tidak wajib. Ponsel atau komputer ini dapat mengenali Anda lewat sidik jari, wajah, atau PIN layarnya, jadi kode tidak perlu diketik tiap kali. Sidik jari Anda tidak pernah dikirim ke Noken.',
    stays: 'Kode dari aplikasi tetap berlaku, untuk perangkat lain.',
    code: 'Kode 6 angka dari aplikasi',
    codeHint: 'Untuk memastikan bahwa Anda sendiri yang mendaftarkan perangkat ini.',
    make: 'Daftarkan perangkat ini',
    count: (count: number) => `${String(count)} perangkat terdaftar.`,
    full: (most: number) => `Sudah ${String(most)} perangkat terdaftar, lebih dari itu tidak bisa.`,
    none: 'Peramban ini tidak mendukung sidik jari atau kunci layar. Kode dari aplikasi tetap dapat dipakai.',
    unavailable:
      'Sidik jari atau kunci layar tidak dapat didaftarkan di sini. Kode dari aplikasi tetap dapat dipakai.',
    refused:
      'Perangkat ini belum terdaftar: permintaan ditutup, atau perangkat ini sudah terdaftar. Ulangi jika perlu.',
    busy: 'Ikuti petunjuk perangkat Anda…',
    offline: 'Tidak ada sambungan. Coba lagi.',
    kept: 'Perangkat ini terdaftar.',
  },
  en: {
    title: 'Use a fingerprint or screen lock',
    lead: 'Not required. This phone or computer can recognise you by fingerprint, face or the PIN of its screen, so that no code need be typed each time. Your fingerprint is never sent to Noken.',
    stays: 'The code of the app stays good, for other devices.',
    code: 'Six-digit code of the app',
    codeHint: 'To make sure that it is you who enrols this device.',
    make: 'Enrol this device',
    count: (count: number) => `${String(count)} ${count === 1 ? 'device is' : 'devices are'} enrolled.`,
    full: (most: number) => `${String(most)} devices are enrolled, and there can be no more.`,
    none: 'This browser has no fingerprint or screen lock for pages. The code of the app can still be used.',
    unavailable: 'No fingerprint or screen lock can be enrolled here. The code of the app can still be used.',
    refused:
      'This device is not enrolled: the request was closed, or the device is enrolled already. Try again if you want to.',
    busy: 'Follow what your device asks…',
    offline: 'No connection. Try again.',
    kept: 'This device is enrolled.',
  },
} as const;
