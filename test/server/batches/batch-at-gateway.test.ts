import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { heldBatch, releaseBatches } from '../../../server/batches/held-batches.js';
import { batchWithFaults } from '../../support/batch-faults.js';
import { holdersOf } from '../../support/find-secret.js';
import { gatewayOffice, gatewaySigners, type GatewayOffice } from '../../support/gateway-office.js';
import { BatchDesk, waitingLetters } from '../../support/letter-batch.js';
import { refusal } from '../../support/outgoing-letter.js';

const { passphrase } = gatewaySigners.head;

describe('many letters at a gateway', () => {
  let made: GatewayOffice;
  beforeAll(async () => {
    made = await gatewayOffice('v1');
  });
  afterAll(() => made.close());

  test('a batch stops at the letter that failed, and goes on from there without a new passphrase', async () => {
    const desk = await BatchDesk.begin(made, await waitingLetters(made, 3));
    await desk.seeAll();
    await made.simulator.arm({ 'status-429': true, skip: 1, on: 'sign' });
    expect((await desk.sign(passphrase)).status).toBe(202);
    const stopped = await desk.standing();
    expect(stopped.state).toBe('stopped');
    expect(stopped.items.map(({ state }) => state)).toEqual(['signed', 'failed', 'ready']);
    expect(stopped.stop?.letterId).toBe((await desk.show()).items[1]?.letterId);
    // Pressed twice, it goes on once.
    const resumed = await Promise.all([desk.resume(), desk.resume()]);
    expect(resumed.map(({ status }) => status).sort()).toEqual([202, 409]);
    expect((await desk.standing()).items.map(({ state }) => state)).toEqual(['signed', 'signed', 'signed']);
    expect(heldBatch(desk.batchId)).toBeUndefined();
    expect(await made.dispatches()).toBe(4);
  });

  test('a letter whose outcome is not known is not sent again, and may be the last', async () => {
    const before = await made.dispatches();
    const desk = await BatchDesk.begin(made, await waitingLetters(made, 3));
    await desk.seeAll();
    await made.simulator.arm({ drop: 'before', on: 'sign' });
    await made.simulator.arm({ drop: 'after', skip: 2, on: 'sign' });
    await desk.sign(passphrase);
    const stopped = await desk.standing();
    expect(stopped).toMatchObject({ state: 'stopped', stop: { code: 'signing-uncertain' } });
    await desk.resume();
    const { state, items } = await desk.standing();
    expect(state).toBe('done');
    expect(items.map((item) => item.state)).toEqual(['uncertain', 'signed', 'uncertain']);
    expect((await made.dispatches()) - before).toBe(3);
  });

  test('a wrong passphrase is found out at the first letter, forgotten, and asked for anew', async () => {
    const desk = await BatchDesk.begin(made, await waitingLetters(made, 2));
    await desk.seeAll();
    await desk.sign('bukan passphrase ini');
    expect(await desk.standing()).toMatchObject({
      state: 'paused',
      stop: { code: 'passphrase-wrong' },
      items: [{ state: 'failed' }, { state: 'ready' }],
    });
    expect(await refusal(desk.resume())).toMatchObject({ code: 'batch-passphrase-needed' });
    await desk.sign(passphrase);
    expect((await desk.standing()).items.map(({ state }) => state)).toEqual(['signed', 'signed']);
  });

  test('one that its gateway finds too large is passed over', async () => {
    const desk = await BatchDesk.begin(made, await waitingLetters(made, 2));
    await desk.seeAll();
    await made.simulator.arm({ 'status-413': true, on: 'sign' });
    await desk.sign(passphrase);
    const { state, items } = await desk.standing();
    expect(state).toBe('done');
    expect(items).toMatchObject([
      { state: 'refused', problem: { code: 'gateway-size-refused' } },
      { state: 'signed' },
    ]);
  });

  test('one that failed can be left out, and the rest goes on', async () => {
    const ids = await waitingLetters(made, 2);
    const desk = await BatchDesk.begin(made, ids);
    await desk.seeAll();
    await made.simulator.arm({ 'status-429': true, on: 'sign' });
    await desk.sign(passphrase);
    await desk.standing();
    await desk.leave(ids[0] ?? '');
    await desk.resume();
    expect((await desk.standing()).items.map(({ state }) => state)).toEqual(['left', 'signed']);
  });

  test('enough said while a letter is under way lets that one come to its end and begins no other', async () => {
    const before = await made.dispatches();
    const desk = await BatchDesk.begin(made, await waitingLetters(made, 3));
    await desk.seeAll();
    await made.simulator.arm({ 'latency-ms': 400, on: 'sign' });
    await desk.sign(passphrase);
    await expect.poll(() => made.dispatches()).toBe(before + 1);
    expect((await desk.cancel()).status).toBe(200);
    const { state, items } = await desk.standing();
    expect(state).toBe('cancelled');
    expect(items.map((item) => item.state)).toEqual(['signed', 'ready', 'ready']);
    expect(await made.dispatches()).toBe(before + 1);
    expect(await refusal(desk.sign(passphrase))).toMatchObject({ code: 'batch-over' });
  });

  test('while it stands still the passphrase is in memory alone, and is forgotten at the end of the server', async () => {
    const desk = await BatchDesk.begin(made, await waitingLetters(made, 1));
    await desk.seeAll();
    await made.simulator.arm({ 'status-429': true, on: 'sign' });
    await desk.sign(passphrase);
    expect((await desk.standing()).state).toBe('stopped');
    expect(await holdersOf(passphrase, made.folder, {})).toEqual([]);
    await releaseBatches(made.office);
    expect((await desk.progress()).state).toBe('paused');
    await desk.cancel();
  });

  test('thirty letters with every fifth call failing: every result is right', async () => {
    const tally = await batchWithFaults(made, 30, 20, 7);
    expect(tally.wrong).toEqual([]);
    expect(tally.faults).toBeGreaterThan(2);
    expect(tally.stops).toBeGreaterThan(0);
    expect(tally.signed + tally.uncertain).toBe(30);
  });
});
