import type { SigningSlip, SlipSignature } from '../contract/signing-slip.js';
import {
  a4,
  Drawing,
  drawnDocument,
  placeQr,
  printable,
  qrDrawing,
  textWidth,
  wrapText,
  type Face,
} from '../pdf/index.js';
import { longDate, shortInstant } from '../platform/date-words.js';
import {
  changesWords,
  gone,
  integrityWords,
  providerWords,
  rewritten,
  slipWords,
  trustWords,
  type Both,
} from './slip-words.js';

const left = 50;
const right = a4.width - 50;
const valueAt = 172;
const foot = 60;
const qrSide = 96;
const grey = 0.4;
const hairline = 0.8;

/** One line of a value. */
interface Part {
  readonly text: string;
  readonly face?: Face;
  readonly size?: number;
  readonly ink?: number;
}

/** Rows of a signature, the most important ones first: what finds no room any more is of the trail. */
type Row = readonly [label: Both, parts: readonly Part[]];

/** The slip as a PDF in both languages, a page for each signature. */
export function slipPages(slip: SigningSlip, zone: string): Uint8Array {
  const pages = slip.signatures.map((one) => slipPage(slip, one, zone));
  const [title] = slipWords.title;
  const about = slip.letter.number ?? slip.letter.subject;
  return drawnDocument(pages, { title: `${title} ${about}`, language: 'id-ID', at: new Date(slip.madeAt) });
}

function slipPage(slip: SigningSlip, one: SlipSignature, zone: string): Drawing {
  const page = new Drawing();
  let y = drawHead(page, slip);
  for (const row of rowsOf(slip, one, zone)) y = drawRow(page, row, y);
  drawFoot(page, slip, one, zone);
  return page;
}

/** Gives the height at which the rows begin. */
function drawHead(page: Drawing, slip: SigningSlip): number {
  const top = a4.height - 50;
  const room = right - left - qrSide - 20;
  const [title, titleEn] = slipWords.title;
  const government = fitted(`PEMERINTAH ${slip.tenant.name}`.toUpperCase(), 'regular', 9, room);
  page.text(government, 'regular', left, top - 8, 9, grey);
  page.text(title, 'bold', left, top - 34, 20);
  page.text(titleEn, 'regular', left, top - 50, 11, grey);
  if (slip.trial) {
    const text = slipWords.trial.join(' · ');
    const wide = textWidth(text, 'bold', 8);
    page.frame(left, top - 78, wide + 12, 17, 0.8);
    page.text(text, 'bold', left + 6, top - 72.5, 8);
  }
  if (slip.letter.url !== undefined) {
    placeQr(page, qrDrawing(slip.letter.url), right - qrSide, top + 8, qrSide);
    const [scan, scanEn] = slipWords.scan;
    page.text(scan, 'regular', right - textWidth(scan, 'regular', 7), top - 96, 7, grey);
    page.text(scanEn, 'regular', right - textWidth(scanEn, 'regular', 7), top - 105, 7, grey);
  }
  return top - 118;
}

function rowsOf(slip: SigningSlip, one: SlipSignature, zone: string): Row[] {
  const { letter } = slip;
  const date = letter.date === undefined ? '' : longDate(letter.date);
  const number = [letter.number ?? '', date].filter((part) => part !== '').join(', ');
  return [
    [slipWords.letter, [{ text: number === '' ? '–' : number, face: 'bold' }]],
    [slipWords.subject, [{ text: letter.subject }]],
    [slipWords.signer, [{ text: one.name, face: 'bold', size: 12 }]],
    [slipWords.capacity, [{ text: one.capacity }]],
    [slipWords.time, timeParts(one)],
    [slipWords.certificate, certificateParts(one, zone)],
    [slipWords.provider, [...both(providerWords[one.provider]), ...(one.rewritten ? both(rewritten) : [])]],
    [slipWords.check, checkParts(slip, one)],
    ...sealRow(slip),
    [slipWords.affirmation, affirmationParts(one)],
    [slipWords.before, [hashPart(one.before)]],
    [slipWords.after, [hashPart(one.after)]],
    [slipWords.ledger, ledgerParts(one)],
  ];
}

function timeParts({ at, local, timestampedBy }: SlipSignature): Part[] {
  const proof: Both =
    timestampedBy === undefined
      ? ['Menurut jam server, tanpa cap waktu', 'By the server’s clock, without a time-stamp']
      : [`Cap waktu ${timestampedBy}`, `Time-stamp of ${timestampedBy}`];
  return [{ text: `${local}  (${at.replace('T', ' ').replace(/\.\d+Z$/, '')} UTC)` }, ...both(proof)];
}

