import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Monitoring, MonthFigures } from '../../../server/contract/month-figures.js';
import { unitsOfLevel, type ListedUnit } from '../../../server/monitoring/units-of-level.js';
import { dispose, endAt, recallAt, report, returnAt, routedLetter } from '../../support/disposed-letter.js';
import {
  exchange,
  madeOffice,
  signAssertion,
  type MadeOffice,
  type Seat,
} from '../../support/made-office.js';
import { enrol, numbered, outgoingLetter, refusal, signAs } from '../../support/outgoing-letter.js';

const passphrase = 'sagu bakar di tepi Tami 9';
const none: MonthFigures = { incoming: 0, outgoing: 0, dispositions: 0, late: 0, signatures: 0 };

let made: MadeOffice;
beforeAll(async () => {
  made = await madeOffice();
  // 23.30 WIT on 30 November.
  made.setClock('2026-11-30T14:30:00.000Z');
  await enrol(made, 'head', passphrase);
  const old = await routedLetter(made);
  const copies = { kabidOne: ['Tindak lanjuti'], kabidTwo: 'copy' } as const;
  const sent = await dispose(made, 'head', old.letterId, copies, { due: '2026-12-04' });
  const draft = await outgoingLetter(made, ['head']);

  // 00.30 WIT on 1 December; in UTC it is November still.
  made.setClock('2026-11-30T15:30:00.000Z');
  const fresh = await routedLetter(made);
  await dispose(made, 'head', fresh.letterId, { kabidOne: ['Tindak lanjuti'] }, { due: '2026-12-03' });
  const mistaken = await routedLetter(made);
  const { nodeIds } = await dispose(made, 'head', mistaken.letterId, { kabidTwo: ['Tindak lanjuti'] });
  expect((await recallAt(await made.as('head'), nodeIds[0] ?? '')).status).toBe(200);
  await numbered(made, draft);
  expect((await signAs(made, 'head', draft.letterId, passphrase)).status).toBe(200);
  await outgoingLetter(made, ['regent'], 'none');

  // Saturday 5 December: what was due on Friday is done, and not late.
  made.setClock('2026-12-05T01:00:00.000Z');
  await report(await made.as('kabidOne'), old.letterId, sent.nodeIds[0] ?? '', true);
}, 180_000);
afterAll(() => made.close());

async function figures(seat: Seat, query = ''): Promise<Monitoring> {
  const answer = await seat.request('GET', `/v1/monitoring${query}`);
  expect(answer.status, await answer.clone().text()).toBe(200);
  return (await answer.json()) as Monitoring;
}

const of = (shown: Monitoring, unitId: string) => shown.units.find((unit) => unit.unitId === unitId);

describe('readMonitoring', () => {
  test('counts in the month of the tenant’s own clock, at half past midnight too', async () => {
    const monitor = await made.as('monitor');
    const december = await figures(monitor);
    expect(december).toMatchObject({
      month: '2026-12',
      months: ['2026-12', '2026-11'],
      level: 'opd',
      levels: { opd: 2, distrik: 1, kampung: 0 },
      computedAt: '2026-12-05T01:00:00.000Z',
    });
    const mine = { incoming: 2, outgoing: 1, dispositions: 1, late: 1, signatures: 1 };
    expect(of(december, made.units.diskominfo)).toEqual({
      unitId: made.units.diskominfo,
      name: 'Dinas Komunikasi dan Informatika',
      active: true,
      figures: mine,
    });
    expect(of(december, made.units.setda)).toMatchObject({ active: false, figures: none });
    expect(december.units.map(({ unitId }) => unitId)).toEqual([made.units.setda, made.units.diskominfo]);
    expect(december.total).toEqual(mine);

    const november = await figures(monitor, '?month=2026-11&level=opd');
    const before = { ...none, incoming: 1, dispositions: 1 };
    expect(november.total).toEqual(before);
    expect(december.before).toEqual(before);
    expect(november.before).toEqual(none);
  });

  test('shows one level and the totals of all', async () => {
    const districts = await figures(await made.as('monitor'), '?level=distrik');
    expect(districts.units).toEqual([
      { unitId: made.units.distrik, code: '91.11.02', name: 'Distrik Arso', active: false, figures: none },
    ]);
    expect(districts.total.incoming).toBe(2);
    expect((await figures(await made.as('monitor'), '?level=kampung')).units).toEqual([]);
  });

  test('knows nothing of another government', async () => {
    const other = await figures(await made.as('stranger'));
    expect(other).toMatchObject({ months: ['2026-12'], units: [], total: none, before: none });
    expect(JSON.stringify(other)).not.toContain('Kominfo');
  });

  test('answers a batch, and 304 to who holds it already though the clock went on', async () => {
    const monitor = await made.as('monitor');
    const read = async (etag?: string) => {
      const reads = [{ path: '/monitoring?level=opd', ...(etag === undefined ? {} : { etag }) }];
      const answer = await monitor.request('POST', '/v1/batch', { reads });
      return ((await answer.json()) as { answers: { status: number; etag: string; body?: Monitoring }[] })
        .answers[0];
    };
    const first = await read();
    expect(first?.body?.total.incoming).toBe(2);
    made.setClock(1000);
    expect((await read(first?.etag))?.status).toBe(304);
  });

  test('needs the grant', async () => {
    const portal = made.portals.B;
    const assertion = signAssertion(portal, made.claims('B', '5'));
    const { access_token } = (await (await exchange(made.app, portal.origin, assertion)).json()) as {
      access_token: string;
    };
    for (const accept of ['application/json', 'text/csv']) {
      const headers = { authorization: `Bearer ${access_token}`, origin: portal.origin, accept };
      expect(await refusal(made.app.request('/v1/monitoring', { headers }))).toMatchObject({
        status: 403,
        code: 'grant-missing',
        params: { grant: 'monitor' },
      });
    }
    expect((await refusal(made.app.request('/v1/monitoring'))).code).toBe('token-missing');
  });

  test.each(['month=2026-13', 'month=26-11', 'month=2027-01', 'month=2026-10', 'level=desa', 'month='])(
    'refuses %s',
    async (query) => {
      const monitor = await made.as('monitor');
      expect(await refusal(monitor.request('GET', `/v1/monitoring?${query}`))).toMatchObject({
        status: 422,
        code: 'request-invalid',
        params: { where: query.split('=')[0] },
      });
    },
  );
});

