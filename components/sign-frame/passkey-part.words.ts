import { inBothLanguages } from '../internal/words.js';

export const words = inBothLanguages({
  id: {
    use: 'Pakai sidik jari atau kunci layar',
    again: 'Ulangi sidik jari atau kunci layar',
    asking: 'Ikuti petunjuk perangkat Anda…',
    proved: 'Anda dikenali oleh perangkat ini, jadi kode tidak perlu.',
    refused: 'Belum dikenali. Ulangi, atau isi kode di bawah.',
    refusedFramed:
      'Belum dikenali. Ulangi, atau isi kode di bawah. Sebagian peramban mengizinkannya hanya di jendela sendiri.',
    windowOnly: 'Sidik jari atau kunci layar dapat dipakai di jendela sendiri. Di sini isi kode di bawah.',
  },
  en: {
    use: 'Use fingerprint or screen lock',
    again: 'Fingerprint or screen lock again',
    asking: 'Follow what your device asks…',
    proved: 'This device has recognised you, so no code is needed.',
    refused: 'Not recognised. Try again, or enter the code below.',
    refusedFramed:
      'Not recognised. Try again, or enter the code below. Some browsers allow it only in a window of its own.',
    windowOnly: 'Fingerprint or screen lock can be used in a window of its own. Here, enter the code below.',
  },
});
