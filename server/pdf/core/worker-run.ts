import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath, pathToFileURL } from 'node:url';
import type { Transferable as WorkerTransferable } from 'node:worker_threads';
import { overLimits, PdfRefusal } from './pdf-refusal.js';
import { WorkerThread } from './worker-thread.js';

/** What a worker may use before it is ended. */
export interface WorkerLimits {
  readonly milliseconds: number;
  /** Of the JavaScript heap. What WebAssembly and native code take, the worker must bound itself. */
  readonly megabytes: number;
}

/** Threads at once for one kind of job: strangers who have files judged must not keep the office from its own. */
const atOnce = 2;
/** A thread that has done so many is let go, with whatever it has gathered. */
const jobsOfOne = 100;
/** How long a thread waits for its next job, in milliseconds. */
const rest = 60_000;

interface Place {
  running: number;
  readonly waiting: (() => void)[];
  /** One thread that has its program loaded; starting one costs more than most jobs. */
  idle: WorkerThread | undefined;
  timer: NodeJS.Timeout | undefined;
}
const places = new Map<string, Place>();

/**
 * Runs one job on a thread that can be ended. Strangers' PDFs are opened there: what loops or swells takes the thread
 * with it, not the server. Only a thread that answered within its limits is used again; jobs beyond two of a kind
 * wait, and their time does not run.
 *
 * @param entry `new URL('./name-worker.js', import.meta.url)`, a file that calls `answerJobs`; from source the `.ts`
 *   beside it is taken
 * @throws {PdfRefusal} what the worker refuses with; `pdf-over-limits` when it took too long or too much memory
 */
export async function runInWorker<Value>(
  entry: URL,
  job: unknown,
  limits: WorkerLimits,
  transfer: readonly WorkerTransferable[] = [],
): Promise<Value> {
  const place = placeOf(`${entry.href} ${String(limits.megabytes)}`);
  if (place.running >= atOnce) await new Promise<void>((resolve) => place.waiting.push(resolve));
  else place.running += 1;
  try {
    return await runAt<Value>(place, entry, job, limits, transfer);
  } finally {
    // The place is handed on, so `running` stays as it is while somebody waits.
    const next = place.waiting.shift();
    if (next) next();
    else place.running -= 1;
  }
}

function placeOf(key: string): Place {
  const known = places.get(key);
  if (known) return known;
  const place: Place = { running: 0, waiting: [], idle: undefined, timer: undefined };
  places.set(key, place);
  return place;
}

async function runAt<Value>(
  place: Place,
  entry: URL,
  job: unknown,
  { milliseconds, megabytes }: WorkerLimits,
  transfer: readonly WorkerTransferable[],
): Promise<Value> {
  const thread = takeIdle(place) ?? new WorkerThread(startOf(entry), megabytes);
  let timer: NodeJS.Timeout | undefined;
  try {
    const tooLong = new Promise<never>((_, reject) => {
      timer = setTimeout(() => {
        reject(overLimits(`more than ${String(milliseconds)} ms`));
      }, milliseconds);
    });
    const value = await Promise.race([thread.run<Value>(job, transfer), tooLong]);
    await leave(place, thread);
    return value;
  } catch (error) {
    const isSound = error instanceof PdfRefusal && error.code !== 'pdf-over-limits';
    await (isSound ? leave(place, thread) : thread.end());
    throw error;
  } finally {
    clearTimeout(timer);
  }
}

function takeIdle(place: Place): WorkerThread | undefined {
  const { idle } = place;
  place.idle = undefined;
  clearTimeout(place.timer);
  if (!idle || idle.ended) return undefined;
  idle.wake();
  return idle;
}

/** After an answer: the thread waits for the next job, or goes where it is old or another one waits already. */
async function leave(place: Place, thread: WorkerThread): Promise<void> {
  if (thread.jobs >= jobsOfOne || place.idle) return thread.end();
  thread.sleep();
  place.idle = thread;
  place.timer = setTimeout(() => {
    place.idle = undefined;
    void thread.end();
  }, rest).unref();
}

/**
 * Built, a worker is JavaScript beside its caller. From source it is TypeScript, and a thread of Node 20 does not
 * inherit what reads that, so the thread asks tsx first.
 */
function startOf(entry: URL): URL {
  if (existsSync(fileURLToPath(entry))) return entry;
  const tsx = pathToFileURL(createRequire(entry).resolve('tsx/esm/api')).href.replace(/\.cjs$/u, '.mjs');
  const source = entry.href.replace(/\.js$/u, '.ts');
  const script = `import { register } from ${JSON.stringify(tsx)}; register(); await import(${JSON.stringify(source)});`;
  return new URL(`data:text/javascript,${encodeURIComponent(script)}`);
}
