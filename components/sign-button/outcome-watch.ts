import type { LetterView } from '../../server/contract/letters.js';
import { isAbort, OfficeProblem } from '../internal/office-problem.js';

export type WatchedEnd = 'signed' | 'uncertain' | 'not-signed';

interface Watched {
  /** Reads the letter. Rejects as a client does. */
  readonly read: (signal: AbortSignal) => Promise<LetterView>;
  readonly deskId: string;
  readonly signal: AbortSignal;
  /** Between two looks, milliseconds; a look more whenever the reader comes back to the page. */
  readonly pause: number;
  /** When to stop, milliseconds: an intent does not live longer. */
  readonly longest: number;
}

/**
 * Looks at the letter until the signature that is given elsewhere is there. A window of Noken's own tells the page nothing,
 * so the letter alone is asked. A line that is cut for a while is no answer.
 */
export async function watchOutcome({ read, deskId, signal, pause, longest }: Watched): Promise<WatchedEnd> {
  const until = performance.now() + longest;
  while (!signal.aborted && performance.now() < until) {
    await nextLook(pause, signal);
    try {
      const end = endOf(await read(signal), deskId);
      if (end) return end;
    } catch (error) {
      if (!(error instanceof OfficeProblem) && !isAbort(error)) throw error;
    }
  }
  return 'not-signed';
}

function endOf({ status, signers }: LetterView, deskId: string): WatchedEnd | undefined {
  if (status === 'uncertain') return 'uncertain';
  const mine = signers.filter(({ position }) => position.id === deskId);
  return mine.length > 0 && mine.every(({ state }) => state === 'signed') ? 'signed' : undefined;
}

/** After the pause where the page is in sight, else when it comes back. */
function nextLook(pause: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const go = () => {
      clearInterval(timer);
      removeEventListener('focus', go);
      signal.removeEventListener('abort', go);
      resolve();
    };
    const timer = setInterval(() => document.visibilityState === 'visible' && go(), pause);
    addEventListener('focus', go);
    signal.addEventListener('abort', go);
  });
}
