import { spawn } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** How a program ended. A crash has a signal and no code. */
export interface Outcome {
  code: number | null;
  output: string;
}

/** Runs a program apart, since the ones that judge PDFs crash on some of them. */
export function run(
  program: string,
  parameters: readonly string[],
  milliseconds = 60_000,
  more: Readonly<Record<string, string>> = {},
): Promise<Outcome> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, parameters, {
      timeout: milliseconds,
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...process.env, ...more },
    });
    const pieces: Buffer[] = [];
    child.stdout.on('data', (piece: Buffer) => pieces.push(piece));
    child.stderr.on('data', (piece: Buffer) => pieces.push(piece));
    child.on('error', reject);
    child.on('close', (code) => {
      resolve({ code, output: Buffer.concat(pieces).toString('latin1') });
    });
  });
}

/** Writes bytes to a file that lives as long as `use` runs. */
export async function withFile<T>(bytes: Uint8Array, use: (path: string) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), 'noken-pdf-'));
  try {
    const path = join(folder, 'document.pdf');
    await writeFile(path, bytes);
    return await use(path);
  } finally {
    await rm(folder, { recursive: true });
  }
}

/** What poppler says of each signature, in the order of the file: `Signature is Valid.` or what else. */
export async function pdfsigVerdicts(path: string): Promise<string[]> {
  const { output } = await run('pdfsig', ['-nocert', '-no-ocsp', path]);
  return [...output.matchAll(/Signature Validation: (.*)/gu)].map(([, verdict = '']) => verdict);
}

/** Exit code of `qpdf --check`: 0 when clean, null when qpdf itself crashed. */
export async function qpdfCheck(path: string): Promise<number | null> {
  return (await run('qpdf', ['--check', path])).code;
}

/** The file as qpdf writes it with those options: linearized, with object streams, encrypted. */
export async function throughQpdf(bytes: Uint8Array, ...options: string[]): Promise<Uint8Array> {
  return withFile(bytes, async (path) => {
    const { code, output } = await run('qpdf', [...options, path, `${path}.out`]);
    if (code !== 0) throw new Error(`qpdf ${options.join(' ')}: ${output}`);
    return new Uint8Array(await readFile(`${path}.out`));
  });
}
