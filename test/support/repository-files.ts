import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The root of the repository, absolute. */
export const repositoryRoot = join(import.meta.dirname, '../..');

let listed: readonly string[] | undefined;

/** Every file that is or could be committed, as paths from the root with `/`. Ignored files are not among them. */
export function repositoryFiles(): readonly string[] {
  listed ??= execFileSync('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard'], {
    cwd: repositoryRoot,
    encoding: 'utf8',
    maxBuffer: 16 * 1024 * 1024,
  })
    .split('\0')
    // A file that was just removed is still in the index.
    .filter((path) => path !== '' && existsSync(join(repositoryRoot, path)))
    .sort();
  return listed;
}

export function filesMatching(pattern: RegExp): readonly string[] {
  return repositoryFiles().filter((path) => pattern.test(path));
}

export function readText(path: string): string {
  return readFileSync(join(repositoryRoot, path), 'utf8');
}

export function readJson(path: string): unknown {
  return JSON.parse(readText(path));
}
