import { readFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { Misuse, type Command } from './command.js';
import { KeyRefusal, PdfRefusal, signFile, SignFileRefusal, type SignaturePlacement } from './pdf/index.js';

export const signUsage =
  'noken sign FILE --p12 KEY.p12 --passphrase-file F [--at PAGE,X,Y,W,H] -o OUT   (F "-": standard input)';

const largestKeyFile = 1024 * 1024;

/**
 * Signs one PDF with a PKCS #12 key (PAdES B-B) and writes the signed one beside it; nothing is ever overwritten.
 *
 * @returns 0, or 1 when it was refused: the code is on standard error
 */
export const signCommand: Command = async (args, terminal) => {
  const { values, positionals } = parseArgs({
    args: [...args],
    options: {
      p12: { type: 'string' },
      'passphrase-file': { type: 'string' },
      at: { type: 'string' },
      output: { type: 'string', short: 'o' },
    },
    allowPositionals: true,
  });
  const [file] = positionals;
  const { p12, output, 'passphrase-file': passphraseFile } = values;
  if (positionals.length !== 1 || !file || !p12 || !output || !passphraseFile) throw new Misuse(signUsage);
  const placement = values.at === undefined ? undefined : placementOf(values.at);
  const passphrase = await passphraseFrom(passphraseFile);
  try {
    const name = await signFile({
      file,
      out: output,
      p12: await readKeyFile(p12),
      passphrase,
      at: new Date(),
      ...(placement ? { placement } : {}),
    });
    terminal.out(`${output}: signed by ${name}`);
    return 0;
  } catch (error) {
    if (!(error instanceof SignFileRefusal || error instanceof PdfRefusal || error instanceof KeyRefusal))
      throw error;
    terminal.err(`Not signed: ${error.message}`);
    return 1;
  } finally {
    passphrase.fill(0);
  }
};

async function readKeyFile(path: string): Promise<Buffer> {
  const bytes = await readFile(path).catch((cause: unknown) => {
    throw new Misuse(`${path} cannot be read.`, { cause });
  });
  if (bytes.length > largestKeyFile) throw new Misuse(`${path} is too large for a key.`);
  return bytes;
}

/** The first line of the file: an editor ends it with a newline that is not meant. */
async function passphraseFrom(path: string): Promise<Buffer> {
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

function placementOf(text: string): SignaturePlacement {
  const numbers = text.split(',').map(Number);
  const [page = 0, x = 0, y = 0, width = 0, height = 0] = numbers;
  const good = numbers.length === 5 && numbers.every(Number.isFinite) && Number.isInteger(page) && page >= 1;
  if (!good || width <= 0 || height <= 0) throw new Misuse(`--at ${text} is not PAGE,X,Y,W,H (points).`);
  return { page, rect: { x, y, width, height } };
}
