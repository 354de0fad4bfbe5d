import type { ReactiveController, ReactiveControllerHost } from 'lit';

interface Host extends ReactiveControllerHost {
  readonly renderRoot: HTMLElement | DocumentFragment;
}

/** Of IntersectionObserver v2; no list of DOM types has it yet. */
interface Watching extends IntersectionObserverInit {
  readonly trackVisibility: boolean;
  readonly delay: number;
}

/** A dialog that is only just being laid out is covered for a moment, milliseconds. */
const patience = 500;

/**
 * Tells when something of the page around lies over the frame, or makes it fainter: what an official would then see is not
 * what they act on. Only some browsers say so; where they do not, nothing is known, and nothing is claimed.
 */
export class CoverWatch implements ReactiveController {
  covered = false;
  private observer: IntersectionObserver | undefined;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private watched: Element | undefined;

  /** @param told each time that it begins or ends */
  constructor(
    private readonly host: Host,
    private readonly told: (covered: boolean) => void,
  ) {
    host.addController(this);
  }

  /** From now on. In a window of its own nothing can lie over a page. */
  start(): void {
    const watching: Watching = { trackVisibility: true, delay: 100, threshold: [0, 0.5, 1] };
    this.observer = new IntersectionObserver((entries) => this.see(entries.at(-1)), watching);
    this.hostUpdated();
  }

  hostUpdated(): void {
    const room = this.host.renderRoot.querySelector('.room');
    if (!this.observer || !room || room === this.watched) return;
    if (this.watched) this.observer.unobserve(this.watched);
    this.watched = room;
    this.observer.observe(room);
  }

  hostDisconnected(): void {
    this.observer?.disconnect();
    clearTimeout(this.timer);
  }

  /** Public so that it can be told what a browser would say. */
  see(entry: Pick<IntersectionObserverEntry, 'isIntersecting'> | undefined): void {
    // Where the browser knows nothing of it the entry has no such field.
    const visible = entry && 'isVisible' in entry ? entry.isVisible === true : undefined;
    clearTimeout(this.timer);
    if (entry?.isIntersecting && visible === false)
      this.timer = setTimeout(() => this.settle(true), patience);
    else this.settle(false);
  }

  private settle(covered: boolean): void {
    if (covered === this.covered) return;
    this.covered = covered;
    this.told(covered);
    this.host.requestUpdate();
  }
}
