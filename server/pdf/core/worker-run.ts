import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { type Transferable as WorkerTransferable, Worker } from 'node:worker_threads';
import { overLimits, PdfRefusal, type PdfRefusalCode } from './pdf-refusal.js';

/** What a worker may use before it is ended. */
export interface WorkerLimits {
  readonly milliseconds: number;
  /** Of the JavaScript heap. What WebAssembly and native code take, the worker must bound itself. */
  readonly megabytes: number;
}

/** What a worker answers, once: a value, or the refusal that it came to. */
export type WorkerAnswer<Value> =
  | { readonly value: Value }
  | { readonly refusal: { readonly code: PdfRefusalCode; readonly detail: string } };

/** Threads at once: each may take a core and some hundred megabytes. The rest waits, and its time does not run. */
const atOnce = 2;
let running = 0;
const waiting: (() => void)[] = [];

/**
 * Runs one job on a thread of its own and ends the thread afterwards, done or not. Strangers' PDFs are opened there:
 * what loops or swells takes the thread with it, not the server.
 *
 * @param entry `new URL('./name-worker.js', import.meta.url)`; from source the `.ts` beside it is taken
 * @throws {PdfRefusal} what the worker refuses with; `pdf-over-limits` when it took too long or too much memory
 */
export async function runInWorker<Value>(
  entry: URL,
  job: unknown,
  limits: WorkerLimits,
  transfer: readonly WorkerTransferable[] = [],
): Promise<Value> {
  if (running >= atOnce) await new Promise<void>((resolve) => waiting.push(resolve));
  else running += 1;
  try {
    return await runNow<Value>(entry, job, limits, transfer);
  } finally {
    // The place is handed on, so `running` stays as it is while somebody waits.
    const next = waiting.shift();
    if (next) next();
    else running -= 1;
  }
}

async function runNow<Value>(
  entry: URL,
  job: unknown,
  limits: WorkerLimits,
  transfer: readonly WorkerTransferable[],
): Promise<Value> {
  const worker = new Worker(startOf(entry), {
    workerData: job,
    transferList: [...transfer],
    execArgv: [],
    env: {},
    // Libraries print what they think of a file; a file must not be able to write into our log.
    stdout: true,
    stderr: true,
    resourceLimits: { maxOldGenerationSizeMb: limits.megabytes, maxYoungGenerationSizeMb: 32 },
  });
  let timer: NodeJS.Timeout | undefined;
  try {
    return await new Promise<Value>((resolve, reject) => {
      timer = setTimeout(() => {
        reject(overLimits(`more than ${String(limits.milliseconds)} ms`));
      }, limits.milliseconds);
      worker.once('message', (answer: WorkerAnswer<Value>) => {
        if ('value' in answer) resolve(answer.value);
        else reject(new PdfRefusal(answer.refusal.code, answer.refusal.detail));
      });
      worker.once('error', (error) => {
        reject(brokenDown(error));
      });
      worker.once('exit', (code) => {
        reject(new Error(`A worker ended with ${String(code)} and no answer.`));
      });
    });
  } finally {
    clearTimeout(timer);
    await worker.terminate();
  }
}

/** The refusal as a worker sends it: a thrown error would lose its code on the way. */
export function refusalAnswer(error: unknown): WorkerAnswer<never> {
  if (error instanceof PdfRefusal) return { refusal: { code: error.code, detail: error.detail } };
  throw error;
}

/** Memory is the file's doing. Anything else is a bug, and keeps its own name for the log. */
function brokenDown(error: Error): Error {
  const isMemory = 'code' in error && error.code === 'ERR_WORKER_OUT_OF_MEMORY';
  return isMemory ? overLimits('more memory than allowed', error) : error;
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
