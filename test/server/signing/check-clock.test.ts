import { mkdir, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { clockWatch } from '../../../server/clock-watch.js';
import type { PreflightCheck } from '../../../server/contract/signing.js';
import { readOutsideClock, watchedStamps } from '../../../server/signing/index.js';
import { clockReading, noteClock } from '../../../server/signing/clock-readings.js';
import { toPem } from '../../../server/pdf/index.js';
import { gatewayOffice, gatewaySigners, type GatewayOffice } from '../../support/gateway-office.js';
import { madeOffice, type MadeOffice } from '../../support/made-office.js';
import {
  answer,
  enrol,
  numbered,
  outgoingLetter,
  ownHeaders,
  preflightOf,
  pressSign,
  refusal,
  signAs,
  signIntent,
} from '../../support/outgoing-letter.js';
import { testAuthority, testTimestamps } from '../../support/test-authority.js';

const minute = 60_000;

async function waiting(made: MadeOffice): Promise<string> {
  const letter = await outgoingLetter(made, ['head']);
  await numbered(made, letter);
  return letter.letterId;
}

async function clockAt(
  made: MadeOffice,
  letterId: string,
  language = 'id',
): Promise<PreflightCheck | undefined> {
  const { intentId } = await signIntent(made, 'head', letterId);
  const headers = { ...ownHeaders(made), 'accept-language': language };
  const { checks } = await answer<{ checks: PreflightCheck[] }>(
    await made.app.request(`/v1/sign-intents/${intentId}`, { headers }),
  );
  return checks.find(({ check }) => check === 'clock');
}

describe('the server’s clock beside a gateway’s', () => {
  let made: GatewayOffice;
  let behind = 0;
  beforeAll(async () => {
    made = await gatewayOffice('v2', { theirs: (ours) => new Date(ours.getTime() - behind) });
    // Its certificates are of just now, and stamps of some minutes ago are to be within their time.
    made.setClock(60 * minute);
  });
  afterAll(() => made.close());

  /** A minute later somebody is asked about anew. */
  const later = () => made.setClock(61_000);
  const { passphrase } = gatewaySigners.head;

  test('only differs from its clock, until a time-stamp tells which is right', async () => {
    const letterId = await waiting(made);
    expect(await clockAt(made, letterId)).toBeUndefined();
    later();
    await made.simulator.arm({ 'clock-ahead': 347, on: 'status', calls: 1 });
    expect(await clockAt(made, letterId)).toEqual({
      check: 'clock',
      ok: false,
      title: 'Jam server Noken dan jam layanan BSrE berbeda 6 menit',
      detail:
        'Salah satunya tidak tepat. Yang berlaku waktu pada stempel waktu. Beri tahu admin Noken Kabupaten Keerom (uji); Anda tetap dapat menandatangani.',
      warning: 'clocks-differ',
    });
    expect((await signAs(made, 'head', letterId, passphrase)).status).toBe(200);
    const next = await waiting(made);
    later();
    expect(await clockAt(made, next)).toEqual({
      check: 'clock',
      ok: true,
      title: 'Jam server cocok dengan stempel waktu',
    });
    later();
    await made.simulator.arm({ 'clock-ahead': 347, on: 'status', calls: 1 });
    expect(await clockAt(made, next, 'en')).toMatchObject({
      title: 'The clock of BSrE’s service is 6 minutes off',
      warning: 'gateway-clock-wrong',
    });
  });

  test('is told by how much it is wrong, and refuses from ten minutes on until it is set right', async () => {
    behind = 3 * minute;
    expect((await signAs(made, 'head', await waiting(made), passphrase)).status).toBe(200);
    const letterId = await waiting(made);
    expect(await clockAt(made, letterId)).toMatchObject({
      ok: false,
      title: 'Jam server Noken 3 menit terlalu cepat',
      warning: 'clock-wrong',
    });
    behind = 11 * minute;
    later();
    expect((await signAs(made, 'head', letterId, passphrase)).status).toBe(200);

    const next = await waiting(made);
    const { intentId } = await signIntent(made, 'head', next);
    const before = await made.dispatches();
    expect((await preflightOf(made, intentId)).signable).toBe(false);
    expect(await refusal(pressSign(made, intentId, passphrase))).toMatchObject({
      status: 503,
      code: 'clock-wrong',
      params: { minutes: 11, who: 'admin Noken Kabupaten Keerom (uji)' },
    });
    expect(await made.dispatches()).toBe(before);

    behind = 0;
    later();
    // What the last time-stamp said is not forgotten, but refuses nobody any more.
    expect(await clockAt(made, next)).toMatchObject({ warning: 'clock-wrong' });
    expect((await pressSign(made, intentId, passphrase)).status).toBe(200);
    expect(await clockAt(made, await waiting(made))).toMatchObject({ ok: true });
  });
});

describe('the server’s clock beside a time-stamp authority outside', () => {
  let made: MadeOffice;
  let letterId: string;
  let server: Server;
  let asked = 0;
  let ahead = 0;
  beforeAll(async () => {
    made = await madeOffice();
    made.setClock(new Date(Date.now() + minute).toISOString());
    expect((await enrol(made, 'head', 'sagu bakar di tepi Tami 9')).status).toBe(201);
    letterId = await waiting(made);
    const stamps = await testTimestamps(() => new Date(made.now().getTime() - ahead));
    server = createServer((request, response) => {
      asked += 1;
      const pieces: Buffer[] = [];
      request.on('data', (piece: Buffer) => pieces.push(piece));
      request.on('end', () => void stamps.answer(Buffer.concat(pieces)).then((bytes) => response.end(bytes)));
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    await mkdir(join(made.folder, 'trust'));
    await writeFile(join(made.folder, 'trust/root.pem'), toPem((await testAuthority()).root.certificate));
  }, 180_000);
  afterAll(async () => {
    server.close();
    await made.close();
  });

  test('is nothing to tell of while only our own authority makes the time', async () => {
    expect(await clockAt(made, letterId)).toBeUndefined();
    expect(await clockWatch(made.office, undefined)).toBeUndefined();
  });

  test('is read in the background, seldom while it is right, and refuses while it is wrong', async () => {
    const url = `http://127.0.0.1:${String((server.address() as AddressInfo).port)}/tsa`;
    const watch = await clockWatch(made.office, { url, trust: join(made.folder, 'trust') });
    await watch?.run();
    expect(await clockAt(made, letterId)).toMatchObject({ ok: true });
    await watch?.run();
    expect(asked).toBe(1);

    made.setClock(31 * minute);
    ahead = -11 * minute;
    await watch?.run();
    expect(asked).toBe(2);
    expect(await clockAt(made, letterId)).toEqual({
      check: 'clock',
      ok: false,
      title:
        'Jam server Noken berbeda 11 menit dari stempel waktu yang tepercaya, jadi waktu tanda tangan akan salah. Naskah belum ditandatangani. Beri tahu admin Noken Kabupaten Keerom (uji) supaya jamnya dibetulkan.',
      code: 'clock-wrong',
    });
    const refused = signAs(made, 'head', letterId, 'sagu bakar di tepi Tami 9');
    expect(await refusal(refused)).toMatchObject({ status: 503, code: 'clock-wrong' });

    // Wrong, it is read at each run.
    ahead = -4 * minute;
    await watch?.run();
    expect(asked).toBe(3);
    expect(await clockAt(made, letterId)).toMatchObject({
      title: 'Jam server Noken 4 menit terlambat',
      warning: 'clock-wrong',
    });
    ahead = 0;
    await watch?.run();
    expect((await signAs(made, 'head', letterId, 'sagu bakar di tepi Tami 9')).status).toBe(200);
    expect(made.logged.filter((line) => line.includes('clock-not-read'))).toEqual([]);
  });

  test('is not read by somebody whom nobody trusts', async () => {
    made.setClock(180 * minute);
    const stamps = await testTimestamps(() => new Date(made.now().getTime() - 11 * minute));
    await readOutsideClock(made.office, watchedStamps(made.office, { stamps, anchors: [] }));
    expect(clockReading(made.store, 'authority', made.now())).toBeUndefined();
  });

  test('says nothing for longer than it lasts, or after the clock was set back', () => {
    const at = (seconds: number) => new Date(made.now().getTime() + seconds * 1000);
    // Within what the question took, and the part of a second that a stamp leaves out, clocks agree.
    for (const [theirs, before, after, ahead] of [
      [0, 0, 5, 0],
      [2, 0, 5, 0],
      [0, 0.9, 1, 0],
      [0, 200, 205, 199_001],
      [300, 0, 5, -295_000],
    ] as const)
      expect(
        noteClock(made.store, 'gateway', { theirs: at(theirs), before: at(before), after: at(after) }, 'x')
          .ahead,
      ).toBe(ahead);
    expect(clockReading(made.store, 'gateway', at(5), 'x')?.ahead).toBe(-295_000);
    expect(clockReading(made.store, 'gateway', at(4), 'x')).toBeUndefined();
    expect(clockReading(made.store, 'gateway', at(5 + 15 * 60 + 1), 'x')).toBeUndefined();
  });
});
