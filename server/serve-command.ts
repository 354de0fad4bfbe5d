import type { Command } from './command.js';
import { readConfig } from './config.js';
import { startServer } from './main.js';

/** Serves until it is told to stop; a second signal does not wait. */
export const serveCommand: Command = async (_, terminal) => {
  const server = await startServer(readConfig());
  terminal.out(server.url);
  await new Promise<void>((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => resolve());
  });
  await server.close();
  return 0;
};
