import { inBothLanguages } from './words.js';

/** What is said of one file that is chosen and sent. */
export const fileWords = inBothLanguages({
  id: {
    chooseFile: 'Pilih PDF',
    otherFile: 'Pilih berkas lain',
    maxSize: (size: string) => `PDF, paling besar ${size}.`,
    fileEmpty: (name: string) => `${name} kosong (0 bita). Pilih berkas lain.`,
    fileLarge: (name: string, size: string, limit: string) =>
      `${name} besarnya ${size}, batasnya ${limit}. Pindai dengan mutu lebih rendah.`,
    uploading: (done: string, of: string) => `Mengunggah ${done} dari ${of}`,
    uploadingWord: 'Mengunggah…',
    secondsLeft: (seconds: number) =>
      seconds < 60 ? `sekitar ${seconds} detik lagi` : `sekitar ${Math.ceil(seconds / 60)} menit lagi`,
    pause: 'Jeda',
    resume: 'Lanjutkan',
    cancelUpload: 'Batalkan unggahan',
    paused: (done: string, of: string) => `Dijeda pada ${done} dari ${of}.`,
    notUploaded: 'Berkas belum terunggah',
    dropHere: 'Dapat juga diseret ke sini.',
    notPdf: (name: string) => `${name} bukan PDF. Simpan dulu sebagai PDF, lalu pilih lagi.`,
    unreadable: (name: string) => `${name} tidak dapat dibaca. Tutup di aplikasi lain, lalu pilih lagi.`,
    received: 'Berkas sudah diterima.',
    goesOn: 'Jika sambungan putus, unggahan berlanjut dari sini.',
  },
  en: {
    chooseFile: 'Choose a PDF',
    otherFile: 'Choose another file',
    maxSize: (size) => `PDF, at most ${size}.`,
    fileEmpty: (name) => `${name} is empty (0 bytes). Choose another file.`,
    fileLarge: (name, size, limit) => `${name} is ${size}, the limit is ${limit}. Scan it at lower quality.`,
    uploading: (done, of) => `Uploading ${done} of ${of}`,
    uploadingWord: 'Uploading…',
    secondsLeft: (seconds) =>
      seconds < 60 ? `about ${seconds} s left` : `about ${Math.ceil(seconds / 60)} min left`,
    pause: 'Pause',
    resume: 'Go on',
    cancelUpload: 'Cancel the upload',
    paused: (done, of) => `Paused at ${done} of ${of}.`,
    notUploaded: 'The file is not uploaded yet',
    dropHere: 'You may also drop it here.',
    notPdf: (name) => `${name} is not a PDF. Save it as PDF first, then choose it again.`,
    unreadable: (name) => `${name} cannot be read. Close it in other programs, then choose it again.`,
    received: 'The file was received.',
    goesOn: 'If the line breaks, the upload goes on from here.',
  },
});
