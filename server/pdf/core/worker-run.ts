import type { ByteSource } from './byte-source.js';
import { overLimits, PdfRefusal } from './pdf-refusal.js';
import { WorkerProcess } from './worker-process.js';

/** What a worker may use before it is ended. */
export interface WorkerLimits {
  readonly milliseconds: number;
  /** Of the JavaScript heap. What WebAssembly and native code take, the worker must bound itself. */
  readonly megabytes: number;
}

/** Processes at once for one kind of job: strangers who have files judged must not keep the office from its own. */
const atOnce = 2;
/** A process that has done so many is let go, with whatever it has gathered. */
const jobsOfOne = 100;
/** How long a process waits for its next job, in milliseconds. */
const rest = 60_000;

interface Place {
  running: number;
  readonly waiting: (() => void)[];
  /** One process that has its program loaded; starting one costs more than most jobs. */
  idle: WorkerProcess | undefined;
  timer: NodeJS.Timeout | undefined;
}
const places = new Map<string, Place>();

/**
 * Runs one job in a process that can be ended. Strangers' PDFs are opened there: what loops or swells takes that
 * process with it, not the server. Only one that answered within its limits is used again; jobs beyond two of a kind
 * wait, and their time does not run.
 *
 * @param entry `new URL('./name-worker.js', import.meta.url)`, a file that calls `answerJobs`; from source the `.ts`
 *   beside it is taken
 * @param source what the worker may read
 * @throws {PdfRefusal} what the worker refuses with; `pdf-over-limits` when it took too long or too much memory
 * @throws the error of `source`, or that of a bug in the worker
 */
export async function runInWorker<Value>(
  entry: URL,
  job: unknown,
  limits: WorkerLimits,
  source: ByteSource,
): Promise<Value> {
  const place = placeOf(`${entry.href} ${String(limits.megabytes)}`);
  if (place.running >= atOnce) await new Promise<void>((resolve) => place.waiting.push(resolve));
  else place.running += 1;
  try {
    return (await runAt(place, entry, job, limits, source)) as Value;
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

async function runAt(
  place: Place,
  entry: URL,
  job: unknown,
  { milliseconds, megabytes }: WorkerLimits,
  source: ByteSource,
): Promise<unknown> {
  const worker = takeIdle(place) ?? new WorkerProcess(entry, megabytes);
  let timer: NodeJS.Timeout | undefined;
  try {
    const tooLong = new Promise<never>((_, reject) => {
      timer = setTimeout(() => {
        reject(overLimits(`more than ${String(milliseconds)} ms`));
      }, milliseconds);
    });
    const value = await Promise.race([worker.run(job, source), tooLong]);
    leave(place, worker);
    return value;
  } catch (error) {
    if (error instanceof PdfRefusal && error.code !== 'pdf-over-limits') leave(place, worker);
    else worker.end();
    throw error;
  } finally {
    clearTimeout(timer);
  }
}

function takeIdle(place: Place): WorkerProcess | undefined {
  const { idle } = place;
  place.idle = undefined;
  clearTimeout(place.timer);
  if (!idle || idle.ended) return undefined;
  idle.wake();
  return idle;
}

/** After an answer: the process waits for the next job, or goes where it is old, spent or another one waits already. */
function leave(place: Place, worker: WorkerProcess): void {
  if (worker.ended || worker.jobs >= jobsOfOne || place.idle) {
    worker.end();
    return;
  }
  worker.sleep();
  place.idle = worker;
  place.timer = setTimeout(() => {
    place.idle = undefined;
    worker.end();
  }, rest).unref();
}
