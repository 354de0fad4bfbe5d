import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { OfficeProblem } from '../internal/office-problem.js';

/** How long a page must be in view, with its picture there, to count as shown. Milliseconds. */
const longEnough = 500;
/** How much of it: half, or so many pixels of one that is taller than the screen. */
const enough = { ratio: 0.5, pixels: 200 };
/** For how long pages are gathered before they are told, so that few requests are made. Milliseconds. */
const gathering = 1500;

interface Host extends ReactiveControllerHost {
  readonly renderRoot: HTMLElement | DocumentFragment;
}

export interface PagesSeenSettings {
  /** Tells the server. */
  readonly report: (letterId: string, pages: readonly number[]) => Promise<void>;
  /** @returns whether that is news */
  readonly seen: (letterId: string, page: number) => boolean;
  /** Something lies over the screen: what is below was not shown. */
  readonly blocked: () => boolean;
}

/**
 * Which pages of a letter were really in view. They are `.page` elements with `data-page` and a picture in them.
 *
 * Scrolled past, behind something, without its picture or in a hidden tab a page was not shown.
 */
export class PagesSeen implements ReactiveController {
  private letterId: string | undefined;
  private readonly timers = new Map<Element, ReturnType<typeof setTimeout>>();
  private readonly inView = new Set<Element>();
  private readonly watched = new Set<Element>();
  private readonly untold = new Map<string, Set<number>>();
  private gathered: ReturnType<typeof setTimeout> | undefined;
  private telling = Promise.resolve<OfficeProblem | undefined>(undefined);
  private readonly observer = new IntersectionObserver((entries) => this.note(entries), {
    threshold: [0, 0.1, 0.2, 0.3, 0.4, enough.ratio, 0.75, 1],
  });

  constructor(
    private readonly host: Host,
    private readonly settings: PagesSeenSettings,
  ) {
    host.addController(this);
  }

  /** From now on pages are of this letter. Undefined: none is being read. */
  watch(letterId: string | undefined): void {
    if (letterId === this.letterId) return;
    this.letterId = letterId;
    for (const page of this.watched) this.observer.unobserve(page);
    for (const timer of this.timers.values()) clearTimeout(timer);
    for (const set of [this.watched, this.timers, this.inView]) set.clear();
    void this.flush();
  }

  /** A picture has come. */
  readonly shown = (event: Event): void => {
    const page = (event.target as Element).closest('.page');
    if (page) this.weigh(page);
  };

  /** Tells the server what it does not know yet. @returns what hindered it, which is tried again with the next page */
  flush(): Promise<OfficeProblem | undefined> {
    return (this.telling = this.telling.then(() => this.tellAll()));
  }

  hostConnected(): void {
    document.addEventListener('visibilitychange', this.heedVisibility);
  }

  hostDisconnected(): void {
    document.removeEventListener('visibilitychange', this.heedVisibility);
    this.watch(undefined);
  }

  hostUpdated(): void {
    if (this.letterId === undefined) return;
    for (const page of this.host.renderRoot.querySelectorAll('.page')) {
      if (this.watched.has(page)) continue;
      this.watched.add(page);
      this.observer.observe(page);
    }
  }

  private async tellAll(): Promise<OfficeProblem | undefined> {
    clearTimeout(this.gathered);
    this.gathered = undefined;
    const all = [...this.untold];
    this.untold.clear();
    let hindered: OfficeProblem | undefined;
    for (const [letterId, pages] of all) {
      try {
        await this.settings.report(letterId, [...pages]);
      } catch (error) {
        if (!(error instanceof OfficeProblem)) throw error;
        hindered = error;
        for (const page of pages) this.keep(letterId, page);
      }
    }
    return hindered;
  }

  private note(entries: readonly IntersectionObserverEntry[]): void {
    for (const { target, isIntersecting, intersectionRatio, intersectionRect } of entries) {
      const isEnough = intersectionRatio >= enough.ratio || intersectionRect.height >= enough.pixels;
      if (isIntersecting && isEnough && this.watched.has(target)) this.inView.add(target);
      else this.inView.delete(target);
      this.weigh(target);
    }
  }

  private weigh(page: Element): void {
    const image = page.querySelector('img');
    const isShown =
      this.inView.has(page) && !document.hidden && image?.complete === true && image.naturalWidth > 0;
    if (isShown && this.timers.has(page)) return;
    clearTimeout(this.timers.get(page));
    this.timers.delete(page);
    if (isShown)
      this.timers.set(
        page,
        setTimeout(() => this.count(page), longEnough),
      );
  }

  private count(page: Element): void {
    const { letterId } = this;
    this.timers.delete(page);
    if (this.settings.blocked()) return this.weigh(page);
    const number = Number((page as HTMLElement).dataset['page']);
    if (letterId === undefined || !(number > 0)) return;
    this.observer.unobserve(page);
    this.inView.delete(page);
    if (!this.settings.seen(letterId, number)) return;
    this.keep(letterId, number);
    this.gathered ??= setTimeout(() => void this.flush(), gathering);
  }

  private keep(letterId: string, page: number): void {
    this.untold.set(letterId, (this.untold.get(letterId) ?? new Set()).add(page));
  }

  private readonly heedVisibility = () => {
    for (const page of this.inView) this.weigh(page);
    if (document.hidden) void this.flush();
  };
}
