import { readFile } from 'node:fs/promises';
import { Misuse } from './command.js';

const largest = 1024 * 1024;

/** @throws {Misuse} where it cannot be read or is too large for a key */
export async function readKeyFile(path: string): Promise<Buffer> {
  const bytes = await readFile(path).catch((cause: unknown) => {
    throw new Misuse(`${path} cannot be read.`, { cause });
  });
  if (bytes.length > largest) throw new Misuse(`${path} is too large for a key.`);
  return bytes;
}

/**
 * The first line of the file, or of standard input where it is `-`: an editor ends it with a newline that is not meant.
 *
 * @throws {Misuse}
 */
export async function readPassphrase(path: string): Promise<Buffer> {
  const bytes =
    path === '-'
      ? await standardInput()
      : await readFile(path).catch((cause: unknown) => {
          throw new Misuse('The passphrase file cannot be read.', { cause });
        });
  const end = bytes.findIndex((byte) => byte === 0x0a || byte === 0x0d);
  const line = Buffer.from(bytes.subarray(0, end < 0 ? bytes.length : end));
  bytes.fill(0);
  return line;
}

async function standardInput(): Promise<Buffer> {
  const pieces: Buffer[] = [];
  for await (const piece of process.stdin) pieces.push(Buffer.from(piece as Uint8Array));
  return Buffer.concat(pieces);
}
