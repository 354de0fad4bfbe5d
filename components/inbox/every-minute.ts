import type { ReactiveController, ReactiveControllerHost } from 'lit';

/** Milliseconds. */
const minute = 60_000;

/** Runs something each minute while the page is seen, and at once when it is seen again after longer. */
export class EveryMinute implements ReactiveController {
  private timer: ReturnType<typeof setInterval> | undefined;
  private last = 0;

  constructor(
    host: ReactiveControllerHost,
    private readonly run: () => void,
  ) {
    host.addController(this);
  }

  hostConnected(): void {
    this.last ||= Date.now();
    this.timer ??= setInterval(this.weigh, minute);
    document.addEventListener('visibilitychange', this.weigh);
  }

  hostDisconnected(): void {
    clearInterval(this.timer);
    this.timer = undefined;
    document.removeEventListener('visibilitychange', this.weigh);
  }

  private readonly weigh = (): void => {
    // A timer may come a little early; half a second is not worth a request more.
    if (document.visibilityState !== 'visible' || Date.now() - this.last < minute - 500) return;
    this.last = Date.now();
    this.run();
  };
}
