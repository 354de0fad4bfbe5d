/** What a command has of the world: where it writes, what it was told. Exit codes: 0 done, 1 found wanting, 2 misuse. */
export interface Terminal {
  out(line: string): void;
  err(line: string): void;
}

export type Command = (args: readonly string[], terminal: Terminal) => Promise<number>;

/** The command was not understood; `usage` says how it would be. */
export class Misuse extends Error {
  override readonly name = 'Misuse';
}

/** Whether this is what `parseArgs` of node:util throws for arguments that it does not know. */
export function isArgumentError(error: unknown): error is Error {
  return (
    error instanceof Error &&
    'code' in error &&
    typeof error.code === 'string' &&
    error.code.startsWith('ERR_PARSE_ARGS_')
  );
}
