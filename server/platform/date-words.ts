import type { Language } from '../contract/problems.js';

const months = {
  id: 'Januari Februari Maret April Mei Juni Juli Agustus September Oktober November Desember'.split(' '),
  en: 'January February March April May June July August September October November December'.split(' '),
} as const;
const days = {
  id: 'Min Sen Sel Rab Kam Jum Sab'.split(' '),
  en: 'Sun Mon Tue Wed Thu Fri Sat'.split(' '),
} as const;

/** Only these three have a name that everybody in Indonesia knows; elsewhere the offset is written. */
const zoneNames: Readonly<Record<string, string>> = {
  'Asia/Jakarta': 'WIB',
  'Asia/Pontianak': 'WIB',
  'Asia/Makassar': 'WITA',
  'Asia/Jayapura': 'WIT',
};

/** `24 November 2026`, as it is printed. */
export function longDate(date: string, language: Language = 'id'): string {
  const [year = '', month = '', day = ''] = date.split('-');
  return `${Number(day)} ${months[language][Number(month) - 1] ?? month} ${year}`;
}

/** `Sel 24 Nov 2026`, as screens and public pages say it. */
export function shortDate(date: string, language: Language = 'id'): string {
  const weekday = days[language][new Date(`${date}T00:00:00Z`).getUTCDay()] ?? '';
  return `${weekday} ${dayMonth(date, language)}`;
}

/** `24 Nov 2026, 09.51 WIT` of an instant. */
export function shortInstant(at: string, zone: string, language: Language = 'id'): string {
  const parts = new Intl.DateTimeFormat('en-GB', {
    timeZone: zone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
    timeZoneName: 'short',
  }).formatToParts(new Date(at));
  const part = (type: string) => parts.find((one) => one.type === type)?.value ?? '';
  const date = `${part('year')}-${part('month')}-${part('day')}`;
  const time = `${part('hour')}${language === 'id' ? '.' : ':'}${part('minute')}`;
  return `${dayMonth(date, language)}, ${time} ${zoneNames[zone] ?? part('timeZoneName')}`;
}

function dayMonth(date: string, language: Language): string {
  const [year = '', month = '', day = ''] = date.split('-');
  // «Agu», not «Agt»: three letters of the month, as offices shorten it.
  return `${Number(day)} ${(months[language][Number(month) - 1] ?? month).slice(0, 3)} ${year}`;
}
