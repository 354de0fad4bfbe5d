import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { refusalOfContent, usualFileLimit } from '../internal/file-choice.js';
import type { Format } from '../internal/format.js';
import type { Progress, TransferOptions } from '../internal/office-client.js';
import { isAbort, type OfficeReport, toReport } from '../internal/office-problem.js';

export type FileState =
  | { readonly is: 'none' }
  | { readonly is: 'sending'; readonly file: File; readonly progress: Progress }
  /** Before anything was sent. */
  | { readonly is: 'unfit'; readonly why: string }
  | { readonly is: 'refused'; readonly problem: OfficeReport };

/** The file that somebody brings, on its way in one piece: it is judged at once, so there is nothing to go on with later. */
export class SignedFile implements ReactiveController {
  state: FileState = { is: 'none' };
  private turn: AbortController | undefined;

  constructor(
    private readonly host: ReactiveControllerHost,
    private readonly told: {
      readonly format: () => Format;
      readonly send: (file: File, options: TransferOptions) => Promise<void>;
      readonly taken: () => void;
    },
  ) {
    host.addController(this);
  }

  hostConnected(): void {
    // A moved element goes on sending.
  }

  async bring(file: File): Promise<void> {
    this.cancel();
    const turn = new AbortController();
    this.turn = turn;
    try {
      const why = await refusalOfContent(file, usualFileLimit, this.told.format());
      if (this.turn !== turn) return;
      if (why !== undefined) return this.end({ is: 'unfit', why });
      const onProgress = (progress: Progress) => this.set({ is: 'sending', file, progress });
      onProgress({ done: 0, of: file.size });
      await this.told.send(file, { signal: turn.signal, onProgress });
      if (this.turn !== turn) return;
      this.end({ is: 'none' });
      this.told.taken();
    } catch (error) {
      if (this.turn !== turn || isAbort(error)) return;
      this.end({ is: 'refused', problem: toReport(error, this.told.format().language) });
    }
  }

  /** Gives the file up. */
  readonly cancel = (): void => {
    this.turn?.abort();
    this.end({ is: 'none' });
  };

  private end(state: FileState): void {
    this.turn = undefined;
    this.set(state);
  }

  private set(state: FileState): void {
    this.state = state;
    this.host.requestUpdate();
  }
}
