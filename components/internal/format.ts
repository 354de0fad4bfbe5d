import type { Language } from './words.js';

const days = {
  id: ['Min', 'Sen', 'Sel', 'Rab', 'Kam', 'Jum', 'Sab'],
  en: ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'],
} as const;
const months = {
  id: ['Jan', 'Feb', 'Mar', 'Apr', 'Mei', 'Jun', 'Jul', 'Agu', 'Sep', 'Okt', 'Nov', 'Des'],
  en: ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'],
} as const;
const longMonths = {
  id: [
    'Januari',
    'Februari',
    'Maret',
    'April',
    'Mei',
    'Juni',
    'Juli',
    'Agustus',
    'September',
    'Oktober',
    'November',
    'Desember',
  ],
  en: [
    'January',
    'February',
    'March',
    'April',
    'May',
    'June',
    'July',
    'August',
    'September',
    'October',
    'November',
    'December',
  ],
} as const;

/** Only these three have a name that everybody in Indonesia knows; elsewhere the offset is written. */
const zoneNames: Readonly<Record<string, string>> = {
  'Asia/Jakarta': 'WIB',
  'Asia/Pontianak': 'WIB',
  'Asia/Makassar': 'WITA',
  'Asia/Ujung_Pandang': 'WITA',
  'Asia/Jayapura': 'WIT',
};

const dayLength = 86_400_000;
const clocks = new Map<string, Intl.DateTimeFormat>();

/** Making a DateTimeFormat costs a millisecond on a phone, and a list asks for hundreds. */
function clockOf(zone: string): Intl.DateTimeFormat {
  let clock = clocks.get(zone);
  if (!clock) {
    clock = new Intl.DateTimeFormat('en-GB', {
      timeZone: zone,
      hourCycle: 'h23',
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
      hour: '2-digit',
      minute: '2-digit',
      timeZoneName: 'shortOffset',
    });
    clocks.set(zone, clock);
  }
  return clock;
}

/**
 * Dates, times, ages and sizes as an Indonesian office writes them. Own tables of names instead of the browser's,
 * so that every engine writes "Agu" and "09.42 WIT".
 */
export class Format {
  constructor(
    readonly language: Language,
    readonly zone: string,
  ) {}

  /** Local date of an instant in the tenant's zone: `2026-11-26`. */
  localDate(instant: string | Date): string {
    const { year, month, day } = this.parts(instant);
    return `${year}-${month}-${day}`;
  }

  /** "Kam 26 Nov 2026" of an instant or a local date `YYYY-MM-DD`. */
  date(when: string | Date): string {
    return `${this.day(when)} ${this.read(when).getUTCFullYear()}`;
  }

  /** "Kam 26 Nov", where the year is plain. */
  day(when: string | Date): string {
    const date = this.read(when);
    return `${days[this.language][date.getUTCDay()]} ${date.getUTCDate()} ${months[this.language][date.getUTCMonth()]}`;
  }

  /** "09.42 WIT" */
  time(instant: string | Date): string {
    return `${this.clock(instant)} ${this.zoneName(instant)}`;
  }

  /** "09.42", where the zone stands nearby. */
  clock(instant: string | Date): string {
    const { hour, minute } = this.parts(instant);
    return `${hour}${this.language === 'id' ? '.' : ':'}${minute}`;
  }

  /** "Sel 24 Nov 2026, 10.05 WIT" */
  dateTime(instant: string | Date): string {
    return `${this.date(instant)}, ${this.time(instant)}`;
  }

  /** "Sel 24 Nov 2026, 10.05.43 WIT", where others look for the same second in their own record. */
  moment(instant: string): string {
    const seconds = String(new Date(instant).getUTCSeconds()).padStart(2, '0');
    const clock = `${this.clock(instant)}${this.language === 'id' ? '.' : ':'}${seconds}`;
    return `${this.date(instant)}, ${clock} ${this.zoneName(instant)}`;
  }

  /** "November 2026" of a month `YYYY-MM`. */
  month(month: string): string {
    return `${longMonths[this.language][Number(month.slice(5, 7)) - 1] ?? month} ${month.slice(0, 4)}`;
  }

  /** How long ago, as a list says it: "20 mnt", "3 jam", "kemarin", "Jum 20 Nov", "9 hari", "12 Okt 2026". */
  age(instant: string, now: Date = new Date()): string {
    const id = this.language === 'id';
    const minutes = Math.floor((now.getTime() - Date.parse(instant)) / 60_000);
    const daysAgo = Math.round((this.read(now).getTime() - this.read(instant).getTime()) / dayLength);
    if (minutes < 1) return id ? 'baru saja' : 'just now';
    if (minutes < 60) return id ? `${minutes} mnt` : `${minutes} min`;
    if (daysAgo <= 0) return id ? `${Math.floor(minutes / 60)} jam` : `${Math.floor(minutes / 60)} h`;
    if (daysAgo === 1) return id ? 'kemarin' : 'yesterday';
    if (daysAgo < 7) return this.day(instant);
    if (daysAgo <= 30) return id ? `${daysAgo} hari` : `${daysAgo} days`;
    return this.date(instant).slice(4);
  }

  /** Whole days from today in the tenant's zone to a local date; negative when it is past. */
  daysUntil(date: string, now: Date = new Date()): number {
    return Math.round((this.read(date).getTime() - this.read(now).getTime()) / dayLength);
  }

  /** "412 KB", "1,2 MB"; 1 KB is 1024 bytes, as file lists count. */
  size(bytes: number): string {
    if (bytes < 1000 * 1024) return `${this.number(Math.ceil(bytes / 1024))} KB`;
    const megabytes = bytes / 1024 / 1024;
    return `${this.number(megabytes < 10 ? Math.round(megabytes * 10) / 10 : Math.round(megabytes))} MB`;
  }

  /** "1,2" and "12.345" in Indonesian. */
  number(value: number): string {
    const [whole = '0', fraction] = String(value).split('.');
    const grouped = whole.replace(/\B(?=(\d{3})+$)/g, this.language === 'id' ? '.' : ',');
    return fraction === undefined ? grouped : `${grouped}${this.language === 'id' ? ',' : '.'}${fraction}`;
  }

  private zoneName(instant: string | Date): string {
    return zoneNames[this.zone] ?? this.parts(instant).timeZoneName.replace('GMT', 'UTC');
  }

  /** Midnight UTC of the local day, so that UTC getters give local figures. */
  private read(when: string | Date): Date {
    const date = typeof when === 'string' && when.length === 10 ? when : this.localDate(when);
    return new Date(`${date}T00:00:00Z`);
  }

  private parts(instant: string | Date) {
    const found = { year: '', month: '', day: '', hour: '', minute: '', timeZoneName: '' };
    for (const { type, value } of clockOf(this.zone).formatToParts(new Date(instant))) {
      if (type in found) found[type as keyof typeof found] = value;
    }
    return found;
  }
}
