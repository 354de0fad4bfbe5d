import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { ListedRow } from './desk-list.js';

/** The row to which Tab comes: the one that was used last, else the first. */
export function stopOf(rows: readonly ListedRow[], lastId: string | undefined): string | undefined {
  return (rows.find(({ letterId }) => letterId === lastId) ?? rows[0])?.letterId;
}

/** The row to which a key moves, of a list with one tab stop. Undefined for a key that moves nothing. */
export function rowAfterKey(
  event: KeyboardEvent,
  rows: readonly ListedRow[],
  stopId: string | undefined,
): string | undefined {
  if (event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return undefined;
  return rowTo(event.key, rows, stopId);
}

/** The row to which a key leads, whatever is held down with it. */
export function rowTo(
  key: string,
  rows: readonly ListedRow[],
  stopId: string | undefined,
): string | undefined {
  const at = Math.max(
    rows.findIndex(({ letterId }) => letterId === stopId),
    0,
  );
  switch (key) {
    case 'ArrowDown':
      return rows[Math.min(at + 1, rows.length - 1)]?.letterId;
    case 'ArrowUp':
      return rows[Math.max(at - 1, 0)]?.letterId;
    case 'Home':
      return rows[0]?.letterId;
    case 'End':
      return rows.at(-1)?.letterId;
    default:
      return undefined;
  }
}

/** Focuses a row; where it left with all others, the place of the desk in which they were. */
export function focusRowOrTab(root: ParentNode, letterId: string): void {
  const row = root.querySelector<HTMLElement>(`[data-letter="${letterId}"]`);
  (row ?? root.querySelector<HTMLElement>('.tab-button[aria-current]'))?.focus();
}

/** Keeps how far the page was scrolled while a letter covers the list. The page may scroll in a box of its own. */
export class ScrollPlace {
  private top: number | undefined;

  keep(element: Element): void {
    this.top = scrollerOf(element).scrollTop;
  }

  restore(element: Element): void {
    if (this.top !== undefined) scrollerOf(element).scrollTop = this.top;
    this.top = undefined;
  }
}

function scrollerOf(element: Element): Element {
  for (let at = element.parentElement; at; at = at.parentElement) {
    const { overflowY } = getComputedStyle(at);
    if ((overflowY === 'auto' || overflowY === 'scroll') && at.scrollHeight > at.clientHeight) return at;
  }
  return document.scrollingElement ?? document.documentElement;
}

/** The row to go on with once a letter is done: the next that can be read, else the last one before it. */
export function rowAfter(rows: readonly ListedRow[], letterId: string | undefined): ListedRow | undefined {
  const at = rows.findIndex((row) => row.letterId === letterId);
  return [...rows.slice(at + 1), ...rows.slice(0, Math.max(at, 0)).reverse()].find(
    ({ gone, restricted }) => !gone && !restricted,
  );
}

/** Tells when the end of the list comes near the view. */
export class EndWatch implements ReactiveController {
  private readonly observer: IntersectionObserver;
  private watched: Element | undefined;

  constructor(host: ReactiveControllerHost, near: () => void) {
    this.observer = new IntersectionObserver(
      (entries) => {
        if (entries.some(({ isIntersecting }) => isIntersecting)) near();
      },
      { rootMargin: '600px 0px' },
    );
    host.addController(this);
  }

  watch(end: Element | undefined): void {
    if (end === this.watched) return;
    this.observer.disconnect();
    if (end) this.observer.observe(end);
    this.watched = end;
  }

  hostDisconnected(): void {
    this.watch(undefined);
  }
}
