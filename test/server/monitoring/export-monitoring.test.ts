import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { csvText } from '../../../server/monitoring/csv-text.js';
import { monthBounds, monthsSince } from '../../../server/monitoring/month-bounds.js';
import { madeOffice, type MadeOffice } from '../../support/made-office.js';
import { refusal } from '../../support/outgoing-letter.js';
import { record } from '../../support/recorded-letter.js';

const hostile = '=HYPERLINK("https://jahat.example";"klik, ""di sini""")';

let made: MadeOffice;
beforeAll(async () => {
  made = await madeOffice();
  await record(made);
  await made.store.write((db) =>
    db.updateTable('units').set({ name: hostile }).where('id', '=', made.units.diskominfo).execute(),
  );
});
afterAll(() => made.close());

const exported = () =>
  made.store.read((db) =>
    db.selectFrom('ledger').selectAll().where('kind', '=', 'monitoring.exported').execute(),
  );

/** A reader of RFC 4180 that knows nothing of the writer. */
function parse(csv: string): string[][] {
  const rows: string[][] = [];
  let [row, cell, quoted]: [string[], string, boolean] = [[], '', false];
  for (let at = 0; at < csv.length; at++) {
    const sign = csv[at] ?? '';
    if (quoted && sign === '"' && csv[at + 1] === '"') cell += csv[++at] ?? '';
    else if (sign === '"') quoted = !quoted;
    else if (!quoted && sign === ',') [row, cell] = [[...row, cell], ''];
    else if (!quoted && sign === '\r' && csv[at + 1] === '\n') {
      rows.push([...row, cell]);
      [row, cell] = [[], ''];
      at++;
    } else cell += sign;
  }
  return rows;
}

describe('exportMonitoring', () => {
  test('gives a file that a spreadsheet reads and does not run, and writes down who took it', async () => {
    const monitor = await made.as('monitor');
    // What the kit asks with.
    const accept = 'text/csv, application/problem+json';
    const answer = await monitor.request('GET', '/v1/monitoring?month=2026-11&level=opd', undefined, {
      accept,
      'accept-language': 'en',
    });
    expect(answer.status).toBe(200);
    expect(answer.headers.get('content-type')).toMatch(/^text\/csv; charset=utf-8/);
    expect(answer.headers.get('content-disposition')).toBe('attachment; filename="monev-opd-2026-11.csv"');
    expect(answer.headers.get('access-control-allow-origin')).toBe(made.portals.A.origin);
    expect(answer.headers.get('access-control-expose-headers')).toContain('Content-Disposition');
    expect(answer.headers.get('cache-control')).toBe('no-store');
    const bytes = Buffer.from(await answer.arrayBuffer());
    expect([...bytes.subarray(0, 3)]).toEqual([0xef, 0xbb, 0xbf]);
    expect(parse(bytes.subarray(3).toString('utf8'))).toEqual([
      [
        'Month',
        'Level',
        'Area code',
        'Unit',
        'Incoming letters',
        'Outgoing letters',
        'Dispositions',
        'Late',
        'Signatures',
      ],
      ['2026-11', 'opd', '', 'Sekretariat Daerah', '0', '0', '0', '0', '0'],
      ['2026-11', 'opd', '', `'${hostile}`, '1', '0', '0', '0', '0'],
    ]);
    const facts = await exported();
    expect(facts).toHaveLength(1);
    expect(facts[0]).toMatchObject({ subject: 'opd/2026-11', desk: made.desks.monitor });
    expect(JSON.parse(facts[0]?.actor ?? '{}')).toMatchObject({
      official: made.officials.monitor,
      portal: made.portals.A.id,
    });
  });

  test('speaks Indonesian where nothing else is asked for', async () => {
    const monitor = await made.as('monitor');
    const answer = await monitor.request('GET', '/v1/monitoring', undefined, { accept: 'text/csv' });
    expect(await answer.text()).toContain('Bulan,Tingkat,Kode wilayah,Unit,Surat masuk,Surat keluar');
  });

  test('is JSON for everybody else, and writes down neither that nor what it refuses', async () => {
    const before = (await exported()).length;
    const monitor = await made.as('monitor');
    for (const accept of ['*/*', 'application/json', 'application/json, text/csv;q=0.5', 'image/png']) {
      const answer = await monitor.request('GET', '/v1/monitoring', undefined, { accept });
      expect(answer.headers.get('content-type')).toMatch(/^application\/json/);
    }
    const early = monitor.request('GET', '/v1/monitoring?month=2025-01', undefined, { accept: 'text/csv' });
    expect((await refusal(early)).code).toBe('request-invalid');
    expect(await exported()).toHaveLength(before);
  });
});

describe('CSV', () => {
  test.each(['=1+1', '+62', '-1', '@SUM(A1)', '\tx', '\rx'])('has no formula of %j', (text) => {
    expect(parse(csvText([[text]]).slice(1))).toEqual([[`'${text}`]]);
  });

  test('leaves numbers, plain words and what is only quoted as they are', () => {
    const row = ['Distrik Arso', 'a,b', 'say "a"', 'two\r\nlines', ''];
    expect(csvText([[-1, 0, 12]])).toBe('\ufeff-1,0,12\r\n');
    expect(parse(csvText([row]).slice(1))).toEqual([row]);
  });
});

describe('a month', () => {
  test('begins and ends with the tenant’s midnight, in every zone and in February', () => {
    expect(monthBounds('2026-12', 'Asia/Jayapura')).toEqual({
      start: '2026-11-30T15:00:00.000Z',
      end: '2026-12-31T15:00:00.000Z',
      firstDate: '2026-12-01',
      nextDate: '2027-01-01',
    });
    expect(monthBounds('2028-02', 'Asia/Jakarta').end).toBe('2028-02-29T17:00:00.000Z');
    expect(monthBounds('2026-01', 'America/St_Johns').start).toBe('2026-01-01T03:30:00.000Z');
  });

  test('is listed from the first letter on, newest first, and not without end', () => {
    const now = new Date('2027-01-15T00:00:00Z');
    expect(monthsSince('2026-10-31T15:00:00.000Z', now, 'Asia/Jayapura', 60)).toEqual([
      '2027-01',
      '2026-12',
      '2026-11',
    ]);
    expect(monthsSince(undefined, now, 'Asia/Jayapura', 60)).toEqual(['2027-01']);
    expect(monthsSince('1990-01-01T00:00:00.000Z', now, 'Asia/Jayapura', 60)).toHaveLength(60);
  });
});
