import type { CallKind, Faults } from './simulator-faults.js';

/** One call as it is remembered: never a passphrase, a code, a file or a whole NIK. */
export interface SimulatorEntry {
  readonly number: number;
  /** ISO 8601. */
  readonly at: string;
  readonly kind: CallKind | 'unknown';
  readonly version: 'v1' | 'v2' | '';
  /** Masked. */
  who: string;
  /** Files that came, and files that were signed; the second also where the answer never arrived. */
  files: number;
  signed: number;
  outcome: 'open' | 'answered' | 'refused' | 'unavailable' | 'dropped';
  http: number;
  code?: number;
  /** The refusal is our invention. */
  synthetic?: boolean;
  documentId?: string;
  /** What went wrong in the simulator itself, by name. */
  bug?: string;
  faults: Faults;
}

const keepAtMost = 20_000;

/** In memory alone; the oldest go first. */
export class SimulatorLog {
  private entries: SimulatorEntry[] = [];
  private count = 0;

  begin(at: Date, kind: SimulatorEntry['kind'], version: SimulatorEntry['version']): SimulatorEntry {
    const entry: SimulatorEntry = {
      number: ++this.count,
      at: at.toISOString(),
      kind,
      version,
      who: '',
      files: 0,
      signed: 0,
      outcome: 'open',
      http: 0,
      faults: {},
    };
    this.entries.push(entry);
    if (this.entries.length > keepAtMost) this.entries.shift();
    return entry;
  }

  all(): readonly SimulatorEntry[] {
    return this.entries;
  }

  clear(): void {
    this.entries = [];
  }
}
