import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { newKey } from '../internal/office-client.js';
import { isSessionEnd, type OfficeReport, toReport } from '../internal/office-problem.js';
import type { Language } from '../internal/words.js';

export type SentState =
  | { readonly is: 'ready' }
  | { readonly is: 'sending' }
  | { readonly is: 'refused'; readonly problem: OfficeReport; readonly unsure: boolean }
  /** An earlier sending had arrived, with other input than the last. */
  | { readonly is: 'sent-before'; readonly problem: OfficeReport };

export interface Done<I, T> {
  readonly input: I;
  readonly answer: T;
}

/**
 * One act that must not happen twice, however often its button is pressed on a broken line.
 *
 * The key stays through every refusal: a refused act left nothing under it, and after silence only the same key can
 * tell whether the act arrived. So it stays for changed input too, and the server then says that it knows the key.
 */
export class SentOnce<I, T> implements ReactiveController {
  state: SentState = { is: 'ready' };

  private key = newKey();
  /** Every input that may have arrived without our hearing of it. */
  private unsure: readonly I[] = [];

  constructor(
    private readonly host: ReactiveControllerHost,
    private readonly language: () => Language,
    private readonly act: (input: I, key: string) => Promise<T>,
  ) {
    host.addController(this);
  }

  hostConnected(): void {
    // A moved element goes on sending.
  }

  /** Resolves to nothing when it was refused, which `state` then tells. */
  async send(input: I): Promise<Done<I, T> | undefined> {
    if (this.state.is === 'sending') return undefined;
    const { key } = this;
    this.set({ is: 'sending' });
    try {
      const answer = await this.act(input, key);
      if (this.key !== key) return undefined;
      this.begin();
      return { input, answer };
    } catch (error) {
      if (this.key !== key) return undefined;
      const problem = toReport(error, this.language());
      const unsure = mayHaveArrived(problem);
      if (unsure) this.unsure = [...this.unsure, input];
      if (problem.code === 'idempotency-key-reused') this.set({ is: 'sent-before', problem });
      else this.set({ is: 'refused', problem, unsure });
      return undefined;
    }
  }

  /** Fetches the answer to what had arrived, by sending that again under its key. */
  async sendBefore(): Promise<Done<I, T> | undefined> {
    const inputs = this.unsure;
    for (const input of inputs) {
      const done = await this.send(input);
      if (done || this.state.is !== 'sent-before') return done;
    }
    return undefined;
  }

  /** From now on it is another act. */
  begin(): void {
    this.key = newKey();
    this.unsure = [];
    this.set({ is: 'ready' });
  }

  private set(state: SentState): void {
    this.state = state;
    this.host.requestUpdate();
  }
}

/** Silence, or an answer that says nothing of the act. */
function mayHaveArrived(problem: OfficeReport): boolean {
  return !isSessionEnd(problem) && (problem.status < 400 || problem.status >= 500);
}
