import type { BatchItemState } from '../../server/contract/sign-batches.js';
import { bytesSource, readAll, verifyPdf } from '../../server/pdf/index.js';
import { fuzzRandom } from './fuzz-random.js';
import { gatewaySigners, type GatewayOffice } from './gateway-office.js';
import { BatchDesk, waitingLetters } from './letter-batch.js';

/** What became of a batch. */
export interface BatchTally {
  /** Calls in which something went wrong. */
  faults: number;
  /** Times at which the batch stopped and was told to go on. */
  stops: number;
  signed: number;
  uncertain: number;
  /** What must never be; each as a sentence. */
  wrong: string[];
}

const faults = [
  { 'status-503': true },
  { 'status-429': true },
  { 'error-shape': 'C', 'status-504': true },
  { drop: 'before' },
  { drop: 'mid-request' },
  { drop: 'after' },
  { drop: 'mid-response' },
  { 'corrupt-pdf': 'tail' },
  { 'corrupt-pdf': 'cut' },
  { 'latency-ms': 200 },
] as const;

interface Call {
  readonly kind: string;
  readonly signed: number;
  readonly outcome: string;
  readonly faults: Readonly<Record<string, string>>;
}

/**
 * Signs letters in one batch at a running stand-in of the gateway, some of whose calls fail, tells the batch to go on at
 * each stop, and holds what the office says of each letter against what the gateway did.
 *
 * @param percent of calls that fail
 * @param seed the same faults come again
 */
export async function batchWithFaults(
  made: GatewayOffice,
  letters: number,
  percent: number,
  seed: number,
): Promise<BatchTally> {
  const random = fuzzRandom(seed);
  const ids = await waitingLetters(made, letters);
  const desk = await BatchDesk.begin(made, ids);
  await desk.seeAll();
  const before = (await callsOf(made)).length;
  for (let skip = 0; skip < letters * 2; skip++)
    if (random.percent(percent)) await made.simulator.arm({ ...random.pick(faults), skip, on: 'sign' });

  const tally: BatchTally = { faults: 0, stops: 0, signed: 0, uncertain: 0, wrong: [] };
  const pressed = await desk.sign(gatewaySigners.head.passphrase);
  if (!pressed.ok) tally.wrong.push(`the batch did not begin: ${await pressed.text()}`);
  while ((await desk.standing()).state === 'stopped') {
    tally.stops += 1;
    const resumed = await desk.resume();
    if (!resumed.ok) tally.wrong.push(`the batch did not go on: ${await resumed.text()}`);
  }
  const { state, items } = await desk.progress();
  if (state !== 'done') tally.wrong.push(`the batch ended as ${state}`);
  const calls = await letterCalls(made, ids, before);
  for (const [place, id] of ids.entries()) {
    const said = items[place]?.state ?? 'refused';
    const sentence = await judge(made, id, said, calls.get(id) ?? []);
    if (sentence !== undefined) tally.wrong.push(`letter ${String(place + 1)}: ${sentence}`);
    if (said === 'signed') tally.signed += 1;
    if (said === 'uncertain') tally.uncertain += 1;
  }
  tally.faults = [...calls.values()].flat().filter(({ faults: met }) => Object.keys(met).length > 0).length;
  await made.simulator.call('/sim/faults', { method: 'DELETE' });
  return tally;
}

async function callsOf(made: GatewayOffice): Promise<Call[]> {
  const log = (await (await made.simulator.call('/sim/log')).json()) as Call[];
  return log.filter(({ kind }) => kind === 'sign');
}

/** The gateway does not know letters: its calls come in the order in which the ledger says that letters were sent. */
async function letterCalls(
  made: GatewayOffice,
  ids: readonly string[],
  before: number,
): Promise<Map<string, Call[]>> {
  const calls = (await callsOf(made)).slice(before);
  const sent = await made.store.read((db) =>
    db
      .selectFrom('ledger')
      .select('subject')
      .where('kind', '=', 'signing.dispatched')
      .where('subject', 'in', [...ids])
      .orderBy('seq')
      .execute(),
  );
  if (sent.length !== calls.length)
    throw new Error(`${String(sent.length)} letters were sent, ${String(calls.length)} came.`);
  const byLetter = new Map<string, Call[]>();
  for (const [place, { subject }] of sent.entries()) {
    const call = calls[place];
    if (subject !== null && call) byLetter.set(subject, [...(byLetter.get(subject) ?? []), call]);
  }
  return byLetter;
}

/** What is wrong with a letter. */
async function judge(
  made: GatewayOffice,
  letterId: string,
  said: BatchItemState,
  calls: readonly Call[],
): Promise<string | undefined> {
  const letter = await made.store.read((db) =>
    db.selectFrom('letters').selectAll().where('id', '=', letterId).executeTakeFirstOrThrow(),
  );
  const signedThere = calls.filter(({ signed }) => signed > 0).length;
  if (signedThere > 1) return `the gateway signed it ${String(signedThere)} times`;
  if (calls.slice(0, -1).some((call) => !isRefusal(call))) return 'sent again after an answer that was none';
  const last = calls.at(-1);
  const expected = last && isWhole(last) ? 'signed' : 'uncertain';
  if (said !== expected) return `said to be ${said}, but it is ${expected}`;
  if (letter.status !== expected) return `its batch says ${said}, the letter ${letter.status}`;
  const file = await readAll(await made.office.documents.open(made.tenantId, letter.document_sha256 ?? ''));
  const { signatures } = await verifyPdf(bytesSource(file), {
    trust: { anchors: [], rules: [] },
    now: made.now(),
  });
  const count = expected === 'signed' ? 1 : 0;
  return signatures.length === count ? undefined : `its file has ${String(signatures.length)} signatures`;
}

/** The gateway said that it did not sign, and did not. */
function isRefusal({ outcome, signed }: Call): boolean {
  return signed === 0 && (outcome === 'unavailable' || outcome === 'refused');
}

function isWhole({ outcome, signed, faults: met }: Call): boolean {
  return outcome === 'answered' && signed === 1 && met['corrupt-pdf'] === undefined;
}
