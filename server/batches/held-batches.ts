import { randomUUID } from 'node:crypto';
import type { SignBatchRow } from '../database/index.js';
import type { LetterProvider } from '../signing/index.js';
import { work, type Office, type Scope } from '../tenants/index.js';
import { changeHeldBatch } from './sign-batches.table.js';

/** This process, among those that may share a database. */
export const thisProcess = randomUUID();

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
    readonly provider: LetterProvider,
    private readonly passphrase: Buffer,
  ) {
    this.#beat = setInterval(() => void this.#sayAlive(), beat).unref();
    held.set(batch.id, this);
  }

  /** Keeps the passphrase only so long while nothing runs. */
  rest(): void {
    this.#patience = setTimeout(() => void this.release(), patience).unref();
  }

  wake(): void {
    clearTimeout(this.#patience);
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
    return work(this.scope, ({ db }) => changeHeldBatch(db, this.batch, thisProcess, change));
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
