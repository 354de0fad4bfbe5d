import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { scannedLetter } from './bench-letters.js';
import type { Bench } from './bench-result.js';
import { median } from './contest.js';

const child = fileURLToPath(new URL('./signing-child.ts', import.meta.url));
const root = fileURLToPath(new URL('..', import.meta.url));
const runs = 3;

/** The most memory that signing from a file takes, above what the same process held while it was idle. */
export const pdfMemory: Bench = {
  name: 'pdf-memory',
  async run() {
    const name = 'peak memory of signing';
    if (!existsSync('/proc/self/status')) return [{ name, why: 'this system has no /proc' }];
    const folder = await mkdtemp(join(tmpdir(), 'noken-bench-'));
    try {
      const small = join(folder, 'small.pdf');
      const large = join(folder, 'large.pdf');
      await writeFile(small, scannedLetter(200_000));
      await writeFile(large, scannedLetter(50_000_000));
      const above = (path: string) => median(Array.from({ length: runs }, () => peakAboveIdle(path)));
      return [
        { name: 'sign 200 kB from a file: peak memory above idle', value: above(small), unit: 'MB' },
        { name: 'sign 50 MB from a file: peak memory above idle', value: above(large), unit: 'MB', aim: 30 },
      ];
    } finally {
      await rm(folder, { recursive: true });
    }
  },
};

/** In MB. A process of its own each time, so that none has grown already. */
function peakAboveIdle(path: string): number {
  const told = execFileSync(process.execPath, ['--import', 'tsx', child, path], {
    cwd: root,
    encoding: 'utf8',
  });
  return (Number(told) * 1024) / 1e6;
}
