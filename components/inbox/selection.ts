import type { ListedRow } from './desk-list.js';

/** As many letters as one passphrase may sign, as the server has it too. */
export const mostAtOnce = 200;

/** Whether a row waits for the signature of the official at this desk, and may be read here. */
export function isSignable({ reason, waitsFor, status, restricted, gone }: ListedRow): boolean {
  return reason === 'sign' && waitsFor === 'sign' && status === 'awaiting-signature' && !restricted && !gone;
}

/** Which letters of a list are chosen. Rows that left, or wait for something else by now, are chosen no more. */
export class Selection {
  /** Letters are being chosen, even if none is yet. */
  on = false;
  /** More were wanted than one passphrase may sign. */
  full = false;

  private chosen: ReadonlySet<string> = new Set();
  /** From where a range goes, and what was chosen before it. */
  private anchor: { readonly letterId: string; readonly before: ReadonlySet<string> } | undefined;

  constructor(private readonly rows: () => readonly ListedRow[]) {}

  /** In the order of the list. */
  get ids(): readonly string[] {
    return this.signable.filter((letterId) => this.chosen.has(letterId));
  }

  /** Letters of the list as it is shown that can be chosen. */
  get signable(): readonly string[] {
    return this.rows()
      .filter(isSignable)
      .map(({ letterId }) => letterId);
  }

  has(letterId: string): boolean {
    return this.chosen.has(letterId);
  }

  begin(): void {
    this.on = true;
  }

  end(): void {
    this.on = false;
    this.choose([]);
    this.anchor = undefined;
  }

  /** Chooses none, and goes on. */
  clear(): void {
    this.choose([]);
    this.anchor = undefined;
  }

  toggle(letterId: string): void {
    this.begin();
    const ids = this.ids.filter((each) => each !== letterId);
    this.choose(ids.length === this.ids.length ? [...ids, letterId] : ids);
    this.anchor = { letterId, before: this.chosen };
  }

  /** Chooses from where the range began, or from `start`, to `end`; what the range leaves again is chosen no more. */
  extend(start: string | undefined, end: string): void {
    this.begin();
    const rows = this.rows();
    const at = (letterId: string) => rows.findIndex((row) => row.letterId === letterId);
    // The row from which it began may have left.
    if (!this.anchor || at(this.anchor.letterId) < 0)
      this.anchor = { letterId: start ?? end, before: this.chosen };
    const { letterId, before } = this.anchor;
    const [from, to] = [at(letterId), at(end)];
    const range = rows.slice(Math.min(from, to), Math.max(from, to) + 1).filter(isSignable);
    this.choose([...before, ...range.map((row) => row.letterId)]);
  }

  all(): void {
    this.begin();
    this.choose([...this.ids, ...this.signable]);
  }

  private choose(ids: readonly string[]): void {
    const wanted = new Set(ids);
    this.full = wanted.size > mostAtOnce;
    this.chosen = new Set([...wanted].slice(0, mostAtOnce));
  }
}
