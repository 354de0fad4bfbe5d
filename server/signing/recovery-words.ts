/** What can go wrong with an official's means, as the address of its page calls it. */
export const recoveryCases = ['lost-phone', 'lost-passphrase', 'locked', 'certificate-expired'] as const;
export type RecoveryCase = (typeof recoveryCases)[number];

interface CaseWords {
  readonly title: string;
  readonly lead: string;
  readonly steps: readonly string[];
}

/** The pages that help, in both languages. `{who}` is who helps. */
export const recoveryWords = {
  id: {
    who: 'Yang membantu',
    steps: 'Yang perlu dilakukan',
    request: 'Surat permintaan kepada verifikator',
    requestHint: 'Isi di sini lalu cetak, atau cetak dan isi dengan tangan. Isian tidak dikirim ke mana pun.',
    print: 'Cetak permintaan',
    others: 'Masalah lain',
    noScript: 'Untuk mencetak, pakai menu cetak peramban Anda.',
    cases: {
      'lost-phone': {
        title: 'Ponsel hilang atau diganti',
        lead: 'Tanpa kode dari ponsel, atau sidik jari atau kunci layar yang Anda daftarkan, tidak ada yang dapat menandatangani atas nama Anda, juga orang yang tahu passphrase Anda.',
        steps: [
          'Hubungi {who} sekarang juga, lewat telepon atau langsung.',
          'Serahkan surat permintaan di bawah ini.',
          'Dua orang petugas menyetujui; keduanya tercatat. Ponsel lama langsung tidak berlaku, begitu juga sidik jari dan kunci layar yang terdaftar; semua perangkat dilupakan.',
          'Anda menerima tautan untuk mendaftarkan ponsel baru. Passphrase Anda tetap.',
        ],
      },
      'lost-passphrase': {
        title: 'Lupa passphrase',
        lead: 'Tidak ada yang dapat melihat atau memulihkan passphrase Anda. Kunci baru dibuat; tanda tangan yang lama tetap sah.',
        steps: [
          'Hubungi {who}. Untuk sertifikat BSrE, passphrase diatur ulang di portal BSrE lewat verifikator.',
          'Serahkan surat permintaan di bawah ini.',
          'Dua orang petugas menyetujui; keduanya tercatat.',
          'Anda menerima tautan, membuktikan ponsel Anda, lalu memilih passphrase baru.',
        ],
      },
      locked: {
        title: 'Tanda tangan terkunci',
        lead: 'Setelah lima kali salah, passphrase terkunci. Kode dari ponsel hanya harus menunggu: waktunya tertulis di layar tanda tangan.',
        steps: [
          'Bukan Anda yang salah mengisi? Beri tahu {who}: mungkin ada yang mencoba.',
          'Hubungi {who} dan serahkan surat permintaan di bawah ini.',
          'Dua orang petugas membuka kunci; keduanya tercatat. Passphrase Anda tetap.',
        ],
      },
      'certificate-expired': {
        title: 'Sertifikat berakhir',
        lead: 'Tanda tangan yang sudah ada tetap sah. Untuk menandatangani lagi, sertifikat diperbarui.',
        steps: [
          'Hubungi {who} dan serahkan surat permintaan di bawah ini.',
          'Untuk sertifikat BSrE: verifikator mengajukan pembaruan ke BSrE, Anda menerima surel.',
          'Untuk uji coba: Anda menerima tautan untuk membuat kunci baru.',
        ],
      },
    } satisfies Record<RecoveryCase, CaseWords>,
  },
  en: {
    who: 'Who helps',
    steps: 'What to do',
    request: 'Request to the verifier (verifikator)',
    requestHint:
      'Fill it in here and print it, or print it and write by hand. Nothing that you type is sent. The request itself is in Indonesian.',
    print: 'Print the request',
    others: 'Something else',
    noScript: 'To print, use your browser’s menu.',
    cases: {
      'lost-phone': {
        title: 'Phone lost or replaced',
        lead: 'Without a code of the phone, or a fingerprint or screen lock that you enrolled, nobody can sign in your name, not even somebody who knows your passphrase.',
        steps: [
          'Contact {who} at once, by telephone or in person.',
          'Hand in the request below.',
          'Two people approve; both are recorded. The old phone counts no more at once, nor does any fingerprint or screen lock that was enrolled, and every device is forgotten.',
          'You receive a link to enrol a new phone. Your passphrase stays.',
        ],
      },
      'lost-passphrase': {
        title: 'Passphrase forgotten',
        lead: 'Nobody can see or restore your passphrase. A new key is made; what you signed before stays valid.',
        steps: [
          'Contact {who}. For a BSrE certificate the passphrase is reset on BSrE’s portal by the verifier.',
          'Hand in the request below.',
          'Two people approve; both are recorded.',
          'You receive a link, prove your phone and choose a new passphrase.',
        ],
      },
      locked: {
        title: 'Signature locked',
        lead: 'After five wrong tries the passphrase is locked. The code of the phone only has to wait: the signing screen says how long.',
        steps: [
          'It was not you? Tell {who}: somebody may be trying.',
          'Contact {who} and hand in the request below.',
          'Two people open the lock; both are recorded. Your passphrase stays.',
        ],
      },
      'certificate-expired': {
        title: 'Certificate expired',
        lead: 'What you signed stays valid. To sign again, the certificate is renewed.',
        steps: [
          'Contact {who} and hand in the request below.',
          'For a BSrE certificate the verifier asks BSrE for renewal, and you receive an e-mail.',
          'In a trial you receive a link to make a new key.',
        ],
      },
    } satisfies Record<RecoveryCase, CaseWords>,
  },
} as const;

/** What the printed request asks for. It goes to an Indonesian office whatever language the reader has. */
export const requestedFor: Readonly<Record<RecoveryCase, string>> = {
  'lost-phone': 'penghapusan faktor kedua (ponsel) yang hilang atau diganti, dan pendaftaran ponsel baru',
  'lost-passphrase': 'pengaturan ulang passphrase tanda tangan elektronik',
  locked: 'pembukaan kunci tanda tangan elektronik setelah salah passphrase',
  'certificate-expired': 'pembaruan sertifikat elektronik yang berakhir',
};
