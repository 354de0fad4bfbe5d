import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Ticket } from '../../../server/contract/letters.js';
import { factsAbout } from '../../../server/ledger/index.js';
import { dispose, recallAt, routedLetter } from '../../support/disposed-letter.js';
import { madeOffice, type MadeOffice, type Person, type Seat } from '../../support/made-office.js';
import { qpdfCheck, run, withFile } from '../../support/pdf-oracles.js';

let made: MadeOffice;
let head: Seat;
beforeEach(async () => {
  made = await madeOffice();
  head = await made.as('head');
});
afterEach(() => made.close());

/** The sheet as a browser opens it: by its one-use link, without a token. */
async function sheetOf(person: Person, letterId: string): Promise<Response> {
  const seat = await made.as(person);
  const request = { what: 'sheet', disposition: 'inline' };
  const answer = await seat.request('POST', `/v1/desks/:desk/letters/${letterId}/tickets`, request);
  expect(answer.status, await answer.clone().text()).toBe(201);
  const { url } = (await answer.json()) as Ticket;
  return made.app.request(new URL(url).pathname);
}

async function textOf(answer: Response): Promise<string> {
  const bytes = new Uint8Array(await answer.arrayBuffer());
  return withFile(bytes, async (path) => {
    expect(await qpdfCheck(path)).toBe(0);
    const { code, output } = await run('pdftotext', ['-layout', '-enc', 'UTF-8', path, '-']);
    expect(code).toBe(0);
    return Buffer.from(output, 'latin1').toString('utf8');
  });
}

describe('the half-folio sheet', () => {
  test('is a PDF that a browser’s viewer may show', async () => {
    const { letterId } = await routedLetter(made);
    const answer = await sheetOf('head', letterId);
    expect(answer.status).toBe(200);
    expect(answer.headers.get('content-type')).toBe('application/pdf');
    expect(answer.headers.get('content-security-policy')).toBe("default-src 'none'; frame-ancestors 'none'");
    expect(answer.headers.get('x-content-type-options')).toBe('nosniff');
    expect(answer.headers.get('content-disposition')).toContain('lembar-disposisi.pdf');
  });

  test('says who shall do what, and that it is no signature', async () => {
    const { letterId } = await routedLetter(made, { number: '005/1/2026' });
    const wanted = { kabidTwo: ['Pelajari dan laporkan'], kabidOne: ['Tindak lanjuti'] };
    await dispose(made, 'head', letterId, wanted, { note: 'Siapkan bahan rapat.', due: '2026-11-26' });
    const text = await textOf(await sheetOf('head', letterId));
    for (const said of [
      'LEMBAR DISPOSISI',
      'UJI COBA',
      '005/1/2026',
      'Undangan rapat persiapan Monev TTE tingkat distrik',
      'Kabid Persandian (1)',
      'Kabid Informatika (2)',
      'Pelajari dan laporkan (1)',
      'Tindak lanjuti (2)',
      'Siapkan bahan rapat.',
      '26 November 2026',
    ])
      expect(text).toContain(said);
    expect(text.replace(/\s+/g, ' ')).toContain('bukan tanda tangan elektronik');
    const facts = await factsAbout(await made.scopeOf('head'), letterId);
    expect(facts.filter(({ kind }) => kind === 'sheet.printed')).toHaveLength(1);
  });

  test('shows a long number and the government whole', async () => {
    const number = '400.10/77/SEKRETARIAT-ARSO-TIMUR/XI/2026';
    const { letterId } = await routedLetter(made, { number });
    const text = await textOf(await sheetOf('head', letterId));
    expect(text).toContain(number);
    expect(text).toMatch(/(?<!PEMERINTAH )PEMERINTAH KABUPATEN/);
  });

  test('shows the receiver by which disposition the letter came, without what was recalled', async () => {
    const { letterId } = await routedLetter(made);
    const wanted = { kabidOne: ['Tindak lanjuti'], kabidTwo: ['Untuk diketahui'] };
    const { nodeIds } = await dispose(made, 'head', letterId, wanted);
    await recallAt(head, nodeIds[1] ?? '');
    const text = await textOf(await sheetOf('kabidOne', letterId));
    expect(text).toContain('Kabid Informatika (1)');
    expect(text).not.toContain('Kabid Persandian (2)');
    expect(text.replace(/\s+/g, ' ')).toContain('dari meja Plh. Kepala Dinas Komunikasi dan Informatika');
  });

  test('says on paper how many receivers it has no room for', async () => {
    const { letterId } = await routedLetter(made);
    const copies = { sekda: 'copy', regent: 'copy', monitor: 'copy', outsider: 'copy' } as const;
    const wanted = {
      registrar: ['Tindak lanjuti'],
      kabidOne: ['Tindak lanjuti'],
      kabidTwo: ['Tindak lanjuti'],
    };
    await dispose(made, 'head', letterId, { ...wanted, ...copies }, { note: 'Rapat. '.repeat(200) });
    const text = await textOf(await sheetOf('head', letterId));
    expect(text).toContain('(6), tembusan');
    expect(text).not.toContain('(7)');
    expect(text).toContain('dan 1 penerima lain, lihat di Noken');
    expect(text).toContain('selengkapnya di Noken');
  });

  test('can be drawn from letters that its font does not know', async () => {
    const subject = 'Pesan 😀 “penting” ā 漢字 – akhir';
    const { letterId } = await routedLetter(made, { subject });
    const text = await textOf(await sheetOf('head', letterId));
    expect(text).toContain('penting');
    expect(text).toContain('akhir');
  });
});

describe('where its QR leads (sheet-link)', () => {
  test('is one page for a letter that is there and for one that is not', async () => {
    const { letterId } = await routedLetter(made);
    const plain = async (path: string) => {
      const answer = await made.app.request(path);
      const page = await answer.text();
      const policy = answer.headers.get('content-security-policy') ?? '';
      const nonce = /nonce-([\w-]+)/.exec(policy)?.[1] ?? '-';
      return { status: answer.status, page: page.replace(nonce, ''), policy: policy.replace(nonce, '') };
    };
    const known = await plain(`/l/keerom-uji/${letterId}`);
    expect(known.status).toBe(200);
    expect(known.policy).toContain("default-src 'none'");
    expect(known.policy).not.toContain('script-src');
    expect(known.page).toContain('Bukan tanda tangan elektronik');
    expect(known.page).toContain('masuk di portal kantor');
    expect(known.page).toContain('not an electronic signature');
    expect(known.page).not.toMatch(/<script| on\w+=|style="/);
    expect(await plain(`/l/keerom-uji/${made.desks.head}`)).toEqual(known);
    expect(await plain(`/l/tidak-ada/${letterId}`)).toEqual(known);
    expect(await plain('/l/%3Cscript%3E/apa-saja')).toEqual(known);
  });
});
