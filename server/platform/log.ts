/** One line of JSON per happening, on standard error. Never a secret, passphrase, NIK or document content. */
export interface Log {
  info(event: string, facts?: Readonly<Record<string, string | number | boolean>>): void;
  /** The unexpected, with its cause. Stack and message stay here and are never shown to a caller. */
  failure(event: string, error: unknown, facts?: Readonly<Record<string, string | number | boolean>>): void;
}

export function jsonLog(write: (line: string) => void, now: () => Date): Log {
  const print = (level: string, event: string, facts: object) =>
    write(JSON.stringify({ at: now().toISOString(), level, event, ...facts }));
  return {
    info: (event, facts = {}) => print('info', event, facts),
    failure: (event, error, facts = {}) => print('error', event, { ...facts, error: describe(error) }),
  };
}

/** For tests and commands that want silence. */
export const quietLog: Log = { info: () => undefined, failure: () => undefined };

function describe(error: unknown): unknown {
  if (!(error instanceof Error)) return String(error);
  return {
    name: error.name,
    message: error.message,
    stack: error.stack,
    ...(error.cause === undefined ? {} : { cause: describe(error.cause) }),
  };
}
