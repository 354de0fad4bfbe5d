import { readFile, stat } from 'node:fs/promises';
import { ConfigRefusal } from './config.js';

const most = 1024 * 1024;

/**
 * Reads a file of settings that holds secrets, so that one which others of the machine may read is refused.
 *
 * @param setting the variable that names it, for sentences
 * @throws {ConfigRefusal} one sentence that repeats nothing of what is in it
 */
export async function readSecretJson(setting: string, path: string): Promise<unknown> {
  const refusal = (why: string, cause?: unknown) =>
    new ConfigRefusal(`${setting}: ${path}: ${why}.`, { cause });
  const facts = await stat(path).catch((cause: unknown) => {
    throw refusal('it cannot be read', cause);
  });
  if ((facts.mode & 0o077) !== 0 && process.platform !== 'win32')
    throw refusal('others may read it, and it holds passwords: chmod 600');
  if (facts.size > most) throw refusal('it is longer than 1 MB');
  try {
    return JSON.parse(await readFile(path, 'utf8')) as unknown;
  } catch {
    // What a parser says quotes the text around the fault, which may be a password.
    throw refusal('it is no JSON');
  }
}

export function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
