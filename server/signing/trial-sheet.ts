import { a4, Drawing, drawnDocument, printable, wrapText } from '../pdf/index.js';
import { longDate } from '../platform/date-words.js';
import { localDate } from '../platform/local-date.js';

const margin = 72;

/** A page to sign by way of trial: it says of itself that it is nothing. */
export function trialSheet(official: string, tenant: string, at: Date, zone: string): Uint8Array {
  const page = new Drawing();
  let y = a4.height - margin;
  page.text('HALAMAN CONTOH', 'bold', margin, y, 16);
  const sentence = printable(
    `Halaman ini dibuat pada ${longDate(localDate(at, zone))} agar ${official}, ${tenant}, dapat mencoba tanda tangannya. Ini bukan naskah dinas, tidak disimpan, dan tidak berlaku untuk apa pun.`,
    'regular',
  );
  y -= 12;
  for (const line of wrapText(sentence, 'regular', 11, a4.width - 2 * margin)) {
    y -= 16;
    page.text(line, 'regular', margin, y, 11);
  }
  return drawnDocument([page], { title: 'Halaman contoh', language: 'id-ID', at });
}
