import { Problem } from './problem.js';

/**
 * Lets so many at a time do what costs much time or memory; the rest stand in line, first come first served.
 *
 * The line lives in this process and is lost with it: whatever must outlive it is a row, written before.
 */
export class TurnQueue {
  readonly #waiting: { readonly ticket: string; readonly start: () => void }[] = [];
  #running = 0;
  #finished = 0;

  constructor(
    private readonly atOnce: number,
    private readonly longest: number,
  ) {}

  /** How many have had their turn since the start. */
  get finished(): number {
    return this.#finished;
  }

  /** Place in the line, from 1; 0 for one that is in work or not here. */
  placeOf(ticket: string): number {
    return this.#waiting.findIndex((one) => one.ticket === ticket) + 1;
  }

  /** Asked before something is spent on getting a place. @throws {Problem} `server-busy` */
  demandRoom(): void {
    if (this.#waiting.length >= this.longest) throw new Problem('server-busy');
  }

  async run<T>(ticket: string, act: () => Promise<T>): Promise<T> {
    if (this.#running >= this.atOnce) {
      await new Promise<void>((start) => this.#waiting.push({ ticket, start }));
    } else {
      this.#running++;
    }
    try {
      return await act();
    } finally {
      this.#finished++;
      const next = this.#waiting.shift();
      // The place passes on without being given up, so that nobody slips in between.
      if (next) next.start();
      else this.#running--;
    }
  }
}
