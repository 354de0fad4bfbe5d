import type { SignBatchRow } from '../database/index.js';
import type { LetterProvider } from '../signing/index.js';
import { work, type Office, type Scope } from '../tenants/index.js';
import { changeHeldBatch } from './sign-batches.table.js';

/** For how long it is believed that a process lives which has not said so again. Milliseconds. */
const lease = 15_000;
const beat = lease / 3;
/** For how long a passphrase is kept while a batch stands still. Milliseconds. */
const patience = 10 * 60_000;

/**
 * A batch whose passphrase this process has: an opened key, or the passphrase for a gateway. The only state of signing that
 * is not a row, since it may not be one.
 */
export class HeldBatch {
  /** Ends after the letter that is under way. */
  cancelled = false;
  /** The server is going down: pauses after the letter that is under way. */
  halted = false;
  running: Promise<void> | undefined;
  readonly #beat: NodeJS.Timeout;
  #patience: NodeJS.Timeout | undefined;

  constructor(
    readonly office: Office,
    readonly scope: Scope,
    readonly batch: SignBatchRow,
    /** Whoever took the batch with this passphrase: no other window, and no other process. */
    private readonly holder: string,
    readonly provider: LetterProvider,
    private readonly passphrase: Buffer,
  ) {
    this.#beat = setInterval(() => void this.#sayAlive(), beat).unref();
    held.set(batch.id, this);
  }

  /** Starts what signs, once the row says so. @returns false where it did already, or is no longer ours */
  async start(change: Parameters<typeof changeHeldBatch>[3], act: () => Promise<void>): Promise<boolean> {
    if (this.running) return false;
    clearTimeout(this.#patience);
    const ours = this.change(change);
    // Set before anything is awaited, so that two who ask at once start it once.
    this.running = ours.then((mine) => (mine ? act() : undefined)).finally(() => (this.running = undefined));
    return ours;
  }

  /** Keeps the passphrase only so long while nothing runs. */
  rest(): void {
    this.#patience = setTimeout(() => void this.release(), patience).unref();
  }

  /** Forgets the passphrase. Whoever goes on types it anew. */
  async release(): Promise<void> {
    this.passphrase.fill(0);
    clearInterval(this.#beat);
    clearTimeout(this.#patience);
    held.delete(this.batch.id);
    await this.change({ held_until: null });
  }

  /** Changes the row while it is ours. */
  change(change: Parameters<typeof changeHeldBatch>[3]): Promise<boolean> {
    return work(this.scope, ({ db }) => changeHeldBatch(db, this.batch, this.holder, change));
  }

  async #sayAlive(): Promise<void> {
    try {
      await this.change({ held_until: leaseFrom(this.office.now()) });
    } catch (error) {
      this.office.log.failure('batch-lease', error, { batch: this.batch.id });
    }
  }
}

const held = new Map<string, HeldBatch>();

export function heldBatch(batchId: string): HeldBatch | undefined {
  return held.get(batchId);
}

export function leaseFrom(now: Date): string {
  return new Date(now.getTime() + lease).toISOString();
}

/** Before the database closes: what runs ends with the letter that is under way, and every passphrase is forgotten. */
export async function releaseBatches(office: Office): Promise<void> {
  const mine = [...held.values()].filter((one) => one.office === office);
  for (const one of mine) one.halted = true;
  for (const one of mine) {
    await one.running;
    await one.release();
  }
}
