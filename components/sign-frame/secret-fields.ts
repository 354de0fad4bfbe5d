import type { ReactiveController, ReactiveControllerHost } from 'lit';

interface Host extends ReactiveControllerHost {
  readonly renderRoot: HTMLElement | DocumentFragment;
}

/**
 * The fields whose content is held nowhere but in themselves, and what empties them.
 *
 * What was typed goes when it is sent, when the page goes or is hidden, and when the screen is left: whoever comes next to
 * a shared machine finds nothing.
 */
export class SecretFields implements ReactiveController {
  /** The passphrase can be read. */
  shown = false;

  /** @param left told when something was emptied because the page was hidden */
  constructor(
    private readonly host: Host,
    private readonly left: () => void,
  ) {
    host.addController(this);
  }

  get passphrase(): HTMLInputElement | null {
    return this.host.renderRoot.querySelector('#passphrase');
  }

  /** Of the second factor; absent where none is demanded. */
  get code(): HTMLInputElement | null {
    return this.host.renderRoot.querySelector('#code');
  }

  hostConnected(): void {
    document.addEventListener('visibilitychange', this.forgetWhenHidden);
    addEventListener('pagehide', this.forget);
  }

  hostDisconnected(): void {
    document.removeEventListener('visibilitychange', this.forgetWhenHidden);
    removeEventListener('pagehide', this.forget);
    this.forget();
  }

  readonly toggle = (): void => {
    this.shown = !this.shown;
    this.host.requestUpdate();
  };

  readonly forget = (): void => {
    for (const field of [this.passphrase, this.code]) if (field) field.value = '';
    this.hide();
  };

  hide(): void {
    this.shown = false;
    this.host.requestUpdate();
  }

  private readonly forgetWhenHidden = (): void => {
    const held = [this.passphrase, this.code].some((field) => field !== null && field.value !== '');
    if (!document.hidden || !held) return;
    this.forget();
    this.left();
  };
}
