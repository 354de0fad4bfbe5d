import { inBothLanguages } from '../internal/words.js';

export const words = inBothLanguages({
  id: {
    label: 'Pekerjaan di meja Anda',
    unread: 'Belum dibaca',
    sign: 'Tanda tangan',
    dueToday: 'Batas hari ini',
    late: 'Terlambat',
    loading: 'Menghitung…',
    failed: 'Jumlah surat tidak dapat diambil',
  },
  en: {
    label: 'Work on your desk',
    unread: 'Unread',
    sign: 'To sign',
    dueToday: 'Due today',
    late: 'Late',
    loading: 'Counting…',
    failed: 'The counts could not be fetched',
  },
});
