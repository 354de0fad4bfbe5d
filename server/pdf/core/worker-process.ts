import { fork, type ChildProcess } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath, pathToFileURL } from 'node:url';
import type { ByteSource } from './byte-source.js';
import { overLimits, PdfRefusal } from './pdf-refusal.js';
import type { FromWorker, ToWorker } from './worker-answer.js';

interface Running {
  readonly source: ByteSource;
  readonly resolve: (value: unknown) => void;
  readonly reject: (error: Error) => void;
}

/**
 * A process that does one job after another until it is ended. A thread would not do: when it asks for more memory at
 * once than its heap may have, the engine ends the whole process, and so does any fault in native code.
 */
export class WorkerProcess {
  readonly #child: ChildProcess;
  #running: Running | undefined;
  jobs = 0;
  ended = false;

  /** @param megabytes of the JavaScript heap */
  constructor(entry: URL, megabytes: number) {
    const { path, loader } = programOf(entry);
    this.#child = fork(path, [], {
      execArgv: [`--max-old-space-size=${String(megabytes)}`, ...loader],
      // No secrets of the server's. Nothing that a library prints of a file can get into our log.
      env: {},
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
      serialization: 'advanced',
    });
    this.#child.on('message', (message: FromWorker) => this.#take(message));
    // Listened to while it rests, too: an error that nobody hears would end the server.
    this.#child.on('error', (error) => this.#gone(error));
    this.#child.on('exit', (code, signal) => this.#gone(brokenOff(code, signal)));
  }

  /** One at a time. @throws {PdfRefusal} what the program refuses, `pdf-over-limits` where the file broke it */
  run(job: unknown, source: ByteSource): Promise<unknown> {
    this.jobs += 1;
    return new Promise((resolve, reject) => {
      this.#running = { source, resolve, reject };
      this.#send({ job, size: source.size });
    });
  }

  /** A resting process keeps ours from nothing. */
  sleep(): void {
    this.#child.unref();
    this.#child.channel?.unref();
  }

  wake(): void {
    this.#child.ref();
    this.#child.channel?.ref();
  }

  end(): void {
    this.ended = true;
    this.#running = undefined;
    this.#child.kill('SIGKILL');
  }

  #take(message: FromWorker): void {
    if ('id' in message) void this.#lend(message.id, message.offset, message.length);
    else if ('value' in message) this.#settle()?.resolve(message.value);
    else if ('failure' in message) this.#settle()?.reject(new Error(`In a worker: ${message.failure}`));
    else this.#settle()?.reject(new PdfRefusal(message.refusal.code, message.refusal.detail));
  }

  async #lend(id: number, offset: number, length: number): Promise<void> {
    const running = this.#running;
    if (!running) return;
    try {
      const bytes = await running.source.read(offset, length);
      this.#send({ id, bytes });
    } catch (error) {
      // The source's own error: sent through the worker it would lose its kind. The worker still waits, so it is spent.
      this.end();
      running.reject(error instanceof Error ? error : new Error('A source failed.', { cause: error }));
    }
  }

  #send(message: ToWorker): void {
    // What cannot be sent any more is told by the end of the process.
    if (this.#child.connected) this.#child.send(message, () => undefined);
  }

  #gone(error: Error): void {
    this.ended = true;
    this.#settle()?.reject(error);
  }

  #settle(): Running | undefined {
    const running = this.#running;
    this.#running = undefined;
    return running;
  }
}

/** An end by signal is the file's doing: memory (SIGABRT, or SIGKILL by the system) or a fault in native code. */
function brokenOff(code: number | null, signal: string | null): Error {
  if (signal !== null) return overLimits(`the worker ended with ${signal}`);
  return new Error(`A worker ended with ${String(code)} and no answer.`);
}

/** Built, a worker is JavaScript beside its caller. From source it is TypeScript, which tsx reads. */
function programOf(entry: URL): { path: string; loader: string[] } {
  const path = fileURLToPath(entry);
  if (existsSync(path)) return { path, loader: [] };
  const tsx = pathToFileURL(createRequire(entry).resolve('tsx/esm')).href;
  return { path: path.replace(/\.js$/u, '.ts'), loader: ['--import', tsx] };
}