function certificateParts(
  { certificate: { name, issuer, serial, ...dates } }: SlipSignature,
  zone: string,
): Part[] {
  const day = (at: string) => shortInstant(at, zone).replace(/,.*/, '');
  const until = dates.notBefore === '' ? '' : `${day(dates.notBefore)} – ${day(dates.notAfter)}`;
  return [
    { text: name },
    ...(issuer === '' ? [] : [{ text: issuer, size: 8.5, ink: grey }]),
    { text: serial, face: 'mono' as const, size: 8 },
    ...(until === '' ? [] : [{ text: `Berlaku / valid ${until}`, size: 8.5, ink: grey }]),
  ];
}

/** Apart from the signature of which the page tells: an institution's, by its own key. */
function sealRow(slip: SigningSlip): Row[] {
  const { seal } = slip;
  if (!seal) return [];
  const about = `${seal.local} · ${seal.certificate.serial}`;
  return [
    [slipWords.seal, [{ text: seal.name }, { text: about, size: 8.5, ink: grey }, ...checkParts(slip, seal)]],
  ];
}

function checkParts(slip: SigningSlip, { check }: Pick<SlipSignature, 'check'>): Part[] {
  if (!check) return both(gone);
  const trust = slip.trial && check.trust === 'trusted' ? 'trial' : check.trust;
  const said = [integrityWords[check.integrity], changesWords[check.changesAfter], trustWords[trust]];
  const told = (language: 0 | 1) => `${said.map((part) => part[language]).join('; ')}.`;
  const level = check.level === 'other' ? '' : ` PAdES ${check.level}.`;
  return both([`${told(0)}${level}`, `${told(1)}${level}`]);
}

function affirmationParts({ affirmation }: SlipSignature): Part[] {
  if (!affirmation) return [{ text: '–' }];
  return [...both([`“${affirmation.id}”`, `“${affirmation.en}”`]), { text: affirmation.local, size: 8.5 }];
}

function ledgerParts({ ledger }: SlipSignature): Part[] {
  return ledger.flatMap(({ seq, kind, hash }) => [
    { text: `${seq}  ${kind}`, size: 8 },
    { text: hash, face: 'mono' as const, size: 6.5, ink: grey },
  ]);
}

function hashPart(hash: string): Part {
  return { text: hash, face: 'mono', size: 7.5 };
}

function both([id, en]: Both): Part[] {
  return id === en ? [{ text: id }] : [{ text: id }, { text: en, size: 8.5, ink: grey }];
}

/** Gives the height at which the next row begins. A page has an end: what does not fit is counted. */
function drawRow(page: Drawing, [[label, labelEn], parts]: Row, top: number): number {
  page.fill(left, top, right - left, 0.5, hairline);
  page.text(label, 'bold', left, top - 15, 9);
  page.text(labelEn, 'regular', left, top - 25, 7.5, grey);
  let y = top - 4;
  for (const { text, face = 'regular', size = 10, ink = 0 } of parts) {
    for (const line of wrapText(printable(text, face), face, size, right - valueAt).slice(0, 4)) {
      if (y - size * 1.35 < foot) return y;
      y -= size * 1.35;
      page.text(line, face, valueAt, y + size * 0.22, size, ink);
    }
  }
  return Math.min(y, top - 29) - 6;
}

function drawFoot(page: Drawing, slip: SigningSlip, { ordinal }: SlipSignature, zone: string): void {
  const [id, en] = slipWords.foot;
  page.fill(left, foot - 8, right - left, 0.5, hairline);
  page.text(id, 'regular', left, foot - 20, 7.5);
  page.text(en, 'regular', left, foot - 30, 7, grey);
  const count = `${ordinal} / ${slip.signatures.length}`;
  page.text(`Noken · ${shortInstant(slip.madeAt, zone)}`, 'regular', left, foot - 40, 7, grey);
  page.text(count, 'regular', right - textWidth(count, 'regular', 7), foot - 40, 7, grey);
}

/** The text in one line of that width, cut where it must be. */
function fitted(text: string, face: Face, size: number, room: number): string {
  const [line = '', ...more] = wrapText(printable(text, face), face, size, room - 8);
  return more.length === 0 ? line : `${line}…`;
}
