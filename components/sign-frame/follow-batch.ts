import type { BatchProgress } from '../../server/contract/sign-batches.js';
import { isAbort, OfficeProblem, toReport, type OfficeReport } from '../internal/office-problem.js';
import type { Language } from '../internal/words.js';
import type { BatchClient } from './batch-client.js';
import { isRefusal, pause } from './run-signing.js';

export interface BatchRun {
  readonly client: BatchClient;
  readonly language: Language;
  readonly signal: AbortSignal;
  /** Undefined while the server cannot be reached. */
  readonly tell: (progress: BatchProgress | undefined) => void;
  /** Between two questions, milliseconds. */
  readonly pause: number;
  /** How long a request that was cut may still be under way, milliseconds. */
  readonly grace: number;
  /** How the batch stood before the button was pressed. */
  readonly before: BatchProgress;
}

export interface BatchEnd {
  readonly progress: BatchProgress;
  /** The server said no. */
  readonly problem?: OfficeReport | undefined;
  /** Nothing came of the press: the batch stands as it stood. */
  readonly unbegun: boolean;
}

/**
 * Follows one press of the button until the server stands still. As for one letter: after a cut it asks until the server can
 * be reached, what the server then says is believed alone, and nothing is ever sent a second time.
 *
 * @param sending the request, already on its way
 * @throws {DOMException} `AbortError` when the signal was aborted
 */
export async function runToEnd(sending: Promise<BatchProgress>, run: BatchRun): Promise<BatchEnd> {
  const answer = sending.then(
    (progress) => ({ progress }),
    (error: unknown) => ({ error }),
  );
  for (;;) {
    const settled = await Promise.race([answer, pause(run.pause, run.signal)]);
    if (settled && 'progress' in settled) {
      run.tell(settled.progress);
      return isUnderWay(settled.progress) ? followBatch(run, { grace: 0 }) : endOf(settled.progress, run);
    }
    if (settled) return endAfter(settled.error, run);
    const progress = await lookOnce(run);
    // While the passphrase is looked at a batch runs too, and stands as before when it was wrong: the answer tells.
    if (progress && !isUnderWay(progress) && hasMoved(progress, run.before)) return endOf(progress, run);
  }
}

/** Asks until the batch stands still. */
export async function followBatch(
  run: BatchRun,
  {
    problem,
    grace = run.grace,
  }: { readonly problem?: OfficeReport | undefined; readonly grace?: number } = {},
): Promise<BatchEnd> {
  const until = performance.now() + grace;
  for (;;) {
    const progress = await lookOnce(run);
    const settled = hasMoved(progress, run.before) || performance.now() >= until;
    if (progress && !isUnderWay(progress) && settled) return { ...endOf(progress, run), problem };
    await pause(run.pause, run.signal);
  }
}

function endAfter(error: unknown, run: BatchRun): Promise<BatchEnd> {
  if (isAbort(error)) throw error;
  const report = toReport(error, run.language);
  const problem = report.status === 0 ? undefined : report;
  return followBatch(run, { problem, grace: isRefusal(report) ? 0 : run.grace });
}

function endOf(progress: BatchProgress, { before }: BatchRun): BatchEnd {
  return { progress, unbegun: !hasMoved(progress, before) };
}

function isUnderWay({ state, place }: BatchProgress): boolean {
  return state === 'running' || place !== undefined;
}

/** A letter that was to be signed stands otherwise than before, or the batch has come to an end. */
function hasMoved(progress: BatchProgress | undefined, before: BatchProgress): boolean {
  if (!progress || progress.state === 'open') return false;
  if (progress.state !== before.state) return true;
  return progress.items.some(({ state }, at) => state !== before.items[at]?.state);
}

/** Undefined when the server could not be reached or could not say. */
async function lookOnce({ client, signal, tell }: BatchRun): Promise<BatchProgress | undefined> {
  try {
    const progress = await client.progress({ signal });
    tell(progress);
    return progress;
  } catch (error) {
    if (!(error instanceof OfficeProblem)) throw error;
    tell(undefined);
    return undefined;
  }
}
