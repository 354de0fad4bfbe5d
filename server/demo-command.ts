import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Misuse, type Command } from './command.js';

/**
 * Runs the demo, which is a program of its own: what ships knows nothing of it but where the build puts it.
 *
 * @throws {Misuse} where only the shipped part is installed
 */
export const demoCommand: Command = async () => {
  const built = new URL('./demo-main.js', import.meta.url);
  const source = new URL('../demo/demo-main.ts', import.meta.url);
  const entry = [built, source].find((url) => existsSync(fileURLToPath(url)));
  if (!entry) throw new Misuse('The demo is not part of this installation.');
  const { runDemo } = (await import(/* @vite-ignore */ entry.href)) as { runDemo: () => Promise<number> };
  return runDemo();
};
