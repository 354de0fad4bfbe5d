import type { Signed, SignPreflight } from '../../server/contract/signing.js';
import { isAbort, OfficeProblem, toReport, type OfficeReport } from '../internal/office-problem.js';
import type { Language } from '../internal/words.js';
import type { SignClient } from './sign-client.js';

/** What is known while one press of the button is on its way. */
export interface SigningProgress {
  /** The point of no return is behind us. Absent while the server cannot say. */
  readonly dispatched?: boolean | undefined;
  /** How far a provider outside is. */
  readonly step?: SignPreflight['step'];
  /** Place in the line before the passphrase is looked at; absent when it is not waiting. */
  readonly place?: number | undefined;
  /** The server cannot be reached at the moment. */
  readonly cut: boolean;
}

export type SigningEnd =
  | { readonly is: 'known'; readonly facts: SignPreflight; readonly outcome: Signed }
  /** The server said no, or says after a cut that nothing was signed (`problem` absent). */
  | { readonly is: 'not-signed'; readonly facts: SignPreflight; readonly problem?: OfficeReport | undefined };

export interface Run {
  readonly client: SignClient;
  readonly language: Language;
  readonly signal: AbortSignal;
  readonly tell: (progress: SigningProgress) => void;
  /** Between two questions, milliseconds. */
  readonly pause: number;
  /** How long a request that was cut may still be under way before "open" means "not signed", milliseconds. */
  readonly grace: number;
}

/** Which field a refusal is about, where it can be tried again. */
export const wrongAt: Readonly<Record<string, 'passphrase' | 'factor'>> = {
  'passphrase-wrong': 'passphrase',
  'factor-wrong': 'factor',
  'factor-needed': 'factor',
};

/**
 * Follows one press of the button to an end that the server vouches for.
 *
 * While the answer is awaited it asks how it stands; after a cut it asks until the server can be reached, and only what the
 * server then says is believed. Nothing is sent a second time from here. A browser may do so by itself after a connection broke;
 * the server takes the second for `intent-used`, and its end is asked for all the same.
 *
 * @param sending the request that carries the passphrase, already on its way
 * @throws {DOMException} `AbortError` when the signal was aborted
 */
export async function runSigning(
  sending: Promise<Signed>,
  run: Run & { readonly facts: SignPreflight },
): Promise<SigningEnd> {
  const answer = sending.then(
    (outcome) => ({ outcome }),
    (error: unknown) => ({ error }),
  );
  let facts = run.facts;
  for (;;) {
    const settled = await Promise.race([answer, pause(run.pause, run.signal)]);
    if (settled && 'outcome' in settled) return { is: 'known', facts, outcome: settled.outcome };
    if (settled) return endAfter(settled.error, run);
    facts = (await lookOnce(run)) ?? facts;
    if (facts.outcome) return { is: 'known', facts, outcome: facts.outcome };
  }
}

function endAfter(error: unknown, run: Run): Promise<SigningEnd> {
  if (isAbort(error)) throw error;
  const report = toReport(error, run.language);
  return followSigning(run, report.status === 0 ? undefined : report, isRefusal(report) ? 0 : run.grace);
}

/** A refusal of the table is the server's word. Anything else may have happened after the passphrase arrived. */
export function isRefusal({ status, code }: OfficeReport): boolean {
  return (status >= 400 && status < 500) || code === 'server-busy' || code.startsWith('gateway-');
}

/** Asks until the server says how a signing that was begun has ended. */
export async function followSigning(
  run: Run,
  problem?: OfficeReport,
  grace: number = run.grace,
): Promise<SigningEnd> {
  const until = performance.now() + grace;
  for (;;) {
    const facts = await lookOnce(run);
    if (facts?.outcome) return { is: 'known', facts, outcome: facts.outcome };
    const undecided = facts?.state === 'signing' || facts?.place !== undefined;
    if (facts && !undecided && performance.now() >= until) return { is: 'not-signed', facts, problem };
    await pause(run.pause, run.signal);
  }
}

/** Asks what became of a request that goes on in another window. Undefined when it was given up. */
export async function awaitElsewhere(
  client: SignClient,
  rest: number,
  signal: AbortSignal,
): Promise<SignPreflight | undefined> {
  while (!signal.aborted) {
    await new Promise((resolve) => setTimeout(resolve, rest));
    try {
      const facts = await client.show({ signal });
      if (facts.outcome || (facts.state !== 'open' && facts.state !== 'signing')) return facts;
    } catch (error) {
      // Out of reach for a moment; the window may still be signing.
      if (!(error instanceof OfficeProblem) && !isAbort(error)) throw error;
    }
  }
  return undefined;
}

/** Undefined when the server could not be reached or could not say. */
async function lookOnce({ client, signal, tell }: Run): Promise<SignPreflight | undefined> {
  try {
    const facts = await client.show({ signal });
    tell({ dispatched: facts.state === 'signing', step: facts.step, place: facts.place, cut: false });
    return facts;
  } catch (error) {
    if (!(error instanceof OfficeProblem)) throw error;
    tell({ cut: true });
    return undefined;
  }
}

/** Resolves after so long. @throws {DOMException} `AbortError` when the signal was aborted */
export function pause(milliseconds: number, signal: AbortSignal): Promise<undefined> {
  return new Promise((resolve, reject) => {
    const giveUp = () => {
      clearTimeout(timer);
      reject(new DOMException('The call was given up.', 'AbortError'));
    };
    if (signal.aborted) return reject(new DOMException('The call was given up.', 'AbortError'));
    const timer = setTimeout(() => {
      signal.removeEventListener('abort', giveUp);
      resolve(undefined);
    }, milliseconds);
    signal.addEventListener('abort', giveUp, { once: true });
  });
}
