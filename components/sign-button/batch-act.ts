import type { BatchBegun, UnendedBatches } from '../../server/contract/sign-batches.js';
import type { FrameMessage } from '../../server/contract/signing.js';
import { BatchClosedEvent, BatchEndedEvent, type BatchStanding } from '../events.js';

export type UnendedBatch = UnendedBatches['batches'][number];

const ends: readonly BatchStanding['state'][] = ['done', 'cancelled', 'expired'];

/** One batch while its screen is open: which letters it may speak of, and how it stands. */
export class BatchAct {
  private standing: BatchStanding;
  private readonly spoken = new Set<string>();

  /**
   * @param letterIds of the batch; undefined where it is opened again, since then only their number is known
   * @param of how many letters
   */
  constructor(
    readonly begun: BatchBegun,
    private readonly letterIds: readonly string[] | undefined,
    of: number,
    { state = 'open', signed = 0 }: Partial<UnendedBatch> = {},
  ) {
    this.standing = { batchId: begun.batchId, state, signed, of };
  }

  get running(): boolean {
    return this.standing.state === 'running';
  }

  get ended(): boolean {
    return ends.includes(this.standing.state);
  }

  /** Whether this is news of a letter of the batch. A screen that is opened again tells of all letters again. */
  isNews(letterId: string, outcome: 'signed' | 'uncertain'): boolean {
    const told = `${letterId} ${outcome}`;
    const known = this.letterIds?.includes(letterId) ?? this.spoken.size < 2 * this.standing.of;
    if (!known || this.spoken.has(told)) return false;
    this.spoken.add(told);
    return true;
  }

  /** Takes how it stands now. Gives the event that it ended, once. */
  take({ state, signed, of }: Extract<FrameMessage, { t: 'batch' }>): BatchEndedEvent | undefined {
    const { ended } = this;
    this.standing = { ...this.standing, state, signed, of };
    return this.ended && !ended ? new BatchEndedEvent(this.standing) : undefined;
  }

  closed(): BatchClosedEvent {
    return new BatchClosedEvent(this.standing);
  }
}
