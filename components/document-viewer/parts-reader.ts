import type { FileBytes, Progress } from '../internal/office-client.js';
import { isAbort } from '../internal/office-problem.js';
import type { PartsOfFile } from '../internal/pdf-pages.js';

/** Enough to hold most letters whole, and two seconds of a 512 kbps line. Bytes. */
const firstPart = 128 * 1024;

export type AskForPart = (
  range: readonly [first: number, last: number],
  signal: AbortSignal,
  onProgress?: (progress: Progress) => void,
) => Promise<FileBytes>;

export interface PartsTold {
  /** Bytes that arrived so far, and of how many. */
  readonly progress: (progress: Progress) => void;
  /** A part could not be read. `retry` asks for all of those again. */
  readonly trouble: (error: unknown) => void;
}

/**
 * Reads a file in parts. What cannot be read waits until `retry`, so whoever draws never sees a broken line; only the
 * very first part is refused at once.
 */
export class PartsReader implements PartsOfFile {
  size = 0;
  beginning: Uint8Array<ArrayBuffer> = new Uint8Array();
  private arrived = 0;
  private readonly waiting: (() => void)[] = [];

  constructor(
    private readonly ask: AskForPart,
    private readonly signal: AbortSignal,
    private readonly told: PartsTold,
  ) {}

  /** The whole file where it is small, else this, ready to read more. */
  async open(): Promise<Uint8Array | this> {
    const { bytes, total } = await this.ask([0, firstPart - 1], this.signal, ({ done }) =>
      this.told.progress({ done }),
    );
    this.count(bytes.length, total);
    if (bytes.length >= total) return bytes;
    this.beginning = bytes;
    return this;
  }

  async read(begin: number, end: number): Promise<Uint8Array> {
    for (;;) {
      try {
        const { bytes } = await this.ask([begin, end - 1], this.signal);
        this.count(bytes.length, this.size);
        return bytes;
      } catch (error) {
        if (isAbort(error) || this.signal.aborted) throw error;
        this.told.trouble(error);
        await new Promise<void>((resolve) => this.waiting.push(resolve));
      }
    }
  }

  /** Asks again for every part that could not be read. */
  retry(): void {
    for (const again of this.waiting.splice(0)) again();
  }

  private count(more: number, size: number): void {
    this.size = size;
    this.arrived += more;
    this.told.progress({ done: Math.min(this.arrived, size), of: size });
  }
}
