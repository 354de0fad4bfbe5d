export interface Counts {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
}

export function countVitest(report: unknown): Counts;
export function countSessions(sessions: readonly unknown[]): Counts;
