import type { Language } from '../contract/problems.js';

/** What an official is told of clocks that differ, in whole minutes. */
export const clockWords = {
  id: {
    right: 'Jam server cocok dengan stempel waktu',
    ahead: (minutes: number) => `Jam server Noken ${String(minutes)} menit terlalu cepat`,
    behind: (minutes: number) => `Jam server Noken ${String(minutes)} menit terlambat`,
    wrongMeaning: (who: string) =>
      `Waktu yang tercatat di sini meleset sebanyak itu. Beri tahu ${who} supaya jamnya dibetulkan. Anda tetap dapat menandatangani.`,
    differ: (minutes: number) => `Jam server Noken dan jam layanan BSrE berbeda ${String(minutes)} menit`,
    differMeaning: (who: string) =>
      `Salah satunya tidak tepat. Yang berlaku waktu pada stempel waktu. Beri tahu ${who}; Anda tetap dapat menandatangani.`,
    gateway: (minutes: number) => `Jam layanan BSrE meleset ${String(minutes)} menit`,
    gatewayMeaning: (who: string) =>
      `Jam server Noken cocok dengan stempel waktu, dan waktu itulah yang berlaku. Beri tahu ${who}; Anda tetap dapat menandatangani.`,
  },
  en: {
    right: 'The server’s clock agrees with the time-stamp',
    ahead: (minutes: number) => `Noken’s server clock is ${String(minutes)} minutes fast`,
    behind: (minutes: number) => `Noken’s server clock is ${String(minutes)} minutes slow`,
    wrongMeaning: (who: string) =>
      `Times that are kept here are off by that much. Tell ${who}, so that the clock is set right. You can sign all the same.`,
    differ: (minutes: number) =>
      `Noken’s server clock and that of BSrE’s service are ${String(minutes)} minutes apart`,
    differMeaning: (who: string) =>
      `One of them is wrong. What counts is the time of the time-stamp. Tell ${who}; you can sign all the same.`,
    gateway: (minutes: number) => `The clock of BSrE’s service is ${String(minutes)} minutes off`,
    gatewayMeaning: (who: string) =>
      `Noken’s server clock agrees with the time-stamp, and that time counts. Tell ${who}; you can sign all the same.`,
  },
} as const satisfies Record<Language, object>;
