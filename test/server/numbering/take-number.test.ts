import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Recorded } from '../../../server/contract/letters.js';
import { takeNumber, type NumberWish, type TakenNumber } from '../../../server/numbering/index.js';
import { look, work, type Scope } from '../../../server/tenants/index.js';
import { madeOffice, type MadeOffice } from '../../support/made-office.js';
import { record } from '../../support/recorded-letter.js';

let made: MadeOffice;
let scope: Scope;
beforeEach(async () => {
  made = await madeOffice();
  scope = await made.commandScope();
});
afterEach(async () => {
  await made.close();
});

const wish = (more: Partial<NumberWish> = {}): NumberWish => ({
  unitId: made.units.diskominfo,
  purpose: 'letters',
  date: '2026-11-24',
  tokens: { klasifikasi: '800.1.11.1', unit: 'DISKOMINFO' },
  ...more,
});
const take = (more: Partial<NumberWish> = {}): Promise<TakenNumber> =>
  work(scope, (work) => takeNumber(work, scope, wish(more)));

test('fifty at once get fifty numbers, without a gap or a double', async () => {
  const taken = await Promise.all(Array.from({ length: 50 }, () => take()));
  const ordinals = taken.map(({ ordinal }) => ordinal).sort((a, b) => a - b);
  expect(ordinals).toEqual(Array.from({ length: 50 }, (_, i) => i + 1));
  expect(new Set(taken.map(({ text }) => text)).size).toBe(50);
  expect(taken.some(({ text }) => text === '800.1.11.1/007/DISKOMINFO/2026')).toBe(true);
});

test('an act that fails gives its number back', async () => {
  expect((await take()).ordinal).toBe(1);
  const failed = work(scope, async (work) => {
    expect((await takeNumber(work, scope, wish())).ordinal).toBe(2);
    throw new Error('The act fails after it.');
  });
  await expect(failed).rejects.toThrow('fails after it');
  expect((await take()).ordinal).toBe(2);
  const rows = await look(scope, (db) => db.selectFrom('numbers').selectAll().execute());
  expect(rows.map(({ ordinal, state }) => [ordinal, state])).toEqual([
    [1, 'reserved'],
    [2, 'reserved'],
  ]);
});

describe('a register begins anew', () => {
  test('at 00:30 WIT on 1 January it is the new year’s, though in UTC it is still December', async () => {
    made.setClock('2026-12-31T14:30:00.000Z');
    const old: Recorded = await record(made, { letterDate: '2026-12-31', receivedDate: '2026-12-31' });
    expect(old.agenda).toMatchObject({ number: 1, year: 2026 });
    made.setClock('2026-12-31T15:30:00.000Z');
    const fresh = await record(made, { letterDate: '2026-12-31', receivedDate: '2027-01-01' });
    expect(fresh.agenda).toMatchObject({ number: 1, year: 2027 });
  });

  test('each month where the series says so, with the month in Roman figures', async () => {
    await work(scope, ({ db }) =>
      db
        .updateTable('number_series')
        .set({ reset: 'monthly', template: '{urut}/{jenis}/{unit}/{bulanRomawi}/{tahun}', pad: 3 })
        .where('purpose', '=', 'letters')
        .execute(),
    );
    const tokens = { unit: 'INSP', jenis: 'SPT' };
    expect((await take({ tokens })).text).toBe('001/SPT/INSP/XI/2026');
    expect((await take({ tokens })).text).toBe('002/SPT/INSP/XI/2026');
    expect(await take({ tokens, date: '2026-12-01' })).toEqual({
      ordinal: 1,
      period: '2026-12',
      text: '001/SPT/INSP/XII/2026',
    });
  });
});

test('units and purposes count apart, and a unit without rules of its own gets the usual ones', async () => {
  expect((await take()).ordinal).toBe(1);
  expect((await take({ purpose: 'agenda' })).text).toBe('001');
  const setda = await take({ unitId: made.units.setda, tokens: { klasifikasi: '000.1', unit: 'SETDA' } });
  expect(setda.text).toBe('000.1/1/SETDA/2026');
  const again = await take({ unitId: made.units.setda, tokens: { klasifikasi: '000.1', unit: 'SETDA' } });
  expect(again.ordinal).toBe(2);
});

test('a number whose template wants what nobody gives is not taken', async () => {
  await expect(take({ tokens: { unit: 'DISKOMINFO' } })).rejects.toThrow('{klasifikasi}');
  expect((await take()).ordinal).toBe(1);
});
