import { type Transferable as WorkerTransferable, Worker } from 'node:worker_threads';
import { overLimits, PdfRefusal } from './pdf-refusal.js';
import type { WorkerAnswer } from './worker-answer.js';

interface Waiting {
  readonly resolve: (value: unknown) => void;
  readonly reject: (error: Error) => void;
}

/** A thread that does one job after another until it is ended. */
export class WorkerThread {
  readonly #worker: Worker;
  #waiting: Waiting | undefined;
  jobs = 0;
  ended = false;

  /** @param megabytes of the JavaScript heap */
  constructor(program: URL, megabytes: number) {
    this.#worker = new Worker(program, {
      execArgv: [],
      env: {},
      // Libraries print what they think of a file; a file must not be able to write into our log.
      stdout: true,
      stderr: true,
      resourceLimits: { maxOldGenerationSizeMb: megabytes, maxYoungGenerationSizeMb: 32 },
    });
    this.#worker.stdout.resume();
    this.#worker.stderr.resume();
    this.#worker.on('message', (answer: WorkerAnswer<unknown>) => {
      if ('value' in answer) this.#settle()?.resolve(answer.value);
      else this.#settle()?.reject(new PdfRefusal(answer.refusal.code, answer.refusal.detail));
    });
    // Listened to while it rests, too: an error that nobody hears would end the server.
    this.#worker.on('error', (error) => {
      this.ended = true;
      this.#settle()?.reject(brokenDown(error));
    });
    this.#worker.on('exit', (code) => {
      this.ended = true;
      this.#settle()?.reject(new Error(`A worker ended with ${String(code)} and no answer.`));
    });
  }

  /** One at a time. @throws {PdfRefusal} what the program refuses, `pdf-over-limits` for too much memory */
  run<Value>(job: unknown, transfer: readonly WorkerTransferable[]): Promise<Value> {
    this.jobs += 1;
    return new Promise((resolve, reject) => {
      this.#waiting = { resolve: resolve as Waiting['resolve'], reject };
      this.#worker.postMessage(job, [...transfer]);
    });
  }

  /** A resting thread keeps no process alive. */
  sleep(): void {
    this.#worker.unref();
  }

  wake(): void {
    this.#worker.ref();
  }

  async end(): Promise<void> {
    this.ended = true;
    await this.#worker.terminate();
  }

  #settle(): Waiting | undefined {
    const waiting = this.#waiting;
    this.#waiting = undefined;
    return waiting;
  }
}

/** Memory is the file's doing. Anything else is a bug, and keeps its own name for the log. */
function brokenDown(error: Error): Error {
  const isMemory = 'code' in error && error.code === 'ERR_WORKER_OUT_OF_MEMORY';
  return isMemory ? overLimits('more memory than allowed', error) : error;
}
