import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest';
import { batchFacts } from '../../../server/batches/batch-facts.js';
import { HeldBatch, heldBatch, leaseFrom } from '../../../server/batches/held-batches.js';
import { takeBatch } from '../../../server/batches/sign-batches.table.js';
import { BatchDesk, waitingLetters } from '../../support/letter-batch.js';
import { madeOffice, type MadeOffice } from '../../support/made-office.js';

const minute = 60_000;

let made: MadeOffice;
let desk: BatchDesk;
beforeAll(async () => {
  made = await madeOffice();
  desk = await BatchDesk.begin(made, await waitingLetters(made, 1));
});
afterEach(() => vi.useRealTimers());
afterAll(() => made.close());

/** As after a stop: a process has the passphrase, and nothing runs. */
async function stopped(): Promise<{ held: HeldBatch; passphrase: Buffer }> {
  const { scope, batch } = await batchFacts(made.office, desk.batchId);
  const lease = { state: 'stopped', held_until: leaseFrom(made.now()) } as const;
  await made.store.write((db) => takeBatch(db, batch, 'this press', made.now().toISOString(), lease));
  vi.useFakeTimers({ toFake: ['setTimeout', 'setInterval', 'clearTimeout', 'clearInterval'] });
  const passphrase = Buffer.from('hujan deras di Waris');
  const make = () => Promise.reject(new Error('nothing is signed here'));
  const held = new HeldBatch(made.office, scope, batch, 'this press', { name: 'bsre', make }, passphrase);
  held.rest();
  return { held, passphrase };
}

test('who has a passphrase says so again and again, and forgets it after ten minutes of standing still', async () => {
  const { passphrase } = await stopped();
  for (let minutes = 1; minutes < 10; minutes++) {
    made.setClock(minute);
    await vi.advanceTimersByTimeAsync(minute);
    expect((await desk.progress()).state).toBe('stopped');
  }
  expect(passphrase.toString()).toBe('hujan deras di Waris');
  await vi.advanceTimersByTimeAsync(minute);
  expect(heldBatch(desk.batchId)).toBeUndefined();
  expect(passphrase.every((byte) => byte === 0)).toBe(true);
  expect((await desk.progress()).state).toBe('paused');
});

test('where nobody says so any more it is paused, and another press takes it', async () => {
  const { held } = await stopped();
  vi.clearAllTimers();
  expect((await desk.progress()).state).toBe('stopped');
  made.setClock(16_000);
  expect((await desk.progress()).state).toBe('paused');
  const { batch } = await batchFacts(made.office, desk.batchId);
  const now = made.now().toISOString();
  const taken = (holder: string) =>
    made.store.write((db) => takeBatch(db, batch, holder, now, { held_until: leaseFrom(made.now()) }));
  expect(await taken('another')).toBe(true);
  expect(await taken('a third')).toBe(false);
  // Whoever slept through it signs nothing.
  const ran = vi.fn(() => Promise.resolve());
  expect(await held.start({ state: 'running' }, ran)).toBe(false);
  expect(ran).not.toHaveBeenCalled();
  await held.release();
});