describe('late', () => {
  let now: MadeOffice;
  beforeAll(async () => {
    now = await madeOffice();
  });
  afterAll(() => now.close());
  const late = async () => (await figures(await now.as('monitor'), '?month=2026-11')).total.late;
  const due = { due: '2026-11-26' };
  async function duty(): Promise<{ letterId: string; nodeId: string }> {
    const { letterId } = await routedLetter(now);
    const { nodeIds } = await dispose(now, 'head', letterId, { kabidOne: ['Tindak lanjuti'] }, due);
    return { letterId, nodeId: nodeIds[0] ?? '' };
  }

  test('is what is past due on a working day and not done, or was when it ended', async () => {
    const [open, done, returned, closed] = [await duty(), await duty(), await duty(), await duty()];
    now.setClock('2026-11-26T14:59:00.000Z');
    expect(await late()).toBe(0);
    // 00.00 WIT on Friday the 27th.
    now.setClock('2026-11-26T15:00:00.000Z');
    expect(await late()).toBe(4);
    const kabid = await now.as('kabidOne');
    await report(kabid, done.letterId, done.nodeId, true);
    expect((await returnAt(kabid, returned.letterId, returned.nodeId, 'Bukan bidang kami')).status).toBe(200);
    expect(await late()).toBe(3);
    expect((await endAt(await now.as('head'), closed.letterId, 'close', 'Acara batal')).status).toBe(200);
    await report(kabid, open.letterId, open.nodeId, false);
    // What ended late stays late, what is owed goes on being late, and a returned duty is owed no more.
    now.setClock('2027-01-20T03:00:00.000Z');
    expect(await late()).toBe(3);
  });
});

describe('units', () => {
  const unit = (id: string, kind: ListedUnit['kind'], parent_id: string | null): ListedUnit => ({
    id,
    kind,
    parent_id,
    code: null,
    name: id,
  });

  test('take in the sections below them and no row of another level', () => {
    const units = [
      unit('keerom', 'kabupaten', null),
      unit('setda', 'opd', 'keerom'),
      unit('umum', 'bagian', 'setda'),
      unit('rumah-tangga', 'bagian', 'umum'),
      unit('arso', 'distrik', 'keerom'),
      unit('workwana', 'kampung', 'arso'),
      unit('loop-a', 'bagian', 'loop-b'),
      unit('loop-b', 'bagian', 'loop-a'),
    ];
    const ids = (level: 'opd' | 'distrik' | 'kampung') => unitsOfLevel(units, level).map((one) => one.ids);
    expect(ids('opd')).toEqual([['setda', 'umum', 'rumah-tangga']]);
    expect(ids('distrik')).toEqual([['arso']]);
    expect(ids('kampung')).toEqual([['workwana']]);
  });
});
