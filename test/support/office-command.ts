import { vi } from 'vitest';
import { Misuse, type Command } from '../../server/command.js';
import type { MadeOffice } from './made-office.js';

export interface CommandOutcome {
  readonly status: number;
  readonly out: string;
  readonly err: string;
}

/**
 * A command as the command line runs it, on a made office that is at work meanwhile.
 *
 * @param master of that office
 * @param more settings beside those that every command needs
 */
export async function officeCommand(
  command: Command,
  args: readonly string[],
  made: Pick<MadeOffice, 'folder' | 'publicUrl'>,
  master: Uint8Array,
  more: Readonly<Record<string, string>> = {},
): Promise<CommandOutcome> {
  const lines: Record<'out' | 'err', string[]> = { out: [], err: [] };
  const terminal = {
    out: (line: string) => void lines.out.push(line),
    err: (line: string) => void lines.err.push(line),
  };
  const environment = {
    NOKEN_DATA: made.folder,
    NOKEN_PUBLIC_URL: made.publicUrl,
    NOKEN_MASTER_KEY: Buffer.from(master).toString('base64'),
    ...more,
  };
  for (const [name, value] of Object.entries(environment)) vi.stubEnv(name, value);
  const status = await command(args, terminal)
    .catch((error: unknown) => {
      if (!(error instanceof Misuse)) throw error;
      terminal.err(error.message);
      return 2;
    })
    .finally(() => vi.unstubAllEnvs());
  return { status, out: lines.out.join('\n'), err: lines.err.join('\n') };
}
