import type { ReactiveController, ReactiveControllerHost } from 'lit';

/** Whether an element is at least so wide, measured at once and with every change: what its style sheet asks too. */
export class WideWatch implements ReactiveController {
  wide = false;

  private readonly widths = new ResizeObserver(() => this.measure());

  /** @param from pixels */
  constructor(
    private readonly host: ReactiveControllerHost & HTMLElement,
    private readonly from: number,
  ) {
    host.addController(this);
  }

  hostConnected(): void {
    this.measure();
    this.widths.observe(this.host);
  }

  hostDisconnected(): void {
    this.widths.disconnect();
  }

  private measure(): void {
    const wide = this.host.offsetWidth >= this.from;
    if (wide === this.wide) return;
    this.wide = wide;
    this.host.requestUpdate();
  }
}
