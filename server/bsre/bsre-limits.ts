/** How long and how much. Times in milliseconds, sizes in bytes. */
export interface BsreLimits {
  /** For status, codes and certificates, from the first byte to the last. */
  readonly statusTime: number;
  readonly signTime: number;
  /** The gateway has been seen to take 43 s over eight signatures. */
  readonly verifyTime: number;
  /** An answer that holds no file. */
  readonly answerSize: number;
  /**
   * A file that is to be signed or sealed. No document of BSrE's tells how much a gateway takes, and a proxy before it may
   * take less: it differs between installations. Until its keeper has said, what a letter may be here.
   */
  readonly fileSize: number;
  /** What a signed file may have more than the file that was sent. */
  readonly signatureSize: number;
  /** A file that comes without one having been sent. */
  readonly downloadSize: number;
  /** Further tries of a question that changes nothing, where the gateway is busy. */
  readonly retries: number;
  /** Before the first further try; each later one waits twice as long, give or take half. */
  readonly firstWait: number;
  /** No wait is longer, whatever the gateway asks for: then the failure is told at once. */
  readonly longestWait: number;
}

const MiB = 1024 * 1024;

export const bsreLimits: BsreLimits = {
  statusTime: 15_000,
  signTime: 120_000,
  verifyTime: 120_000,
  answerSize: 4 * MiB,
  fileSize: 50 * MiB,
  signatureSize: 2 * MiB,
  downloadSize: 102 * MiB,
  retries: 2,
  firstWait: 500,
  longestWait: 10_000,
};
