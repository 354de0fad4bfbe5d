import type { Log } from './log.js';

/** Something that is done from time to time, one run after the other. What a run throws is logged, and the next comes. */
export class RepeatingJob {
  #timer: NodeJS.Timeout | undefined;
  #running: Promise<void> | undefined;

  /**
   * @param name for the log
   * @param between milliseconds
   */
  constructor(
    private readonly name: string,
    private readonly between: number,
    private readonly log: Log,
    private readonly act: () => Promise<unknown>,
  ) {}

  /** Does not keep the process alive for it. */
  start(): void {
    this.#timer = setInterval(() => void this.run(), this.between).unref();
  }

  /** A run that is under way is ended first. */
  async stop(): Promise<void> {
    clearInterval(this.#timer);
    await this.#running;
  }

  /** Runs now; called again meanwhile, it waits for the same. Never throws. */
  run(): Promise<void> {
    this.#running ??= this.#once().finally(() => (this.#running = undefined));
    return this.#running;
  }

  async #once(): Promise<void> {
    try {
      await this.act();
    } catch (error) {
      this.log.failure(this.name, error);
    }
  }
}
