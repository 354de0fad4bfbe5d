import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { InboxPage, InboxQuery, InboxRow, InboxTab } from '../../server/contract/letters.js';
import { Loading } from '../internal/loading.js';
import type { OfficeClient } from '../internal/office-client.js';
import type { Language } from '../internal/words.js';

export type Filter = NonNullable<InboxQuery['filter']>;

/** Which letters the reader wants to see. A filter and a search look over the whole desk, whatever the tab. */
export interface ListWish {
  readonly tab: InboxTab;
  readonly filter?: Filter | undefined;
  readonly q: string;
}

/** `gone` is set for a row that left while it was shown; it stays pale until the list is read anew. */
export type ListedRow = InboxRow;

/**
 * The rows of one desk: pages by keyset, and deltas that never move what is under the finger. Changed rows change in
 * their place, rows that left turn pale, new ones wait in `waiting`.
 */
export class DeskList implements ReactiveController {
  wish: ListWish = { tab: 'in', q: '' };
  rows: readonly ListedRow[] = [];
  waiting: readonly InboxRow[] = [];

  /** The page that was asked for last; its counters, tabs and time are kept fresh by deltas. */
  readonly page: Loading<InboxPage>;
  readonly more: Loading<InboxPage>;
  readonly delta: Loading<InboxPage>;

  private cursor: string | undefined;
  private seq = 0;

  constructor(
    private readonly host: ReactiveControllerHost,
    language: () => Language,
    private readonly ground: () => { readonly client: OfficeClient; readonly positionId: string } | undefined,
  ) {
    this.page = new Loading(host, language);
    this.more = new Loading(host, language);
    this.delta = new Loading(host, language);
    host.addController(this);
  }

  hostConnected(): void {
    // A moved element keeps its rows.
  }

  get hasMore(): boolean {
    return this.cursor !== undefined;
  }

  /** Reads the list anew from its head. */
  async load(): Promise<void> {
    const ground = this.ground();
    if (!ground) return;
    this.more.cancel();
    this.delta.cancel();
    this.delta.problem = undefined;
    const query = this.query();
    const answered = await this.page.load((signal) =>
      ground.client.inbox(ground.positionId, query, { signal }),
    );
    const { value } = this.page;
    if (!answered || !value) return;
    this.rows = value.rows;
    this.waiting = [];
    this.cursor = value.cursor;
    this.seq = value.seq;
    this.host.requestUpdate();
  }

  /** Wants other letters, and forgets those of before. */
  want(wish: ListWish): Promise<void> {
    this.wish = wish;
    this.rows = [];
    this.waiting = [];
    this.cursor = undefined;
    return this.load();
  }

  /** Forgets everything, as for another desk. */
  clear(): void {
    this.page.clear();
    this.more.clear();
    this.delta.clear();
    this.rows = [];
    this.waiting = [];
    this.cursor = undefined;
  }

  async loadMore(): Promise<void> {
    const ground = this.ground();
    const { cursor } = this;
    if (!ground || cursor === undefined || this.more.busy || this.page.busy) return;
    const query = { ...this.query(), cursor };
    const answered = await this.more.load((signal) =>
      ground.client.inbox(ground.positionId, query, { signal }),
    );
    const { value } = this.more;
    if (!answered || !value || this.cursor !== cursor) return;
    const known = new Set(this.rows.map(({ letterId }) => letterId));
    this.rows = [...this.rows, ...value.rows.filter(({ letterId }) => !known.has(letterId))];
    this.cursor = value.cursor;
    this.host.requestUpdate();
  }

  /** Asks what changed since. With `settle`, as after an act of the reader's own, rows that left go at once. */
  async refresh(settle = false): Promise<void> {
    const ground = this.ground();
    if (!ground || this.page.busy) return;
    if (!this.page.value) return this.load();
    const query = { ...this.query(), since: String(this.seq) };
    const answered = await this.delta.load((signal) =>
      ground.client.inbox(ground.positionId, query, { signal }),
    );
    const { value } = this.delta;
    if (!answered || !value) return;
    this.merge(value);
    if (settle) this.rows = this.rows.filter(({ gone }) => !gone);
    this.host.requestUpdate();
  }

  /** Lets in what waited, and lets go what left. */
  showWaiting(): void {
    this.rows = [...this.waiting, ...this.rows.filter(({ gone }) => !gone)];
    this.waiting = [];
    this.host.requestUpdate();
  }

  noteRead(letterId: string): void {
    this.rows = this.rows.map((row) => (row.letterId === letterId ? { ...row, unread: false } : row));
    this.host.requestUpdate();
  }

  private merge(delta: InboxPage): void {
    const changed = new Map(delta.rows.map((row) => [row.letterId, row]));
    this.rows = this.rows.map((row) => {
      const now = changed.get(row.letterId);
      if (!now) return row;
      changed.delete(row.letterId);
      // A tombstone says nothing of the letter, so the row keeps its words.
      return now.gone ? { ...row, gone: true, unread: false } : now;
    });
    const came = [...changed.values()];
    const stillWaiting = this.waiting.filter(({ letterId }) => !changed.has(letterId));
    // What is older than the last row shown belongs to a page that is not read yet.
    const last = this.cursor === undefined ? '' : (this.rows.at(-1)?.arrivedAt ?? '');
    const fresh = came.filter(({ gone, arrivedAt }) => !gone && arrivedAt >= last);
    this.waiting = [...fresh, ...stillWaiting].sort((a, b) => (a.arrivedAt < b.arrivedAt ? 1 : -1));
    this.seq = delta.seq;
    const { counters, tabs, total, at, seq } = delta;
    if (this.page.value) this.page.value = { ...this.page.value, counters, tabs, total, at, seq };
  }

  private query() {
    const { tab, filter, q } = this.wish;
    return { tab, ...(filter ? { filter } : {}), ...(q === '' ? {} : { q }) };
  }
}
