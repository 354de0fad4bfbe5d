export interface ScriptedAnswer {
  readonly method: string;
  /** Below the scripted server's root, with query. */
  readonly path: string;
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
  /** Breaks the line instead of answering. */
  readonly cut?: boolean;
}

export interface Arrived {
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  readonly size: number;
}

let count = 0;

/** A fresh `scripted-server.js` that will answer these, each once. */
export async function scripted(answers: readonly ScriptedAnswer[]) {
  const server = `${location.origin}/scripted/s${Date.now()}-${++count}`;
  await fetch(`${server}/script`, { method: 'POST', body: JSON.stringify(answers) });
  return {
    server,
    /** What arrived so far, without the log's own questions. */
    log: async (): Promise<readonly Arrived[]> =>
      (await fetch(`${server}/log`)).json() as Promise<readonly Arrived[]>,
  };
}
