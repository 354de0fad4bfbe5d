import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { UploadState } from '../../server/contract/letters.js';
import type { Progress, UploadOptions } from './office-client.js';
import { isAbort, isSessionEnd, type OfficeReport, toReport } from './office-problem.js';
import type { Language } from './words.js';

export type SendFile = (file: File, options: Omit<UploadOptions, 'purpose'>) => Promise<UploadState>;

export type SendingState =
  | { readonly is: 'none' }
  | { readonly is: 'chosen'; readonly file: File }
  | { readonly is: 'sending' | 'paused'; readonly file: File; readonly progress: Progress }
  | { readonly is: 'refused'; readonly file: File; readonly problem: OfficeReport }
  | { readonly is: 'sent'; readonly file: File; readonly upload: UploadState };

/** One file on its way: how far, how long still, paused, resumed from where the server has it. */
export class FileSending implements ReactiveController {
  state: SendingState = { is: 'none' };

  private uploadId: string | undefined;
  /** Bytes of the upload that was begun elsewhere, of which nothing else is known. */
  private begunSize: number | undefined;
  private turn: AbortController | undefined;
  private begunAt = 0;
  private begunWith = 0;

  constructor(
    private readonly host: ReactiveControllerHost,
    private readonly language: () => Language,
    private readonly sendFile: SendFile,
  ) {
    host.addController(this);
  }

  hostConnected(): void {
    // A moved element goes on sending.
  }

  /** Whether the server has a part already, though no file is chosen yet. */
  get begunBefore(): boolean {
    return this.uploadId !== undefined && this.state.is === 'none';
  }

  /** Takes up what was begun before this page knew the file. Only a file of its size, in bytes, goes on from there. */
  resume({ uploadId, size }: Pick<UploadState, 'uploadId' | 'size'>): void {
    this.cancel();
    this.uploadId = uploadId;
    this.begunSize = size;
  }

  choose(file: File): void {
    this.turn?.abort();
    // Pieces of two files must never become one.
    if (!this.goesOnWith(file)) this.uploadId = undefined;
    this.begunSize = undefined;
    this.set({ is: 'chosen', file });
  }

  /** Resolves to the finished upload, or to nothing when it was refused, paused or given up. */
  async send(): Promise<UploadState | undefined> {
    const { state } = this;
    if (state.is === 'sent') return state.upload;
    if (state.is === 'none' || state.is === 'sending') return undefined;
    const { file } = state;
    const turn = new AbortController();
    this.turn = turn;
    this.begunAt = 0;
    this.set({ is: 'sending', file, progress: { done: 0, of: file.size } });
    try {
      const upload = await this.sendFile(file, {
        signal: turn.signal,
        uploadId: this.uploadId,
        onBegun: (uploadId) => (this.uploadId = uploadId),
        onProgress: (progress) => this.note(turn, file, progress),
      });
      if (this.turn !== turn) return undefined;
      // It is whole: the same file chosen once more is another upload.
      this.uploadId = undefined;
      this.set({ is: 'sent', file, upload });
      return upload;
    } catch (error) {
      if (this.turn !== turn || isAbort(error)) return undefined;
      const problem = toReport(error, this.language());
      // What was refused for good begins anew with the next file.
      if (!mayGoOn(problem)) this.uploadId = undefined;
      this.set({ is: 'refused', file, problem });
      return undefined;
    }
  }

  pause(): void {
    const { state } = this;
    if (state.is !== 'sending') return;
    this.turn?.abort();
    this.turn = undefined;
    this.set({ ...state, is: 'paused' });
  }

  /** Gives the file up. */
  cancel(): void {
    this.turn?.abort();
    this.turn = undefined;
    this.uploadId = undefined;
    this.begunSize = undefined;
    this.set({ is: 'none' });
  }

  /** Absent until enough was sent to say it. */
  get secondsLeft(): number | undefined {
    const { state } = this;
    if (state.is !== 'sending' || this.begunAt === 0) return undefined;
    const { done, of = 0 } = state.progress;
    const passed = (performance.now() - this.begunAt) / 1000;
    const sent = done - this.begunWith;
    if (passed < 2 || sent <= 0) return undefined;
    return Math.max(Math.ceil(((of - done) * passed) / sent), 1);
  }

  private goesOnWith(file: File): boolean {
    const { state } = this;
    return state.is === 'none' ? file.size === this.begunSize : isSame(state.file, file);
  }

  private note(turn: AbortController, file: File, progress: Progress): void {
    if (this.turn !== turn) return;
    if (this.begunAt === 0) {
      this.begunAt = performance.now();
      this.begunWith = progress.done;
    }
    this.set({ is: 'sending', file, progress });
  }

  private set(state: SendingState): void {
    this.state = state;
    this.host.requestUpdate();
  }
}

function isSame(a: File, b: File): boolean {
  return a.name === b.name && a.size === b.size && a.lastModified === b.lastModified;
}

/** What the server has of it is still good. */
function mayGoOn(problem: OfficeReport): boolean {
  return isSessionEnd(problem) || ['offline', 'server-busy', 'rate-limited'].includes(problem.code);
}
